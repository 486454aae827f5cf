/** Holds the schemas, and what the server sends, against the Bot API's specification. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { startBotApi } from '../src/index.ts';
import { methodNames, methodSchemas } from '../src/schemas/methods.ts';
import { typeNameOf } from '../src/schemas/named.ts';
import { updateTypes } from '../src/schemas/settings.ts';
import { misfits, type SpecField, spec } from './spec.ts';
import { caller } from './test-caller.ts';

/** What the specification has and this server leaves out, on purpose. */
const notEmulated = new Set([
  'KeyboardButton.request_users',
  'KeyboardButton.request_chat',
  'KeyboardButton.request_managed_bot',
  'KeyboardButton.request_poll',
  // Fields of `User` that come from getMe alone.
  'User.can_join_groups',
  'User.can_read_all_group_messages',
  'User.supports_guest_queries',
  'User.supports_inline_queries',
  'User.can_connect_to_business',
  'User.has_main_web_app',
  'User.has_topics_enabled',
  'User.allows_users_to_create_topics',
  'User.can_manage_bots',
  'User.supports_join_request_queries',
]);

type Schema = z.core.$ZodType;

function unwrap(schema: Schema): Schema {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional
    ? unwrap(schema._zod.def.innerType)
    : schema;
}

/** The specification's names for what a schema takes: `Integer`, `Array of MessageEntity`… */
function typesOf(schema: Schema): string[] {
  const inner = unwrap(schema);
  const name = typeNameOf(inner);
  if (name !== undefined) return [name];
  if (inner instanceof z.ZodString || inner instanceof z.ZodEnum) return ['String'];
  if (inner instanceof z.ZodNumberFormat) return ['Integer'];
  if (inner instanceof z.ZodNumber) return ['Float'];
  if (inner instanceof z.ZodBoolean) return ['Boolean'];
  if (inner instanceof z.ZodLiteral) {
    return inner.values.has(true as never) ? ['Boolean'] : ['String'];
  }
  if (inner instanceof z.ZodArray) return typesOf(inner.element).map((type) => `Array of ${type}`);
  if (inner instanceof z.ZodUnion)
    return [...new Set(inner.options.flatMap((one) => typesOf(one)))];
  throw new Error(`no name for a schema of type ${inner._zod.def.type}`);
}

interface Field {
  readonly types: Set<string>;
  readonly required: boolean;
}

/** The fields of an object, or those of a union's variants together: required only if all require it. */
function fieldsOf(schema: Schema): Map<string, Field> {
  const variants = schema instanceof z.ZodUnion ? (schema.options as Schema[]) : [schema];
  const fields = new Map<string, Field>();
  const objects = variants.map((variant) => {
    assert.ok(variant instanceof z.ZodObject, `a ${variant._zod.def.type} has no fields`);
    return variant.shape as Record<string, Schema>;
  });
  for (const name of new Set(objects.flatMap((shape) => Object.keys(shape)))) {
    const given = objects.flatMap((shape) => shape[name] ?? []);
    fields.set(name, {
      types: new Set(given.flatMap(typesOf)),
      required:
        given.length === objects.length && given.every((one) => one._zod.optin !== 'optional'),
    });
  }
  return fields;
}

/** Every schema within a schema that stands for a type of the specification. */
function namedWithin(schema: Schema, found = new Map<string, Schema>()): Map<string, Schema> {
  const inner = unwrap(schema);
  const name = typeNameOf(inner);
  if (name !== undefined) found.set(name, inner);
  if (inner instanceof z.ZodArray) namedWithin(inner.element, found);
  if (inner instanceof z.ZodUnion)
    for (const one of inner.options) namedWithin(one as Schema, found);
  if (inner instanceof z.ZodObject)
    for (const one of Object.values(inner.shape)) namedWithin(one as Schema, found);
  return found;
}

function compare(
  owner: string,
  fields: Map<string, Field>,
  expected: readonly SpecField[],
): string[] {
  const problems: string[] = [];
  const known = new Map(expected.map((field) => [field.name, field]));
  for (const [name, { types, required }] of fields) {
    const field = known.get(name);
    if (field === undefined) {
      problems.push(`${owner}.${name} is not in the specification`);
      continue;
    }
    if (field.required !== required)
      problems.push(`${owner}.${name}: required is ${field.required} there`);
    const there = [...field.types].sort().join();
    const here = [...types].sort().join();
    if (there !== here) problems.push(`${owner}.${name}: ${here} here, ${there} there`);
  }
  for (const { name } of expected) {
    const path = `${owner}.${name}`;
    const left = notEmulated.has(path);
    if (fields.has(name) === left) {
      problems.push(left ? `${path} is here: not left out any more` : `${path} is missing here`);
    }
  }
  return problems;
}

