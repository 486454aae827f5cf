/** An incremental build of the word index: chunks gone, chunks added, all other numbers unchanged. */
import type { WordIndex } from './words.ts';
import type { WordIndexBuilder } from './words-build.ts';
import { encodeWordTables, type Form, type TermTable, TermTableWriter } from './words-format.ts';

/**
 * Its bytes equal those of a `WordIndexBuilder` that was given the chunks that remain and the new ones.
 *
 * @param removed which chunk numbers are gone; a `Set` fits.
 * @param added chunks whose numbers all lie above those of `old`.
 * @throws RangeError where an added number is not above the old ones.
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
  gone: Uint8Array,
  added: WordIndexBuilder,
): TermTable {
  const writer = new TermTableWriter();
  const copyRemaining = (row: number) => {
    let touched = false;
    let count = 0;
    let last = -1;
    old.eachPosting(form, row, (chunk) => {
      if (gone[chunk]) touched = true;
      count += 1;
      last = chunk;
    });
    // Few articles change at a time: the postings of most terms are taken over as they are.
    if (!touched) writer.addEncoded(old.encodedPostings(form, row), count, last);
    else {
      old.eachPosting(form, row, (chunk, counts) => {
        if (!gone[chunk]) writer.add(chunk, counts);
      });
    }
  };
  const rows = old.tables[form].ends.length;
  let row = 0;
  for (const { term, chunks, counts } of added.sorted(form)) {
    for (; row < rows && old.term(form, row) < term; row += 1) {
      copyRemaining(row);
      writer.close(old.term(form, row));
    }
    if (row < rows && old.term(form, row) === term) copyRemaining(row++);
    for (let i = 0; i < chunks.length; i += 1) writer.add(chunks[i]!, counts[i]!);
    writer.close(term);
  }
  for (; row < rows; row += 1) {
    copyRemaining(row);
    writer.close(old.term(form, row));
  }
  return writer.finish();
}
