/** The library this server is for talks to it: launch, a command, a reply, a button, a file, stop. */

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { Telegraf } from 'telegraf';
import { startBotApi } from '../src/index.ts';

describe('telegraf against this server', () => {
  it('by long polling', async () => {
    const api = await startBotApi({ token: '123456:test' });
    const bot = new Telegraf(api.token, { telegram: { apiRoot: api.url } });
    bot.start((ctx) => ctx.reply('أهلا'));
    bot.command('export', (ctx) =>
      ctx.replyWithDocument(
        { source: Buffer.from('{}\n'), filename: 'feedback.jsonl' },
        { caption: 'ملف' },
      ),
    );
    bot.on('text', (ctx) =>
      ctx.reply('الرباط', {
        reply_parameters: { message_id: ctx.message.message_id },
        entities: [{ type: 'bold', offset: 0, length: 6 }],
        reply_markup: { inline_keyboard: [[{ text: 'شكرا', callback_data: 'ok' }]] },
      }),
    );
    bot.on('callback_query', async (ctx) => {
      await ctx.answerCbQuery('عفوا');
      await ctx.editMessageText('الرباط!');
    });
    const running = bot.launch();
    try {
      const ali = api.person({ firstName: 'علي' });
      ali.sends('/start');
      assert.equal((await ali.chat.nextBotMessage()).text, 'أهلا');
      const answer = await api.answerTo(ali.sends('ما عاصمة المغرب؟'));
      assert.deepEqual(answer.entities, [{ type: 'bold', offset: 0, length: 6 }]);
      const press = ali.presses('شكرا', answer);
      assert.equal((await press.answer()).text, 'عفوا');
      assert.equal((await ali.chat.nextBotEdit()).text, 'الرباط!');
      ali.sends('/export');
      const document = await api.waitFor(() => ali.chat.lastBotMessage?.document);
      assert.equal(document.file_name, 'feedback.jsonl');
      assert.equal(api.file(document.file_id)?.bytes.toString(), '{}\n');
      api.assertNoViolations();
    } finally {
      bot.stop('the test is over');
      await running;
      await api.close();
    }
  });

  it('by webhook, with its secret, and with calls in the answers', async () => {
    const api = await startBotApi({ token: '123456:test' });
    const bot = new Telegraf(api.token, { telegram: { apiRoot: api.url, webhookReply: true } });
    bot.on('text', async (ctx) => {
      // telegraf puts this one into its answer to the update, and the next one into a call.
      await ctx.sendChatAction('typing');
      await ctx.reply('سمعت');
    });
    const handler = bot.webhookCallback('/hook', { secretToken: 'secret' });
    const server = createServer((request, response) => void handler(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const address = server.address();
      assert.ok(address !== null && typeof address === 'object');
      const url = `http://127.0.0.1:${address.port}/hook`;
      await bot.telegram.setWebhook(url, { secret_token: 'secret' });
      const ali = api.person();
      ali.sends('مرحبا');
      assert.equal((await ali.chat.nextBotMessage()).text, 'سمعت');
      await api.waitFor(() => api.calls('sendChatAction')[0]);
      assert.equal(api.calls('sendChatAction')[0]?.viaWebhook, true);
      assert.equal(api.calls('sendMessage')[0]?.viaWebhook, false);
      api.assertNoViolations();
    } finally {
      await api.close();
      server.closeAllConnections();
      server.close();
    }
  });
});
