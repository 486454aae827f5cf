/** `npm run fetch -- <feed or URL>…`: brings feeds and web articles into corpus files. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { fetchArticles } from '../fetch/fetch.ts';
import type { FetchEvent, FetchReport } from '../fetch/report.ts';
import { runScript, UsageError } from './common/run.ts';

const USAGE = `npm run fetch -- <feed or URL>… [options]

Brings the articles of RSS, Atom and RDF feeds, and single web articles, into .md files of a corpus
folder; \`npm run index\` then finds them. Run it as often as you like: what has not changed is not
brought again, what was edited or removed by hand stays so.

  --corpus DIR      folder to write to (default: the first of CORPUS_PATH)
  --limit N         entries taken from each feed, newest first (default 50)
  --again           ask for everything anew; overwrite what was edited, restore what was removed
  --allow-private   also ask machines that are not on the public internet
  --json            one JSON object a line, on standard output: events, then the report
  --help            this text

Sites are asked politely: robots.txt is obeyed, as IsnadBot; one request at a time to a host, a second
apart or as its Crawl-delay says.

Exit status: 0 all well, 1 something failed (the rest was brought), 2 called wrongly.`;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      corpus: { type: 'string' },
      limit: { type: 'string' },
      again: { type: 'boolean', default: false },
      'allow-private': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0) throw new UsageError('name at least one feed or page');
  if (values.limit !== undefined && !/^[1-9]\d{0,5}$/u.test(values.limit)) {
    throw new UsageError(`--limit ${values.limit}: give a whole number from 1`);
  }
  return { ...values, sources: positionals };
}

function showEvent(event: FetchEvent): string {
  switch (event.event) {
    case 'feed':
      return event.changed
        ? `feed       ${event.url}: ${event.title ?? 'without a title'}, ${event.entries} entries`
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
  if (report.fetched + report.updated > 0) lines.push('Run `npm run index` to make them answer.');
  return lines.join('\n');
}

await runScript(USAGE, async () => {
  const options = readArguments();
  const { settings } = loadConfig();
  const startedAt = performance.now();
  const report = await fetchArticles(options.sources, {
    corpusDir: options.corpus ? resolve(options.corpus) : settings.CORPUS_PATH[0]!,
    entriesMax: options.limit === undefined ? undefined : Number(options.limit),
    again: options.again,
    allowPrivateAddresses: options['allow-private'],
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
});
