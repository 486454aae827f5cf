/** Which words there are in Arabic, whatever corpus is served: tells a word that the corpus lacks from a typing error. */
export interface Lexicon {
  /** About how often a word, in search form, is in the texts that the list was made from; 0 if it is not in the list. */
  count(surface: string): number;
}
