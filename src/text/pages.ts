/** Pages and chapters of a document. */
import type { PageStart } from '../types.ts';

/** The label of the page on which a position is; undefined before the first page and if there are none. */
export function pageAt(
  pages: readonly PageStart[] | undefined,
  position: number,
): string | undefined {
  return pages?.findLast(({ start }) => start <= position)?.label;
}
