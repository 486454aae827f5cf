/**
 * Writes word segments into the database, and merges them: many small ones would cost a
 * row for each in every question, so neighbours of like size become one (the log-structured merge
 * of O'Neil et al., 1996, as Lucene does it), and one that is largely dead is written again.
 */
import type { WordIndexBuilder } from '../../words/builder.ts';
import { WordIndex } from '../../words/word-index.ts';
import { FORMS, type Form, TermTableWriter } from '../../words/word-tables.ts';
import type { Connection } from './database.ts';
import { decodePostings, FORM_NUMBER, letterMask, termKey } from './postings.ts';
import type { Segment } from './ranking.ts';
import { ALIVE, type Tables } from './schema.ts';

/** A segment of this many chunks is not merged further: its words fit in a build's memory. */
export const SEGMENT_CHUNKS_MAX = 1 << 18;
/** Above this share of removed chunks a segment is written again without them. */
const DEAD_SHARE_MAX = 0.2;
/** Rows sent, or fetched, at a time. */
const BATCH_ROWS = 10_000;

/** Sums a checksum over a segment's postings, in any order. */
const CHECK_SUM = `coalesce(sum(('x' || left(md5(form::text || ' ' || term || ' ' || md5(postings)), 15))::bit(60)::bigint::numeric), 0)`;

class PostingWriter {
  readonly #db: Connection;
  readonly #t: Tables;
  readonly #segment: number;
  readonly #rows: { form: number; term: string; chunks: number; postings: Buffer }[] = [];

  constructor(db: Connection, t: Tables, segment: number) {
    this.#db = db;
    this.#t = t;
    this.#segment = segment;
  }

  /** @param postings is copied. */
  async add(form: Form, term: string, chunks: number, postings: Uint8Array): Promise<void> {
    this.#rows.push({ form: FORM_NUMBER[form], term, chunks, postings: Buffer.from(postings) });
    if (this.#rows.length >= BATCH_ROWS) await this.flush();
  }

  async flush(): Promise<void> {
    const rows = this.#rows.splice(0);
    if (rows.length === 0) return;
    await this.#db.run(
      `INSERT INTO ${this.#t.postings} (form, term, segment, letters, chunks, postings)
       SELECT form, term, $6, letters, chunks, postings
       FROM unnest($1::smallint[], $2::text[], $3::int[], $4::int[], $5::bytea[])
         AS given (form, term, letters, chunks, postings)`,
      [
        rows.map(({ form }) => form),
        rows.map(({ term }) => term),
        rows.map(({ term }) => letterMask(term)),
        rows.map(({ chunks }) => chunks),
        rows.map(({ postings }) => postings),
        this.#segment,
      ],
    );
  }
}

/** Writes what was gathered from the chunk number `first` on. */
export async function writeSegment(
  db: Connection,
  t: Tables,
  segment: { readonly id: number; readonly first: number; readonly born: number },
  gathered: WordIndexBuilder,
): Promise<void> {
  const words = WordIndex.open(gathered.finish());
  const writer = new PostingWriter(db, t, segment.id);
  for (const form of FORMS) {
    const { ends, chunks } = words.tables[form];
    for (let row = 0; row < ends.length; row += 1) {
      const term = termKey(words.term(form, row));
      await writer.add(form, term, chunks[row]!, words.encodedPostings(form, row));
    }
  }
  await writer.flush();
  await insertSegment(db, t, segment, words.tables.lengths, words.tables.titles);
}

async function insertSegment(
  db: Connection,
  t: Tables,
  { id, first, born }: { id: number; first: number; born: number },
  lengths: Uint16Array,
  titles: Uint8Array,
): Promise<void> {
  await db.run(
    `INSERT INTO ${t.segments} (id, first, lengths, titles, born, check_sum)
     SELECT $1, $2, $3, $4, $5, ${CHECK_SUM} FROM ${t.postings} WHERE segment = $1`,
    [
      id,
      first,
      Buffer.from(new Uint8Array(lengths.buffer, lengths.byteOffset, lengths.byteLength)),
      Buffer.from(titles),
      born,
    ],
  );
}

interface SegmentRow {
  readonly id: number;
  readonly first: number;
  readonly lengths: Buffer;
  readonly titles: Buffer;
}

/** Segments that a generation sees, those that are `known` left as they are. */
export async function readSegments(
  read: Connection['rows'],
  t: Tables,
  generation: number,
  known: ReadonlyMap<number, Segment> = new Map(),
): Promise<Segment[]> {
  const ids = await read<{ id: number }>(
    `SELECT id FROM ${t.segments} WHERE born <= $1 AND died > $1`,
    [generation],
  );
  const wanted = ids.map(({ id }) => id).filter((id) => !known.has(id));
  const rows = await read<SegmentRow>(
    `SELECT id, first, lengths, titles FROM ${t.segments} WHERE id = ANY($1::int[])`,
    [wanted],
  );
  const fresh = rows.map(({ id, first, lengths, titles }): Segment => {
    // Copied, so that 16-bit numbers start at an even byte.
    const copy = Uint8Array.from(lengths);
    return { id, first, lengths: new Uint16Array(copy.buffer), titles: Uint8Array.from(titles) };
  });
  return [...ids.flatMap(({ id }) => known.get(id) ?? []), ...fresh].sort(
    (a, b) => a.first - b.first,
  );
}

