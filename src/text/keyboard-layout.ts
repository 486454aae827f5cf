/** What was typed with the keyboard left on English: the Arabic letters of the same keys (101 keys, Windows and Linux). */

const KEYS_PLAIN = "`qwertyuiop[]asdfghjkl;'zxcvnm,./";
const LETTERS_PLAIN = 'ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ';
/** With shift, and the key that gives two letters. What is not here (`?`, digits, spaces) stays as it is. */
const FURTHER: Readonly<Record<string, string>> = {
  ...{ b: 'لا', T: 'لإ', G: 'لأ', B: 'لآ', H: 'أ', N: 'آ', Y: 'إ', J: 'ـ' },
  ...{ Q: '\u064e', W: '\u064b', E: '\u064f', R: '\u064c', A: '\u0650', S: '\u064d' },
  ...{ X: '\u0652', '~': '\u0651', K: '،', P: '؛', '<': ',', '>': '.', '?': '؟' },
};

const LETTER_OF = new Map([
  ...[...KEYS_PLAIN].map((key, i) => [key, LETTERS_PLAIN[i]!] as const),
  ...Object.entries(FURTHER),
]);

export function fromEnglishKeys(text: string): string {
  const capsLock = /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
  const keys = capsLock ? text.toLowerCase() : text;
  return [...keys]
    .map((key) => LETTER_OF.get(key) ?? LETTER_OF.get(key.toLowerCase()) ?? key)
    .join('');
}
