/** A record from a file ─► a validated Article, or all its problems, field by field. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Article, Heading, PageStart } from '../types.ts';
import { parseDate } from './date.ts';
import { cleanLine, cleanUrl } from './head.ts';
import {
  ID_CHARS_MAX,
  LABEL_CHARS_MAX,
  TAGS_MAX,
  TITLE_CHARS_MAX,
  URL_CHARS_MAX,
} from './limits.ts';

/** What is wrong with one field, and how to fix it. */
export interface Problem {
  readonly field: string | undefined;
  readonly problem: string;
  readonly hint: string;
}

export type Validated =
  | { readonly article: Article; readonly remarks: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

const HINTS: Readonly<Record<string, string>> = {
  id: `Give the article an id of 1 to ${ID_CHARS_MAX} characters, or leave the field out.`,
  title: `Give the article a title of 1 to ${TITLE_CHARS_MAX} characters on one line.`,
  text: 'Give the article its text.',
  url: 'Write a link that begins with http:// or https://, or leave the field out.',
  date: 'Write the date as YYYY-MM-DD (2015-08-14), or leave the field out.',
  tags: `Write at most ${TAGS_MAX} tags as a list: [سياسة, اقتصاد].`,
};

/** Shortest first: what zod should say when a value has the wrong type. */
const mustBe = (what: string) => ({
  error: (issue: { input?: unknown }) =>
    issue.input === undefined ? 'is missing' : `must be ${what}, not ${nameOfType(issue.input)}`,
});

function nameOfType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a group of fields' : `a ${typeof value}`;
}

const line = (max: number) =>
  z
    .string(mustBe('text'))
    .min(1, 'is empty')
    .max(max, {
      error: (issue) => `has ${String(issue.input).length} characters; at most ${max} are allowed`,
    });

const body = z
  .string(mustBe('text'))
  .refine((text) => /\S/u.test(text), 'is empty')
  .refine((text) => !text.includes('\0'), 'contains a NUL character (U+0000)');

const link = line(URL_CHARS_MAX).refine(
  (url) => URL.canParse(url) && /^https?:\/\//iu.test(url),
  'is not a web link',
);

const date = z.string(mustBe('a date')).transform((value, context) => {
  const parsed = parseDate(value);
  if (parsed !== undefined) return parsed;
  context.addIssue({
    code: 'custom',
    message: `${JSON.stringify(value.slice(0, 40))} is not a date`,
  });
  return z.NEVER;
});

const schema = z.object(
  {
    id: line(ID_CHARS_MAX),
    title: line(TITLE_CHARS_MAX),
    text: body,
    url: link.optional(),
    date: date.optional(),
    source: line(LABEL_CHARS_MAX).optional(),
    author: line(LABEL_CHARS_MAX).optional(),
    category: line(LABEL_CHARS_MAX).optional(),
    tags: z
      .array(line(LABEL_CHARS_MAX), mustBe('a list'))
      .max(TAGS_MAX, `has more than ${TAGS_MAX} entries`)
      .optional(),
  },
  mustBe('a group of fields'),
);

/** The fields an article can have, in the order in which they are hashed. */
export const FIELDS: readonly string[] = Object.keys(schema.shape);

/** Validates one record. `defaultId` is used if the record names none. */
export function toArticle(record: unknown, defaultId: string): Validated {
  const remarks: Problem[] = [];
  const tidied = tidy(record, defaultId, remarks);
  const surrogates = loneSurrogates(tidied);
  if (surrogates.length > 0) return { problems: surrogates };
  const result = schema.safeParse(tidied);
  if (result.success) return { article: withoutUndefined(result.data), remarks };
  const problems = result.error.issues.map((issue): Problem => {
    const field = issue.path[0] === undefined ? undefined : String(issue.path[0]);
    const hint = HINTS[field ?? ''] ?? 'Mend the field, or leave it out.';
    return { field, problem: issue.message, hint };
  });
  const isRequired = ({ field }: Problem) => field === undefined || REQUIRED.has(field);
  if (problems.some(isRequired)) return { problems: problems.filter(isRequired) };
  // A wrong optional field does not exclude the article.
  const rest = { ...(tidied as Record<string, unknown>) };
  for (const { field } of problems) delete rest[field!];
  for (const { field, problem, hint } of problems)
    remarks.push({ field, problem: `${problem}; the field is left out`, hint });
  return { article: withoutUndefined(schema.parse(rest)), remarks };
}

