/** Files and folders with people's ids: only the user who runs Isnad can read them, whatever the umask. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** Makes a folder, and those above it that are missing. One that is there already keeps its mode: others may live in it. */
export function ensurePrivateFolder(path: string): void {
  if (existsSync(path)) return;
  ensurePrivateFolder(dirname(path));
  // Another process may make it at the same moment.
  mkdirSync(path, { recursive: true, mode: FOLDER_MODE });
  chmodSync(path, FOLDER_MODE);
}

/** Makes an empty file, with its folder. If the file exists, other users lose the right to read it. */
export function ensurePrivateFile(path: string): void {
  ensurePrivateFolder(dirname(path));
  closeSync(openSync(path, 'a', FILE_MODE));
  chmodSync(path, FILE_MODE);
}
