/** Whether two windows say the same, because two articles print one story. */
import type { Window } from './windows.ts';

/** Share of the shorter one's stems that the other has as well. */
const SHARED_STEMS_MIN = 0.7;

export function isSameStory(a: Window, b: Window): boolean {
  if (a.passage.hit.chunk.articleId === b.passage.hit.chunk.articleId) return false;
  return sharedStems(a, b) >= SHARED_STEMS_MIN;
}

/** The share of the smaller window's stems that the other one has. */
export function sharedStems(a: Window, b: Window): number {
  const [small, large] = [stemsOf(a), stemsOf(b)].sort((x, y) => x.size - y.size) as [
    Set<string>,
    Set<string>,
  ];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const stem of small) if (large.has(stem)) shared += 1;
  return shared / small.size;
}

function stemsOf({ passage, from, to }: Window): Set<string> {
  return new Set(
    passage.sentences.slice(from, to).flatMap(({ words }) => words.map(({ stem }) => stem)),
  );
}
