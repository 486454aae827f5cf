/** Cutting text only where a reader would: between grapheme clusters, and between words if that is near. */
import type { Span } from '../types.ts';

const graphemes = new Intl.Segmenter('ar', { granularity: 'grapheme' });

/** How far back from the limit a space is worth looking for, in UTF-16 units. */
const WORD_REACH = 40;

/** The last offset at or before `limit` that splits no grapheme cluster of `text`. */
function boundaryBefore(text: string, limit: number): number {
  if (limit >= text.length) return text.length;
  if (limit <= 0) return 0;
  // The cluster that covers `limit` begins where a cut is clean.
  return graphemes.segment(text).containing(limit)!.index;
}

/** The first offset at or after `limit` that splits no grapheme cluster of `text`. */
function boundaryAfter(text: string, limit: number): number {
  const before = boundaryBefore(text, limit);
  if (before >= limit || before >= text.length) return before;
  return before + graphemes.segment(text).containing(before)!.segment.length;
}

/** `text` in at most `maxUnits` UTF-16 units; if something was left out, it ends in «…». */
export function cut(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  const end = boundaryBefore(text, maxUnits - 1);
  const space = text.lastIndexOf(' ', end);
  const kept = text.slice(0, space > end - WORD_REACH && space > 0 ? space : end);
  return `${kept.trimEnd()}…`;
}

/**
 * The part of `whole` that shows `core` with as much around it, evenly, as fits in `maxUnits`.
 * Cuts fall on word ends if near, never inside a cluster, never inside `core`.
 *
 * ```
 *   whole ├──────────────────────────────────────────┤
 *   core               ├────────┤
 *   result      ├──────────────────────┤   ≤ maxUnits
 * ```
 * Positions count units of `text`. Without room for the core the core itself is the result.
 */
export function windowAround(text: string, whole: Span, core: Span, maxUnits: number): Span {
  if (whole.end - whole.start <= maxUnits) return whole;
  const spare = maxUnits - (core.end - core.start);
  if (spare <= 0) return core;
  let before = Math.min(core.start - whole.start, Math.floor(spare / 2));
  const after = Math.min(whole.end - core.end, spare - before);
  before = Math.min(core.start - whole.start, spare - after);
  return {
    start: wordStart(text, core.start - before, whole.start, core.start),
    end: wordEnd(text, core.end + after, whole.end, core.end),
  };
}

function wordStart(text: string, from: number, first: number, last: number): number {
  if (from <= first) return first;
  const space = text.indexOf(' ', from);
  if (space >= 0 && space < Math.min(from + WORD_REACH, last)) return space + 1;
  return Math.min(last, boundaryAfter(text, from));
}

function wordEnd(text: string, from: number, last: number, first: number): number {
  if (from >= last) return last;
  const space = text.lastIndexOf(' ', from);
  if (space > Math.max(from - WORD_REACH, first)) return space;
  return Math.max(first, boundaryBefore(text, from));
}
