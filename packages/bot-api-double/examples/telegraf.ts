import assert from 'node:assert/strict';
import { Telegraf } from 'telegraf';
import { startBotApi } from '../src/index.ts';

const api = await startBotApi({ token: '123456:test' });
const bot = new Telegraf(api.token, { telegram: { apiRoot: api.url } });
bot.on('text', (ctx) => ctx.reply(`You said: ${ctx.message.text}`));
const running = bot.launch();

const ali = api.person({ firstName: 'Ali' });
ali.sends('hello');
const answer = await ali.chat.nextBotMessage();
assert.equal(answer.text, 'You said: hello');
api.assertNoViolations(); // the bot has made no call it should not make

bot.stop();
await running;
await api.close();
