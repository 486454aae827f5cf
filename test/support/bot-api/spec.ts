/**
 * The Bot API's own specification as a JSON file, where there is one beside the project: methods
 * and types with the name, the types and the required flag of each field. It is not part of the
 * project, so tests that need it say so when it is missing.
 */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface SpecField {
  readonly name: string;
  readonly types: readonly string[];
  readonly required: boolean;
}

interface SpecEntry {
  readonly name: string;
  readonly fields?: readonly SpecField[];
}

export interface SpecMethod extends SpecEntry {
  readonly returns: readonly string[];
}

export interface SpecType extends SpecEntry {
  readonly subtypes?: readonly string[];
}

export interface Spec {
  readonly version: string;
  readonly methods: Readonly<Record<string, SpecMethod>>;
  readonly types: Readonly<Record<string, SpecType>>;
}

const besideTheProject = new URL('../../../../shared/spec/telegram-bot-api.json', import.meta.url);

/** Where the specification is looked for: `ISNAD_BOT_API_SPEC`, or beside the project. */
export const specPath = process.env.ISNAD_BOT_API_SPEC ?? fileURLToPath(besideTheProject);

export const spec: Spec | undefined = existsSync(specPath)
  ? (JSON.parse(readFileSync(specPath, 'utf8')) as Spec)
  : undefined;

/** For a test's `skip`: false where the specification is there. */
export const whySkipped =
  spec === undefined ? 'no Bot API specification: set ISNAD_BOT_API_SPEC to its JSON file' : false;

/** Problems of a value that should be of one of these types; empty where it fits. */
export function misfits(
  spec: Spec,
  value: unknown,
  types: readonly string[],
  path: string,
): string[] {
  const problems = types.map((type) => misfitsOf(spec, value, type, path));
  return problems.find((list) => list.length === 0) ?? problems[0] ?? [`${path}: no type`];
}

function misfitsOf(spec: Spec, value: unknown, type: string, path: string): string[] {
  const wrong = [`${path}: ${JSON.stringify(value)?.slice(0, 80)} is no ${type}`];
  if (type.startsWith('Array of ')) {
    if (!Array.isArray(value)) return wrong;
    const item = type.slice('Array of '.length);
    return value.flatMap((one, i) => misfitsOf(spec, one, item, `${path}[${i}]`));
  }
  switch (type) {
    case 'Integer':
      return Number.isSafeInteger(value) ? [] : wrong;
    case 'Float':
      return typeof value === 'number' ? [] : wrong;
    case 'String':
      return typeof value === 'string' ? [] : wrong;
    case 'Boolean':
      return typeof value === 'boolean' ? [] : wrong;
  }
  const entry = spec.types[type];
  if (entry === undefined) return [`${path}: the specification has no type ${type}`];
  if (entry.subtypes !== undefined) return misfits(spec, value, entry.subtypes, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
  const fields = new Map(entry.fields?.map((field) => [field.name, field]));
  const problems: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    const field = fields.get(name);
    if (field === undefined) problems.push(`${path}.${name}: ${type} has no such field`);
    else problems.push(...misfits(spec, item, field.types, `${path}.${name}`));
  }
  for (const { name, required } of fields.values()) {
    if (required && !Object.hasOwn(value, name))
      problems.push(`${path}.${name}: missing in ${type}`);
  }
  return problems;
}
