/** What the commands in the terminal do at its edges. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { EXEC_ARGV, ownModule } from '../../src/own-module.ts';

const MODULE = ['--input-type=module', '-e'];
const lib = JSON.stringify(ownModule('../../src/cli/common/output', import.meta.url));
const run = (code: string, pipe: string, env: NodeJS.ProcessEnv = {}) =>
  spawnSync(
    'bash',
    ['-c', `set -o pipefail; "$0" "$@" ${pipe}`, process.execPath, ...EXEC_ARGV, ...MODULE, code],
    { env: { ...process.env, ...env }, encoding: 'utf8' },
  );

describe('a command in a terminal', () => {
  it('ends quietly when nobody reads on', () => {
    const code = `const { endWhenNobodyReads } = await import(${lib}); endWhenNobodyReads();
      setInterval(() => process.stdout.write('سطر\\n'.repeat(1000)), 5);`;
    const { status, stdout, stderr } = run(code, '| head -n 1');
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: 'سطر\n', stderr: '' });
  });

  it('prints no bold where nobody sees it', () => {
    const code = `const { terminalStyle } = await import(${lib}); console.log(String(terminalStyle().color));
      Object.defineProperty(process.stdout, 'isTTY', { value: true }); console.log(String(terminalStyle().color));`;
    assert.equal(run(code, '', { NO_COLOR: '' }).stdout, 'false\ntrue\n');
    assert.equal(run(code, '', { NO_COLOR: '1' }).stdout, 'false\nfalse\n');
  });
});
