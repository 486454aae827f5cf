/**
 * What the Bot API's documentation says of the methods and types that this server knows: names, types, and which are
 * required. `bot-api.json` holds it as `{"text": "String", "url": "?String"}`; a question mark means optional.
 */
import { readFileSync } from 'node:fs';

export interface SpecField {
  readonly name: string;
  readonly types: readonly string[];
  readonly required: boolean;
}

export interface SpecMethod {
  readonly returns: readonly string[];
  readonly fields: readonly SpecField[];
}

export interface SpecType {
  readonly subtypes?: readonly string[] | undefined;
  readonly fields: readonly SpecField[];
}

export interface Spec {
  readonly version: string;
  readonly methods: Readonly<Record<string, SpecMethod>>;
  readonly types: Readonly<Record<string, SpecType>>;
}

type WrittenFields = Readonly<Record<string, string>>;
interface WrittenSpec {
  readonly version: string;
  readonly methods: Readonly<Record<string, { returns: string; fields: WrittenFields }>>;
  readonly types: Readonly<Record<string, { fields?: WrittenFields; subtypes?: string[] }>>;
}

const written: WrittenSpec = JSON.parse(
  readFileSync(new URL('bot-api.json', import.meta.url), 'utf8'),
);

function fieldsOf(fields: WrittenFields = {}): SpecField[] {
  return Object.entries(fields).map(([name, types]) => ({
    name,
    types: types.replace(/^\?/, '').split('|'),
    required: !types.startsWith('?'),
  }));
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

export const spec: Spec = {
  version: written.version,
  methods: mapValues(written.methods, ({ returns, fields }) => ({
    returns: returns.split('|'),
    fields: fieldsOf(fields),
  })),
  types: mapValues(written.types, ({ subtypes, fields }) => ({
    subtypes,
    fields: fieldsOf(fields),
  })),
};

/** Problems of a value that should be of one of these types; empty if it fits. */
export function misfits(value: unknown, types: readonly string[], path: string): string[] {
  const problems = types.map((type) => misfitsOf(value, type, path));
  return problems.find((list) => list.length === 0) ?? problems[0] ?? [`${path}: no type`];
}

function misfitsOf(value: unknown, type: string, path: string): string[] {
  const wrong = [`${path}: ${JSON.stringify(value)?.slice(0, 80)} is no ${type}`];
  if (type.startsWith('Array of ')) {
    if (!Array.isArray(value)) return wrong;
    const item = type.slice('Array of '.length);
    return value.flatMap((one, i) => misfitsOf(one, item, `${path}[${i}]`));
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
  if (entry.subtypes !== undefined) return misfits(value, entry.subtypes, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
  const fields = new Map(entry.fields.map((field) => [field.name, field]));
  const problems: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    const field = fields.get(name);
    if (field === undefined) problems.push(`${path}.${name}: ${type} has no such field`);
    else problems.push(...misfits(item, field.types, `${path}.${name}`));
  }
  for (const { name, required } of fields.values()) {
    if (required && !Object.hasOwn(value, name))
      problems.push(`${path}.${name}: missing in ${type}`);
  }
  return problems;
}
