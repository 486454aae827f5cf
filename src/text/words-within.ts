import type { Span } from '../types.ts';
import { splitWords } from './words.ts';

/** Where words first occur one after another in a text, by their search forms; undefined if they do not, or if there are none. */
export function wordsWithin(wanted: readonly string[], text: string): Span | undefined {
  const words = splitWords(text);
  const at = words.findIndex((_, i) => wanted.every((word, k) => words[i + k]?.surface === word));
  const [first, last] = [words[at], words[at + wanted.length - 1]];
  return wanted.length > 0 && first && last ? { start: first.start, end: last.end } : undefined;
}
