/** `npm run evaluate-sets`: how well the product does on its evaluation sets, and what each part of its ranking adds. */
import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HOLD_BACK } from '../src/answer/hold-back.ts';
import { openSettingsEmbedder, openSettingsReader } from '../src/app/open.ts';
import { openIndexIn } from '../src/cli/common/temporary-index.ts';
import { loadConfig, PROJECT_DIR } from '../src/config.ts';
import { type Group, groupOf, groupsBy, groupsTable } from '../src/quality/groups.ts';
import {
  type EvaluationQuestion,
  type Metrics,
  metricsOf,
  type Outcome,
  quoteHits,
} from '../src/quality/metrics.ts';
import { type Ranking, runQuestions } from '../src/quality/run-questions.ts';
import { share, table } from '../src/quality/table.ts';
import type { Reader } from '../src/reader/port.ts';
import type { Embedder, SearchIndex } from '../src/types.ts';
import { ABLATION_HEADER, ablation } from './evaluate-sets/ablation.ts';
import { drawCertainty, type Judged } from './evaluate-sets/certainty.ts';
import { check, readExpected, updateExpected } from './evaluate-sets/expected.ts';
import { withNoise } from './evaluate-sets/noise.ts';
import { comparePeers, PEERS_HEADER } from './evaluate-sets/peers.ts';
import { EVALUATION_SETS, type EvaluationSet } from './evaluate-sets/sets.ts';
import { spread } from './evaluate-sets/spread.ts';
import { runTool, UsageError } from './lib/run.ts';

const RANKINGS: readonly Ranking[] = ['fused', 'vector', 'words'];

const USAGE = `npm run evaluate-sets -- [--set NAME…] [options]

Builds an index of each set's articles in a temporary folder, asks its questions and prints the figures,
by article id. Without a set, the sample questions are asked.

  --set NAME        ${EVALUATION_SETS.map(({ name }) => name).join(', ')}, or all; may be given again
  --ranking NAME    fused (default), vector or words
  --index DIR       keep the index there and use it again, instead of a temporary folder
  --limit N         N questions of each set only, evenly spread over it
  --seed N          which of them; 1 by default
  --noise SEED      ask as a hasty hand types: no hamza, ه for ة, ي for ى, two letters swapped in one word
  --without RULE    a rule that holds answers back, left out: ${HOLD_BACK.map(({ name }) => name).join(', ')}; may be given again
  --no-quotes       measure the ranking alone, which is several times faster
  --by-form         the figures of each way of asking as well (plain, misspelled, egyptian, …)
  --by-kind         the figures of each kind of question as well (who, when, why, …)
  --pictures DIR    draw there how well the confidence keeps its word: risk-coverage.svg, reliability.svg
  --answers FILE    write there what was answered, a line of JSON each, to be judged by reading
  --ablation        the ranking taken apart: one row for each part added
  --peers           MiniSearch, Orama and dense retrieval alone, on the same passages
  --check           hold the figures against eval/expected.json; exit status 1 where one FAILs
  --update          take the figures as expected from now on
  --json            {"metrics": {…}}; with several sets {"sets": {name: {"metrics": {…}}}}`;

interface Job {
  readonly name: string;
  readonly questions: readonly EvaluationQuestion[];
  readonly corpus: (workDir: string) => Promise<readonly string[]>;
}

type Values = ReturnType<typeof readArguments>;

/** Ways of asking that the canned queries are held to together. */
const FORM_GROUPS: Readonly<Record<string, readonly string[]>> = {
  plain: ['plain'],
  dialect: ['egyptian', 'gulf', 'levantine', 'maghrebi'],
  mistyped: ['misspelled', 'noHamza'],
};

const rankingKey = ({ ranking, noise }: Values) =>
  noise === undefined ? ranking : `${ranking}+noise`;

