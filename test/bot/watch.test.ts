/** `WATCH_CORPUS` in the real process: what was read is logged, and what is added, changed and removed is answered from. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBotApi } from '#bot-api-double';
import { startProcess } from '../../tools/lib/bot-process.ts';
import { covered } from './support/buttons.ts';
import { temporaryFolder } from './support/folder.ts';
import { TOKEN } from './support/harness.ts';

const article = (title: string, text: string, more = '') =>
  `---\ntitle: ${title}\n${more}---\n\n${text}\n`;
const HOURS = 'متى تفتح المكتبة العامة أبوابها؟';
const opens = (at: string) => `تفتح المكتبة العامة أبوابها في ${at} كل يوم.`;
/** A build loads the models in a process of its own. */
const PATIENT = { timeoutMs: 120_000 };

it('the bot logs what was left out of its first index, and indexes what was added, changed and removed', async (t) => {
  const api = await startBotApi({ token: TOKEN });
  t.after(() => api.close());
  const folder = temporaryFolder();
  const corpus = join(folder, 'corpus');
  mkdirSync(corpus);
  const put = (name: string, content: string) => writeFileSync(join(corpus, name), content);
  put('bridge.md', article('الجسر', 'بني الجسر القديم فوق النهر قبل مئة عام.', 'sorce: النشرة\n'));
  put('draft.md', article('مسودة', 'نص لم يكتمل.', 'draft: true\n'));
  put('upload.docx', 'PK');
  const bot = await startProcess(api, {
    folder,
    env: { WATCH_CORPUS: 'true', CORPUS_PATH: corpus, INBOX_DIR: join(folder, 'inbox') },
  });
  t.after(() => bot.kill('SIGKILL'));
  const logged = (message: string) =>
    bot.lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === message);
  const told = (message: string) =>
    logged(message).map(({ level, reason, items }) => [
      level,
      reason,
      ...items.map((item: { file: string; line?: number }) => [
        item.file.slice(corpus.length + 1),
        item.line,
      ]),
    ]);
  assert.deepEqual(told('left out of the index'), [
    ['warn', 'draft', ['draft.md', 3]],
    ['warn', 'left out: is no Word document, whatever its name says', ['upload.docx', undefined]],
  ]);
  assert.deepEqual(told('noted while the articles were read'), [
    ['info', 'unknown field', ['bridge.md', 3]],
  ]);

  const builds = () => logged('the articles changed and were indexed').length;
  const built = (count: number) => api.waitFor(() => builds() === count || null, PATIENT);
  const person = api.person();
  const quotes = async () =>
    covered(await api.answerTo(person.sends(HOURS), PATIENT), 'blockquote').join('\n');
  assert.equal((await quotes()).includes('المكتبة'), false);

  // It is written for longer than two looks are apart.
  put('library.md', article('المكتبة', 'المكتبة العامة في وسط المدينة.'));
  for (let i = 0; i < 10; i++) {
    await sleep(500);
    appendFileSync(join(corpus, 'library.md'), `\n${'كلمة '.repeat(i + 1)}\n`);
  }
  assert.equal(builds(), 0);
  appendFileSync(join(corpus, 'library.md'), `\n${opens('التاسعة')}\n`);
  await built(1);
  assert.ok((await quotes()).includes(opens('التاسعة')));

  put('library.md', article('المكتبة', opens('العاشرة')));
  await built(2);
  assert.ok((await quotes()).includes(opens('العاشرة')));

  unlinkSync(join(corpus, 'library.md'));
  await built(3);
  assert.equal((await quotes()).includes('المكتبة'), false);
  assert.equal(await bot.kill('SIGTERM'), 0);
  assert.deepEqual(bot.errors, []);
  api.assertNoViolations();
});
