/** Answers to pressed buttons and to inline queries. */

import { checkInlineKeyboard } from '../buttons.ts';
import { brokenRule, strictRule, unsupported } from '../errors.ts';
import { checkUrl } from '../links.ts';
import type { Params } from '../schemas/methods.ts';
import type { World } from '../world.ts';
import { messageText } from './content.ts';

const CALLBACK_TEXT_MAX = 200;
const RESULTS_MAX = 50;
const RESULT_ID_BYTES_MAX = 64;
const NEXT_OFFSET_BYTES_MAX = 64;
const START_PARAMETER = /^[A-Za-z0-9_-]{1,64}$/;

export function answerCallbackQuery(world: World, params: Params<'answerCallbackQuery'>): true {
  world.callbackQueries.check(params.callback_query_id);
  const { length } = params.text ?? '';
  if (length > CALLBACK_TEXT_MAX) {
    throw brokenRule(`MESSAGE_TOO_LONG (${length} characters, ${CALLBACK_TEXT_MAX} are allowed)`);
  }
  // Only games open any URL; other buttons may open the bot itself with a parameter.
  if (params.url !== undefined && !/^(https?:\/\/t\.me\/|tg:\/\/resolve\?)/.test(params.url)) {
    throw brokenRule('URL_INVALID');
  }
  if ((params.cache_time ?? 0) < 0) throw strictRule('cache_time is negative');
  world.callbackQueries.answer(params.callback_query_id, params);
  return true;
}

type Result = Params<'answerInlineQuery'>['results'][number];

function checkResult(result: Result): void {
  const bytes = Buffer.byteLength(result.id);
  if (bytes < 1) throw brokenRule('RESULT_ID_EMPTY');
  if (bytes > RESULT_ID_BYTES_MAX) throw brokenRule(`RESULT_ID_INVALID (${bytes} bytes)`);
  if (result.title.trim() === '') throw brokenRule('ARTICLE_TITLE_EMPTY');
  const content = result.input_message_content;
  if ('rich_message' in content) throw unsupported('rich messages as inline results');
  messageText({ ...content, text: content.message_text });
  if (result.reply_markup !== undefined) checkInlineKeyboard(result.reply_markup);
  if (result.url !== undefined && result.url !== '') checkUrl(result.url, 'inline query result');
  if (result.thumbnail_url !== undefined) checkUrl(result.thumbnail_url, 'thumbnail');
}

function checkButton(button: Params<'answerInlineQuery'>['button']): void {
  if (button === undefined) return;
  if ((button.web_app === undefined) === (button.start_parameter === undefined)) {
    throw brokenRule('exactly one of web_app and start_parameter must be used in the button');
  }
  if (button.start_parameter !== undefined && !START_PARAMETER.test(button.start_parameter)) {
    throw brokenRule('unallowed characters in start_parameter are used');
  }
}

export function answerInlineQuery(world: World, params: Params<'answerInlineQuery'>): true {
  world.inlineQueries.check(params.inline_query_id);
  const { results } = params;
  if (results.length > RESULTS_MAX) throw brokenRule('too many inline query results specified');
  for (const result of results) checkResult(result);
  if (new Set(results.map(({ id }) => id)).size < results.length)
    throw brokenRule('RESULT_ID_DUPLICATE');
  if (Buffer.byteLength(params.next_offset ?? '') > NEXT_OFFSET_BYTES_MAX) {
    throw brokenRule('NEXT_OFFSET_INVALID');
  }
  if ((params.cache_time ?? 0) < 0) throw strictRule('cache_time is negative');
  checkButton(params.button);
  world.inlineQueries.answer(params.inline_query_id, params);
  return true;
}
