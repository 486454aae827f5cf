/** How a message begins that goes on from something: «طيب», «و», «ماذا عن». Pure. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { Phrases } from '../retrieve/phrases.ts';
import { askingWords, isFunctionWord } from '../retrieve/question.ts';
import { splitWords } from '../text/words.ts';
import { isBelonging, isDefinite, isVerb, namesNothing, pronounOf } from './word-kinds.ts';

const LEAD_INS = new Phrases<true>().add(
  'طيب, طب, حسنا, حسنًا, تمام, ماشي, أوكي, اوكي, اوك, جميل, ممتاز, شكرا, شكرًا, ثم, وبعدين, بعدين, كمان, وكمان, أيضا, وأيضا, لكن, ولكن, بس, يعني, إذن, إذا, و, ف, ok, okay'.split(
    ',',
  ),
  true,
);
const WHAT_ABOUT = new Phrases<true>().add(
  'ماذا عن, وماذا عن, ماذا بشأن, وماذا بشأن, شو عن, وشو عن, ايش عن, وايش عن, وش عن, ووش عن, ايه عن, وايه عن, شنو عن, وشنو عن, ومن حيث, بالنسبة إلى, وبالنسبة إلى, بالنسبة ل'.split(
    ',',
  ),
  true,
);
export const CONJUNCTION = /^[وف](?=\p{L}{2})/u;
/** How much more common a word must be without the «و» it begins with. */
const WITHOUT_AND = 4;

export interface LeadIn {
  /** What follows it. */
  readonly text: string;
  /** Whether it began like the continuation of something. */
  readonly continues: boolean;
  /** Whether that was «ماذا عن». */
  readonly about: boolean;
}

/** A message without the words that only go on from the last one. */
export function withoutLeadIn(message: string, lexicon: Lexicon): LeadIn {
  let text = message;
  let continues = false;
  for (;;) {
    const words = splitWords(text);
    const surfaces = words.map(({ surface }) => surface);
    const about = WHAT_ABOUT.at(surfaces, 0);
    const lead = LEAD_INS.at(surfaces, 0);
    const next = words[(about ?? lead)?.length ?? 0];
    if (about && next) return { text: text.slice(next.start), continues: true, about: true };
    if (!lead || !next) break;
    text = text.slice(next.start);
    continues = true;
  }
  const [first] = splitWords(text);
  if (first && CONJUNCTION.test(first.surface) && isConjunction(text, first.surface, lexicon)) {
    // The letter, with the marks on it.
    return {
      text: text.slice(first.start).replace(/^.\p{M}*/u, ''),
      continues: true,
      about: false,
    };
  }
  return { text, continues, about: false };
}

/** «ومتى», «والعاصمة»: not the «و» of «واشنطن» or «وين». */
function isConjunction(text: string, surface: string, lexicon: Lexicon): boolean {
  const [typed] = askingWords(text).words;
  const bare = surface.slice(1);
  const [asked] = askingWords(text.trimStart().slice(1)).words;
  if (typed?.asks && !asked?.asks) return false;
  // «فمتى», and not «فوائد».
  if (surface.startsWith('ف')) return asked?.asks === true;
  // «وأسمهان»
  if (!typed?.asks && lexicon.count(surface) === 0) return true;
  // «وشنو»: some of these ask with their «و», and without it just so.
  if (asked?.asks || isDefinite(bare) || isFunctionWord(bare) || namesNothing(bare)) return true;
  if (isBelonging(bare) || isVerb(bare, lexicon) || pronounOf(bare, bare, lexicon))
    return lexicon.count(bare) >= lexicon.count(surface);
  return lexicon.count(bare) >= WITHOUT_AND * lexicon.count(surface);
}
