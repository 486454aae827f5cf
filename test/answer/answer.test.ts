/** The whole answerer on the sample articles and a real index, with an embedder and a reader that a person can predict. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { type AnswererParts, createAnswerer } from '../../src/answer/answer.ts';
import { QUOTE_CHARS_MAX, QUOTES_MAX } from '../../src/answer/limits.ts';
import { saysNothing } from '../../src/answer/quotable.ts';
import { holdsQuote } from '../../src/answer/quotes.ts';
import { ReaderError } from '../../src/errors.ts';
import { buildIndex } from '../../src/index/build.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { createOverlapReader } from '../../src/reader/overlap.ts';
import type { Answer, Answerer, SearchIndex } from '../../src/types.ts';
import { calibration, embedder, readerThat } from './support.ts';

const scratch = mkdtempSync(join(tmpdir(), 'isnad-answer-'));
const canned: string[] = readFileSync('sample/questions.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line).question);
let index: SearchIndex;
let answerer: Answerer;

const answererWith = (parts: Partial<AnswererParts>) =>
  createAnswerer({
    withIndex: (use) => use(index, embedder),
    reader: createOverlapReader(),
    calibration,
    now: () => new Date('2025-01-01'),
    ...parts,
  });

before(async () => {
  const store = new FilesStore(join(scratch, 'index'));
  await buildIndex({ store, embedder, corpusPaths: ['sample'] });
  index = await store.open(settingsFor(embedder));
  answerer = answererWith({});
});
after(async () => {
  await index.close();
  rmSync(scratch, { recursive: true });
});

/** Holds an answer to every promise of its type. */
async function check(answer: Answer): Promise<void> {
  assert.ok(answer.confidence >= 0 && answer.confidence <= 1);
  assert.ok(answer.quotes.length <= QUOTES_MAX);
  assert.equal(answer.quotes.length === 0, answer.kind === 'none');
  assert.ok(answer.nearest.length <= 3);
  if (answer.short !== undefined) {
    assert.equal(answer.kind, 'answer');
    assert.ok(answer.quotes[0]!.text.includes(answer.short), 'a short answer is a slice');
  }
  for (const [i, quote] of answer.quotes.entries()) {
    const { text } = (await index.article(quote.articleId))!;
    assert.equal(text.slice(quote.start, quote.end), quote.text, 'a quote is a slice');
    assert.ok(quote.text.length <= QUOTE_CHARS_MAX);
    assert.ok(!/[\ud800-\udbff]$|^[\udc00-\udfff]/u.test(quote.text));
    assert.ok(quote.context.start <= quote.start && quote.context.end >= quote.end);
    assert.ok(answer.unread || !saysNothing(quote.text, quote.title), 'it says something');
    let from = quote.start;
    for (const { start, end } of quote.emphasis) {
      assert.ok(start >= from && end > start && end <= quote.end, 'emphasis is inside, in order');
      from = end;
    }
    for (const { id } of quote.alsoIn ?? []) {
      const other = (await index.article(id))!;
      assert.ok(holdsQuote(other, quote.text), 'it has the very words');
    }
    for (const other of answer.quotes.slice(0, i)) {
      const apart =
        other.articleId !== quote.articleId || other.end <= quote.start || quote.end <= other.start;
      assert.ok(apart, 'quotes do not overlap');
    }
  }
}

const CHARTER = 'متى وُقّع ميثاق جامعة الدول العربية؟';

