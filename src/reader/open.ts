/** Opens a trained reader from its folder. */
import { basename } from 'node:path';
import { verifyModelFiles } from '../embed/model-files.ts';
import type { ObservedReader } from './port.ts';
import { startReaderProcess } from './reader-process.ts';

export interface ReaderChoice {
  /** The model's folder; the bundled one is `models/isnad-reader-ar/`. */
  readonly folder: string;
  /**
   * A read is refused when it was not answered this many milliseconds after it was asked for, waiting included.
   * Without it 3,000: ten times what eight passages take on two cores, and about as long as a person waits gladly.
   */
  readonly deadlineMs?: number | undefined;
  /** Reads that may wait while another runs; one more is refused at once. Without it 16: some two seconds of reading. */
  readonly waitingMax?: number | undefined;
}

export const READER_DEADLINE_MS = 3000;
export const READER_WAITING_MAX = 16;

/**
 * Verifies the model's files and loads it into a process of its own: reading never holds up the event loop, and what
 * goes wrong there (the runtime may abort its process) leaves this one as it is.
 *
 * @throws ModelError where a file is missing or damaged, or the model does not load.
 */
export async function openReader(choice: ReaderChoice): Promise<ObservedReader> {
  const name = basename(choice.folder);
  const mend = 'Restore the models/ folder from the project, e.g. `git checkout -- models`.';
  const digest = verifyModelFiles(choice.folder, name, mend);
  return startReaderProcess({
    id: `${name}@${digest}`,
    module: new URL('./model-process', import.meta.url),
    argument: choice.folder,
    deadlineMs: choice.deadlineMs ?? READER_DEADLINE_MS,
    waitingMax: choice.waitingMax ?? READER_WAITING_MAX,
  });
}
