/** How fast text is read, normalised and cut, on one thread. */
import { parseArgs } from 'node:util';
import { chunkArticle } from '../../src/chunk/chunk.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { searchForm, searchFormInPlace } from '../../src/text/normalise.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { splitWords } from '../../src/text/words.ts';
import { runTool, UsageError } from '../lib/run.ts';

const USAGE = `npx tsx tools/measure/text.ts --corpus PATH [--articles N]

Prints, for each stage before the index, what one thread does in a second of its own processor time (so that a busy
machine counts less), best of three rounds, and the ratio to String.prototype.normalize('NFKC') on the same text.`;

await runTool(USAGE, async () => {
  const { values } = parseArgs({
    options: { corpus: { type: 'string' }, articles: { type: 'string', default: '3000' } },
  });
  if (values.corpus === undefined) throw new UsageError('--corpus is needed');
  const texts: string[] = [];
  const started = process.cpuUsage();
  let megabytes = 0;
  for await (const item of readCorpus([values.corpus])) {
    if ('error' in item) continue;
    texts.push(item.article.text);
    megabytes += Buffer.byteLength(item.article.text) / 1e6;
    if (texts.length === Number(values.articles)) break;
  }
  const readSeconds = secondsSince(started);
  process.stdout.write(`${texts.length} articles, ${megabytes.toFixed(1)} MB of UTF-8\n`);

  const article = { id: 'a', title: 'a' };
  const stages: readonly (readonly [name: string, run: (text: string) => number, unit: string])[] =
    [
      ["normalize('NFKC')", (text) => text.normalize('NFKC').length, 'code units'],
      ['searchForm', (text) => searchForm(text).length, 'code units'],
      ['searchFormInPlace', (text) => searchFormInPlace(text).form.length, 'code units'],
      ['splitSentences', (text) => splitSentences(text).length, 'sentences'],
      ['splitWords', (text) => splitWords(text).length, 'words'],
      ['chunkArticle', (text) => chunkArticle({ ...article, text }).length, 'chunks'],
    ];
  let baseline = 0;
  process.stdout.write(`${'readCorpus'.padEnd(22)} ${(megabytes / readSeconds).toFixed(1)} MB/s\n`);
  for (const [name, run, unit] of stages) {
    let best = Number.POSITIVE_INFINITY;
    let count = 0;
    for (let round = 0; round < 3; round++) {
      count = 0;
      const from = process.cpuUsage();
      for (const text of texts) count += run(text);
      best = Math.min(best, secondsSince(from));
    }
    const speed = megabytes / best;
    if (baseline === 0) baseline = speed;
    const perSecond = Math.round(count / best).toLocaleString('en');
    process.stdout.write(
      `${name.padEnd(22)} ${speed.toFixed(1)} MB/s  ×${(speed / baseline).toFixed(2)}  ${perSecond} ${unit}/s\n`,
    );
  }
});

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
