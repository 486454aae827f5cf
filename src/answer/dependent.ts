/** Whether a sentence is understood alone. */
import { splitWords } from '../text/words.ts';

/** Openings that need the sentence before: pronouns, and words that point back. In search form. */
const DEPENDENT_OPENINGS: ReadonlySet<string> = new Set(
  `
  وهو وهي وهم وهما وهن فهو فهي فهم هو هي هم هما وكان وكانت وكانوا ولكنه ولكنها لكنه لكنها لكنهم ولكن لكن كما كذلك وكذلك ذلك وذلك تلك وتلك هذا وهذا هذه وهذه هؤلاء
  فيه فيها وفيه وفيها منه منها ومنه ومنها ومنهم عنه عنها له لها وله ولها ولهم به بها وبها وبه عليه عليها وعليه وعليها اليه اليها واليها لذلك ولذلك لذا ولذا ولهذا فلذلك
  ثم فقد وقد بينما وبينما غير بيد حيث وحيث ايضا وايضا بعدها بعده وبعدها وبعده قبلها هناك وهناك هنا وهنا عندها وعندها حينها وحينها انه انها فانه فانها`
    .trim()
    .split(/\s+/u),
);

/** «وكان ذلك…», «وهو…»: the sentence before says of whom or what. */
export function startsDependent(sentence: string): boolean {
  const first = splitWords(sentence.slice(0, OPENING_CHARS))[0];
  return first !== undefined && DEPENDENT_OPENINGS.has(first.surface);
}

/** The first word, with its marks and with signs before it. */
const OPENING_CHARS = 40;
