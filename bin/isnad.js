#!/usr/bin/env node
/**
 * The program `isnad`: what was compiled, unless the source is there and has changed since; that runs through tsx, which
 * takes about a second longer to start.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src', import.meta.url));
const compiled = new URL('../dist/cli/main.js', import.meta.url);

/** Whether no file or folder of the source is newer than what was compiled. */
function isCurrent() {
  if (!existsSync(compiled)) return false;
  const { mtimeMs } = statSync(compiled);
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' });
  return names.every((name) => statSync(join(source, name)).mtimeMs <= mtimeMs);
}

if (!existsSync(source) || isCurrent()) {
  await import(compiled.href);
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import(new URL('../src/cli/main.ts', import.meta.url).href);
}
