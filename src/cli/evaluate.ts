/** `npm run evaluate`: how well questions find their articles and quotes, in numbers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openSettingsEmbedder, openSettingsReader } from '../app/open.ts';
import { loadConfig } from '../config.ts';
import { cannedQuestions } from '../quality/gate.ts';
import { type Group, groupOf, groupsBy, groupsTable } from '../quality/groups.ts';
import { readQuestions } from '../quality/questions.ts';
import { runQuestions } from '../quality/run-questions.ts';
import { runScript, UsageError } from './common/run.ts';
import { openIndexIn } from './common/temporary-index.ts';

const USAGE = `npm run evaluate -- [--corpus PATH…] [--questions PATH] [options]

Builds an index of the articles in a temporary folder, asks every question and prints the figures,
by article id.

  --corpus PATH     articles, a file or a folder; may be given again (default: CORPUS_PATH, else corpus/)
  --questions PATH  JSON Lines: {"id", "question", "relevant": [article id], "answers"?: [string]}
                    (default: questions.jsonl beside the articles)
  --by-form         the figures of each way of asking as well (plain, misspelled, egyptian, …)
  --by-kind         the figures of each kind of question as well (who, when, why, …)
  --json            {"metrics": {…}}`;

await runScript(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', multiple: true },
      questions: { type: 'string' },
      'by-form': { type: 'boolean', default: false },
      'by-kind': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { settings } = loadConfig();
  const corpusPaths = values.corpus?.map((path) => resolve(path)) ?? settings.CORPUS_PATH;
  const questions =
    values.questions === undefined
      ? cannedQuestions(corpusPaths)
      : readQuestions(resolve(values.questions));
  if (questions.length === 0) {
    throw new UsageError(
      'there are no questions: give --questions, or put questions.jsonl beside the articles',
    );
  }
  const say = (text: string) => {
    if (!values.json) process.stdout.write(`${text}\n`);
  };
  const embedder = await openSettingsEmbedder(settings);
  const reader = await openSettingsReader(settings);
  const folder = await mkdtemp(join(tmpdir(), 'isnad-evaluate-'));
  try {
    const index = await openIndexIn(folder, corpusPaths, embedder);
    say(`\n${questions.length} questions, ${index.summary.chunks} chunks, ${embedder.id}\n`);
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
      ...(values['by-form'] && {
        byForm: groupsBy(outcomes, ({ question }) => question.form ?? 'plain'),
      }),
      ...(values['by-kind'] && {
        byKind: groupsBy(outcomes, ({ question }) => question.kind ?? 'other'),
      }),
    };
    say(groupsTable({ all }));
    for (const group of Object.values(groups)) say(`\n${groupsTable(group)}`);
    if (values.json)
      process.stdout.write(`${JSON.stringify({ metrics: all.metrics, ...groups })}\n`);
  } finally {
    await reader.close();
    await embedder.close();
    await rm(folder, { recursive: true, force: true });
  }
});
