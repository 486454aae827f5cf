/** What the server refuses with. `RefusalKind` tells a test whose fault a refusal was. */

/**
 * - `auth`: wrong token or unknown path;
 * - `schema`: unknown method or parameter, wrong type, missing parameter, bad encoding;
 * - `rule`: a documented limit or format was broken (4,096 characters, 64 bytes, entities…);
 * - `state`: the call was well formed, but the world was not as it supposed (blocked, deleted,
 *   not modified, too old, conflict);
 * - `flood`: a flood limit of the server;
 * - `fault`: a fault that the test injected.
 *
 * `schema` and `rule` are the caller's own mistakes: `server.violations` lists them.
 */
export type RefusalKind = 'auth' | 'schema' | 'rule' | 'state' | 'flood' | 'fault';

/** `ResponseParameters` of the Bot API. */
export interface ResponseParameters {
  readonly retry_after?: number;
  readonly migrate_to_chat_id?: number;
}

const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The HTTP reason phrase Telegram puts before its descriptions. */
export function phraseOf(code: number): string {
  return phrases[code] ?? 'Error';
}

/** A refusal, in the form the Bot API gives it: an HTTP status that is also `error_code`. */
export class ApiError extends Error {
  readonly code: number;
  readonly kind: RefusalKind;
  readonly parameters: ResponseParameters | undefined;

  constructor(code: number, kind: RefusalKind, detail: string, parameters?: ResponseParameters) {
    super(detail === '' ? phraseOf(code) : `${phraseOf(code)}: ${detail}`);
    this.name = 'ApiError';
    this.code = code;
    this.kind = kind;
    this.parameters = parameters;
  }
}

/** A limit or format of the Bot API was broken. */
export function brokenRule(detail: string): ApiError {
  return new ApiError(400, 'rule', detail);
}

/**
 * A rule that is stricter here than at Telegram, which would correct or ignore the mistake in
 * silence. Marked, so that nobody looks for the words in Telegram's documentation.
 */
export function strictRule(detail: string): ApiError {
  return new ApiError(400, 'rule', `[strict] ${detail}`);
}

/** Something Telegram can do and this server does not emulate: a test must not depend on it. */
export function unsupported(detail: string): ApiError {
  return new ApiError(400, 'rule', `[unsupported by this test server] ${detail}`);
}

/** The call was in order, the state of chats, messages or queries was not. */
export function wrongState(
  code: number,
  detail: string,
  parameters?: ResponseParameters,
): ApiError {
  return new ApiError(code, 'state', detail, parameters);
}

export function tooManyRequests(
  retryAfterS: number,
  kind: 'flood' | 'fault' | 'state' = 'flood',
): ApiError {
  return new ApiError(429, kind, `retry after ${retryAfterS}`, { retry_after: retryAfterS });
}
