/** The interface of a document format, and what it returns. */
import type { RawRecord } from '../record.ts';

/** One file, or one file inside an archive. */
export interface FormatInput {
  /** The file's name with its extension. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How many archives it is in: 0 for a file of the corpus. */
  readonly depth: number;
  /** Reads a file that is inside this one. */
  readonly readInner: (name: string, bytes: Uint8Array) => Promise<readonly FormatItem[]>;
}

/** Where in a file something is, as far as the format knows. */
export interface Place {
  /** From 1. */
  readonly line?: number | undefined;
  /** Page, sheet, or file inside an archive. */
  readonly part?: string | undefined;
}

/** A record of the file. It is handed from thread to thread, so there are no functions in it. */
export interface FoundRecord extends Omit<RawRecord, 'line' | 'key'>, Place {}

/** A part of the file that is left out. */
export interface FoundFault extends Place {
  readonly problem: string;
  readonly hint: string;
}

/** Something that the operator should know and that leaves nothing out. */
export interface FoundNote extends Place {
  readonly note: string;
}

export type FormatItem = FoundRecord | FoundFault | FoundNote;

/** A document format. To add one, write a file next to this one and name it in `list.ts`. */
export interface Format {
  /** What people call it, for messages. */
  readonly name: string;
  /** With their dots, in lower case. */
  readonly extensions: readonly string[];
  /** Whether the bytes are of this format, whatever the name; without it only the name tells. */
  readonly matches?: (input: Pick<FormatInput, 'name' | 'bytes'>) => boolean;
  /** Reads the file. Runs on a thread that is ended when it takes too long. @throws FormatError if it cannot be read at all. */
  readonly read: (input: FormatInput) => readonly FormatItem[] | Promise<readonly FormatItem[]>;
}

/** A file that cannot be read; the message says what is wrong, the hint how to fix it. */
export class FormatError extends Error {
  readonly hint: string;

  constructor(problem: string, hint: string) {
    super(problem);
    this.hint = hint;
  }
}
