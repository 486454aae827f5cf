/** Search libraries that a Node program would use instead, set up for Arabic as their documentation allows. */
import { create, insertMultiple, search } from '@orama/orama';
import MiniSearch from 'minisearch';
import snowball from 'snowball-stemmers';

export interface PeerDocument {
  readonly number: number;
  readonly title: string;
  readonly text: string;
}

export interface Peer {
  readonly name: string;
  /** Numbers of the best documents, the best first. */
  search(question: string, limit: number): Promise<number[]>;
}

/** Marks and tatweel, which a careful user of either library strips; neither does so by itself. */
const strip = (text: string) => text.normalize('NFKC').replace(/[\p{M}\u0640]/gu, '');

/** The Snowball project's Arabic stemmer. */
export const snowballStem: (word: string) => string = (() => {
  const stemmer = snowball.newStemmer('arabic');
  return (word: string) => stemmer.stem(word);
})();

/** MiniSearch: its own tokenizer (Unicode spaces and punctuation), the Snowball stemmer for terms. */
export function openMiniSearch(documents: Iterable<PeerDocument>): Peer {
  const mini = new MiniSearch<PeerDocument>({
    fields: ['title', 'text'],
    idField: 'number',
    processTerm: (term) => snowballStem(strip(term.toLowerCase())),
  });
  mini.addAll([...documents]);
  return {
    name: 'MiniSearch 7, Snowball stems',
    search: async (question, limit) =>
      mini
        .search(question)
        .slice(0, limit)
        .map(({ id }) => id as number),
  };
}

/** Orama: its Arabic language setting with the Snowball stemmer. */
export async function openOrama(documents: Iterable<PeerDocument>): Promise<Peer> {
  const db = create({
    schema: { title: 'string', text: 'string' } as const,
    components: { tokenizer: { language: 'arabic', stemming: true, stemmer: snowballStem } },
  });
  const own = [...documents].map(({ number, title, text }) => ({
    id: String(number),
    title: strip(title),
    text: strip(text),
  }));
  await insertMultiple(db, own, 500);
  return {
    name: 'Orama 3, Arabic, Snowball stems',
    search: async (question, limit) => {
      // A threshold of 1 lets a document in that has any of the words, as the others do.
      const { hits } = await search(db, { term: strip(question), limit, threshold: 1 });
      return hits.map(({ id }) => Number(id));
    },
  };
}
