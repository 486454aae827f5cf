/** The real process, with the bundled model and the sample articles, as `npm start` starts it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBotApi } from '#bot-api-double';
import { startProcess } from '../../tools/lib/bot-process.ts';
import { covered } from './support/buttons.ts';
import { temporaryFolder } from './support/folder.ts';
import { TOKEN } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

const QUESTION = 'أين ولد نجيب محفوظ؟';
/** The model reads here: this is the bot as people start it. */
const READER = { READER_MODEL: 'bundled' };

describe('npm start', () => {
  it('answers from the sample articles, survives kill -9, and ends well on SIGTERM', async (t) => {
    const api = await startBotApi({ token: TOKEN });
    t.after(() => api.close());
    const folder = temporaryFolder();
    const first = await startProcess(api, { folder, env: READER });
    t.after(() => first.kill('SIGKILL'));
    const person = api.person();
    const reply = await api.answerTo(person.sends(QUESTION), { timeoutMs: 30_000 });
    assert.equal(covered(reply, 'blockquote').length, 1, reply.text);
    assertReads(reply, 'rtl');

    await first.kill('SIGKILL');
    const asked = person.sends(QUESTION);
    const second = await startProcess(api, { folder, env: READER, npm: true });
    t.after(() => second.kill('SIGKILL'));
    await api.answerTo(asked, { timeoutMs: 30_000 });
    assert.match((await person.presses('👍', reply).answer()).text!, /شكرًا/u);
    assert.equal(await second.kill('SIGTERM'), 0);
    assert.deepEqual(second.errors, []);
    assert.equal(api.answersTo(asked).length, 1);
    const secret = TOKEN.split(':')[1]!;
    assert.ok(![...first.lines, ...second.lines].some((line) => line.includes(secret)));
    api.assertNoViolations();
  });

  it('says in two lines what is wrong with the token', async () => {
    const api = await startBotApi({ token: '999999:AAanotherBotsTokenHere' });
    const folder = temporaryFolder();
    const env = { BOT_TOKEN: TOKEN };
    await assert.rejects(startProcess(api, { folder, env }), /getMe: 401: .*\n.*BOT_TOKEN/u);
    await api.close();
  });
});
