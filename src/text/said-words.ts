/**
 * Whether one text says everything that a sentence of another says, even with other marks, with «و» before it, or with a
 * title before a name: «أكد معالي الدكتور سامي» and «وأكد سامي». This finds two prints of one report. "Also published in"
 * is stricter: it needs exactly the same words (`held-words.ts`).
 *
 * No name, number, verb, negation or «قد» may differ, and the words must be a clause of their own, so that nothing
 * around them changes their meaning.
 */
import { searchForm } from './normalise.ts';
import { splitWords, type Word } from './words.ts';

/** The words that say something, and at which of them a clause may begin or end. */
export interface SaidWords {
  /** The words in order, a space before and after each. */
  readonly line: string;
  /** Places in `line` of the spaces before words with which a clause begins, and after those with which one ends. */
  readonly opens: ReadonlySet<number>;
  readonly closes: ReadonlySet<number>;
}

const wordsOf = (words: string) => searchForm(words).split(' ');

/** Titles of people, and words that join sentences. «أن» may be "if", and «قد» "perhaps": they stay. */
const EMPTY = new Set(
  wordsOf(
    'معالي سعادة فضيلة سماحة سمو الدكتور الدكتورة الأستاذ الأستاذة المهندس المهندسة لقد كما أيضا كذلك هذا هذه ذلك',
  ),
);
const ROYAL = wordsOf('صاحب السمو الملكي');

/** What is before a clause: the end of another one, an opening mark, a bullet; after it: a mark that ends it. */
const OPENS = /(?:[\n\r\u0085\u2028\u2029.!?؟;؛:)\]•●▪◦…]|["'»”’]\s|\s[-*+–—]\s)\s*["'«“‘([]*$/u;
const CLOSES = /^(?:\s?[%٪])?["'»”’)\]]*(?:\s*(?:[\n\r…!?؟;؛:"'«»“”)([\]]|[.،,](?!\d))|\s[-–—]\s)/u;

const ASKS = /^["'»”’)\]\s!]*[؟?]/u;
/** Enough to see the marks after a word. */
const MARKS_UNITS = 4;

export function saidWords(text: string): SaidWords {
  const words = splitWords(text);
  const [opens, closes] = [new Set<number>(), new Set<number>()];
  let line = ' ';
  let isOpen = true;
  for (let i = 0; i < words.length; i += 1) {
    const { end } = words[i]!;
    const next = words[i + 1];
    const gap = text.slice(end, next?.start);
    // One character more: a comma before a digit parts no clauses.
    const closing = !next || (gap !== ' ' && CLOSES.test(gap + text.charAt(next.start)));
    const kept = tokenAt(text, words, i);
    if (kept !== undefined) {
      if (isOpen) opens.add(line.length - 1);
      line += `${kept} `;
      isOpen = false;
    }
    if (closing) closes.add(line.length - 1);
    isOpen ||= gap !== ' ' && OPENS.test(gap);
  }
  return { line, opens, closes };
}

/** The word as it is compared, with a percent sign or a question mark after it; undefined if it says nothing, or is part of the next one. */
function tokenAt(text: string, words: readonly Word[], i: number): string | undefined {
  const { surface, end } = words[i]!;
  const bare = surface.replace(/^[وف](?=\p{L}{3})/u, '');
  if (EMPTY.has(bare) || isRoyal(words, i)) return undefined;
  // «عبد العزيز» and «عبدالعزيز».
  if (bare === 'عبد' && words[i + 1]?.surface.startsWith('ال')) return undefined;
  const name =
    words[i - 1]?.surface.replace(/^[وف](?=\p{L}{3})/u, '') === 'عبد' ? `عبد${surface}` : bare;
  const after = text.slice(end, end + MARKS_UNITS);
  // Who asks whether it is so does not say it.
  if (ASKS.test(after)) return `${name}?`;
  return /^\s?[%٪]/u.test(after) ? `${name}%` : name;
}

function isRoyal(words: readonly Word[], i: number): boolean {
  return ROYAL.some(
    (_, place) =>
      i >= place &&
      ROYAL.every(
        (word, k) => words[i - place + k]?.surface.replace(/^[ول](?=صاحب)/u, '') === word,
      ),
  );
}

/** Whether `text` has the words of `sentence` as a clause of its own. False if `sentence` has no words. */
export function saysWords(text: SaidWords, { line: wanted }: SaidWords): boolean {
  if (wanted === ' ') return false;
  for (let at = text.line.indexOf(wanted); at >= 0; at = text.line.indexOf(wanted, at + 1)) {
    if (text.opens.has(at) && text.closes.has(at + wanted.length - 1)) return true;
  }
  return false;
}
