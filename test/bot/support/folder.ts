/** A folder for one test file, gone when its process ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'isnad-bot-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
