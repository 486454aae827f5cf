/** `npm run bench`: time and memory against the size of the corpus, compared with other libraries. */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PROJECT_DIR } from '../src/config.ts';
import { readIfPresent } from '../src/index/files/disk.ts';
import { draw } from './bench/charts.ts';
import { prepareCorpus } from './bench/corpus.ts';
import type { BenchReport, PeerFigures, SizeFigures } from './bench/figures.ts';
import { measureModelSpeed, modelSpeedTable } from './bench/model-speed.ts';
import { PEERS } from './bench/peers.ts';
import { compareStores } from './bench/stores.ts';
import { table } from './bench/table.ts';
import { runTool, UsageError } from './lib/run.ts';

const USAGE = `npm run bench -- [--corpus PATH]… [--questions PATH] [--sizes LIST] [options]

Builds indexes of several sizes and measures each in a process of its own: build, start-up, questions
by stage, memory, disk, recall of the vector search against brute force, re-indexing, change-over;
and the same questions over the same chunks with MiniSearch, Orama, LangChain.js and brute force.

  --corpus PATH     articles to cut from; may be given again (default: the sample corpus, repeated
                    with variation as often as needed)
  --questions PATH  JSON Lines with a "question" each (default: sample/questions.jsonl)
  --count N         questions asked of each size (default: 300)
  --sizes LIST      numbers of chunks, and "all" for the whole corpus (default: 1000,10000,100000)
  --store postgres  the index in files and in PostgreSQL side by side, and nothing else: on the server
                    that ISNAD_TEST_POSTGRES_URL names, in a database of its own, or else on PGlite
  --model-speed     how fast the bundled models load, embed and read, what share of the machine's limit
                    that is, and how the library's plain pipeline compares; nothing else
  --encoder DIR     with --model-speed: the folder of another embedder to measure beside ours
  --whole DIR       with --model-speed: a folder with the reader's graph at float32 (onnx/model.onnx),
                    as training/reader/export.py --keep-whole writes it
  --no-peers        measure Isnad alone
  --peers-max N     largest size at which peers are measured (default: 110000)
  --under COMMAND   put before each measurement's own command, e.g. "taskset -c 0,1"
  --out DIR         where charts (SVG) and bench.json go (default: docs/bench)
  --add             add to the bench.json that lies in DIR, so that a long run can be taken in parts
  --json            print the report as JSON on stdout`;