/**
 * Which neighbours to bring together: from the newest on, each that is at most twice as large as
 * those after it, so that sizes about double from one to the one before and their number stays small.
 *
 * @param segments by rising first chunk.
 */
export function planMerges(
  segments: readonly { readonly id: number; readonly slots: number; readonly dead: number }[],
): number[][] {
  const merges: number[][] = [];
  let end = segments.length;
  while (end > 0) {
    let start = end - 1;
    let slots = segments[start]!.slots;
    for (let before = segments[start - 1]; before; before = segments[start - 1]) {
      if (before.slots > 2 * slots || before.slots + slots > SEGMENT_CHUNKS_MAX) break;
      slots += before.slots;
      start -= 1;
    }
    const run = segments.slice(start, end);
    const stale = run[0]!.dead > run[0]!.slots * DEAD_SHARE_MAX;
    if (run.length > 1 || stale) merges.unshift(run.map(({ id }) => id));
    end = start;
  }
  return merges;
}

/** Writes the living postings of neighbouring segments as one that is born now; the old ones die. */
export async function mergeSegments(
  db: Connection,
  t: Tables,
  merged: { readonly id: number; readonly born: number },
  parts: readonly { readonly segment: Segment; readonly dead: Uint8Array | undefined }[],
): Promise<void> {
  const first = parts[0]!.segment.first;
  const last = parts.at(-1)!.segment;
  const slots = last.first + last.lengths.length - first;
  const lengths = new Uint16Array(slots);
  const titles = new Uint8Array(slots);
  for (const { segment, dead } of parts) {
    for (let i = 0; i < segment.lengths.length; i += 1) {
      if (dead?.[i]) continue;
      lengths[segment.first - first + i] = segment.lengths[i]!;
      titles[segment.first - first + i] = segment.titles[i]!;
    }
  }
  const ids = parts.map(({ segment }) => segment.id);
  const partOf = new Map(parts.map((part) => [part.segment.id, part]));
  const writer = new PostingWriter(db, t, merged.id);
  for (const form of FORMS) {
    let after = '';
    for (;;) {
      // Whole terms: the last of a page may have more rows, and is read again with the next.
      const rows = await db.rows<{
        term: string;
        segment: number;
        chunks: number;
        postings: Buffer;
      }>(
        `SELECT term, segment, chunks, postings FROM ${t.postings}
         WHERE form = $1 AND segment = ANY($2::int[]) AND term IN (
           SELECT DISTINCT term FROM ${t.postings}
           WHERE form = $1 AND segment = ANY($2::int[]) AND term > $3 ORDER BY term LIMIT $4)`,
        [FORM_NUMBER[form], ids, after, BATCH_ROWS],
      );
      if (rows.length === 0) break;
      const byTerm = new Map<string, typeof rows>();
      for (const row of rows) {
        const same = byTerm.get(row.term);
        if (same) same.push(row);
        else byTerm.set(row.term, [row]);
        if (Buffer.compare(Buffer.from(row.term), Buffer.from(after)) > 0) after = row.term;
      }
      const table = new TermTableWriter();
      const terms: string[] = [];
      for (const [term, ofTerm] of byTerm) {
        let any = false;
        for (const row of ofTerm.sort(
          (a, b) => partOf.get(a.segment)!.segment.first - partOf.get(b.segment)!.segment.first,
        )) {
          const { segment, dead } = partOf.get(row.segment)!;
          const found = decodePostings(row.postings, row.chunks, dead);
          for (let i = 0; i < found.length; i += 1) {
            table.add(segment.first - first + found.chunks[i]!, found.counts[i]!);
          }
          any ||= found.length > 0;
        }
        if (!any) continue;
        table.close(term);
        terms.push(term);
      }
      const { tails, chunks, postings } = table.finish();
      for (const [i, term] of terms.entries()) {
        await writer.add(
          form,
          term,
          chunks[i]!,
          postings.subarray(i === 0 ? 0 : tails[i - 1]!, tails[i]!),
        );
      }
    }
  }
  await writer.flush();
  await insertSegment(db, t, { id: merged.id, first, born: merged.born }, lengths, titles);
  await db.run(`UPDATE ${t.segments} SET died = $1 WHERE id = ANY($2::int[]) AND died = ${ALIVE}`, [
    merged.born,
    ids,
  ]);
}

/** Ids of segments, of those a generation sees, whose postings are not as they were written. */
export async function damagedSegments(
  db: Connection,
  t: Tables,
  generation: number,
): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    `SELECT s.id FROM ${t.segments} s
     WHERE s.born <= $1 AND s.died > $1 AND s.check_sum <>
       (SELECT ${CHECK_SUM} FROM ${t.postings} p WHERE p.segment = s.id)`,
    [generation],
  );
  return rows.map(({ id }) => id);
}