describe('the schemas and the Bot API specification', () => {
  const { methods, types } = spec;

  for (const method of methodNames) {
    it(`${method} takes the same parameters, of the same types, as required`, () => {
      const expected = methods[method];
      assert.ok(expected, `the specification has no method ${method}`);
      assert.deepEqual(compare(method, fieldsOf(methodSchemas[method]), expected.fields), []);
    });
  }

  const named = new Map<string, Schema>();
  for (const method of methodNames) namedWithin(methodSchemas[method], named);

  for (const [name, schema] of named) {
    if (name === 'String' || name === 'InputFile') continue;
    it(`${name} has the same fields`, () => {
      const expected = types[name];
      assert.ok(expected, `the specification has no type ${name}`);
      if (expected.subtypes !== undefined) {
        // A type of types: each variant here must be one of those there.
        const variants = (schema as z.ZodUnion).options.map((one) => typeNameOf(one));
        for (const variant of variants)
          assert.ok(expected.subtypes.includes(variant ?? '?'), variant);
        return;
      }
      assert.deepEqual(compare(name, fieldsOf(schema), expected.fields), []);
    });
  }

  it('the kinds of update are the same', () => {
    const there = types.Update?.fields
      ?.map(({ name }) => name)
      .filter((name) => name !== 'update_id');
    assert.deepEqual([...updateTypes], there);
  });
});

describe('what the server sends', () => {
  it('fits the specification, updates and results alike', async () => {
    const api = await startBotApi({ token: '1:a' });
    try {
      const call = caller(api);
      const problems: string[] = [];
      api.onCall(({ method, result, done }) => {
        const { returns } = spec.methods[method]!;
        if (done) problems.push(...misfits(result, returns, method));
      });

      const ali = api.person({ firstName: 'علي', lastName: 'حسن', username: 'ali_hasan' });
      const question = ali.sends('/ask ما هي #عاصمة المغرب؟ https://example.com');
      const keyboard = { inline_keyboard: [[{ text: 'زر', callback_data: 'ز' }]] };
      const answer = await call.ok('sendMessage', {
        chat_id: ali.id,
        text: 'الرباط هي العاصمة',
        entities: [{ type: 'bold', offset: 0, length: 6 }],
        reply_parameters: { message_id: question.message_id, quote: 'عاصمة' },
        reply_markup: keyboard,
        link_preview_options: { is_disabled: true },
      });
      ali.edits(question, 'ما عاصمة مصر؟');
      ali.repliesTo(answer, 'متى؟', { quote: 'العاصمة' });
      ali.sendsVoice();
      ali.sendsPhoto({ caption: 'صورة' });
      ali.sendsSticker();
      ali.sendsLocation();
      const file = ali.sendsDocument('ملف.txt', Buffer.from('نص'), { mimeType: 'text/plain' });
      ali.presses('زر', answer);
      const typed = ali.types('سؤال');
      const content = { message_text: 'نص' };
      await call.ok('answerInlineQuery', {
        inline_query_id: typed.id,
        results: [
          {
            type: 'article',
            id: '1',
            title: 'عنوان',
            input_message_content: content,
            reply_markup: keyboard,
          },
        ],
      });
      ali.picks((await typed.answer()).results[0]!, typed);
      const forum = api.supergroup({ forum: true });
      const topic = ali.opensTopic(forum, 'موضوع');
      ali.sends('/help', { in: forum, topic });
      ali.removesBot(forum);
      ali.migrates(api.group());

      const updates = await call.ok('getUpdates', {});
      assert.ok(updates.length >= 15, `${updates.length} updates`);
      await call.ok('editMessageText', {
        chat_id: ali.id,
        message_id: answer.message_id,
        text: 'القاهرة',
      });
      await call.ok('editMessageReplyMarkup', {
        chat_id: ali.id,
        message_id: answer.message_id,
        reply_markup: keyboard,
      });
      await call.ok('sendRichMessage', {
        chat_id: ali.id,
        rich_message: { html: '<b>نص</b>', is_rtl: true },
      });
      await call.ok('sendDocument', {
        chat_id: ali.id,
        document: file.document!.file_id,
        caption: 'تعليق',
      });
      await call.ok('setMyCommands', { commands: [{ command: 'help', description: 'مساعدة' }] });
      for (const method of methodNames) {
        if (!/^get(?!Updates)/.test(method)) continue;
        if (method === 'getChat') await call.ok(method, { chat_id: ali.id });
        else if (method === 'getFile') await call.ok(method, { file_id: file.document!.file_id });
        else await call.ok(method, {});
      }
      assert.deepEqual(problems, []);
    } finally {
      await api.close();
    }
  });
});
