/** Lists within a text: which items follow a sentence that announces them («المستندات هي:»). */
import type { Span } from '../types.ts';
import { bulletLength } from './headings.ts';
import { type Slice, sliceOf } from './slice.ts';

/** A sentence that announces a list, and its items. */
export interface LeadIn {
  /** Its place among the sentences. */
  readonly sentence: number;
  /** Sentences `firstItem` to `end` (exclusive) make up the items; an item may have several sentences. */
  readonly firstItem: number;
  readonly end: number;
}

const ENDS_WITH_COLON = /[:：]["”»)\]]*$/u;
const LINE_BREAK = /[\n\r\u0085\u2028\u2029]/u;

/**
 * The lead-in that sentence `at` is, or undefined: it ends with a colon, and the next line begins with a bullet or a
 * number. An item that ends with a colon announces the items up to the next one that does.
 *
 * @param sentences spans of the article, in order, as the chunk has them. A list ends at what lies between two of them and is
 * not white space: a heading, a line of boilerplate.
 */
export function leadInAt(chunk: Slice, sentences: readonly Span[], at: number): LeadIn | undefined {
  const announces = (sentence: number) => {
    const span = sentences[sentence];
    return span !== undefined && ENDS_WITH_COLON.test(sliceOf(chunk, span));
  };
  const firstItem = at + 1;
  if (!announces(at) || !beginsItem(chunk, sentences, firstItem)) return undefined;
  const isItem = beginsItem(chunk, sentences, at);
  let end = firstItem + 1;
  while (continuesList(chunk, sentences, end) && !(isItem && announces(end))) end += 1;
  return { sentence: at, firstItem, end };
}

/** The nearest lead-in before sentence `at` to whose list it belongs; undefined if there is none. */
export function leadInOf(chunk: Slice, sentences: readonly Span[], at: number): LeadIn | undefined {
  for (let item = at; continuesList(chunk, sentences, item); item -= 1) {
    const found = leadInAt(chunk, sentences, item - 1);
    if (found && at < found.end) return found;
  }
  return undefined;
}

/** Whether a sentence is an item, or continues with one on the same line. */
function continuesList(chunk: Slice, sentences: readonly Span[], at: number): boolean {
  const between = gapBefore(chunk, sentences, at);
  if (between === undefined) return false;
  return !LINE_BREAK.test(between) || beginsItem(chunk, sentences, at);
}

/** Whether a sentence begins a line with a bullet or a number. */
function beginsItem(chunk: Slice, sentences: readonly Span[], at: number): boolean {
  const between = at === 0 ? '\n' : gapBefore(chunk, sentences, at);
  if (between === undefined || !LINE_BREAK.test(between)) return false;
  const { start, end } = sentences[at]!;
  return bulletLength(sliceOf(chunk, { start, end: Math.min(end, start + 8) })) > 0;
}

/** The white space between a sentence and the one before it; undefined if there is more, or no such pair. */
function gapBefore(chunk: Slice, sentences: readonly Span[], at: number): string | undefined {
  const [before, own] = [sentences[at - 1], sentences[at]];
  if (before === undefined || own === undefined) return undefined;
  const between = sliceOf(chunk, { start: before.end, end: own.start });
  return between.trim() === '' ? between : undefined;
}
