/** One call from its parameters to its answer: validated, struck by a fault or carried out, logged. */

import { setTimeout as sleep } from 'node:timers/promises';
import { parseBody, type RawParams } from './body.ts';
import { ApiError, phraseOf, tooManyRequests } from './errors.ts';
import type { Fault } from './faults.ts';
import { type CallContext, handlers } from './methods/all.ts';
import { InputFile } from './schemas/input-file.ts';
import { isMethodName, type MethodName } from './schemas/methods.ts';
import { validate } from './validate.ts';
import type { World } from './world.ts';

/** What goes back over HTTP; `drop` breaks the connection instead. */
export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly body: string }
  | { readonly kind: 'html'; readonly status: number; readonly body: string }
  | { readonly kind: 'drop' };

function refusal(error: ApiError): Answer {
  const { code, message, parameters } = error;
  const body = {
    ok: false,
    error_code: code,
    description: message,
    ...(parameters && { parameters }),
  };
  return { kind: 'json', status: code, body: JSON.stringify(body) };
}

function proxyPage(code: number): Answer {
  const title = `${code} ${phraseOf(code)}`;
  const body = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { kind: 'html', status: code, body };
}

/** The answer of a fault that strikes instead of the handler, or after it. */
function faultAnswer(fault: Fault): Answer {
  switch (fault.kind) {
    case 'flood':
      return refusal(tooManyRequests(fault.retryAfterS ?? 1, 'fault'));
    case 'error':
    case 'lateError':
      return fault.html === true
        ? proxyPage(fault.code ?? 502)
        : refusal(new ApiError(fault.code ?? 502, 'fault', ''));
    default:
      return { kind: 'drop' };
  }
}

/** Methods that the answer to an update may not call (`WebhookActor::handle`). */
function isAllowedAsReply(method: string): boolean {
  return !/^(get.*|setWebhook|deleteWebhook|close|logOut)$/.test(method);
}

/** Files as the log shows them: an upload's name and size, not its bytes. */
function withoutBytes(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(params);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof InputFile ? value.toJSON() : value]),
  );
}

interface Outcome {
  readonly answer: Answer;
  readonly result?: unknown;
  readonly error?: ApiError;
  readonly fault?: Fault;
  readonly done: boolean;
  readonly params: Readonly<Record<string, unknown>>;
}

async function carryOut(
  world: World,
  method: string,
  raw: () => RawParams | Promise<RawParams>,
  signal: AbortSignal,
): Promise<Outcome> {
  let params: Readonly<Record<string, unknown>> = {};
  let fault: Fault | undefined;
  try {
    const rawParams = await raw();
    params = rawParams.values;
    if (world.loggedOut) throw new ApiError(400, 'state', 'Logged out');
    if (!isMethodName(method) || world.settings.withoutMethods.has(method)) {
      throw new ApiError(404, 'schema', 'method not found');
    }
    const valid = validate(method, rawParams);
    params = valid;
    fault = world.faults.draw(method);
    if (fault?.kind === 'stall') await sleep(fault.ms);
    const struck = { ...(fault && { fault }), params };
    if (fault?.kind === 'flood' || fault?.kind === 'error' || fault?.kind === 'dropBefore') {
      return { ...struck, answer: faultAnswer(fault), done: false };
    }
    const context: CallContext = {
      signal,
      onWebhookReply: (contentType, body) => void answerFromWebhook(world, contentType, body),
    };
    // The compiler cannot see that `valid` belongs to the same method as the handler.
    const handler = handlers[method] as (
      world: World,
      params: object,
      context: CallContext,
    ) => unknown;
    const result = await handler(world, valid, context);
    if (fault?.kind === 'dropAfter' || fault?.kind === 'lateError') {
      return { ...struck, answer: faultAnswer(fault), result, done: true };
    }
    const body = JSON.stringify({ ok: true, result });
    return { ...struck, answer: { kind: 'json', status: 200, body }, result, done: true };
  } catch (cause) {
    const error =
      cause instanceof ApiError
        ? cause
        : new ApiError(500, 'state', `[bug in this test server] ${(cause as Error).stack}`);
    return { answer: refusal(error), error, ...(fault && { fault }), done: false, params };
  }
}

export async function dispatch(
  world: World,
  method: MethodName | string,
  raw: () => RawParams | Promise<RawParams>,
  signal: AbortSignal,
  viaWebhook = false,
): Promise<Answer> {
  const atMs = performance.now();
  if (world.settings.latencyMs > 0) await sleep(world.settings.latencyMs);
  const { answer, result, error, fault, done, params } = await carryOut(world, method, raw, signal);
  const struck = fault !== undefined && fault.kind !== 'stall' && error === undefined;
  const kind = error?.kind ?? (struck ? 'fault' : undefined);
  world.calls.add({
    method,
    params: withoutBytes(params),
    atMs,
    answeredAtMs: performance.now(),
    ok: answer.kind === 'json' && answer.status === 200,
    done,
    code: answer.kind === 'drop' ? 0 : answer.status,
    viaWebhook,
    ...(kind && { kind }),
    ...(error && { description: error.message }),
    ...(fault && { fault }),
    ...(done && { result }),
  });
  world.waiting.changed();
  return answer;
}

/** A call in the body of an answer to a webhook's update. Nobody is told how it went, the log apart. */
async function answerFromWebhook(world: World, contentType: string, body: Buffer): Promise<void> {
  let raw: RawParams;
  try {
    raw = await parseBody(contentType, body);
  } catch {
    // An answer such as "ok" is no call.
    return;
  }
  const { method } = raw.values;
  if (typeof method !== 'string' || !isAllowedAsReply(method)) return;
  await dispatch(world, method, () => raw, new AbortController().signal, true);
}
