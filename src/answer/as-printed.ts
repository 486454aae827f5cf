/** The words of a mended question, spelled as the articles spell them: «مستشفى» if the index knows «مستشفي». */
import { splitWords } from '../text/words.ts';
import type { Hit } from '../types.ts';

/** @param typed words that are in it stay as they are. */
export function asPrinted(text: string, typed: string, hits: readonly Hit[]): string {
  const own = new Set(splitWords(typed).map(({ start, end }) => typed.slice(start, end)));
  const changed = splitWords(text).filter(({ start, end }) => !own.has(text.slice(start, end)));
  if (changed.length === 0) return text;
  const wanted = new Map(changed.map(({ surface }) => [surface, undefined as string | undefined]));
  for (const { article, chunk } of hits) {
    for (const printed of [article.title, chunk.text]) {
      for (const { surface, start, end } of splitWords(printed)) {
        if (wanted.has(surface)) {
          wanted.set(
            surface,
            wanted.get(surface) ?? printed.slice(start, end).replace(/\p{M}/gu, ''),
          );
        }
      }
    }
  }
  let spelled = '';
  let at = 0;
  for (const { surface, start, end } of changed) {
    spelled += text.slice(at, start) + (wanted.get(surface) ?? text.slice(start, end));
    at = end;
  }
  return spelled + text.slice(at);
}
