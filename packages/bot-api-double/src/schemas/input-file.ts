/** A file uploaded with `multipart/form-data`, as the server holds it. */

import { z } from 'zod';
import { named } from './named.ts';

export class InputFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;

  constructor(name: string, mimeType: string, bytes: Buffer) {
    this.name = name;
    this.mimeType = mimeType;
    this.bytes = bytes;
  }

  /** What the call log shows instead of the bytes. */
  toJSON(): unknown {
    return { file: this.name, mimeType: this.mimeType, bytes: this.bytes.length };
  }
}

export const inputFile = named('InputFile', z.instanceof(InputFile));

/** An upload, the id of a file the server knows, or (not emulated) a URL to fetch. */
export const inputFileOrString = z.union([inputFile, z.string()]);
