/** `isnad review`, from what the bot kept to files that the gate and the reader's training take. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openLibsqlState } from '../../src/bot/state/libsql.ts';
import { readQuestions } from '../../src/quality/questions.ts';
import { isnadArguments } from '../../tools/lib/isnad-arguments.ts';
import { temporaryFolder } from '../bot/support/folder.ts';
import { record } from '../contracts/state.ts';

const TEXT = 'تأسس المعهد القومي عام 1970. ونُقل إلى المدينة الجديدة بعد عام.';
const folder = temporaryFolder();
const file = (name: string) => join(folder, name);
const env = {
  ...process.env,
  BOT_TOKEN: '1234567:AAtokenOfATestThatReadsNothing',
  CORPUS_PATH: file('corpus'),
  INDEX_DIR: file('index'),
  STATE_PATH: file('state.db'),
  EMBEDDING_MODEL: 'fast',
  READER_MODEL: 'words',
};
const review = (stores: boolean) =>
  spawnSync(process.execPath, isnadArguments('review', '--to', file('review')), {
    encoding: 'utf8',
    env: { ...env, STORE_QUESTIONS: String(stores) },
  });

describe('isnad review', () => {
  it('says that there is nothing where questions are not kept, which is the default', () => {
    const { status, stdout } = review(false);
    assert.equal(status, 0);
    assert.match(stdout, /keeps no questions \(STORE_QUESTIONS=false\)/u);
  });

  it('writes what was not answered and what was judged, for one person to read', async () => {
    mkdirSync(file('corpus'));
    writeFileSync(file('corpus/institute.txt'), `المعهد القومي\n\n${TEXT}\n`);
    const state = openLibsqlState(env.STATE_PATH);
    const year = TEXT.indexOf('1970');
    const quote = {
      ...{ articleId: 'institute', start: 0, end: TEXT.indexOf('.') + 1, mark: 'm', alsoIn: [] },
      ...{ context: [0, TEXT.length] as const, emphasis: [[year, year + 4]] as const },
    };
    const kept = [
      { id: 'down', question: 'متى نُقل المعهد؟', quotes: [quote] },
      { id: 'none', question: 'من مدير المعهد القومي؟', kind: 'none' as const, quotes: [] },
    ];
    for (const [at, one] of kept.entries()) {
      await state.saveAnswer(record({ ...one, answerMessageId: at + 1, atMs: Date.now() }));
    }
    await state.vote({ answerId: 'down', person: 'p', thumb: 'down', atMs: Date.now() });
    await state.close();

    const { status, stdout, stderr } = review(true);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /questions\.to-review\.jsonl: 2\n.*examples\.to-review\.jsonl: 2\n/u);
    const questions = readQuestions(file('review/questions.to-review.jsonl'));
    assert.deepEqual(questions.map(({ question }) => question).sort(), [
      'متى نُقل المعهد؟',
      'من مدير المعهد القومي؟',
    ]);
    assert.ok(questions.every(({ relevant }) => relevant.length === 0));
    const examples = readFileSync(file('review/examples.to-review.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { made: string; passages: { sentences: string[] }[] });
    const sentences = ['تأسس المعهد القومي عام 1970.', 'ونُقل إلى المدينة الجديدة بعد عام.'];
    for (const { made, passages } of examples) {
      assert.match(made, /^feedback (?:down|unanswered)$/u);
      assert.deepEqual(
        passages.map((passage) => passage.sentences),
        [sentences],
      );
    }
    assert.equal(statSync(file('review/questions.to-review.jsonl')).mode & 0o077, 0);
  });
});
