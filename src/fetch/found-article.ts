/** An article as it was found, before it is written to a file. */
import { isGarbled } from '../corpus/charset.ts';
import { unreadable } from '../text/damage.ts';
import { splitWords } from '../text/words.ts';
import { ARTICLE_WORDS_MIN } from './limits.ts';
import { Refused } from './refused.ts';

export interface FoundArticle {
  readonly title: string;
  readonly text: string;
  readonly url: string;
  /** The outlet, if the page or feed names one. */
  readonly source?: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly date?: string | undefined;
  readonly author?: string | undefined;
  readonly tags: readonly string[];
  /** Damage of its text that was mended, in words for the operator. */
  readonly repairs?: readonly string[];
}

/** A page was read, and it is not an article. */
export class NotAnArticle extends Refused {}

/** @throws NotAnArticle if the text is no article, saying why. */
export function checkText(text: string): void {
  // This comes first: a text that cannot be read must not be reported as short, or as behind a subscription.
  const fault = isGarbled(text)
    ? 'letters cannot be read: the page is not in the charset it declares'
    : unreadable(text);
  if (fault !== undefined) {
    throw new NotAnArticle(fault, 'The site is misconfigured; tell its operators.');
  }
  const words = splitWords(text).length;
  if (words === 0)
    throw new NotAnArticle('no text', 'The page may need a browser to show its text.');
  if (words < ARTICLE_WORDS_MIN) {
    throw new NotAnArticle(
      `too short: ${words} ${words === 1 ? 'word' : 'words'}, an article has at least ${ARTICLE_WORDS_MIN}`,
      'The page may need a browser, or a subscription, to show its text.',
    );
  }
}
