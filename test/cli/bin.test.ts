/** Which code `bin/isnad.js` runs: what was compiled, unless the source is newer. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

describe('the program', () => {
  it('runs what was compiled as long as the source is no newer, or not there', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'isnad-bin-'));
    t.after(() => rmSync(folder, { recursive: true }));
    cpSync('bin', join(folder, 'bin'), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    for (const [path, says] of [
      ['src/cli/main.ts', 'source'],
      ['dist/cli/main.js', 'compiled'],
    ] as const) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), `process.stdout.write('${says}');`);
    }
    const run = () =>
      spawnSync(process.execPath, [join(folder, 'bin/isnad.js')], { encoding: 'utf8' }).stdout;
    const later = new Date(Date.now() + 60_000);

    assert.equal(run(), 'compiled');
    utimesSync(join(folder, 'src/cli/main.ts'), later, later);
    assert.equal(run(), 'source');
    rmSync(join(folder, 'src'), { recursive: true });
    assert.equal(run(), 'compiled');
  });
});
