/** How a message is seen: the Unicode Bidirectional Algorithm (UAX 9) applied to each of its paragraphs. */
import assert from 'node:assert/strict';
import bidiJs, { type Bidi } from 'bidi-js';

/** Its types say ES module, its code is CommonJS. */
const bidi = (bidiJs as unknown as () => Bidi)();

interface EntityLike {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const isQuote = ({ type }: EntityLike) => type === 'blockquote' || type === 'expandable_blockquote';

/** The paragraphs of a text with where each begins. */
function paragraphs(text: string): { start: number; text: string }[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const paragraph = { start, text: line };
    start += line.length + 1;
    return paragraph;
  });
}

/** Offsets within an isolate, its delimiters not included. */
function isolated(paragraph: string): boolean[] {
  let depth = 0;
  return [...Array(paragraph.length).keys()].map((index) => {
    const character = paragraph[index]!;
    if (character === '\u2069') depth -= 1;
    assert.ok(depth >= 0, `an isolate is closed that was not opened: ${JSON.stringify(paragraph)}`);
    const inside = depth > 0;
    if (character >= '\u2066' && character <= '\u2068') depth += 1;
    if (index === paragraph.length - 1) {
      assert.equal(depth, 0, `an isolate stays open: ${JSON.stringify(paragraph)}`);
    }
    return inside;
  });
}

/** The paragraph as it is seen, from left to right, without invisible characters. */
export function seen(paragraph: string): string {
  const levels = bidi.getEmbeddingLevels(paragraph, 'auto');
  return bidi.getReorderedString(paragraph, levels).replace(new RegExp(CONTROLS, 'gu'), '');
}

/**
 * Checks a paragraph of the bot's own: a client reads it in `direction`, isolates are balanced, and
 * everything outside isolates stands at the paragraph's own level, which leaves nothing to be reordered.
 */
export function assertOwnParagraph(paragraph: string, direction: 'rtl' | 'ltr'): void {
  if (paragraph === '') return;
  const { levels, paragraphs: found } = bidi.getEmbeddingLevels(paragraph, 'auto');
  const wanted = direction === 'rtl' ? 1 : 0;
  assert.equal(found.length, 1, `one paragraph: ${JSON.stringify(paragraph)}`);
  const strong = [...paragraph.matchAll(/\p{L}|\u200f|\u200e/gu)].length > 0;
  if (strong)
    assert.equal(found[0]!.level, wanted, `read ${direction}: ${JSON.stringify(paragraph)}`);
  const inside = isolated(paragraph);
  for (let index = 0; index < paragraph.length; index += 1) {
    if (inside[index]) continue;
    assert.equal(
      levels[index],
      wanted,
      `${JSON.stringify(paragraph[index])} at ${index} is reordered; isolate it: ${JSON.stringify(paragraph)}`,
    );
  }
}

/** Checks every paragraph of a message; quotes must begin right-to-left and hold no control of ours. */
export function assertReads(
  message: { text?: string; caption?: string; entities?: readonly EntityLike[] },
  direction: 'rtl' | 'ltr',
  options: { quotesMayHoldControls?: boolean } = {},
): void {
  const text = message.text ?? message.caption ?? '';
  const quotes = (message.entities ?? []).filter(isQuote);
  for (const { offset, length } of quotes) {
    const quote = text.slice(offset, offset + length);
    if (!options.quotesMayHoldControls) {
      assert.ok(!CONTROLS.test(quote), `a control inside a quote: ${JSON.stringify(quote)}`);
    }
  }
  for (const { start, text: paragraph } of paragraphs(text)) {
    const end = start + paragraph.length;
    const quote = quotes.find(({ offset, length }) => offset < end && offset + length > start);
    if (!quote) assertOwnParagraph(paragraph, direction);
    else if (quote.offset >= start && /\p{L}/u.test(paragraph)) {
      // The paragraph in which the quote begins, with the mark that may stand before it.
      const { paragraphs: found } = bidi.getEmbeddingLevels(paragraph, 'auto');
      assert.equal(found[0]!.level, 1, `a quote read rtl: ${JSON.stringify(paragraph)}`);
    }
  }
}
