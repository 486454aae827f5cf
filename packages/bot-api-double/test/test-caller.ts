/** A caller for this folder's tests: plain HTTP, no bot library between the test and the server. */

import assert from 'node:assert/strict';
import type { BotApiServer } from '../src/index.ts';

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
