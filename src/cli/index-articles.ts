/** `isnad index`: builds the index from the articles, and looks after its generations. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { corpusInUse, freshnessInUse, SAMPLE_MESSAGE } from '../app/corpus.ts';
import { closeStateFolder, knownEmbedders, openSettingsReader, openStore } from '../app/open.ts';
import { createOverviewMaker } from '../app/overview-maker.ts';
import { loadConfig, type Settings } from '../config.ts';
import { describeReading, type ReadingReport, readingReport } from '../corpus/report.ts';
import type { KnownEmbedders } from '../embed/known.ts';
import { ConfigError, IndexError } from '../errors.ts';
import {
  type BuildReport,
  buildIndex,
  type IndexChanges,
  NothingReadError,
  planIndex,
} from '../index/build.ts';
import type { Freshness } from '../index/corpus-record.ts';
import type { IndexStore } from '../index/ports.ts';
import { settingsFor } from '../index/settings.ts';
import { watchCorpus } from '../index/watch.ts';
import { cannedQuestions, createGate, type ServingGeneration } from '../quality/gate.ts';
import { openOutcomeKeeper } from '../quality/kept-outcomes.ts';
import { counted } from '../speech/counted-en.ts';
import type { Embedder, IndexSummary } from '../types.ts';
import { commandsAsCalled } from './common/failures.ts';
import { collectValues, wholeNumber } from './common/option-values.ts';
import { duration, openProgress, size } from './common/progress-bar.ts';
import { commandSettings } from './common/settings.ts';

/** Some articles were left out, the rest is published. */
const EXIT_SKIPPED = 3;

/** No more ids than this are listed for each kind of change. */
const IDS_LISTED = 20;

interface Options {
  readonly corpus?: readonly string[];
  readonly index?: string;
  readonly strict: boolean;
  readonly watch: boolean;
  readonly full: boolean;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly list: boolean;
  /** True: the generation before. */
  readonly rollback?: number | true;
  /** True: the current generation. */
  readonly verify?: number | true;
  readonly report?: string;
  readonly json: boolean;
}

export const index = new Command('index')
  .description(
    'Reads the articles and makes the index that answers are searched in. Only new and changed articles ' +
      'are worked on; people can go on asking meanwhile.',
  )
  .option(
    '--corpus <path>',
    'a file or folder of articles; may be given again (default: CORPUS_PATH, else corpus/)',
    collectValues,
  )
  .option('--index <dir>', 'where the index is kept (default: INDEX_DIR, else data/index/)')
  .option('--strict', 'stop where an article cannot be read, instead of leaving it out', false)
  .option('--watch', 'go on, and index again whenever articles have changed', false)
  .option('--full', 'work on every article again', false)
  .option('--dry-run', 'say what would change; write nothing', false)
  .option('--force', 'publish even where the canned questions come out worse than before', false)
  .option('--list', 'list the generations that are kept', false)
  .option('--rollback [n]', 'go back to the generation before, or to generation N', wholeNumber(1))
  .option(
    '--verify [n]',
    'check every byte of the current generation, or of generation N',
    wholeNumber(1),
  )
  .option(
    '--report <file>',
    'write what came in and what did not, each file with its reason, as JSON',
  )
  .option('--json', 'one JSON object a line on stdout: progress events, then the report', false)
  .addHelpText(
    'after',
    `
Exit status: 0 done; 1 failed or refused, the old generation serves; 2 called wrongly;
3 done, but some articles were left out.`,
  )
  .action(run);

async function ownOrSample(settings: Settings, store: IndexStore): Promise<readonly string[]> {
  const { paths, isSample } = await corpusInUse(settings, store);
  if (isSample) process.stderr.write(`${commandsAsCalled(SAMPLE_MESSAGE)}\n`);
  return paths;
}

const named = (generation: number | true) => (generation === true ? undefined : generation);