describe('an answer', () => {
  it('keeps every promise of its type, for canned questions and for what is made of their words', async () => {
    const words = canned.flatMap((question) => question.split(' '));
    const asked = fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...canned) },
      fc
        .array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 })
        .map((list) => list.join(' ')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async (question) => check(await answerer.ask(question))),
      { numRuns: 120, seed: 7 },
    );
  });

  it('is a none without quotes for what has no words', async () => {
    for (const question of ['', '   ', '؟؟', '😀🎉', '\u200f', '،،', 'متى؟', 'من هو؟']) {
      const answer = await answerer.ask(question);
      assert.equal(answer.kind, 'none', JSON.stringify(question));
      assert.deepEqual(answer.quotes, []);
      assert.equal(answer.confidence, 0);
    }
  });

  it('is found in a long message by the sentence that asks, and says what was searched for', async () => {
    const story = 'قرأت أمس مقالًا طويلًا أعجبني كثيرًا وفيه كلام عن أمور شتى. '.repeat(12);
    const long = await answerer.ask(story + CHARTER);
    assert.equal(long.searchedFor, CHARTER);
    assert.deepEqual(long.quotes, (await answerer.ask(CHARTER)).quotes);
  });

  it('comes from one article where the reader has pointed at it, by the same calibration', async () => {
    const scope = { articleId: 'naguib-mahfouz' };
    const answer = await answerer.ask('متى وُلد نجيب محفوظ؟', { scope, why: true });
    assert.ok(answer.quotes.every(({ articleId }) => articleId === scope.articleId));
    assert.deepEqual(answer.why!.thresholds, calibration.thresholds);
  });

  it('rests on the reader alone: what it is sure of is an answer, what it doubts is none', async () => {
    const doubtful = answererWith({ reader: readerThat(() => ({ logOdds: -9, span: null })) });
    const sure = readerThat((sentence) => ({
      logOdds: sentence.includes('ميثاق') ? 6 : -9,
      span: null,
    }));
    assert.equal((await doubtful.ask(CHARTER)).kind, 'none');
    const { kind, quotes } = await answererWith({ reader: sure }).ask(CHARTER);
    assert.notEqual(kind, 'none');
    assert.ok(quotes[0]!.text.includes('ميثاق'));
  });

  it('is never outright by a reader that certainty was not fitted for', async () => {
    const other = answererWith({ calibration: { ...calibration, readerId: 'another@1' } });
    for (const question of canned.slice(0, 20)) {
      const { kind, short } = await other.ask(question, { why: true });
      assert.notEqual(kind, 'answer');
      assert.equal(short, undefined);
    }
  });

  it('reads no more chunks than it is told', async () => {
    const reader = readerThat(() => ({ logOdds: -9, span: null }));
    await answererWith({ reader }).ask(CHARTER, { chunksMax: 2 });
    assert.deepEqual(reader.reads, [2]);
  });

  it('reads no more chunks than the reader takes', async () => {
    const reader = { ...readerThat(() => ({ logOdds: -9, span: null })), chunksMax: 2 };
    await answererWith({ reader }).ask(CHARTER);
    assert.deepEqual(reader.reads, [2]);
    await answererWith({ reader }).ask(CHARTER, { chunksMax: 8 });
    assert.deepEqual(reader.reads, [2, 2]);
  });

  it('is the nearest passages, said as unread, where the reader is away', async () => {
    const reader = {
      ...createOverlapReader(),
      read: async () => {
        throw new ReaderError('the reader is away', 'Wait.');
      },
    };
    const answer = await answererWith({ reader }).ask(CHARTER);
    await check(answer);
    assert.equal(answer.kind, 'maybe');
    assert.equal(answer.unread, true);
    assert.equal(answer.confidence, 0);
  });

  it('holds back what a rule speaks against, and names the rule', async () => {
    const reader = readerThat((sentence) => ({
      logOdds: sentence.includes('ميثاق') && sentence.includes('وُق') ? 6 : -9,
      span: null,
    }));
    const asked = 'متى وُقّع ميثاق جامعة الدول العربية سنة 1733؟';
    const held = await answererWith({ reader }).ask(asked, { why: true });
    const free = await answererWith({ reader, holdBack: [] }).ask(asked);
    if (free.kind !== 'answer') return;
    assert.equal(held.kind, 'maybe');
    assert.equal(held.why!.heldBack, 'asked-figure-missing');
  });

  it('shows both numbers where two papers differ in one', async () => {
    // One story in two papers: 1,240 camels in one, 1,420 in the other.
    const reader = readerThat((sentence) => {
      const number = /1,[24][24]0/u.exec(sentence);
      if (!number) return { logOdds: -9, span: null };
      const span = { start: number.index, end: number.index + 5, probability: 0.9 };
      return { logOdds: 6, span };
    });
    const answer = await answererWith({ reader }).ask(
      'كم عدد المطايا المشاركة هذا العام في مهرجان السدرة لسباقات الهجن؟',
    );
    const shown = (answer.conflict ?? []).map((i) => answer.quotes[i]!);
    assert.deepEqual(shown.map(({ articleId }) => articleId).sort(), [
      'camel-festival',
      'camel-festival-almina',
    ]);
    assert.ok(shown.some(({ text }) => text.includes('1,240')));
    assert.ok(shown.some(({ text }) => text.includes('1,420')));
    assert.equal(answer.short, undefined);
  });

  it('says of when it is where the newest is asked for and is old, by the clock that it is given', async () => {
    const reader = readerThat((sentence) => ({
      logOdds: sentence.includes('ميثاق') ? 6 : -9,
      span: null,
    }));
    const at = (now: string, staleAfterDays?: number) =>
      answererWith({
        reader,
        now: () => new Date(now),
        ...(staleAfterDays === undefined ? {} : { staleAfterDays }),
      });
    const latest = 'ما آخر أخبار ميثاق جامعة الدول العربية؟';
    const old = await at('2040-01-01').ask(latest);
    assert.equal(old.asOf, old.quotes[0]!.date);
    assert.ok(old.asOf);
    assert.equal((await at('2040-01-01').ask(CHARTER)).asOf, undefined, 'the newest is not asked');
    assert.equal((await at(old.asOf).ask(latest)).asOf, undefined, 'it is new');
    assert.equal((await at('2040-01-01', 36_500).ask(latest)).asOf, undefined, 'not so old');
  });

  it('explains every passage found, and what the reader said of each sentence of it', async () => {
    const { why } = await answerer.ask(CHARTER, { why: true });
    assert.equal(why!.questionKind, 'when');
    assert.equal(why!.readerId, 'overlap@1');
    assert.ok(why!.candidates.length > 0);
    for (const candidate of why!.candidates) {
      assert.ok(candidate.words || candidate.vectors);
      for (const { logOdds, probability, span, text } of candidate.sentences) {
        // Minus infinity: it says nothing that could be quoted.
        assert.ok(logOdds === -Infinity || (logOdds >= -3 && logOdds <= 3));
        assert.ok(probability >= 0 && probability <= 1);
        assert.ok(span === null || text.includes(span.text));
      }
    }
    assert.ok(why!.candidates[0]!.sentences.length > 0, 'the first is always read');
  });

  it('is the same each time', async () => {
    const ask = async () => ({
      ...(await answerer.ask('من أول أمين عام للجامعة العربية؟')),
      tookMs: 0,
      stagesMs: undefined,
    });
    assert.deepEqual(await ask(), await ask());
  });
});