const MEASURE = fileURLToPath(new URL('./bench/measure.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');
/** One article in this many is changed before re-indexing. */
const CHANGED_ARTICLE_IN = 100;

await runTool(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', multiple: true },
      questions: { type: 'string', default: join(PROJECT_DIR, 'sample/questions.jsonl') },
      count: { type: 'string', default: '300' },
      sizes: { type: 'string', default: '1000,10000,100000' },
      store: { type: 'string' },
      'model-speed': { type: 'boolean', default: false },
      encoder: { type: 'string' },
      whole: { type: 'string' },
      'no-peers': { type: 'boolean', default: false },
      'peers-max': { type: 'string', default: '110000' },
      under: { type: 'string', default: '' },
      out: { type: 'string', default: join(PROJECT_DIR, 'docs/bench') },
      add: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const sizes = values.sizes.split(',').map(parseSize);
  if (values.store !== undefined && values.store !== 'postgres') {
    throw new UsageError(`not a store to compare with: ${values.store}`);
  }
  for (const option of ['encoder', 'whole'] as const) {
    if (values[option] !== undefined && !values['model-speed']) {
      throw new UsageError(`--${option} goes with --model-speed`);
    }
  }
  const work = await mkdtemp(join(tmpdir(), 'isnad-bench-'));
  try {
    if (values['model-speed']) {
      const speed = await measureModelSpeed({
        work,
        corpus: values.corpus?.map((path) => resolve(path)) ?? [join(PROJECT_DIR, 'sample')],
        repeat: values.corpus === undefined,
        questions: resolve(values.questions),
        encoder: values.encoder && resolve(values.encoder),
        whole: values.whole && resolve(values.whole),
      });
      process.stdout.write(`${values.json ? JSON.stringify(speed) : modelSpeedTable(speed)}\n`);
      return;
    }
    if (values.store === 'postgres') {
      const compared = await compareStores({
        work,
        corpus: values.corpus?.map((path) => resolve(path)) ?? [join(PROJECT_DIR, 'sample')],
        repeat: values.corpus === undefined,
        questions: resolve(values.questions),
        questionCount: count(values.count),
        sizes,
      });
      process.stdout.write(`${compared}\n`);
      return;
    }
    const report = {
      machine: machine(),
      corpus: (values.corpus ?? ['sample']).map((path) => basename(path)),
      sizes: values.add ? await sizesIn(values.out) : [],
    };
    for (const size of sizes) {
      const peers = values['no-peers'] || size > count(values['peers-max']) ? [] : PEERS;
      const figures = await measureSize(size, {
        work,
        corpus: values.corpus?.map((path) => resolve(path)),
        questions: resolve(values.questions),
        questionCount: count(values.count),
        peers,
        under: values.under.split(' ').filter((part) => part !== ''),
      });
      report.sizes = [...report.sizes.filter(({ chunks }) => chunks !== figures.chunks), figures];
      report.sizes.sort((a, b) => a.chunks - b.chunks);
      // After each size, so that a long run that is stopped leaves what it has.
      await save(report, values.out);
    }
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${table(report)}\n`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

async function sizesIn(out: string): Promise<SizeFigures[]> {
  const text = await readIfPresent(join(out, 'bench.json'));
  return text === undefined ? [] : (JSON.parse(text) as BenchReport).sizes.slice();
}

async function save(report: BenchReport, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  for (const [name, svg] of Object.entries(draw(report))) await writeFile(join(out, name), svg);
}

function parseSize(text: string): number {
  return text.trim() === 'all' ? Number.POSITIVE_INFINITY : count(text.trim());
}

function count(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new UsageError(`not a number of chunks: ${text}`);
  return Number(text);
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.versions.node}`;
}

interface SizeOptions {
  readonly work: string;
  readonly corpus: readonly string[] | undefined;
  readonly questions: string;
  readonly questionCount: number;
  readonly peers: readonly string[];
  /** Words of a command under which each measurement runs. */
  readonly under: readonly string[];
}

async function measureSize(size: number, options: SizeOptions): Promise<SizeFigures> {
  const { work, corpus, questions, questionCount, under } = options;
  const say = (text: string) =>
    process.stderr.write(`${size === Number.POSITIVE_INFINITY ? 'all' : size} chunks: ${text}\n`);
  const dir = join(work, String(size));
  await mkdir(dir);
  const jsonl = join(dir, 'articles.jsonl');
  const paths = corpus ?? [join(PROJECT_DIR, 'sample')];
  say('preparing the articles');
  const prepared = await prepareCorpus(
    paths,
    size,
    corpus === undefined && Number.isFinite(size),
    jsonl,
  );
  const job = { indexDir: join(dir, 'index'), corpus: jsonl, questions, questionCount };
  say(`building the index of ${prepared.articles} articles`);
  const build = await measure('build', job, under);
  say('asking');
  const serve = await measure('serve', job, under);
  const search = await measure('search', job, under);
  const recall = await measure('recall', job, under);
  const peers: PeerFigures[] = [];
  for (const peer of options.peers) {
    say(`asking ${peer}`);
    peers.push(await measure('peer', { ...job, peer }, under));
  }
  say('re-indexing after a small change');
  await changeSome(jsonl);
  const reindex = await measure('build', job, under);
  say('changing over twenty times');
  const changes = await measure('changes', job, under);
  const corpusBytes = (await stat(jsonl)).size;
  await rm(dir, { recursive: true, force: true });
  return {
    ...prepared,
    corpusBytes,
    build,
    serve,
    search,
    recall,
    peers,
    reindex,
    changes,
  } as SizeFigures;
}

// The shape of each result is the measure's own; `SizeFigures` names it.
// biome-ignore lint/suspicious/noExplicitAny: JSON from our own child process
function measure(what: string, job: object, under: readonly string[]): Promise<any> {
  const own = [process.execPath, '--import', TSX, MEASURE, what, JSON.stringify(job)];
  const [command = '', ...args] = [...under, ...own];
  // As `npm start` and the service set it.
  const env = what === 'build' ? process.env : { ...process.env, MALLOC_ARENA_MAX: '1' };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  return new Promise((resolvePromise, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolvePromise(JSON.parse(out));
      else reject(new Error(`the measurement "${what}" ended with ${signal ?? code}`));
    });
  });
}

/** Adds a sentence to every hundredth article of a file; in a file of another name, all articles would be others. */
async function changeSome(source: string): Promise<void> {
  const changed = `${source}.new`;
  const file = createWriteStream(changed);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(source) })) {
    const article = JSON.parse(line);
    if (number % CHANGED_ARTICLE_IN === 0)
      article.text += '\nوأضيفت إلى المقال هذه الجملة الجديدة.';
    file.write(`${JSON.stringify(article)}\n`);
    number += 1;
  }
  await new Promise((done) => {
    file.end(done);
  });
  await rename(changed, source);
}