const REQUIRED: ReadonlySet<string> = new Set(['id', 'title', 'text']);

/** Brings the head's fields to one line each; what people leave blank, they leave out. */
function tidy(record: unknown, defaultId: string, remarks: Problem[]): unknown {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return record;
  const fields: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const value = (record as Record<string, unknown>)[field];
    if (field === 'text') fields[field] = value;
    else if (field === 'tags') fields[field] = tidyTags(value, remarks);
    else if (field === 'url')
      fields[field] =
        typeof value === 'string' ? cleanUrl(value) || undefined : (value ?? undefined);
    else fields[field] = tidyLine(field, value, remarks);
  }
  fields.id ??= defaultId.normalize('NFC');
  return fields;
}

function tidyLine(field: string, value: unknown, remarks: Problem[]): unknown {
  // YAML and JSON read 1967 and 12 as numbers; as a title or an id they are words.
  const isList =
    Array.isArray(value) && value.length > 0 && (field === 'author' || field === 'category');
  const text =
    typeof value === 'number'
      ? String(value)
      : isList && value.every((one) => typeof one === 'string')
        ? value.join('، ')
        : value;
  if (typeof text !== 'string') return text ?? undefined;
  const { line: cleaned, removed } = cleanLine(text);
  if (removed.length > 0) {
    remarks.push({
      field,
      problem: `invisible characters left out: ${removed.join(', ')}`,
      hint: 'Remove them from the file.',
    });
  }
  return cleaned === '' && field !== 'title' ? undefined : cleaned;
}

function tidyTags(value: unknown, remarks: Problem[]): unknown {
  const list = typeof value === 'string' ? value.split(/[,،]/u) : value;
  if (!Array.isArray(list)) return list ?? undefined;
  const tags = list.map((tag) => tidyLine('tags', tag, remarks)).filter((tag) => tag !== undefined);
  return tags.length > 0 ? tags : undefined;
}

function loneSurrogates(record: unknown): Problem[] {
  if (typeof record !== 'object' || record === null) return [];
  return Object.entries(record)
    .filter(([, value]) =>
      [value].flat().some((part) => typeof part === 'string' && !part.isWellFormed()),
    )
    .map(([field]) => ({
      field,
      problem: 'contains half a surrogate pair, which is no character',
      hint: 'Write the whole character, or remove the \\ud… escape.',
    }));
}

function withoutUndefined(data: z.infer<typeof schema>): Article {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => value !== undefined),
  ) as unknown as Article;
}

/** What the reader of a format knows of an article's text and of where it came from. */
export interface Places {
  readonly outline?: readonly Heading[] | undefined;
  readonly pages?: readonly PageStart[] | undefined;
  /** Path relative to the corpus root. */
  readonly file?: string | undefined;
}

/** The article with its places. @throws RangeError if they break what `Article` promises: the format reader is wrong. */
export function withPlaces(article: Article, { outline, pages, file }: Places): Article {
  const { text } = article;
  let end = 0;
  for (const heading of outline ?? []) {
    const written = text.slice(heading.start, heading.end);
    const isLine =
      heading.start >= end &&
      heading.end <= text.length &&
      written.trim() === written &&
      /^[^\n]+$/u.test(written) &&
      /^\s*$/u.test(text.slice(text.lastIndexOf('\n', heading.start - 1) + 1, heading.start));
    if (!isLine || heading.level < 1 || heading.title.trim() === '')
      throw new RangeError(`${JSON.stringify(heading)} is no heading of article ${article.id}`);
    end = heading.end;
  }
  let before = -1;
  for (const { start, label } of pages ?? []) {
    if (start <= before || start > text.length || label.trim() === '')
      throw new RangeError(`page "${label}" at ${start} is out of place in article ${article.id}`);
    before = start;
  }
  const name = file && cleanLine(file).line;
  return {
    ...article,
    ...(outline !== undefined && outline.length > 0 && { outline }),
    ...(pages !== undefined && pages.length > 0 && { pages }),
    ...(name && { file: name }),
  };
}

/** SHA-256 of all that an article says and where it is, in hexadecimal: equal for equal articles. */
export function hashArticle(article: Article): string {
  const values = [...FIELDS, 'outline', 'pages', 'file'].map(
    (field) => article[field as keyof Article] ?? null,
  );
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}
