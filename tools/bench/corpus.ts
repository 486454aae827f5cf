/** Makes corpora of wished sizes: cut from the articles given, or the sample repeated with variation. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chunkArticle } from '../../src/chunk/chunk.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import type { Article } from '../../src/types.ts';
import { seededRandom } from '../lib/random.ts';

async function* articlesOf(paths: readonly string[]): AsyncGenerator<Article> {
  for await (const item of readCorpus(paths)) if ('article' in item) yield item.article;
}

/** Each word in this many gives way to one from elsewhere, so that copies differ as articles do. */
const REPLACED_WORD_IN = 4;

/** The sample without end: each round with other words in other places, and other numbers. */
async function* varied(paths: readonly string[]): AsyncGenerator<Article> {
  const articles: Article[] = [];
  for await (const article of articlesOf(paths)) articles.push(article);
  const words = articles.flatMap(({ text }) => text.match(/[\p{L}\p{M}]{3,}/gu) ?? []);
  for (let round = 0; ; round += 1) {
    for (const [i, article] of articles.entries()) {
      if (round === 0) {
        yield article;
        continue;
      }
      const random = seededRandom(round * 100_003 + i);
      const text = article.text
        .replace(/[\p{L}\p{M}]{3,}/gu, (word) =>
          random() * REPLACED_WORD_IN < 1 ? words[Math.floor(random() * words.length)]! : word,
        )
        .replace(/\p{Nd}+/gu, () => String(Math.floor(random() * 3000)));
      yield { ...article, id: `${article.id}-${round}`, title: `${article.title} ${round}`, text };
    }
  }
}

export interface PreparedCorpus {
  readonly articles: number;
  readonly chunks: number;
}

/**
 * Writes articles as JSON Lines until they have `chunksWanted` chunks, or there are no more.
 *
 * @param repeat continues with variations if the articles do not suffice.
 */
export async function prepareCorpus(
  paths: readonly string[],
  chunksWanted: number,
  repeat: boolean,
  target: string,
): Promise<PreparedCorpus> {
  const file = createWriteStream(target);
  let [articles, chunks] = [0, 0];
  for await (const article of repeat ? varied(paths) : articlesOf(paths)) {
    const count = chunkArticle(article).length;
    if (chunks > 0 && chunks + count > chunksWanted * 1.02) {
      if (chunks >= chunksWanted * 0.98) break;
      continue;
    }
    articles += 1;
    chunks += count;
    if (!file.write(`${JSON.stringify(article)}\n`)) await once(file, 'drain');
    if (chunks >= chunksWanted) break;
  }
  file.end();
  await once(file, 'finish');
  return { articles, chunks };
}
