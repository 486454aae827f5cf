/**
 * Saves the tiny index of the present format that `saved-index.test.ts` opens. Run it once for a
 * new FORMAT_VERSION or WORDS_VERSION, and keep the old folder:
 *
 *   node --import tsx test/index/support/save-fixture.ts
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { FORMAT_VERSION } from '../../../src/index/files/paths.ts';
import { FilesStore } from '../../../src/index/files/store.ts';
import { WORDS_VERSION } from '../../../src/words/word-tables.ts';
import { sampleArticle } from './articles.ts';
import { publish } from './publish.ts';

const name = `format-${FORMAT_VERSION}-words-${WORDS_VERSION}`;
const dir = fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
await rm(dir, { recursive: true, force: true });
const store = new FilesStore(dir);
// The second generation has a dead slot and a changed article, as a used index has.
const articles = Array.from({ length: 10 }, (_, n) => sampleArticle(n));
await publish(store, articles);
await publish(store, [...articles.slice(1, 9), sampleArticle(9, 1)], { keepGenerations: 1 });
process.stdout.write(`${dir}\n`);
