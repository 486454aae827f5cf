/** Questions typed badly on purpose, always in the same way for one seed. */
import type { EvaluationQuestion } from '../../src/quality/metrics.ts';
import { seededRandom } from '../lib/random.ts';

const HAMZAS: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ؤ: 'و',
  ئ: 'ي',
  ء: '',
  ة: 'ه',
  ى: 'ي',
};

/** Every hamza dropped, ة as ه, ى as ي, and in one word of five letters or more two neighbours swapped. */
export function typeBadly(question: string, next: () => number): string {
  const bare = question.normalize('NFC').replace(/[أإآؤئءةى]/gu, (letter) => HAMZAS[letter] ?? '');
  const words = [...bare.matchAll(/\p{L}{5,}/gu)];
  const word = words[Math.floor(next() * words.length)];
  if (!word) return bare;
  const letters = [...word[0]];
  const places = letters.slice(1).flatMap((letter, i) => (letter === letters[i] ? [] : [i]));
  const at = places[Math.floor(next() * places.length)];
  if (at === undefined) return bare;
  [letters[at], letters[at + 1]] = [letters[at + 1] as string, letters[at] as string];
  return bare.slice(0, word.index) + letters.join('') + bare.slice(word.index + word[0].length);
}

export function withNoise(
  questions: readonly EvaluationQuestion[],
  seed: number,
): EvaluationQuestion[] {
  const next = seededRandom(seed);
  return questions.map((q) => ({ ...q, question: typeBadly(q.question, next) }));
}
