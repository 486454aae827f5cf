/** Errors for programs, in the one shape of RFC 9457. */
import type { Problem } from './schemas.ts';

export const PROBLEMS = {
  'invalid-request': [400, 'The request was not understood'],
  'not-allowed': [401, 'The token is missing or wrong'],
  'other-origin': [403, 'Requests from pages of other sites are not answered'],
  'not-found': [404, 'There is nothing here'],
  'article-not-found': [404, 'There is no article with this id'],
  'wrong-method': [405, 'This method is not allowed here'],
  'too-large': [413, 'The body is too large'],
  'wrong-type': [415, 'The body must be JSON'],
  'wrong-host': [421, 'This server is not known under this host name'],
  'too-many-questions': [429, 'Too many questions from this address'],
  failed: [500, 'The request failed'],
  busy: [503, 'Too many questions are waiting'],
  'articles-away': [503, 'The articles cannot be reached now'],
  'not-ready': [503, 'Not ready'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemKind = keyof typeof PROBLEMS;

export interface ProblemDetails {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly problem: string }[];
  readonly retryAfterSeconds?: number;
}

export function problem(kind: ProblemKind, details: ProblemDetails = {}): Response {
  const [status, title] = PROBLEMS[kind];
  const { detail, errors, retryAfterSeconds } = details;
  const body: Problem = {
    type: `urn:isnad:problem:${kind}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors: [...errors] }),
  };
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
      ...(kind === 'not-allowed' ? { 'www-authenticate': 'Bearer' } : {}),
    },
  });
}