await runTool(USAGE, async () => {
  const values = readArguments();
  const jobs = jobsOf(values);
  const { settings } = loadConfig();
  const embedder = await openSettingsEmbedder(settings);
  const reader = await openSettingsReader(settings);
  const workDir = await mkdtemp(join(tmpdir(), 'isnad-evaluate-'));
  const results: Record<string, object> = {};
  try {
    for (const job of jobs) {
      const index = await openIndexOf(job, embedder, workDir, values.index);
      try {
        results[job.name] = await measure(job, { index, embedder, reader }, values);
      } finally {
        await index.close();
      }
    }
  } finally {
    await reader.close();
    await embedder.close();
    await rm(workDir, { recursive: true, force: true });
  }
  if (values.json) {
    const [only] = Object.values(results);
    const one = Object.keys(results).length === 1;
    process.stdout.write(`${JSON.stringify(one ? only : { sets: results })}\n`);
  }
});

function readArguments() {
  const { values } = parseArgs({
    options: {
      set: { type: 'string', multiple: true, default: [] },
      ranking: { type: 'string', default: 'fused' },
      index: { type: 'string' },
      limit: { type: 'string' },
      seed: { type: 'string' },
      noise: { type: 'string' },
      without: { type: 'string', multiple: true, default: [] },
      'no-quotes': { type: 'boolean', default: false },
      'by-form': { type: 'boolean', default: false },
      'by-kind': { type: 'boolean', default: false },
      pictures: { type: 'string' },
      answers: { type: 'string' },
      ablation: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (!RANKINGS.includes(values.ranking as Ranking)) {
    throw new UsageError(`--ranking is ${RANKINGS.join(', ')}; not ${values.ranking}`);
  }
  const rules = HOLD_BACK.map(({ name }) => name);
  for (const name of values.without) {
    if (!rules.includes(name))
      throw new UsageError(`--without is ${rules.join(', ')}; not ${name}`);
  }
  const whole = (name: 'limit' | 'seed' | 'noise'): number | undefined => {
    const text = values[name];
    if (text === undefined) return undefined;
    if (!/^[0-9]{1,9}$/.test(text)) throw new UsageError(`--${name} takes a whole number`);
    return Number(text);
  };
  return {
    ...values,
    ranking: values.ranking as Ranking,
    limit: whole('limit'),
    seed: whole('seed') ?? 1,
    noise: whole('noise'),
  };
}

function jobsOf({ set, limit, seed, noise }: Values): Job[] {
  return setsNamed(set.length === 0 ? ['sample'] : set).map(({ name, questions, corpus }) => {
    const some = spread(questions(), limit, seed);
    return { name, questions: noise === undefined ? some : withNoise(some, noise), corpus };
  });
}

/** The sets with these names; those whose files are not there are skipped, out loud. */
function setsNamed(names: readonly string[]): EvaluationSet[] {
  const known = new Map(EVALUATION_SETS.map((set) => [set.name, set]));
  const wanted = names.includes('all') ? [...known.keys()] : names;
  return wanted.flatMap((name) => {
    const set = known.get(name);
    if (!set)
      throw new UsageError(`there is no set "${name}"; there are ${[...known.keys()].join(', ')}`);
    const missing = set.needs.find((path) => !existsSync(path));
    if (missing === undefined) return [set];
    process.stderr.write(`SKIPPED ${name}: ${relative(PROJECT_DIR, missing)} is not there.\n`);
    return [];
  });
}

async function openIndexOf(
  job: Job,
  embedder: Embedder,
  workDir: string,
  keepIn: string | undefined,
): Promise<SearchIndex> {
  // Beside the index that is kept, so that the next run finds the same articles in the same files.
  const corpusPaths = await job.corpus(keepIn ? resolve(keepIn, 'corpus') : workDir);
  return openIndexIn(
    keepIn ? resolve(keepIn, job.name) : join(workDir, job.name),
    corpusPaths,
    embedder,
  );
}

interface Measured {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  readonly reader: Reader;
}

async function measure(job: Job, { index, embedder, reader }: Measured, values: Values) {
  const { name, questions } = job;
  const say = (text: string) => {
    if (!values.json) process.stdout.write(`${text}\n`);
  };
  say(
    `\n## ${name}: ${questions.length} questions, ${index.summary.chunks} chunks, ${embedder.id}\n`,
  );
  if (values.ablation) {
    const rows = await ablation({ index, embedder, reader, questions });
    say(
      table(
        ABLATION_HEADER,
        rows.map(({ name: row, cells }) => [row, ...cells]),
      ),
    );
    return { ablation: rows };
  }
  if (values.peers) {
    const rows = await comparePeers({ index, embedder, questions });
    say(
      table(
        PEERS_HEADER,
        rows.map(({ name: row, cells }) => [row, ...cells]),
      ),
    );
    return { peers: rows };
  }
  const outcomes = await runQuestions(questions, {
    index,
    embedder,
    reader,
    ranking: values.ranking,
    without: values.without,
    quotes: !values['no-quotes'],
    onQuestion: (done, of) => {
      if (process.stderr.isTTY)
        process.stderr.write(`\r${name}: ${done}/${of}${done === of ? '\n' : ''}`);
    },
  });
  const metrics = metricsOf(outcomes);
  if (values.pictures !== undefined) {
    drawCertainty(outcomes.flatMap(judgedOf), resolve(values.pictures, name));
  }
  if (values.answers !== undefined) {
    const lines = outcomes.map((outcome) => JSON.stringify(answerLine(outcome)));
    writeFileSync(resolve(values.answers), `${lines.join('\n')}\n`);
  }
  if (values.update) {
    updateExpected(embedder.id, name, rankingKey(values), metrics);
    const groups = Object.entries(name === 'sample' ? FORM_GROUPS : {});
    for (const [group, forms] of groups) {
      const some = outcomes.filter(({ question }) => forms.includes(question.form ?? 'plain'));
      updateExpected(embedder.id, `${name} ${group}`, rankingKey(values), metricsOf(some));
    }
  }
  const checks = values.check ? checksOf(name, values, metrics, embedder) : undefined;
  if (checks) {
    const rows = checks.map((c) => [c.metric, share(c.expected), share(c.found), c.verdict]);
    say(table(['metric', 'expected', 'found', 'verdict'], rows));
    if (checks.some(({ verdict }) => verdict === 'FAIL')) process.exitCode = 1;
  } else say(groupsTable({ all: groupOf(outcomes) }));
  const groups: Record<string, Record<string, Group>> = {
    ...(values['by-form'] && {
      byForm: groupsBy(outcomes, ({ question }) => question.form ?? 'plain'),
    }),
    ...(values['by-kind'] && {
      byKind: groupsBy(outcomes, ({ question }) => question.kind ?? 'other'),
    }),
  };
  for (const group of Object.values(groups)) say(`\n${groupsTable(group)}`);
  return { metrics, ...(checks && { checks }), ...groups };
}

/** What a person needs who judges whether the first quote answers. */
function answerLine(outcome: Outcome) {
  const { question, answer } = outcome;
  const [quote] = answer?.quotes ?? [];
  return {
    id: question.id,
    question: question.question,
    answerable: question.relevant.length > 0,
    right: quoteHits(1, outcome),
    kind: answer?.kind,
    confidence: answer?.confidence,
    ...(quote && {
      article: quote.articleId,
      title: quote.title,
      start: quote.start,
      end: quote.end,
      quote: quote.text,
    }),
  };
}

/** Nothing for questions of which only the article is known. */
function judgedOf(outcome: Outcome): Judged[] {
  const { question, answer } = outcome;
  const answerable = question.relevant.length > 0;
  if (!answer || (answerable && !question.answers?.length)) return [];
  return [{ said: answer.confidence, right: answerable && quoteHits(1, outcome), answerable }];
}

function checksOf(name: string, values: Values, metrics: Metrics, embedder: Embedder) {
  const expected = readExpected();
  if (embedder.id !== expected.embedderId) {
    process.stderr.write(
      `The expected scores were made with ${expected.embedderId}; this is ${embedder.id}.\n`,
    );
  }
  const key = rankingKey(values);
  const scores = expected.scores[name]?.[key];
  if (!scores) {
    process.stderr.write(`No scores are expected of ${name} by ${key}.\n`);
    return [];
  }
  return check(metrics, scores, expected.tolerance);
}