async function run(options: Options): Promise<void> {
  const settings = commandSettings();
  const { report } = options;
  // Before a build, which may take hours.
  if (report) withReportFile(() => closeSync(openSync(report, 'a')));
  const store = await openStore(settings, options.index);
  const say = (event: string, data: object, text: string) =>
    process.stdout.write(options.json ? `${JSON.stringify({ event, ...data })}\n` : `${text}\n`);
  const reported = (
    articles: number,
    { skipped, notes }: Pick<BuildReport, 'skipped' | 'notes'>,
  ): ReadingReport => {
    const reading = readingReport(articles, skipped, notes);
    if (report) writeReport(report, reading);
    return reading;
  };
  const given = options.corpus?.map((path) => resolve(path));
  // Asked for each build: the inbox is a part of the corpus as soon as there is a document in it.
  const pathsInUse = async () => given ?? (await ownOrSample(loadConfig().settings, store));

  if (options.list) {
    const generations = await store.generations();
    const lines = generations.map(
      ({ summary, current }) => `${current ? '*' : ' '} ${describe(summary)}`,
    );
    say('list', { generations }, lines.join('\n') || `There is no index in ${store.location}.`);
  } else if (options.rollback !== undefined) {
    const summary = await store.rollback(named(options.rollback));
    say('rollback', { summary }, `Now serving: ${describe(summary)}`);
  } else if (options.verify !== undefined) {
    const summary = await store.verify(named(options.verify));
    say('verify', { summary }, `Whole: ${describe(summary)}`);
  } else if (options.dryRun) {
    const { skipped, notes, ...changes } = await planIndex(store, await pathsInUse());
    const articles = changes.new.length + changes.changed.length + changes.unchanged;
    const reading = reported(articles, { skipped, notes });
    say('plan', { ...changes, reading }, describeChanges(changes, reading));
    if (skipped.length > 0) process.exitCode = EXIT_SKIPPED;
  } else {
    const buildOnce = async (full: boolean) => {
      try {
        const report = await build(store, settings, await pathsInUse(), {
          ...options,
          full,
          outcomes: join(resolve(options.index ?? settings.INDEX_DIR), 'gate.json'),
        });
        const { skipped, notes, ...built } = report;
        const { plan } = report;
        const reading = reported(plan.new + plan.changed + plan.unchanged, report);
        say('report', { ...built, reading }, describeReport(report, reading));
        return report;
      } catch (error) {
        if (!(error instanceof NothingReadError)) throw error;
        for (const line of describeReading(reported(0, error))) process.stderr.write(`${line}\n`);
        throw error;
      }
    };
    const { outcome, skipped } = await buildOnce(options.full);
    if (options.watch) {
      const look = async () =>
        freshnessInUse(given ? { CORPUS_PATH: given } : loadConfig().settings, store);
      await watch(look, () => buildOnce(false));
    } else if (outcome === 'refused') process.exitCode = 1;
    else if (skipped.length > 0) process.exitCode = EXIT_SKIPPED;
  }
}

/** Until somebody ends it. */
async function watch(look: () => Promise<Freshness>, build: () => Promise<unknown>): Promise<void> {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  process.stderr.write('Watching the articles; Ctrl-C ends it.\n');
  await watchCorpus({
    look,
    build,
    failed(error) {
      const { message, hint } = error as Error & { hint?: string };
      process.stderr.write(`${[message, hint].filter(Boolean).join('\n')}\n`);
    },
    signal: ending.signal,
  });
}

