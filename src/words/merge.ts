/** An incremental build of the word index: chunks gone, chunks added, all other numbers unchanged. */

import type { WordIndexBuilder } from './builder.ts';
import { lowerBound, type WordIndex } from './word-index.ts';
import {
  encodeWordTables,
  type Form,
  postingsOf,
  type TermTable,
  TermTableWriter,
} from './word-tables.ts';

/**
 * Its bytes equal those of a `WordIndexBuilder` that was given the chunks that remain and the new ones.
 *
 * @param removed which chunk numbers are gone; a `Set` fits.
 * @param added chunks whose numbers all lie above those of `old`.
 * @throws RangeError if an added number is not above the old ones.
 */
export function mergeWordIndex(
  old: WordIndex,
  removed: { has(chunk: number): boolean },
  added: WordIndexBuilder,
): Uint8Array {
  const oldLengths = old.tables.lengths;
  const gone = new Uint8Array(oldLengths.length);
  for (let chunk = 0; chunk < gone.length; chunk += 1) gone[chunk] = removed.has(chunk) ? 1 : 0;

  const firstAdded = added.lengths.findIndex((length) => length > 0);
  if (firstAdded >= 0 && firstAdded < oldLengths.length) {
    throw new RangeError(`Chunk ${firstAdded} is added, but the index has numbers beyond it`);
  }
  const lengths = new Uint16Array(Math.max(oldLengths.length, added.lengths.length));
  const titles = new Uint8Array(lengths.length);
  lengths.set(added.lengths);
  titles.set(added.titles);
  for (let i = 0; i < oldLengths.length; i += 1) {
    lengths[i] = gone[i] ? 0 : oldLengths[i]!;
    titles[i] = gone[i] ? 0 : old.tables.titles[i]!;
  }
  let slots = lengths.length;
  while (slots > 0 && lengths[slots - 1] === 0) slots -= 1;

  return encodeWordTables({
    lengths: lengths.slice(0, slots),
    titles: titles.slice(0, slots),
    surface: mergeTerms(old, 'surface', gone, added),
    stem: mergeTerms(old, 'stem', gone, added),
  });
}

function mergeTerms(
  old: WordIndex,
  form: Form,
  removed: Uint8Array,
  added: WordIndexBuilder,
): TermTable {
  const writer = new TermTableWriter();
  const table = old.tables[form];
  const copyRemaining = (row: number) => {
    const last = lastWhereNoneGone(table, row, removed);
    // Few articles change at a time: the postings of most terms are copied as they are.
    if (last >= 0) writer.addRow(table, row, last);
    else writer.addRemaining(table, row, removed);
  };
  const rows = table.ends.length;
  let row = 0;
  const copyUntil = (end: number) => {
    for (; row < end; row += 1) {
      copyRemaining(row);
      writer.closeRow(table, row);
    }
  };
  for (const { term, chunks, counts } of added.sorted(form)) {
    copyUntil(lowerBound(table, term));
    if (row < rows && old.term(form, row) === term) copyRemaining(row++);
    for (let i = 0; i < chunks.length; i += 1) writer.add(chunks[i]!, counts[i]!);
    writer.close(term);
  }
  copyUntil(rows);
  return writer.finish();
}

/** The last chunk of a term's postings, or −1 if one of its chunks is gone. */
function lastWhereNoneGone(table: TermTable, row: number, removed: Uint8Array): number {
  const postings = postingsOf(table, row);
  while (postings.next()) if (removed[postings.chunk]) return -1;
  return postings.chunk;
}
