/** Replies and quotes. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireMessage } from '../src/index.ts';
import { privateChat } from './test-caller.ts';

const { api, ali, send, refused } = await privateChat();

describe('replies', () => {
  it('carry the message they reply to', async () => {
    const question = ali.sends('ما عاصمة المغرب؟');
    const answer = await send({
      text: 'الرباط',
      reply_parameters: { message_id: question.message_id },
    });
    assert.equal(answer.reply_to_message?.text, 'ما عاصمة المغرب؟');
    assert.deepEqual(api.answersTo(question), [answer]);
  });
  it('need their target', async () => {
    const question = ali.sends('سؤال');
    ali.deletes(question);
    const target = { message_id: question.message_id };
    await refused(
      { reply_parameters: target },
      400,
      'Bad Request: message to be replied not found',
    );
    const answer = await send({
      text: 'نص',
      reply_parameters: { ...target, allow_sending_without_reply: true },
    });
    assert.equal(answer.reply_to_message, undefined);
  });
  it('to another chat are not emulated, and say so', () =>
    refused({ reply_parameters: { message_id: 1, chat_id: 7 } }, 400, 'replies to another chat'));
});

describe('quotes', () => {
  const reply = (message: WireMessage, more: object) => ({
    text: 'نص',
    reply_parameters: { message_id: message.message_id, ...more },
  });
  it('are an exact part of the message', async () => {
    const question = ali.sends('كَتَبَ الولد الدرس، ثم كتب الولد الواجب');
    const answer = await send(reply(question, { quote: 'الولد الدرس' }));
    assert.deepEqual(answer.quote, {
      text: 'الولد الدرس',
      position: 'كَتَبَ '.length,
      is_manual: true,
    });
    await refused(reply(question, { quote: 'كتب الولد الدرس' }), 400, 'QUOTE_TEXT_INVALID');
  });
  it('are found nearest to the given place', async () => {
    const question = ali.sends('نعم ثم نعم ثم نعم');
    const at = async (quote_position: number) =>
      (await send(reply(question, { quote: 'نعم', quote_position }))).quote?.position;
    assert.deepEqual([await at(0), await at(8), await at(99)], [0, 7, 14]);
  });
  it('repeat the formatting of the message', async () => {
    const bold = { type: 'bold', offset: 0, length: 6 };
    const message = await send({ text: 'الرباط عاصمة', entities: [bold] });
    await refused(reply(message, { quote: 'الرباط' }), 400, 'QUOTE_TEXT_INVALID');
    const quoting = reply(message, { quote: 'الرباط', quote_entities: [bold] });
    assert.deepEqual((await send(quoting)).quote?.entities, [bold]);
    await send(reply(message, { quote: 'عاصمة' }));
  });
  it('have 1,024 characters at most', async () => {
    const question = ali.sends('ا'.repeat(2000));
    await send(reply(question, { quote: 'ا'.repeat(1024) }));
    await refused(reply(question, { quote: 'ا'.repeat(1025) }), 400, 'QUOTE_TEXT_INVALID');
  });
  it('a place without a quote is refused', () =>
    refused(
      { reply_parameters: { message_id: 1, quote_position: 1 } },
      400,
      'quote_position without quote',
    ));
});
