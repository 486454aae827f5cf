import assert from 'node:assert/strict';
import { Bot } from 'grammy';
import { startBotApi } from '../src/index.ts';

const api = await startBotApi({ token: '123456:test' });
const bot = new Bot(api.token, { client: { apiRoot: api.url } });
bot.on('message:text', (ctx) => ctx.reply(`You said: ${ctx.message.text}`));
const running = bot.start();

const ali = api.person({ firstName: 'Ali' });
ali.sends('hello');
const answer = await ali.chat.nextBotMessage();
assert.equal(answer.text, 'You said: hello');
api.assertNoViolations(); // the bot has made no call it should not make

await bot.stop();
await running;
await api.close();
