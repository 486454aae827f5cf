/**
 * In how many chunks terms occur. Requests of one turn of the event loop go to the database in one
 * statement, and answers are kept: a generation never changes.
 */
import type { Form } from '../../words/word-tables.ts';
import type { Database } from './database.ts';
import { FORM_NUMBER, termKey } from './postings.ts';
import type { PostingRow, SegmentRanking } from './ranking.ts';
import type { Tables } from './schema.ts';

/** The few ten thousand most common words make up nearly all that people ask. */
const KEPT_MAX = 100_000;

interface Key {
  readonly form: Form;
  readonly key: string;
}

const nameOf = ({ form, key }: Key) => `${form} ${key}`;

export class Frequencies {
  readonly #db: Database;
  readonly #t: Tables;
  readonly #ranking: SegmentRanking;
  readonly #kept = new Map<string, Promise<number>>();
  #asked: (Key & { resolve(frequency: number): void; reject(error: unknown): void })[] = [];

  constructor(db: Database, t: Tables, ranking: SegmentRanking) {
    this.#db = db;
    this.#t = t;
    this.#ranking = ranking;
  }

  of(form: Form, term: string): Promise<number> {
    const key = { form, key: termKey(term) };
    const name = nameOf(key);
    const kept = this.#kept.get(name);
    if (kept) return kept;
    if (this.#kept.size >= KEPT_MAX) this.#kept.clear();
    const frequency = new Promise<number>((resolve, reject) => {
      if (this.#asked.length === 0) setImmediate(() => void this.#send());
      this.#asked.push({ ...key, resolve, reject });
    });
    this.#kept.set(name, frequency);
    frequency.catch(() => this.#kept.delete(name));
    return frequency;
  }

  async #send(): Promise<void> {
    const asked = this.#asked;
    this.#asked = [];
    try {
      const found = await this.#count(asked);
      for (const key of asked) key.resolve(found.get(nameOf(key)) ?? 0);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  async #count(keys: readonly Key[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const add = (name: string, n: number) => counts.set(name, (counts.get(name) ?? 0) + n);
    // If nothing was removed, the rows need not be read: the index over them has their counts.
    if (!this.#ranking.anyDead) {
      for (const row of await readPostings(this.#db, this.#t, this.#ranking, keys, false)) {
        add(nameOf({ form: row.form, key: row.term }), row.chunks);
      }
      return counts;
    }
    for (const row of await readPostings(this.#db, this.#t, this.#ranking, keys, true)) {
      add(nameOf({ form: row.form, key: row.term }), this.#ranking.decode(row).length);
    }
    return counts;
  }
}

const NONE = new Uint8Array();

/** Rows of these terms in the segments of the generation; without `postings` their counts alone. */
export async function readPostings(
  db: Database,
  t: Tables,
  ranking: SegmentRanking,
  keys: readonly Key[],
  postings: boolean,
): Promise<PostingRow[]> {
  const rows = await db.read<Omit<PostingRow, 'form'> & { form: number }>(
    `SELECT form, term, segment, chunks${postings ? ', postings' : ''} FROM ${t.postings}
     WHERE (form, term) IN (SELECT * FROM unnest($1::smallint[], $2::text[]))
       AND segment = ANY($3::int[])`,
    [
      keys.map(({ form }) => FORM_NUMBER[form]),
      keys.map(({ key }) => key),
      ranking.segments.map(({ id }) => id),
    ],
  );
  return rows.map((row) => ({
    ...row,
    postings: row.postings ?? NONE,
    form: row.form === FORM_NUMBER.surface ? 'surface' : 'stem',
  }));
}
