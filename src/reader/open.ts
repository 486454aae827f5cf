/** Opens a trained reader from its folder. */
import { basename } from 'node:path';
import { verifyModelFiles } from '../embed/model-files.ts';
import { ownModule } from '../own-module.ts';
import { READER_DEADLINE_MS, READER_WAITING_MAX } from './limits.ts';
import type { ObservedReader } from './port.ts';
import { startReaderProcess } from './reader-process.ts';

export interface ReaderOptions {
  /** The model's folder; the bundled one is `models/isnad-reader-ar/`. */
  readonly folder: string;
  /** Default: READER_DEADLINE_MS. */
  readonly deadlineMs?: number | undefined;
  /** As in the port. Default: null. */
  readonly chunksMax?: number | undefined;
  /** Default: READER_WAITING_MAX. */
  readonly waitingMax?: number | undefined;
}

/**
 * Verifies the model's files and loads it into a process of its own: reading never holds up the event loop, and what
 * goes wrong there (the runtime may abort its process) leaves this one as it is.
 *
 * @throws ModelError if a file is missing or damaged, or the model does not load.
 */
export async function openReader(options: ReaderOptions): Promise<ObservedReader> {
  const name = basename(options.folder);
  const mend = 'Restore the models/ folder from the project, e.g. `git checkout -- models`.';
  const digest = verifyModelFiles(options.folder, name, mend);
  return startReaderProcess({
    id: `${name}@${digest}`,
    module: ownModule('./model-process', import.meta.url),
    argument: options.folder,
    chunksMax: options.chunksMax ?? null,
    deadlineMs: options.deadlineMs ?? READER_DEADLINE_MS,
    waitingMax: options.waitingMax ?? READER_WAITING_MAX,
  });
}
