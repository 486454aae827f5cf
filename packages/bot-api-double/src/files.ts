/** Files: those a bot uploads and those a person sends, by `file_id`, with what `getFile` and the download need. */

import { createHash } from 'node:crypto';
import { brokenRule } from './errors.ts';
import { InputFile } from './schemas/input-file.ts';
import type { WireFile } from './wire.ts';

/** What a bot may upload as a document (Bot API, "Sending files"). */
export const UPLOAD_BYTES_MAX = 50 * 1024 * 1024;

/** What a bot may download (Bot API, `getFile`). */
export const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024;

export interface StoredFile {
  readonly wire: WireFile;
  readonly path: string;
  readonly bytes: Buffer;
}

export class Files {
  private readonly byId = new Map<string, StoredFile>();
  private readonly max: number;
  private serial = 0;

  constructor(max: number) {
    this.max = max;
  }

  store(folder: string, name: string, mimeType: string, bytes: Buffer): WireFile {
    this.serial += 1;
    const digest = createHash('sha256').update(bytes).update(name).digest('base64url');
    const wire: WireFile = {
      file_id: `${folder}-${this.serial}-${digest.slice(0, 24)}`,
      file_unique_id: digest.slice(0, 16),
      file_name: name,
      mime_type: mimeType,
      file_size: bytes.length,
    };
    this.byId.set(wire.file_id, { wire, path: `${folder}/file_${this.serial}`, bytes });
    if (this.byId.size > this.max) this.byId.delete(this.byId.keys().next().value!);
    return wire;
  }

  find(fileId: string): StoredFile | undefined {
    return this.byId.get(fileId);
  }

  findByPath(path: string): StoredFile | undefined {
    return [...this.byId.values()].find((file) => file.path === path);
  }

  /** An upload is stored, a known id is looked up, a URL is refused: this server fetches nothing. */
  take(file: InputFile | string, folder: string): WireFile {
    if (file instanceof InputFile) {
      if (file.bytes.length === 0) throw brokenRule('file must be non-empty');
      return this.store(folder, file.name, file.mimeType, file.bytes);
    }
    if (/^https?:\/\//i.test(file))
      throw brokenRule('[unsupported by this test server] sending a file by URL');
    const known = this.byId.get(file);
    if (known === undefined)
      throw brokenRule('wrong remote file identifier specified: Wrong string length');
    return known.wire;
  }
}
