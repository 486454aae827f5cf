/** `isnad fetch <feed or URL>…`: brings feeds and web articles into corpus files. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { FetchEvent, FetchReport } from '../fetch/fetch-options.ts';
import { counted } from '../speech/counted-en.ts';
import { commandLine } from './common/failures.ts';
import { wholeNumber } from './common/option-values.ts';
import { commandSettings } from './common/settings.ts';

interface Options {
  readonly corpus?: string;
  readonly limit?: number;
  readonly again: boolean;
  readonly allowPrivate: boolean;
  readonly json: boolean;
}

export const fetchCommand = new Command('fetch')
  .description(
    'Brings the articles of RSS, Atom and RDF feeds, of sitemaps, and single web articles, into .md files of a corpus ' +
      `folder; \`${commandLine('index')}\` then finds them. Run it as often as you like: what has not changed is not ` +
      'brought again, what was edited or removed by hand stays so.',
  )
  .argument('<feed or URL...>', 'what to bring')
  .option('--corpus <dir>', 'folder to write to (default: the first of CORPUS_PATH)')
  .option(
    '--limit <n>',
    'entries taken from each feed or sitemap, newest first (default: 50)',
    wholeNumber(1),
  )
  .option(
    '--again',
    'ask for everything again; overwrite what was edited, restore what was removed',
    false,
  )
  .option('--allow-private', 'also ask machines that are not on the public internet', false)
  .option('--json', 'one JSON object a line, on standard output: events, then the report', false)
  .addHelpText(
    'after',
    `
Sites are asked politely: robots.txt is obeyed, as IsnadBot; one request at a time to a host, a second
apart or as its Crawl-delay says.

Exit status: 0 all well, 1 something failed (the rest was brought), 2 called wrongly.`,
  )
  .action(run);

function showEvent(event: FetchEvent): string {
  switch (event.event) {
    case 'feed':
      return event.changed
        ? `feed       ${event.url}: ${event.title ?? 'without a title'}, ${counted(event.entries ?? 0, 'entry', 'entries')}`
        : `feed       ${event.url}: not changed since the last time`;
    case 'fetched':
    case 'updated':
      return `${event.event.padEnd(10)} ${event.url}: ${event.title}\n           ${event.file}`;
    case 'unchanged':
      return `unchanged  ${event.url}`;
    case 'skipped':
    case 'failed':
      return `${event.event.padEnd(10)} ${event.url}: ${event.reason}. ${event.hint}`.trimEnd();
    case 'note':
      return `note       ${event.message}`;
  }
}

function showReport(report: FetchReport, seconds: number): string {
  const lines = [
    `${report.fetched} fetched, ${report.updated} updated, ${report.unchanged} unchanged, ` +
      `${report.skipped.length} skipped, ${report.failed.length} failed, in ${seconds.toFixed(1)} s`,
  ];
  if (report.fetched + report.updated > 0)
    lines.push(`Run \`${commandLine('index')}\` to make them answer.`);
  return lines.join('\n');
}

async function run(sources: readonly string[], options: Options): Promise<void> {
  const { fetchArticles } = await import('../fetch/fetch.ts');
  const settings = commandSettings();
  const startedAt = performance.now();
  const report = await fetchArticles(sources, {
    corpusDir: options.corpus ? resolve(options.corpus) : settings.CORPUS_PATH[0]!,
    entriesMax: options.limit,
    again: options.again,
    allowPrivateAddresses: options.allowPrivate,
    contactUrl: settings.BOT_SOURCE_URL,
    onEvent: (event) => {
      process.stdout.write(`${options.json ? JSON.stringify(event) : showEvent(event)}\n`);
    },
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ event: 'report', ...report, seconds: Number(seconds.toFixed(3)) })}\n`
      : `\n${showReport(report, seconds)}\n`,
  );
  if (report.failed.length > 0) process.exitCode = 1;
}
