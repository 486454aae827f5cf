/** From raw parameters to those a handler may trust, or a refusal that names the parameter. */

import type { z } from 'zod';
import type { RawParams } from './body.ts';
import { ApiError } from './errors.ts';
import { InputFile } from './schemas/input-file.ts';
import { type MethodName, methodSchemas, type Params } from './schemas/methods.ts';
import { isWellFormed } from './text.ts';

function refuse(detail: string): ApiError {
  return new ApiError(400, 'schema', detail);
}

/** JSON can carry half of a surrogate pair as an escape; UTF-8 cannot. */
function checkStrings(value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (!isWellFormed(value))
      throw refuse(`strings must be encoded in UTF-8 (lone surrogate in ${path})`);
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) checkStrings(item, `${path}[${i}]`);
  } else if (typeof value === 'object' && value !== null && !(value instanceof InputFile)) {
    for (const [key, item] of Object.entries(value)) {
      checkStrings(key, `a name within ${path}`);
      checkStrings(item, path === '' ? key : `${path}.${key}`);
    }
  }
}

/**
 * Objects and arrays may come as JSON text in any encoding ("JSON-serialized" in the Bot API);
 * numbers and booleans come as text in forms alone. A value its schema takes as it is stays.
 */
function decodeValue(schema: z.ZodType, value: unknown, isForm: boolean): unknown {
  if (typeof value !== 'string' || schema.safeParse(value).success) return value;
  if (!isForm && !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly issue: z.core.$ZodIssue;
}

/** Of a union that fits in none of its forms, the form that came nearest: the one whose problem lies deepest. */
function problemOf(issue: z.core.$ZodIssue, within: readonly PropertyKey[] = []): Problem {
  const path = [...within, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input') return { path, issue };
  const problems = issue.errors.flatMap(([first]) =>
    first === undefined ? [] : problemOf(first, path),
  );
  return problems.reduce((a, b) => (b.path.length > a.path.length ? b : a), { path, issue });
}

function describe(error: z.ZodError): string {
  const { path: steps, issue } = problemOf(error.issues[0]!);
  const path = steps.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${key}"`).join(', ');
    return path === ''
      ? `[strict] unknown parameter ${names}`
      : `[strict] unknown field ${names} in "${path}"`;
  }
  return `parameter "${path}": ${issue.message}`;
}

export function validate<M extends MethodName>(
  method: M,
  { values, isForm }: RawParams,
): Params<M> {
  const schema = methodSchemas[method];
  const shape: Record<string, z.ZodType> = schema.shape;
  const decoded: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    // Clients that send forms, and answers to webhooks, name the method among the parameters.
    if (name === 'method' && value === method) continue;
    const field = shape[name];
    decoded[name] = field === undefined ? value : decodeValue(field, value, isForm);
  }
  for (const [name, field] of Object.entries(shape)) {
    if (!Object.hasOwn(decoded, name) && field._zod.optin !== 'optional') {
      throw refuse(`parameter "${name}" is required`);
    }
  }
  checkStrings(decoded, '');
  const parsed = schema.safeParse(decoded);
  if (!parsed.success) throw refuse(describe(parsed.error));
  return parsed.data as Params<M>;
}
