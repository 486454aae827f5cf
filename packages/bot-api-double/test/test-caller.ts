/** A caller for this folder's tests: plain HTTP, no bot library between the test and the server. */

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type BotApiServer, type Person, startBotApi, type WireMessage } from '../src/index.ts';

export interface Reply {
  readonly status: number;
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
}

export interface Caller {
  /** The reply, whatever it is. */
  (method: string, params?: object): Promise<Reply>;
  /** The result of a call that must succeed; `any`, because each method has its own. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the field it is about.
  ok(method: string, params?: object): Promise<any>;
  /** Asserts that the call is refused with this code and words. */
  refused(method: string, params: object, code: number, words: string | RegExp): Promise<void>;
}

export function caller(api: BotApiServer, token = api.token): Caller {
  const call = async (method: string, params: object = {}): Promise<Reply> => {
    const response = await fetch(`${api.url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    return { status: response.status, ...((await response.json()) as Omit<Reply, 'status'>) };
  };
  return Object.assign(call, {
    ok: async (method: string, params: object = {}) => {
      const reply = await call(method, params);
      assert.equal(reply.ok, true, `${method}: ${reply.description}`);
      return reply.result;
    },
    refused: async (method: string, params: object, code: number, words: string | RegExp) => {
      const reply = await call(method, params);
      assert.equal(reply.ok, false, `${method} should have been refused: ${words}`);
      assert.equal(reply.error_code, code, reply.description);
      assert.equal(reply.status, code, 'the HTTP status is the error code');
      if (typeof words === 'string') {
        assert.ok(
          reply.description?.includes(words),
          `"${reply.description}" should say "${words}"`,
        );
      } else assert.match(reply.description ?? '', words);
    },
  });
}

/** A server, and Ali in a private chat with its bot. */
export interface PrivateChat {
  readonly api: BotApiServer;
  readonly call: Caller;
  readonly ali: Person;
  /** `sendMessage` to Ali, which must succeed. */
  send(params: object): Promise<WireMessage>;
  /** Asserts that `sendMessage` to Ali is refused; the text is «نص» unless `params` has another. */
  refused(params: object, code: number, words: string | RegExp): Promise<void>;
}

/** One chat for all tests of a file; the server is closed after the last of them. */
export async function privateChat(): Promise<PrivateChat> {
  const api = await startBotApi({ token: '123456:test' });
  after(() => api.close());
  const call = caller(api);
  const ali = api.person({ firstName: 'علي', started: true });
  return {
    api,
    call,
    ali,
    send: (params) => call.ok('sendMessage', { chat_id: ali.id, ...params }),
    refused: (params, code, words) =>
      call.refused('sendMessage', { chat_id: ali.id, text: 'نص', ...params }, code, words),
  };
}
