/**
 * Why a document is refused, as a kind: the message of an error is in English, for the operator; the front ends have
 * their own words for each kind.
 */

export type Refusal =
  | 'tooLarge'
  | 'noFormat'
  | 'oldOffice'
  | 'locked'
  | 'pictures'
  | 'falseText'
  | 'lostLetters'
  | 'empty'
  | 'tooSlow'
  | 'tooMuch'
  | 'damaged'
  | 'sameId'
  | 'noPage'
  | 'unreachable'
  | 'forbidden'
  | 'other';

/** The first that fits. */
const KINDS: readonly (readonly [RegExp, Refusal])[] = [
  [/old Office format/u, 'oldOffice'],
  [/password|copy-protected|encrypted, or no/u, 'locked'],
  [/they are pictures|it is a picture/u, 'pictures'],
  [/text layer does not say/u, 'falseText'],
  [/letters make no words|letters cannot be read|lost their dots|is not UTF-8/u, 'lostLetters'],
  [/is already the id of/u, 'sameId'],
  [/not read after/u, 'tooSlow'],
  [
    /would take|more than .* (?:entries|elements)|nested more than|pages; at most|in an archive in|path out of/u,
    'tooMuch',
  ],
  [/has [\d,]+ bytes; at most|more bytes than/u, 'tooLarge'],
  [
    /presentation|no text$|is no document|not read: no format|whatever its name|neither a page/u,
    'noFormat',
  ],
  [/is empty|has no |header and no rows|holds no file|is missing|fewer than|draft/u, 'empty'],
  [/robots|asks not to be/u, 'forbidden'],
  [/an article has at least|page of links|feed|no article/u, 'noPage'],
  [
    /not on the public internet|answered|no longer there|redirects|address|http|could not be|cannot be reached/u,
    'unreachable',
  ],
  [/damaged|cannot be read|not whole|larger than|not closed/u, 'damaged'],
];

export function refusalOf(problem: string): Refusal {
  return KINDS.find(([pattern]) => pattern.test(problem))?.[1] ?? 'other';
}
