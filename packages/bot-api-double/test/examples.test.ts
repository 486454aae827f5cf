/** The README's examples with telegraf and grammY are those of `examples/`, and each of them passes. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the examples', () => {
  for (const name of ['telegraf', 'grammy']) {
    const path = fileURLToPath(new URL(`../examples/${name}.ts`, import.meta.url));

    it(`${name}: the README shows it as it is`, () => {
      const code = readFileSync(path, 'utf8').replace('../src/index.ts', 'bot-api-double');
      assert.ok(readme.includes(code.trimEnd()), `copy ${path} into README.md`);
    });

    it(`${name}: it passes`, async () => {
      const run = promisify(execFile)(process.execPath, ['--import', 'tsx', path]);
      await assert.doesNotReject(run);
    });
  }
});
