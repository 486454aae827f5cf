/**
 * For each question the chunks that the product would read, with their sentences: what the encoder's trainers learn from.
 *
 *   node --import tsx training/dump.ts INDEX_DIR OUT LIMIT QUESTIONS…
 *
 * Writes OUT/chunks.jsonl.gz {key, article, title, heading, start, text, sentences: [[start, end]…] within the text} and
 * OUT/hits.jsonl.gz {id, hits: [[key, score]…]}; a key is `article:start:end`.
 */
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { createGzip, gunzipSync } from 'node:zlib';
import { openSettingsEmbedder, openStore } from '../src/app/open.ts';
import { loadConfig } from '../src/config.ts';
import { settingsFor } from '../src/index/settings.ts';
import { createRetriever } from '../src/retrieve/retrieve.ts';

const [dir, out, limit, ...files] = process.argv.slice(2);
if (!dir || !out || !limit || files.length === 0) {
  throw new Error('usage: dump.ts INDEX_DIR OUT LIMIT QUESTIONS…');
}
mkdirSync(out, { recursive: true });
const lines = (name: string) => {
  const gzip = createGzip();
  gzip.pipe(createWriteStream(`${out}/${name}`));
  return {
    write: (record: unknown) => gzip.write(`${JSON.stringify(record)}\n`),
    end: () => gzip.end(),
  };
};
const hitLines = lines('hits.jsonl.gz');
const chunkLines = lines('chunks.jsonl.gz');
const { settings } = loadConfig();
const store = await openStore(settings, dir);
const embedder = await openSettingsEmbedder(settings);
const index = await store.open(settingsFor(embedder));
const retriever = createRetriever({ index, embedder });
const seen = new Set<string>();
let asked = 0;
for (const file of files) {
  const raw = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8');
  for (const line of text.split('\n').filter((part) => part.trim() !== '')) {
    const { id, question } = JSON.parse(line) as { id: string; question: string };
    const understood = await retriever.understand(question);
    const keys: [string, number][] = [];
    for (const { chunk, article, score } of await retriever.retrieve(understood, Number(limit))) {
      const key = `${article.id}:${chunk.start}:${chunk.end}`;
      keys.push([key, Number(score.toFixed(4))]);
      if (seen.has(key)) continue;
      seen.add(key);
      chunkLines.write({
        key,
        article: article.id,
        title: article.title,
        heading: chunk.heading,
        start: chunk.start,
        text: chunk.text,
        sentences: chunk.sentences.map(({ start, end }) => [
          start - chunk.start,
          end - chunk.start,
        ]),
      });
    }
    hitLines.write({ id, hits: keys });
    asked += 1;
    if (asked % 1000 === 0) console.error(asked);
  }
}
hitLines.end();
chunkLines.end();
await index.close();
await embedder.close();
await store.close?.();
