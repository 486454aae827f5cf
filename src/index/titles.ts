/** Finds articles by their titles. */
import { searchForm } from '../text/normalise.ts';

/**
 * Positions of the titles in which each word of the query begins some word. An equal title comes
 * first, then titles that begin with the query, then those of which the query is the larger part;
 * ties stay in the order given.
 *
 * @param titles in search form.
 */
export function rankTitles(query: string, titles: readonly string[]): number[] {
  const wanted = searchForm(query).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (wanted.length === 0) return [];
  const phrase = wanted.join(' ');
  const matches: { position: number; rank: number; share: number }[] = [];
  for (const [position, title] of titles.entries()) {
    const words = title.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    // «ال» is ignored: a reader who looks for «اقتصاد» means «الاقتصاد» too.
    const begins = (word: string, start: string) =>
      word.startsWith(start) || (word.startsWith('ال') && word.slice(2).startsWith(start));
    if (!wanted.every((start) => words.some((word) => begins(word, start)))) continue;
    const plain = words.join(' ');
    const rank = plain === phrase ? 0 : begins(plain, phrase) ? 1 : 2;
    matches.push({ position, rank, share: phrase.length / plain.length });
  }
  return matches
    .sort((a, b) => a.rank - b.rank || b.share - a.share || a.position - b.position)
    .map(({ position }) => position);
}
