/** `isnad evaluate`: how well questions find their articles and quotes, in numbers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { corpusInUse } from '../app/corpus.ts';
import { openSettingsEmbedder, openSettingsReader, openStore } from '../app/open.ts';
import { cannedQuestions } from '../quality/gate.ts';
import { type Group, groupOf, groupsBy, groupsTable } from '../quality/groups.ts';
import { readQuestions } from '../quality/questions.ts';
import { runQuestions } from '../quality/run-questions.ts';
import { counted } from '../speech/counted-en.ts';
import { UsageError } from './common/failures.ts';
import { collectValues } from './common/option-values.ts';
import { commandSettings } from './common/settings.ts';
import { openIndexIn } from './common/temporary-index.ts';

interface Options {
  readonly corpus?: readonly string[];
  readonly questions?: string;
  readonly byForm: boolean;
  readonly byKind: boolean;
  readonly json: boolean;
}

export const evaluate = new Command('evaluate')
  .description(
    'Builds an index of the articles in a temporary folder, asks every question and prints the figures, by article id.',
  )
  .option(
    '--corpus <path>',
    'articles, a file or a folder; may be given again (default: CORPUS_PATH, else corpus/)',
    collectValues,
  )
  .option(
    '--questions <path>',
    'JSON Lines: {"id", "question", "relevant": [article id], "answers"?: [string]} (default: questions.jsonl beside the articles)',
  )
  .option(
    '--by-form',
    'the figures of each way of asking as well (plain, misspelled, egyptian, …)',
    false,
  )
  .option('--by-kind', 'the figures of each kind of question as well (who, when, why, …)', false)
  .option('--json', '{"metrics": {…}}', false)
  .action(run);

async function run(options: Options): Promise<void> {
  const settings = commandSettings();
  const corpusPaths =
    options.corpus?.map((path) => resolve(path)) ??
    (await corpusInUse(settings, await openStore(settings))).paths;
  const questions =
    options.questions === undefined
      ? cannedQuestions(corpusPaths)
      : readQuestions(resolve(options.questions));
  if (questions.length === 0) {
    throw new UsageError(
      'there are no questions: give --questions, or put questions.jsonl beside the articles',
    );
  }
  const say = (text: string) => {
    if (!options.json) process.stdout.write(`${text}\n`);
  };
  const embedder = await openSettingsEmbedder(settings);
  const reader = await openSettingsReader(settings);
  const folder = await mkdtemp(join(tmpdir(), 'isnad-evaluate-'));
  try {
    const index = await openIndexIn(folder, corpusPaths, embedder);
    say(
      `\n${counted(questions.length, 'question')}, ${counted(index.summary.chunks, 'chunk')}, ${embedder.id}\n`,
    );
    const outcomes = await runQuestions(questions, {
      index,
      embedder,
      reader,
      ranking: 'fused',
      quotes: true,
      onQuestion: (done, of) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${done}/${of}${done === of ? '\n' : ''}`);
      },
    });
    await index.close();
    const all = groupOf(outcomes);
    const groups: Record<string, Record<string, Group>> = {
      ...(options.byForm && {
        byForm: groupsBy(outcomes, ({ question }) => question.form ?? 'plain'),
      }),
      ...(options.byKind && {
        byKind: groupsBy(outcomes, ({ question }) => question.kind ?? 'other'),
      }),
    };
    say(groupsTable({ all }));
    for (const group of Object.values(groups)) say(`\n${groupsTable(group)}`);
    if (options.json)
      process.stdout.write(`${JSON.stringify({ metrics: all.metrics, ...groups })}\n`);
  } finally {
    await reader.close();
    await embedder.close();
    await rm(folder, { recursive: true, force: true });
  }
}
