import type { Heading, PageStart } from '../types.ts';

/** An article as a file has it, not yet validated. */
export interface RawRecord {
  readonly record: unknown;
  /** Headings of the record's text, if the format marks them. */
  readonly outline?: readonly Heading[] | undefined;
  /** Where pages or chapters begin in the record's text, if the format has them. */
  readonly pages?: readonly PageStart[] | undefined;
  /** Line of the file, from 1, where the record begins. */
  readonly line: number;
  /** Lines of the fields that are not on `line`. */
  readonly lines?: ReadonlyMap<string, number>;
  /** Columns that no article has; without it, the record's own fields are looked at. */
  readonly unknownFields?: readonly string[];
  /** What was mended while reading, for a note. */
  readonly repairs?: readonly string[];
  /** Page, sheet, or file inside an archive. */
  readonly part?: string | undefined;
  /** The article's id if the record names none; without it, the file's name without extension. */
  readonly defaultId?: string;
  /** Names the bytes it was read from; undefined if the record is only a part of a file. */
  readonly key?: string | undefined;
}

/** A record that was not read, because the article is known that its bytes make. */
export interface KnownRecord {
  readonly knownId: string;
  readonly line: number;
}

/** The id of the article that was read from a record with this key; undefined if it must be read. */
export type KnownId = (recordKey: string) => string | undefined;
