/**
 * Whether one text has exactly the words of another, in search form: as a sentence or a clause of its own, not within one
 * that may change the meaning («لن يُغلق الجسر» does not say «يُغلق الجسر», and 150 does not say 15).
 */
import { searchForm } from './normalise.ts';

/** A text prepared for this search. Line breaks, which a search form does not have, are ¶ in it. */
export interface HeldForm {
  readonly form: string;
}

export function heldForm(text: string): HeldForm {
  return { form: searchForm(text.replace(/\s*[\n\r\u0085\u2028\u2029]\s*/gu, ' ¶ ')).trim() };
}

/** What may be before: nothing, the end of another sentence, a lead-in («الرياض - واس:»), an opening mark, a bullet. */
const BEFORE = /(?:^|[¶.!?;:)\]•●▪◦]|["'] |(?:^| )[-*+] ) ?["'([]*$/u;
/** What may be after: nothing, or a mark that is part of no number and no word; who asks whether it is so does not say it. */
const AFTER = /^(?!["')\]\s!]*\?)["')\]]*(?: ?(?:$|[¶!;:"')\]([]|[.,](?!\d))| - )/u;
/** Marks at both ends, and a bullet; a percent sign stays, and so does a minus. */
const EDGES = /^(?:[\s.,!?;:"'()[\]¶•●▪◦]|[-*+]\s)+|[\s.,!?;:"'()[\]¶-]+$/gu;

/** Whether `text` has the words of `words`, without the marks at both ends. False if `words` is empty. */
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
