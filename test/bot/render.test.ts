/** What a message is made of: cleaned fields, cuts, links, entities. Properties are held by fast-check. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createSpeech } from '../../src/bot/messages/speech.ts';
import { type AnswerView, type QuoteView, renderAnswer } from '../../src/bot/render/answer.ts';
import {
  answerKeyboard,
  noneKeyboard,
  pressData,
  readPress,
} from '../../src/bot/render/keyboard.ts';
import { renderNone } from '../../src/bot/render/none.ts';
import { MESSAGE_UNITS_MAX } from '../../src/bot/render/rich.ts';
import { cleanField, cleanTyped } from '../../src/speech/clean.ts';
import { directionMark, isolate, paragraphDirection } from '../../src/speech/direction.ts';
import { cut, windowAround } from '../../src/speech/graphemes.ts';
import { quoteUrl, safeUrl } from '../../src/speech/links.ts';
import { wordsToTry } from '../../src/speech/words-to-try.ts';
import { assertReads } from './support/reading.ts';

const { ar, en } = createSpeech('western');

/** Arabic with marks, Latin, digits, emoji sequences, controls and lone surrogates. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'بُركانٌ',
        'آيسلندا',
        'BBC',
        '2024',
        ' ',
        '\n',
        '«',
        ')',
        '👩‍👩‍👧‍👦',
        '🇸🇾',
        'e\u0301',
      ),
      fc.constantFrom(
        '\u202e',
        '\u2067',
        '\u2069',
        '\u200f',
        '\u0000',
        '\u2028',
        '\ud83d',
        '\udc00',
      ),
      fc.constantFrom('/forget', '@someone', 'tg://x', 'javascript:alert(1)', '\u064b'.repeat(30)),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

/** No cut falls between the halves of a pair, or between a letter and its mark. */
function assertCleanEdge(text: string, at: number): void {
  if (at <= 0 || at >= text.length) return;
  // A mark after a control has no letter to be parted from.
  const onLetter = /[\p{L}\p{N}\p{M}]$/u.test(text.slice(0, at));
  assert.ok(!onLetter || !/^\p{M}/u.test(text.slice(at)), 'a mark is parted from its letter');
  const pair = /[\ud800-\udbff]/.test(text[at - 1]!) && /[\udc00-\udfff]/.test(text[at]!);
  assert.ok(!pair, 'a surrogate pair is cut');
}

describe('cleaning', () => {
  it('leaves nothing in a field that controls, commands or links', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const field = cleanField(text);
        assert.ok(field.length <= 400);
        assert.doesNotMatch(field, /[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        assert.doesNotMatch(field, /(^|\s)[/@]\p{L}/u);
        assert.doesNotMatch(field, /(tg|javascript):/iu);
        assert.doesNotMatch(field, /\p{M}{7}/u);
      }),
    );
  });

  it('keeps what Arabic and emoji need', () => {
    assert.equal(cleanField('بُركانٌ  👩‍👩‍👧‍👦 می\u200cخواهم'), 'بُركانٌ 👩‍👩‍👧‍👦 می\u200cخواهم');
    assert.equal(cleanField('عام 1/2 و 3:4 و http://a.b'), 'عام 1/2 و 3:4 و http://a.b');
  });

  it('finds no question where there is no letter and no digit', () => {
    assert.equal(cleanTyped('\u202eمتى\u2069\tثار\u0000 البركان؟'), 'متى ثار البركان؟');
    assert.equal(cleanTyped(' متى؟ \r\n\n أخوكم سالم '), 'متى؟\n\nأخوكم سالم');
  });
});

describe('cutting', () => {
  it('never exceeds the limit and never parts a letter from its mark', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 80 }), (text, max) => {
        const short = cut(text, max);
        assert.ok(short.length <= Math.max(max, 1));
        if (short !== text) {
          const kept = short.slice(0, -1);
          assert.ok(text.startsWith(kept));
          if (!/\s/u.test(text[kept.length] ?? '')) assertCleanEdge(text, kept.length);
        }
      }),
    );
  });

  it('keeps the core whole in its window', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 200 }),
        (text, a, b, max) => {
          const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
          const core = { start: start!, end: end! };
          const window = windowAround(text, { start: 0, end: text.length }, core, max);
          assert.ok(window.start <= core.start && window.end >= core.end);
          assert.ok(window.end - window.start <= Math.max(max, core.end - core.start));
        },
      ),
    );
  });
});

