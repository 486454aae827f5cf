/** A span of a text, cut where what is marked, or what is bold, begins and ends. */
import type { Span } from '../../types.ts';

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
  readonly bold: boolean;
}

/**
 * Characters that would reorder or hide what is around them: C0 and C1 controls but for tabs and line breaks, and
 * bidirectional embeddings, overrides and isolates. They are no words of an article, and are not shown.
 */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069]/gu;

/** Text of others, safe for a page. */
export const withoutUnseen = (text: string) => text.replace(UNSEEN, '');

/**
 * Reading direction of a text of others: «BBC عربي» is Arabic, though it begins with a Latin letter. `auto` if it
 * has no Arabic letters, or far fewer than others.
 */
export function directionOf(text: string): 'rtl' | 'auto' {
  const head = text.slice(0, 400);
  const arabic = head.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const other = head.match(/\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}/gu)?.length ?? 0;
  return arabic > 0 && arabic * 4 >= other ? 'rtl' : 'auto';
}

export function piecesOf(
  text: string,
  span: Span,
  mark: Span | undefined,
  bold: readonly Span[],
): Piece[] {
  const cuts = new Set([span.start, span.end]);
  for (const part of mark ? [mark, ...bold] : bold) {
    for (const at of [part.start, part.end]) if (at > span.start && at < span.end) cuts.add(at);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, i) => {
    const end = edges[i + 1]!;
    return {
      text: withoutUnseen(text.slice(start, end)),
      marked: mark !== undefined && start >= mark.start && end <= mark.end,
      bold: bold.some((part) => start >= part.start && end <= part.end),
    };
  });
}
