/** A text as the model takes it: tokens of its reading form, each with its place in the original. */
import type { TokenClassifier } from '../embed/transformers.ts';
import { readingForm } from '../text/reading-form.ts';

export interface TokenisedText {
  readonly ids: readonly number[];
  /** `starts[i]` and `ends[i]` are where token i begins and ends in the original, in UTF-16 code units. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** How far the search for the same character looks ahead. */
const LOOK_AHEAD = 2;

export function tokenise(
  classifier: Pick<TokenClassifier, 'pieces'>,
  original: string,
): TokenisedText {
  const { text, at } = readingForm(original);
  const pieces = classifier.pieces(text);
  const written = pieces.map((piece) => piece.text).join('');
  // The tokenizer puts a ▁ before the first word, which stands for nothing in the text.
  const places = placesIn(text, written.slice(1));
  const ids: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let end = -1;
  for (const piece of pieces) {
    const start = end;
    end += piece.text.length;
    ids.push(piece.id);
    starts.push(at[places[Math.max(start, 0)]!]!);
    ends.push(at[places[Math.max(end, 0)]!]!);
  }
  return { ids, starts, ends };
}

/**
 * For each code unit that the tokenizer wrote, its place in the text; one longer. Both are the same but for ▁ and
 * spaces, except in a text with control characters, which the tokenizer leaves out.
 */
function placesIn(text: string, written: string): number[] {
  const places: number[] = [];
  let next = 0;
  for (let i = 0; i < written.length; i += 1) {
    const unit = written[i] === '▁' ? ' ' : written[i]!;
    const found = text.indexOf(unit, next);
    if (found >= 0 && found <= next + LOOK_AHEAD) next = found;
    places.push(Math.min(next, text.length));
    next += 1;
  }
  places.push(text.length);
  return places;
}