describe('direction', () => {
  it('is that of the first strong character outside isolates', () => {
    assert.equal(paragraphDirection('«متحف» BBC'), 'rtl');
    assert.equal(paragraphDirection('2024: BBC متحف'), 'ltr');
    assert.equal(paragraphDirection(`${isolate('BBC')} متحف`), 'rtl');
    assert.equal(paragraphDirection('٣ - 4 (!)'), undefined);
    assert.equal(directionMark('BBC قالت', 'rtl'), '\u200f');
    assert.equal(directionMark('قالت BBC', 'rtl'), '');
  });
});

describe('links', () => {
  it('lead only to web pages', () => {
    for (const bad of [
      'javascript:alert(1)',
      'tg://resolve?domain=x',
      'data:text/html,x',
      'https://trusted.example@evil.example/',
      'http://localhost/a',
      'file:///etc/passwd',
      'not a url',
      '',
      `https://example.org/${'a'.repeat(3_000)}`,
    ]) {
      assert.equal(safeUrl(bad), undefined, bad);
    }
    assert.equal(safeUrl('https://example.org/خبر'), 'https://example.org/%D8%AE%D8%A8%D8%B1');
  });

  it('name a short quote whole and a long one by its ends, within one paragraph each', () => {
    const short = quoteUrl('https://example.org/a', 'ثار - البركان، أمس');
    assert.equal(
      short,
      `https://example.org/a#:~:text=${encodeURIComponent('ثار - البركان، أمس').replaceAll('-', '%2D')}`,
    );
    const long = quoteUrl(
      'https://example.org/a#s',
      'واحد اثنان ثلاثة أربعة خمسة\nستة سبعة ثمانية تسعة',
    );
    const ends = ['واحد اثنان ثلاثة أربعة', 'ستة سبعة ثمانية تسعة'].map(encodeURIComponent);
    assert.equal(long, `https://example.org/a#s:~:text=${ends.join(',')}`);
    assert.equal(quoteUrl('tg://x', 'ثار'), undefined);
  });

  it('never throw, and never exceed what a button takes', () => {
    fc.assert(
      fc.property(anyText, fc.oneof(fc.webUrl(), anyText), (quote, address) => {
        assert.ok((quoteUrl(address, quote)?.length ?? 0) <= 2_000);
      }),
    );
  });
});

const quoteView = (change: Partial<QuoteView> = {}): QuoteView => ({
  text: 'بلغ طول الشق أربعة كيلومترات.',
  emphasis: [{ start: 13, end: 18 }],
  title: 'بركان في آيسلندا',
  outlet: 'صحيفة المثال',
  date: '2023-12-19',
  url: 'https://example.org/a',
  place: '/article/a?q=13-42&m=mark',
  context: { text: 'ثار البركان. بلغ طول الشق أربعة كيلومترات. انتهى.', start: 13, end: 42 },
  alsoIn: [],
  ...change,
});
const answerView = (change: Partial<AnswerView> = {}): AnswerView => ({
  kind: 'answer',
  quotes: [quoteView()],
  conflict: [],
  searchedFor: undefined,
  elsewhere: false,
  ...change,
});
const NO_SITE = { publicUrl: undefined, isPrivate: true };
const FRONT = { page: 0, context: false, browsing: false };

const anyQuote = fc
  .record({
    before: anyText,
    core: anyText,
    after: anyText,
    title: anyText,
    outlet: anyText,
    repeat: fc.constantFrom(1, 1, 1, 200),
  })
  .map(({ before, core, after, title, outlet, repeat }) => {
    const text = `ق${core.repeat(repeat)}`;
    const lead = before.repeat(repeat);
    return quoteView({
      text,
      emphasis: [{ start: 0, end: Math.min(3, text.length) }],
      title: `ع${title}`,
      outlet,
      context: { text: lead + text + after, start: lead.length, end: lead.length + text.length },
      alsoIn: [{ title, outlet, date: '2024-01-01' }],
    });
  });

