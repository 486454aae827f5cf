/** The word list that comes with the project; `training/lexicon/build.ts` makes it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { ModelError } from '../errors.ts';
import type { Lexicon } from './lexicon.ts';
import { PackedLexicon } from './packed.ts';

export const WORDS_FILE = fileURLToPath(
  new URL('../../models/isnad-words-ar/words.br', import.meta.url),
);

let opened: Lexicon | undefined;

/**
 * Read when the first word is looked up, which takes a few milliseconds, and kept.
 *
 * @throws ModelError at the first look-up if the file is missing or damaged.
 */
export const bundledLexicon: Lexicon = {
  count: (surface) => {
    opened ??= open();
    return opened.count(surface);
  },
};

function open(): Lexicon {
  try {
    return new PackedLexicon(brotliDecompressSync(readFileSync(WORDS_FILE)));
  } catch (cause) {
    throw new ModelError(
      `the word list ${WORDS_FILE} cannot be used: ${(cause as Error).message}`,
      'Restore the models/ folder from the project, e.g. `git checkout -- models`.',
      { cause },
    );
  }
}