async function build(
  store: IndexStore,
  settings: Settings,
  corpusPaths: readonly string[],
  options: {
    full: boolean;
    strict: boolean;
    force: boolean;
    json: boolean;
    /** The file that keeps what the canned questions came to. */
    outcomes: string;
  },
): Promise<BuildReport> {
  const interrupt = new AbortController();
  const onInterrupt = () =>
    interrupt.abort(
      new IndexError(
        'Interrupted; the old generation still serves.',
        'Run it again to go on from here.',
      ),
    );
  closeStateFolder(settings, store);
  const view = openProgress(options.json ? 'json' : 'auto');
  const models = knownEmbedders(settings);
  const embedder = await models.configured();
  const reader = await openSettingsReader(settings);
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    return await buildIndex({
      store,
      embedder,
      corpusPaths,
      ...options,
      gate: createGate({
        questions: cannedQuestions(corpusPaths),
        embedder,
        reader,
        keeper: openOutcomeKeeper(options.outcomes),
        serving: () => openServing(store, models),
      }),
      makeOverview: createOverviewMaker({ embedder, reader, corpusPaths }),
      onProgress: (progress) => view.update(progress),
      onEstimate: (estimate) => view.estimate(estimate),
      signal: interrupt.signal,
    });
  } finally {
    view.stop();
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
    await models.close();
    await reader.close();
  }
}

/** The generation that serves and the model that made it; undefined if it cannot be opened. */
async function openServing(
  store: IndexStore,
  models: KnownEmbedders,
): Promise<ServingGeneration | undefined> {
  const generation = await store.currentGeneration();
  if (generation === undefined) return undefined;
  let embedder: Embedder | undefined;
  try {
    const index = await store.open(async (embedderId) => {
      embedder = await models.byId(embedderId);
      return settingsFor(embedder);
    }, generation);
    return { index, embedder: embedder!, close: () => index.close() };
  } catch {
    return undefined;
  }
}

function describe({
  generation,
  articles,
  chunks,
  builtAt,
  bytes,
  embedderId,
}: IndexSummary): string {
  return `generation ${generation}: ${counted(articles, 'article')}, ${counted(chunks, 'chunk')}, ${size(bytes)}, built ${builtAt} with ${embedderId}`;
}

function writeReport(file: string, report: ReadingReport): void {
  withReportFile(() => writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`));
}

function withReportFile(act: () => void): void {
  try {
    act();
  } catch (cause) {
    const { message } = cause as Error;
    throw new ConfigError(
      `--report cannot be written: ${message}`,
      'Name a file in a folder that exists.',
      { cause },
    );
  }
}

function describeChanges(
  changes: Omit<IndexChanges, 'skipped' | 'notes'>,
  reading: ReadingReport,
): string {
  const list = (name: string, ids: readonly string[]) => [
    `${name}: ${ids.length}`,
    ...ids.slice(0, IDS_LISTED).map((id) => `  ${id}`),
    ...(ids.length > IDS_LISTED ? [`  … and ${ids.length - IDS_LISTED} more`] : []),
  ];
  return [
    ...list('New', changes.new),
    ...list('Changed', changes.changed),
    ...list('Removed', changes.removed),
    `Unchanged: ${changes.unchanged}`,
    ...describeReading(reading),
  ].join('\n');
}

function describeReport(report: BuildReport, reading: ReadingReport): string {
  const { plan, summary, seconds, chunksEmbedded, chunksReused } = report;
  const stages = Object.entries(seconds).map(([stage, value]) => `${stage} ${value.toFixed(1)} s`);
  const total = Object.values(seconds).reduce((sum, value) => sum + value, 0);
  const outcomes = {
    published: 'Published',
    unchanged: 'Nothing changed; still serving',
    refused: 'Refused; still serving',
  };
  return [
    `${outcomes[report.outcome]} ${summary ? describe(summary) : 'nothing'}`,
    `Articles: ${plan.new} new, ${plan.changed} changed, ${plan.removed} removed, ${plan.unchanged} unchanged`,
    `Chunks: ${chunksEmbedded} embedded, ${chunksReused} with vectors from before`,
    ...(plan.rebuildReason ? [`Rebuilt: ${plan.rebuildReason}`] : []),
    `Time: ${duration(total)} (${stages.join(', ')})`,
    ...(report.gate ? [`Canned questions: ${report.gate.report}`] : []),
    ...describeReading(reading),
  ].join('\n');
}
