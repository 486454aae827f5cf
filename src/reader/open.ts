/** Opens a trained reader from its folder. */
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { verifyModelFiles } from '../embed/model-files.ts';
import { ownModule } from '../own-module.ts';
import { READER_DEADLINE_MS, READER_PROCESSES_MAX, READER_WAITING_MAX } from './limits.ts';
import type { ObservedReader } from './port.ts';
import { startReaderProcesses } from './reader-processes.ts';

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
 * Verifies the model's files and loads it in separate processes: reading never blocks the event loop, and a crash there
 * (the runtime may abort its process) does not touch this process.
 *
 * @throws ModelError if a file is missing or damaged, or the model does not load.
 */
export async function openReader(options: ReaderOptions): Promise<ObservedReader> {
  const name = basename(options.folder);
  const mend =
    'Set READER_MODEL=bundled, or restore the models/ folder from the project, e.g. `git checkout -- models`.';
  const digest = verifyModelFiles(options.folder, name, mend);
  const cores = availableParallelism();
  const processes = Math.min(cores, READER_PROCESSES_MAX);
  const threads = Math.floor(cores / processes);
  return startReaderProcesses({
    id: `${name}@${digest}`,
    processes,
    module: ownModule('./model-process', import.meta.url),
    args: [options.folder, String(threads)],
    chunksMax: options.chunksMax ?? null,
    deadlineMs: options.deadlineMs ?? READER_DEADLINE_MS,
    waitingMax: options.waitingMax ?? READER_WAITING_MAX,
  });
}
