/** Which words exist in Arabic, whatever the corpus: it separates words that the corpus lacks from typing errors. */
export interface Lexicon {
  /** About how often a word, in search form, is in the texts that the list was made from; 0 if it is not in the list. */
  count(surface: string): number;
}
