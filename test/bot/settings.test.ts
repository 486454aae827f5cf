/** The bot's settings, as an operator writes them, and the log that must not give them away. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { createLog, describeError, logText } from '../../src/app/log.ts';
import { CallError } from '../../src/bot/call-error.ts';
import { botSettings, botSettingsShape } from '../../src/bot/settings.ts';
import { ConfigError } from '../../src/errors.ts';

const schema = z.object(botSettingsShape);
const TOKEN = '123456:AAsecret_secret-secret';

describe('settings', () => {
  it('have defaults for all but the token', () => {
    const settings = botSettings(schema.parse({ BOT_TOKEN: TOKEN }));
    assert.equal(settings.token, TOKEN);
    assert.deepEqual(settings.adminIds, []);
    assert.equal(settings.webhook, undefined);
    assert.equal(settings.storeQuestions, false);
    assert.equal(settings.logQuestions, false);
    assert.throws(
      () => botSettings(schema.parse({})),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.hint, /@BotFather/u);
        return true;
      },
    );
  });

  it('are read from text', () => {
    const settings = botSettings(
      schema.parse({
        BOT_TOKEN: TOKEN,
        ADMIN_IDS: '12, 34',
        BOT_DIGITS: 'arabic',
        STORE_QUESTIONS: 'true',
        WEBHOOK_URL: 'https://bot.example.org/hook',
        WEBHOOK_PORT: '9000',
        METRICS_PORT: '9100',
      }),
    );
    assert.deepEqual(settings.adminIds, [12, 34]);
    assert.equal(settings.digits, 'arabic');
    assert.equal(settings.storeQuestions, true);
    assert.deepEqual(settings.webhook, {
      url: 'https://bot.example.org/hook',
      port: 9000,
      secret: undefined,
    });
    assert.equal(settings.metricsPort, 9100);
  });

  for (const [name, value] of [
    ['BOT_TOKEN', 'not a token'],
    ['ADMIN_IDS', '12,@me'],
    ['BOT_DIGITS', 'roman'],
    ['BOT_RATE_PER_MINUTE', '0'],
    ['BOT_RATE_PER_MINUTE', 'many'],
    ['WEBHOOK_URL', 'ftp://x'],
    ['WEBHOOK_PORT', '70000'],
    ['WEBHOOK_SECRET', 'has space'],
    ['STORE_QUESTIONS', 'perhaps'],
    ['RETENTION_DAYS', '1.5'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_FORMAT', 'xml'],
  ] as const) {
    it(`${name}=${value} is refused, and named`, () => {
      const result = schema.safeParse({ BOT_TOKEN: TOKEN, [name]: value });
      assert.deepEqual(
        result.error?.issues.map(({ path }) => path[0]),
        [name],
      );
    });
  }
});

describe('the log', () => {
  it('never holds the token, whole or in part, wherever it turns up', () => {
    const lines: string[] = [];
    const log = createLog('debug', [TOKEN], (line) => lines.push(line));
    const error = new Error(`request to https://api.telegram.org/bot${TOKEN}/getMe failed`);
    log.error({ err: error, [TOKEN]: { deep: TOKEN } }, `about ${TOKEN}`);
    log.warn({ part: 'AAsecret_secret-secret' }, 'part');
    assert.equal(lines.length, 2);
    for (const line of lines) {
      assert.doesNotMatch(line, /AAsecret/u);
      assert.match(line, /\[secret\]/u);
    }
  });

  it('never holds a password as JSON writes it either', () => {
    const lines: string[] = [];
    const log = createLog('info', ['a"b\\c'], (line) => lines.push(line));
    log.warn({ url: 'x:a"b\\c@y' }, 'away');
    assert.match(lines[0]!, /"x:\[secret\]@y"/u);
  });

  it('says what to do about an error that is the operator’s, without a stack', () => {
    const told = describeError(new ConfigError('no room', 'Free some space.'));
    assert.deepEqual(
      { ...told },
      {
        type: 'ConfigError',
        message: 'no room',
        failure: undefined,
        hint: 'Free some space.',
      },
    );
  });

  it('is text that people can read, where it is asked for', () => {
    const lines: string[] = [];
    const log = createLog('info', [TOKEN], (line) => lines.push(logText(line)));
    log.warn({ chats: 3, part: TOKEN }, 'waiting');
    assert.match(lines[0]!, /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] WARN: waiting \{.*"chats":3/u);
    assert.doesNotMatch(lines[0]!, /AAsecret/u);
  });

  it('tells of an error what is harmless, and nothing that it may carry', () => {
    const error = Object.assign(new Error('boom'), { on: { payload: { text: 'سؤال' } } });
    assert.doesNotMatch(JSON.stringify(describeError(error)), /سؤال/u);
    const call = new CallError({ method: 'sendMessage', status: 429, description: 'Too Many' });
    const told = JSON.stringify(describeError(call));
    assert.match(told, /"failure":"flood"/u);
    assert.doesNotMatch(told, /stack":/u);
  });
});

describe('a failed call', () => {
  for (const [facts, failure, inDoubt] of [
    [{ status: 429, retryAfterSeconds: 3 }, 'flood', false],
    [{ status: 502 }, 'server', true],
    [{ status: undefined, description: 'ECONNRESET' }, 'network', true],
    [{ status: undefined, description: 'ECONNREFUSED' }, 'network', false],
    [{ status: 403 }, 'refused', false],
    [{ status: 401 }, 'unauthorized', false],
    [{ status: 404, method: 'getMe' }, 'unauthorized', false],
    [{ status: 404 }, 'refused', false],
    [{ status: 409 }, 'conflict', false],
  ] as const) {
    it(`${JSON.stringify(facts)} is ${failure}${inDoubt ? ', in doubt' : ''}`, () => {
      const error = new CallError({ method: 'sendMessage', description: 'x', ...facts });
      assert.equal(error.failure, failure);
      assert.equal(error.inDoubt, inDoubt);
      assert.ok(error.hint.length > 10);
    });
  }
});
