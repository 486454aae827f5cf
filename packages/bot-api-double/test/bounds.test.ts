/** Long runs: what is remembered stays bounded, what is forgotten is said to be, what is counted is exact. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { startBotApi, type WireUpdate } from '../src/index.ts';
import { caller } from './test-caller.ts';

describe('a long run', () => {
  it('keeps the latest and counts all', async () => {
    const keep = { messagesPerChat: 50, calls: 100, files: 3 };
    const api = await startBotApi({ token: '1:a', keep });
    try {
      const call = caller(api);
      const people = [api.person(), api.person()];
      let heard = 0;
      api.onCall(() => {
        heard += 1;
      });
      let offset = 0;
      const questions: [number, number][] = [];
      for (let round = 0; round < 10; round++) {
        for (let i = 0; i < 50; i++) people[i % 2]!.sends(`سؤال ${round} ${i}`);
        const updates: WireUpdate[] = await call.ok('getUpdates', { offset });
        offset = updates.at(-1)!.update_id + 1;
        await Promise.all(
          updates.map(({ message }) => {
            questions.push([message!.chat.id, message!.message_id]);
            const reply_parameters = { message_id: message!.message_id };
            return call.ok('sendMessage', {
              chat_id: message!.chat.id,
              text: 'جواب',
              reply_parameters,
            });
          }),
        );
      }
      for (let i = 0; i < 10; i++) people[0]!.sendsDocument(`${i}.txt`, Buffer.from(`${i}`));

      assert.equal(api.calls().length, keep.calls);
      const numbers = api.calls().map(({ number }) => number);
      assert.deepEqual(
        numbers,
        [...numbers].sort((a, b) => a - b),
        'oldest first',
      );
      assert.equal(heard, 510);
      assert.deepEqual(
        [api.counts.get('sendMessage')?.done, api.counts.get('getUpdates')?.done],
        [500, 10],
      );
      for (const { chat } of people) assert.equal(chat.messages.length, keep.messagesPerChat);
      const [chatId, messageId] = questions[0]!;
      assert.equal(people.find(({ id }) => id === chatId)!.chat.botReplyCount(messageId), 1);
      const first = people[0]!.chat.messages.at(-1)!;
      assert.ok(api.file(first.document!.file_id), 'the latest file is there');
      await call.refused(
        'sendMessage',
        { chat_id: chatId, text: 'نص', reply_parameters: { message_id: messageId } },
        500,
        'raise keep.messagesPerChat',
      );
    } finally {
      await api.close();
    }
  });

  it('brings every text to the bot as it was sent, however hostile', async () => {
    const api = await startBotApi({ token: '1:a' });
    try {
      const call = caller(api);
      const ali = api.person();
      const hostile = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        // Halves of pairs, marks, controls and markup side by side.
        fc
          .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
          .map((units) => String.fromCharCode(...units)),
        fc.constantFrom(
          '\u0301'.repeat(4096),
          '👨‍👩‍👧‍👦'.repeat(300),
          '</b>[x](tg://user?id=1)',
          '#ا '.repeat(1300),
        ),
      );
      const texts = fc.sample(hostile, { numRuns: 500, seed: 5 });
      for (const text of texts) ali.sends(text);
      const got: (string | undefined)[] = [];
      for (let offset = 0; ; ) {
        const updates: WireUpdate[] = await call.ok('getUpdates', { offset });
        if (updates.length === 0) break;
        got.push(...updates.map(({ message }) => message?.text));
        offset = updates.at(-1)!.update_id + 1;
      }
      assert.deepEqual(got, texts);
    } finally {
      await api.close();
    }
  });

  it('answers 500 chats at once, each message once', async () => {
    const api = await startBotApi({ token: '1:a' });
    try {
      const call = caller(api);
      const questions = Array.from({ length: 500 }, (_, i) => api.person().sends(`${i}`));
      const answers = questions.map((question) => api.answerTo(question, { timeoutMs: 60_000 }));
      let offset = 0;
      for (let done = 0; done < 500; ) {
        const updates: WireUpdate[] = await call.ok('getUpdates', { offset });
        offset = updates.at(-1)!.update_id + 1;
        done += updates.length;
        for (const { message } of updates) {
          const reply_parameters = { message_id: message!.message_id };
          void call('sendMessage', {
            chat_id: message!.chat.id,
            text: `جواب ${message!.text}`,
            reply_parameters,
          });
        }
      }
      const texts = (await Promise.all(answers)).map(({ text }) => text);
      assert.deepEqual(
        texts,
        questions.map(({ text }) => `جواب ${text}`),
      );
    } finally {
      await api.close();
    }
  });
});
