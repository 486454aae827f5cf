/** Damaged text of a record, mended if that is certain; whatever format it came in. */
import { unreadable } from '../text/damage.ts';
import { countKnown } from '../text/known-words.ts';
import { mendDocumentLines } from './mend-lines.ts';
import type { RawRecord } from './record.ts';

export interface MendedRecord {
  readonly raw: RawRecord;
  readonly repairs: readonly string[];
  /** Why its text cannot be quoted; absent if it can. */
  readonly fault?: string;
}

/** Signs that sound Arabic text rarely has, and letters that begin none of its words: then all of it is looked at. */
const SUSPICIOUS =
  /[\ufb50-\ufdf1\ufe80-\ufefcØÙÚÛیک\u066e\u06a1\ufffd]|[À-ÿ]{2}|ا[أإآ]ل|(?<!\p{L})[وفبك]?اال|[0-9][٠-٩]|[٠-٩][0-9]|[طظ][\u0080-\u00bf]|(?<![\p{L}\p{M}ـ])[ةى][\u0621-\u064a]{2}|\?{4}|(?:(?<!\S)[\u0621-\u064a]\s+){4}/u;
/** UTF-16 code units that are looked at otherwise. */
const SAMPLE_CHARS = 600;
/** Sound text has two to five times as many everyday words. */
const KNOWN_SHARE_MIN = 0.1;

export function mendRecord(raw: RawRecord): MendedRecord {
  const { text, title } = (raw.record ?? {}) as { text?: unknown; title?: unknown };
  if (typeof text !== 'string' || isSound(text)) return { raw, repairs: [] };
  const old = text.split('\n');
  const {
    lines: [head, ...lines],
    repairs,
  } = mendDocumentLines([typeof title === 'string' ? title : '', ...old]);
  const mended = lines.join('\n');
  const fault = unreadable(mended);
  if (fault !== undefined) return { raw, repairs, fault };
  if (repairs.length === 0) return { raw, repairs };
  const record = {
    ...(raw.record as object),
    title: typeof title === 'string' ? head : title,
    text: mended,
  };
  const place = placesOf(old, lines);
  const outline = raw.outline?.flatMap(({ start, level }) => {
    const { start: at, line } = place.get(start) ?? { start: 0, line: '' };
    return line === '' ? [] : [{ start: at, end: at + line.length, level, title: line }];
  });
  const pages = raw.pages?.flatMap(({ start, label }) => {
    const at = place.get(start)?.start;
    return at === undefined ? [] : [{ start: at, label }];
  });
  return { raw: { ...raw, record, outline, pages }, repairs };
}

function isSound(text: string): boolean {
  if (SUSPICIOUS.test(text)) return false;
  const { known, words } = countKnown(text.slice(0, SAMPLE_CHARS));
  // Without Arabic words it may be a text in another language, or all that is left of one.
  return words < 4 ? !/[^\0-\x7f]/u.test(text) : known >= words * KNOWN_SHARE_MIN;
}

/** By where a line began, where it begins now, and what it is: lines stay lines. */
function placesOf(old: readonly string[], lines: readonly string[]) {
  const places = new Map<number, { start: number; line: string }>();
  let before = 0;
  let after = 0;
  old.forEach((line, i) => {
    const indent = line.length - line.trimStart().length;
    const written = lines[i]!.trim();
    places.set(before + indent, { start: after + lines[i]!.indexOf(written), line: written });
    before += line.length + 1;
    after += lines[i]!.length + 1;
  });
  return places;
}
