/**
 * Words that a mistyped one may have been meant to be. The server picks candidates by first letter,
 * length and letters; `words/similar.ts` measures and ranks them as it does in the embedded index.
 */

import { type SimilarWord, SimilarWords } from '../../words/similar.ts';
import { clipTerm, TermTableWriter } from '../../words/word-tables.ts';
import type { Database } from './database.ts';
import { FORM_NUMBER, letterMask, termKey } from './postings.ts';
import type { SegmentRanking } from './ranking.ts';
import type { Tables } from './schema.ts';

/** As in `words/similar.ts`: shorter and longer words are not mended, long ones at two edits. */
const LETTERS_MIN = 3;
const LETTERS_MAX = 32;
const LETTERS_TWO_EDITS = 7;

/** Letters that a word may begin with, if the slip was at its first: Arabic, Persian, Latin, digits. */
const FIRST_LETTERS = [
  ...'ءابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ',
  ...'abcdefghijklmnopqrstuvwxyz0123456789',
];

/** Candidates whose removed chunks are taken off before they are ranked for good. */
const COUNTED_MAX = 32;

/** One edit at the first letter, every way it can have happened. */
function otherBeginnings(word: string): string[] {
  const rest = word.slice(1);
  return [
    ...FIRST_LETTERS.flatMap((letter) => [letter + rest, letter + word]),
    rest,
    `${word[1]}${word[0]}${word.slice(2)}`,
  ];
}

export async function findSimilar(
  db: Database,
  t: Tables,
  ranking: SegmentRanking,
  surface: string,
  limit: number,
  frequency: (word: string) => Promise<number>,
): Promise<SimilarWord[]> {
  const word = clipTerm(surface);
  if (word.length < LETTERS_MIN || word.length > LETTERS_MAX) return [];
  const edits = word.length >= LETTERS_TWO_EDITS ? 2 : 1;
  const [first] = word;
  const candidates = await db.read<{ term: string; chunks: number }>(
    `SELECT term, sum(chunks)::int AS chunks FROM ${t.postings}
     WHERE form = $1 AND segment = ANY($2::int[]) AND (
       (term >= $3 AND term < $4 AND char_length(term) BETWEEN $5 AND $6
         AND bit_count((letters # $7)::bit(32)) <= $8)
       OR term = ANY($9::text[]))
     GROUP BY term ORDER BY term`,
    [
      FORM_NUMBER.surface,
      ranking.segments.map(({ id }) => id),
      first,
      // The next letter: nothing that begins with `first` is beyond it.
      String.fromCodePoint(first!.codePointAt(0)! + 1),
      word.length - edits,
      word.length + edits,
      letterMask(word),
      2 * edits,
      otherBeginnings(word).map(termKey),
    ],
  );
  const find = (words: readonly { term: string; chunks: number }[], most: number) =>
    new SimilarWords(tableOf(words)).find(word, most);
  if (!ranking.anyDead) return find(candidates, limit);
  const likely = find(candidates, Math.max(limit, COUNTED_MAX));
  const counted = await Promise.all(
    likely.map(async ({ word: term }) => ({ term, chunks: await frequency(term) })),
  );
  return find(
    counted.filter(({ chunks }) => chunks > 0),
    limit,
  );
}

/** A table of terms without real postings: only how many there are is looked at. */
function tableOf(words: readonly { term: string; chunks: number }[]) {
  const writer = new TermTableWriter();
  const sorted = [...words].sort((a, b) => (a.term < b.term ? -1 : 1));
  for (const { term } of sorted) {
    writer.add(0, 1);
    writer.close(term);
  }
  return { ...writer.finish(), chunks: Uint32Array.from(sorted, ({ chunks }) => chunks) };
}
