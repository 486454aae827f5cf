import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { moduleArguments } from '../../src/own-module.ts';

/** In a process of its own: what is tested against aborts the whole process. */
function leave(how: 'close' | 'exit') {
  const child = moduleArguments('./support/graph-child', import.meta.url);
  return spawnSync(process.execPath, [...child, how], { encoding: 'utf8' });
}

describe('a graph that is left while its thread inserts', () => {
  it('ends with the build that is given up', () => {
    const { status, signal, stderr } = leave('close');
    assert.deepEqual({ status, signal }, { status: 0, signal: null }, stderr);
  });

  it('ends with the process that exits', () => {
    for (let i = 0; i < 4; i += 1) {
      const { status, signal, stderr } = leave('exit');
      assert.deepEqual({ status, signal }, { status: 3, signal: null }, stderr);
    }
  });
});