describe('an answer', () => {
  it('fits, and holds its quote whole and untouched, whatever the article says', () => {
    fc.assert(
      fc.property(
        fc.array(anyQuote, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.option(anyText, { nil: undefined }),
        (quotes, conflicting, context, browsing, searchedFor) => {
          const conflict = conflicting && quotes.length > 1 ? quotes.map((_, index) => index) : [];
          const view = answerView({ quotes, conflict, searchedFor, kind: 'maybe' });
          const rich = renderAnswer(ar, view, { page: 0, context, browsing });
          assert.ok(rich.text.length <= MESSAGE_UNITS_MAX, `${rich.text.length} units`);
          assert.ok(rich.entities.length <= 100);
          for (const { type, offset, length } of rich.entities) {
            assert.ok(offset >= 0 && length > 0 && offset + length <= rich.text.length);
            const inside = rich.text.slice(offset, offset + length);
            if (type === 'blockquote') {
              const whole = quotes.some(({ text }) => text === inside);
              // Only if no message could hold the quote, the words that answer stand alone.
              const alone = quotes.some(({ text }) => text.length > 3_000 && text.includes(inside));
              assert.ok(whole || alone, 'a blockquote is a quote');
            }
            if (type === 'expandable_blockquote') {
              assert.ok(quotes[0]!.context.text.includes(inside), 'the context is a slice');
              assert.ok(inside.includes(quotes[0]!.text), 'the context holds the quote');
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is read right to left in Arabic, left to right in English, around a quote that begins in Latin', () => {
    for (const m of [ar, en]) {
      for (const title of ['BBC: متحف (2024)', '3,000 قطعة', 'عنوان']) {
        const quote = quoteView({
          title,
          text: 'BBC قالت إن المتحف (3,000 قطعة) يفتح',
          alsoIn: [],
        });
        const view = answerView({ quotes: [quote, quote], searchedFor: 'BBC متحف', kind: 'maybe' });
        assertReads(renderAnswer(m, view, { page: 1, context: true, browsing: true }), m.direction);
        assertReads(renderAnswer(m, view, FRONT), m.direction);
      }
    }
  });

  it('cannot be reordered by controls inside a quote', () => {
    const text = 'قال\u202e المسؤول\u2067 إن\u2069\u2069 الأمر انتهى\u202d';
    const context = { text, start: 0, end: text.length };
    const rich = renderAnswer(ar, answerView({ quotes: [quoteView({ text, context })] }), FRONT);
    assert.ok(rich.text.includes(text), 'byte for byte');
    assertReads(rich, 'rtl', { quotesMayHoldControls: true });
  });

  it('lets no article forge a source line', () => {
    const title = 'عنوان\nالمصدر: وكالة أخرى\u2069\u202e';
    const rich = renderAnswer(ar, answerView({ quotes: [quoteView({ title })] }), FRONT);
    const lines = rich.text.split('\n');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('المصدر:')),
      ['المصدر: \u2068صحيفة المثال\u2069، \u206819 ديسمبر 2023\u2069'],
    );
    assert.ok(lines.includes('من مقال «\u2068عنوان المصدر: وكالة أخرى\u2069»'));
  });

  it('says the words that answer first, by themselves, where that is sure', () => {
    const quote = quoteView();
    const [span] = quote.emphasis;
    const words = quote.text.slice(span!.start, span!.end);
    const first = (kind: 'answer' | 'maybe') =>
      renderAnswer(ar, answerView({ kind, quotes: [quote] }), FRONT).text.split('\n')[0]!;
    assert.ok(first('answer').endsWith(`«\u2068${words}\u2069»`));
    assert.equal(first('maybe'), ar.maybeLead);
  });

  it('says of a maybe that the articles are in Arabic where the question is not', () => {
    const of = (kind: 'answer' | 'maybe') =>
      renderAnswer(ar, answerView({ kind }), { ...FRONT, foreign: 'french' }).text;
    assert.match(of('maybe'), /سؤالك بالفرنسية/u);
    assert.doesNotMatch(of('answer'), /سؤالك بالفرنسية/u);
  });

  it('shows both sides where sources differ, each with its source', () => {
    const other = quoteView({
      text: 'بلغ طول الشق خمسة كيلومترات.',
      outlet: 'وكالة أخرى',
      emphasis: [],
    });
    const view = answerView({ quotes: [quoteView(), other], conflict: [0, 1] });
    const { text } = renderAnswer(ar, view, FRONT);
    assert.ok(text.startsWith(ar.conflictLead));
    assert.ok(text.includes('أربعة') && text.includes('خمسة'));
    assert.ok(text.includes('صحيفة المثال') && text.includes('وكالة أخرى'));
  });

  it('says of when it is, where the newest was asked for and is old', () => {
    const view = answerView({ quotes: [quoteView({ date: '2023-03-12' })] });
    const line = ar.publishedIn('2023-03-12');
    assert.equal(line, 'هذا ما نُشر في \u2068مارس 2023\u2069.');
    assert.ok(renderAnswer(ar, view, { ...FRONT, dated: true }).text.includes(line));
    assert.ok(!renderAnswer(ar, view, FRONT).text.includes(line));
    const undated = answerView({ quotes: [quoteView({ date: undefined })] });
    assert.ok(!renderAnswer(ar, undated, { ...FRONT, dated: true }).text.includes('هذا ما نُشر'));
  });

  it('has other marks for a quote within quotation marks, and the quote itself untouched', () => {
    const text = 'سمّى الشاعر ديوانه «ليل «المدينة»» ثم سافر إلى بلاد بعيدة.';
    const start = text.indexOf('«');
    const emphasis = [{ start, end: text.lastIndexOf('»') + 1 }];
    const quote = quoteView({ text, emphasis, title: 'ديوان «ليل»' });
    const shown = renderAnswer(ar, answerView({ quotes: [quote] }), FRONT);
    assert.ok(shown.text.includes('«\u2068‹ليل ‹المدينة››\u2069»'));
    assert.ok(shown.text.includes('من مقال «\u2068ديوان ‹ليل›\u2069»'));
    const block = shown.entities.find(({ type }) => type === 'blockquote')!;
    assert.equal(shown.text.slice(block.offset, block.offset + block.length), text);
  });

  it('says what it searched for, and that it is not certain', () => {
    const view = answerView({ kind: 'maybe', searchedFor: 'بركان أيسلندا' });
    const { text, entities } = renderAnswer(ar, view, FRONT);
    assert.ok(text.startsWith('بحثت عن: \u2068بركان أيسلندا\u2069\n'));
    const italic = entities.find(({ type }) => type === 'italic')!;
    assert.equal(text.slice(italic.offset, italic.offset + italic.length), 'بركان أيسلندا');
    assert.ok(text.includes(ar.maybeLead));
    const elsewhere = renderAnswer(ar, answerView({ kind: 'maybe', elsewhere: true }), FRONT).text;
    assert.ok(elsewhere.includes(ar.elsewhereMaybeLead));
    assert.ok(!elsewhere.includes(ar.elsewhereLead) && !elsewhere.includes(ar.maybeLead));
  });
});

describe('no answer', () => {
  it('names the nearest titles and words of theirs that the question lacked', () => {
    const nearest = [
      { id: 'a', title: 'بركان في آيسلندا يثور بعد هدوء', source: 'BBC', date: '2023-12-19' },
      { id: 'b', title: 'Museum (2024)' },
    ];
    const rich = renderNone(ar, 'متى ثار البركان في زنجبار؟', {
      nearest,
      unknownWords: ['زنجبار'],
    });
    assertReads(rich, 'rtl');
    assert.ok(rich.text.includes('آيسلندا'));
    assert.match(rich.text, /لا يرد ذكر «\u2068زنجبار\u2069» في المصادر\./u);
    const words = wordsToTry(
      'متى ثار البركان؟',
      nearest.map(({ title }) => title),
    );
    assert.ok(words.includes('آيسلندا') && words.includes('هدوء'));
    assert.ok(!words.includes('بركان') && !words.includes('بعد'));
    assertReads(renderNone(en, 'متى', { searchedFor: 'متى', nearest }), 'ltr');
    assert.deepEqual(wordsToTry('ما الحب؟', ['المقام: لماذا تبكينا نغمة؟']), [], 'near by chance');
    const counted = ['البركان بعد ثلاثة آلاف عام: مليون سائح في خمسين جزيرة'];
    const offered = wordsToTry('متى ثار البركان؟', counted);
    assert.deepEqual(offered, ['سائح', 'جزيرة'], 'no words of numbers');
  });

  it('says kindly that the articles are in Arabic where the question is not', () => {
    const of = (question: string) => {
      const rich = renderNone(ar, question, { nearest: [] });
      assertReads(rich, 'rtl');
      return rich.text;
    };
    assert.match(of('When was it founded?'), /سؤالك بالإنجليزية/u);
    assert.match(of('Quand est-il né ?'), /سؤالك بالفرنسية/u);
    assert.match(of('meta wulid fulan'), /بحروف لاتينية/u);
    assert.doesNotMatch(of('متى؟'), /اكتبه بالعربية/u);
  });
});

describe('buttons', () => {
  it('carry at most 64 bytes, and what they carry is read back as it was written', () => {
    const id = 'Ab0_-Ab0_-12';
    for (const press of [
      { kind: 'view', id, page: 2, context: true, browsing: true },
      { kind: 'view', id, page: 0, context: false, browsing: false },
      { kind: 'view', id, page: 1, context: true, browsing: false, dated: true },
      { kind: 'thumb', id, thumb: 'up' },
      { kind: 'list', offset: 999_999_999 },
      { kind: 'article', offset: 999_999_999, mark: 'Ab0_-Ab0_-1' },
    ] as const) {
      const data = pressData(press);
      assert.ok(Buffer.byteLength(data) <= 64);
      assert.deepEqual(readPress(data), press);
    }
  });

  it('read as nothing what was never written', () => {
    fc.assert(fc.property(anyText, (data) => readPress(data) === undefined));
    assert.equal(readPress('v:Ab0_-Ab0_-12:999:0'), undefined);
    assert.equal(readPress('t:Ab0_-Ab0_-12:sideways'), undefined);
  });

  it('open the article only where its address is one', () => {
    const urls = (view: AnswerView) =>
      answerKeyboard(ar, 'Ab0_-Ab0_-12', view, FRONT, NO_SITE)
        .inline_keyboard.flat()
        .filter((button) => 'url' in button).length;
    assert.equal(urls(answerView()), 1);
    assert.equal(urls(answerView({ quotes: [quoteView({ url: 'javascript:alert(1)' })] })), 0);
    const none = noneKeyboard('Ab0_-Ab0_-12', [{ title: 'أ', url: 'tg://x' }, { title: 'ب' }]);
    assert.equal(none.inline_keyboard.length, 1);
  });

  it('offer other sources only where there is another article', () => {
    const labels = (...quotes: QuoteView[]) =>
      answerKeyboard(ar, 'Ab0_-Ab0_-12', answerView({ quotes }), FRONT, NO_SITE)
        .inline_keyboard.flat()
        .map(({ text }) => text)
        .join('\n');
    const another = quoteView({ title: 'خبر آخر', url: 'https://example.com/another' });
    assert.ok(labels(quoteView(), another).includes(ar.buttonSources(1)));
    assert.ok(labels(quoteView(), quoteView()).includes(ar.buttonPassages(1)));
    assert.ok(!labels(quoteView(), quoteView()).includes('مصادر'));
    assert.ok(!labels(quoteView()).includes('أخرى'));
    const browsed = renderAnswer(ar, answerView({ quotes: [quoteView(), quoteView()] }), {
      ...FRONT,
      browsing: true,
    });
    assert.ok(browsed.text.includes(ar.passageOf(1, 2)));
  });
});
