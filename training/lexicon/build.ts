/**
 * Makes the list of Arabic words that mending asks, `models/isnad-words-ar/words.br`:
 *
 *   node --import tsx training/lexicon/build.ts DATA [FILE]
 *
 * DATA is the folder of the shared data. Counted are both Wikipedias and the Tunisian news, without the articles that
 * the measuring questions of miracl-dev-wiki are about. The same input gives the same bytes.
 */
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { brotliCompressSync, constants, createGunzip } from 'node:zlib';
import { WORDS_FILE } from '../../src/lexicon/bundled.ts';
import { LISTED_WORD, packWords } from '../../src/lexicon/packed.ts';
import { splitWords } from '../../src/text/words.ts';

const CORPORA = ['wiki-ar', 'wiki-arz', 'ant-news'];
/** A word that one article alone has, or that is seldom written, may be a slip. */
const ARTICLES_MIN = 2;
const COUNT_MIN = 4;

async function main(data: string, target: string): Promise<void> {
  const leftOut = new Set(
    readFileSync(join(data, 'eval/miracl-dev-wiki.questions.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => (JSON.parse(line) as { relevant: string[] }).relevant),
  );
  const counts = new Map<string, number>();
  const articles = new Map<string, number>();
  for (const corpus of CORPORA) {
    const file = createReadStream(join(data, `corpora/${corpus}.jsonl.gz`));
    let read = 0;
    for await (const line of createInterface({ input: file.pipe(createGunzip()) })) {
      const { id, title, text } = JSON.parse(line) as Record<'id' | 'title' | 'text', string>;
      if (corpus === 'wiki-ar' && leftOut.has(id)) continue;
      read += 1;
      const own = new Set<string>();
      for (const { surface } of splitWords(`${title}\n${text}`)) {
        if (!LISTED_WORD.test(surface)) continue;
        counts.set(surface, (counts.get(surface) ?? 0) + 1);
        own.add(surface);
      }
      for (const word of own) articles.set(word, (articles.get(word) ?? 0) + 1);
    }
    process.stdout.write(`${corpus}: ${read} articles, ${counts.size} words so far\n`);
  }
  for (const [word, count] of articles) {
    if (count < ARTICLES_MIN || counts.get(word)! < COUNT_MIN) counts.delete(word);
  }
  const packed = brotliCompressSync(packWords(counts), {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  writeFileSync(target, packed);
  process.stdout.write(`${counts.size} words, ${packed.length} bytes: ${target}\n`);
}

const [data, target = WORDS_FILE] = process.argv.slice(2);
if (data === undefined) throw new Error('Name the folder of the shared data.');
await main(data, target);
