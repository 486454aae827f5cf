/** Greetings and thanks: no questions, so they are returned and not searched for. */
import { splitWords } from '../text/words.ts';

/** `salam`: the greeting that has an answer of its own. */
export type Courtesy = 'salam' | 'greeting' | 'thanks';

const words = (text: string) => splitWords(text).map(({ surface }) => surface);

/** What makes a message a courtesy, the first kind that has a word in it; and what may stand around that. */
const HEADS: readonly (readonly [Courtesy, ReadonlySet<string>])[] = [
  [
    'thanks',
    new Set(words('شكرا شكرًا مشكور مشكورة مشكورين تسلم تسلمي يسلمو متشكر ممنون thanks thank thx')),
  ],
  ['thanks', new Set(words('جزاك جزاكم يعطيك يعطيكم'))],
  ['salam', new Set(words('السلام سلام salam'))],
  [
    'greeting',
    new Set(words('مرحبا مرحبًا مراحب أهلا أهلًا أهلين هلا هلو هاي صباح مساء hello hi hey')),
  ],
];
const AROUND = new Set(
  words(
    'عليكم عليك ورحمة رحمة الله وبركاته بركاته الخير النور الورد العافية خيرا كل ألف وسهلا سهلا بك بكم لك لكم ' +
      'جزيلا جدا كثيرا كثير كتير يا أخي أختي صديقي والله you very much so morning evening good alaikum',
  ),
);

/** Undefined where a message says anything more than that. */
export function readCourtesy(text: string): Courtesy | undefined {
  const said = words(text);
  const found = HEADS.find(([, heads]) => said.some((word) => heads.has(word)));
  const known = (word: string) => AROUND.has(word) || HEADS.some(([, heads]) => heads.has(word));
  return found && said.every(known) ? found[0] : undefined;
}
