/**
 * Whether one text says the very words of another, in search form: as a sentence or a clause of its own, not as the
 * middle of one that may turn its sense («لن يُغلق الجسر» does not say «يُغلق الجسر», nor does 150 say 15).
 */
import { searchForm } from './normalise.ts';

/** A text made ready to be looked in, and for. Line breaks, which a search form lacks, are ¶ in it. */
export interface HeldForm {
  readonly form: string;
}

export function heldForm(text: string): HeldForm {
  return { form: searchForm(text.replace(/\s*[\n\r\u0085\u2028\u2029]\s*/gu, ' ¶ ')).trim() };
}

/** What may stand before: nothing, the end of another sentence, a lead-in («الرياض - واس:»), an opening mark, a bullet. */
const BEFORE = /(?:^|[¶.!?;:)\]•●▪◦]|["'] |(?:^| )[-*+] ) ?["'([]*$/u;
/** What may stand after: nothing, or a mark that is part of no number and no word. */
const AFTER = /^["')\]]*(?: ?(?:$|[¶!?;:"')\]([]|[.,](?!\d))| - )/u;
/** Marks at both ends, and a bullet; a percent sign stays, and so does a minus. */
const EDGES = /^(?:[\s.,!?;:"'()[\]¶•●▪◦]|[-*+]\s)+|[\s.,!?;:"'()[\]¶-]+$/gu;

/** Whether `text` has the words of `words`, its marks at both ends aside. What has no words is held by nothing. */
export function holdsWords({ form }: HeldForm, words: HeldForm): boolean {
  const wanted = words.form.replace(EDGES, '');
  if (wanted === '') return false;
  for (let at = form.indexOf(wanted); at >= 0; at = form.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (
      BEFORE.test(form.slice(Math.max(0, at - NEAR_UNITS), at)) &&
      AFTER.test(form.slice(end, end + NEAR_UNITS))
    )
      return true;
  }
  return false;
}

/** Enough to see the marks around. */
const NEAR_UNITS = 8;
