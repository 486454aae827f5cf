/** An article's printed text as blocks: every word is kept, and each block is what a person would take it for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Span } from '../../src/types.ts';
import { type Block, blocksOf } from '../../src/web/article/page-blocks.ts';
import { piecesOf } from '../../src/web/article/pieces.ts';

const LONG =
  'كانت السفينة تحمل ألفي طن من القمح، وقد تأخرت عن موعدها يومين بسبب عاصفة هبّت على الساحل.';

function spansOf(block: Block): Span[] {
  switch (block.kind) {
    case 'list':
      return block.items.flatMap(({ mark, start, end }) => [mark, { start, end }]);
    case 'table':
      return block.rows.flat();
    case 'page':
      return [];
    default:
      return [block];
  }
}

const shownIn = (text: string, blocks: readonly Block[]) =>
  blocks.map((block) =>
    block.kind === 'page'
      ? `[${block.label}]`
      : `${block.kind}: ${spansOf(block)
          .map(({ start, end }) => text.slice(start, end))
          .join('|')}`,
  );

describe('blocks of an article', () => {
  it('headings begin at level 2 and never skip one', () => {
    const text = `أول\n\n${LONG}\n\nثانٍ\n\n${LONG}`;
    const second = text.indexOf('ثانٍ');
    const outline = [
      { start: 0, end: 3, level: 1, title: 'أول' },
      { start: second, end: second + 4, level: 4, title: 'ثانٍ' },
    ];
    const levels = blocksOf({ text, outline }).flatMap((block) =>
      block.kind === 'heading' ? [block.level] : [],
    );
    assert.deepEqual(levels, [2, 3]);
  });

  it('a heading is shown without the marks around it', () => {
    const text = `== الرحلة ==\n\n${LONG}`;
    assert.deepEqual(shownIn(text, blocksOf({ text })), ['heading: الرحلة', `paragraph: ${LONG}`]);
  });

  it('items keep their bullets and numbers as they are printed, and go on over lines', () => {
    const text = `المطلوب:\n• جواز سفر\n• صورتان\nعلى خلفية بيضاء\n\n١) الطلب\n٢) الدفع`;
    assert.deepEqual(shownIn(text, blocksOf({ text })), [
      'paragraph: المطلوب:',
      'list: • |جواز سفر|• |صورتان\nعلى خلفية بيضاء',
      'list: ١) |الطلب|٢) |الدفع',
    ]);
  });

  it('short lines after one another are one paragraph, long ones are each their own', () => {
    const text = `قفا نبكِ من ذكرى حبيبٍ ومنزلِ\nبسقط اللوى بين الدخول فحوملِ\n\n${LONG}\n${LONG}`;
    const kinds = blocksOf({ text }).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['paragraph', 'paragraph', 'paragraph']);
  });

  it('rows that a table was printed as become a table again', () => {
    const text =
      'الثانية — السعر: 60، المدة: خمس سنوات، وتُجدَّد.\nالأولى — السعر: 90، المدة: عشر سنوات.';
    const [block, ...rest] = blocksOf({ text });
    assert.equal(rest.length, 0);
    assert.ok(block?.kind === 'table');
    assert.deepEqual(block.headers, ['السعر', 'المدة']);
    const cells = block.rows.map((row) => row.map(({ start, end }) => text.slice(start, end)));
    assert.deepEqual(cells, [
      ['الثانية', '60', 'خمس سنوات، وتُجدَّد'],
      ['الأولى', '90', 'عشر سنوات'],
    ]);
  });

  it('lines that only look like rows stay lines', () => {
    for (const text of [
      'قال المدير — وهو يبتسم: نعم.\nورد الوزير — وهو غاضب: لا.',
      'الثانية — السعر: 60.\nالأولى — المدة: عشر سنوات.',
    ]) {
      assert.ok(blocksOf({ text }).every(({ kind }) => kind === 'paragraph'));
    }
  });

  it('a page is named where it begins', () => {
    const text = `${LONG}\n\n${LONG}`;
    const pages = [
      { start: 0, label: '12' },
      { start: LONG.length + 2, label: '13' },
    ];
    const labels = blocksOf({ text, pages }).map((block) =>
      block.kind === 'page' ? block.label : block.kind,
    );
    assert.deepEqual(labels, ['12', 'paragraph', '13', 'paragraph']);
  });

  it('no word is lost and none stands twice, but for headers of tables', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '',
        '• بند',
        '1. بند',
        '- شرط',
        '## عنوان',
        '=== عنوان ===',
        LONG,
        'سطر قصير',
      ),
      fc.string({ maxLength: 20 }).map((text) => text.replace(/[\n\r]/gu, ' ')),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        const blocks = blocksOf({ text });
        if (blocks.some(({ kind }) => kind === 'table')) return;
        const spans = blocks.flatMap(spansOf);
        let at = 0;
        for (const { start, end } of spans) {
          assert.ok(start >= at && end > start);
          // Between blocks stand only white space and the marks of headings.
          assert.match(text.slice(at, start), /^[\s#=]*$/u);
          at = end;
        }
        assert.match(text.slice(at), /^[\s#=]*$/u);
      }),
    );
  });
});

describe('pieces of a block', () => {
  it('together they are the block, and just the quote is marked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 6, maxLength: 6 }),
        (places) => {
          const text = 'أبجد هوز حطي كلمن سعفص قرشت ثخذ'.slice(0, 31);
          const [a, b, c, d] = places.slice(0, 4).sort((x, y) => x - y) as [
            number,
            number,
            number,
            number,
          ];
          const [start, end] = places.slice(4).sort((x, y) => x - y) as [number, number];
          const pieces = piecesOf(text, { start, end }, { start: a, end: d }, [
            { start: b, end: c },
          ]);
          assert.equal(pieces.map((piece) => piece.text).join(''), text.slice(start, end));
          const marked = pieces.filter((piece) => piece.marked).map((piece) => piece.text);
          const [from, to] = [Math.max(start, a), Math.min(end, d)];
          assert.equal(marked.join(''), from < to ? text.slice(from, to) : '');
        },
      ),
    );
  });

  it('characters that reorder others are not shown', () => {
    const text = 'نصّ \u202eمقلوب\u202c و\u2067معزول\u2069 و\u0007جرس';
    const [piece] = piecesOf(text, { start: 0, end: text.length }, undefined, []);
    assert.equal(piece?.text, 'نصّ مقلوب ومعزول وجرس');
  });
});
