/**
 * Reads a call's parameters, however they were sent: JSON, a form, multipart with files, the query
 * string. Source: "Making requests" in the Bot API.
 */

import type { IncomingMessage } from 'node:http';
import { ApiError } from './errors.ts';
import { UPLOAD_BYTES_MAX } from './files.ts';
import { InputFile } from './schemas/input-file.ts';

export interface RawParams {
  readonly values: Readonly<Record<string, unknown>>;
  /** In a form every value is text, and what is not a string in the schema is JSON within it. */
  readonly isForm: boolean;
}

/** Room for the largest upload and the form around it. */
const BODY_BYTES_MAX = UPLOAD_BYTES_MAX + 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function refuse(detail: string): ApiError {
  return new ApiError(400, 'schema', detail);
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw refuse('strings must be encoded in UTF-8');
  }
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new ApiError(413, 'schema', '');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): RawParams {
  let values: unknown;
  try {
    values = JSON.parse(decode(body));
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw refuse("can't parse JSON object");
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw refuse("can't parse JSON object: expected an object of parameters");
  }
  return { values: values as Record<string, unknown>, isForm: false };
}

/** A parameter given twice is a mistake that a form can make and JSON cannot. */
function collect(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    if (Object.hasOwn(values, name)) throw refuse(`parameter "${name}" is given twice`);
    values[name] = value;
  }
  return values;
}

async function parseMultipart(contentType: string, body: Buffer): Promise<RawParams> {
  let form: FormData;
  try {
    form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw refuse("can't parse multipart/form-data");
  }
  const entries: [string, unknown][] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string') entries.push([name, value]);
    else {
      const bytes = Buffer.from(await value.arrayBuffer());
      entries.push([name, new InputFile(value.name, value.type, bytes)]);
    }
  }
  return { values: attach(collect(entries)), isForm: true };
}

/** `attach://name` stands for the file in the field `name`, which is then no parameter of its own. */
function attach(values: Record<string, unknown>): Record<string, unknown> {
  const attached = { ...values };
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string' || !value.startsWith('attach://')) continue;
    const field = value.slice('attach://'.length);
    const file = values[field];
    if (!(file instanceof InputFile))
      throw refuse(`there is no file in the field "${field}" that "${name}" names`);
    attached[name] = file;
    delete attached[field];
  }
  return attached;
}

export async function parseBody(contentType: string, body: Buffer): Promise<RawParams> {
  if (body.length === 0) return { values: {}, isForm: true };
  const type = contentType.split(';', 1)[0]!.trim().toLowerCase();
  switch (type) {
    case 'application/json':
      return parseJson(body);
    case 'application/x-www-form-urlencoded':
      return { values: collect(new URLSearchParams(decode(body))), isForm: true };
    case 'multipart/form-data':
      return await parseMultipart(contentType, body);
    default:
      throw refuse(`unsupported content type "${type}"`);
  }
}

export function parseQuery(search: string): RawParams {
  return { values: collect(new URLSearchParams(search)), isForm: true };
}
