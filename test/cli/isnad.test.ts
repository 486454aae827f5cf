/** What all commands do alike: help, suggestions, exit statuses, version, completion. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { EXEC_ARGV, ownModule } from '../../src/own-module.ts';
import { isnadArguments } from '../../tools/lib/isnad-arguments.ts';

function isnad(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, isnadArguments(...args), {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** The help of each command, by one process for all: starting takes longer than saying it. */
function helpOf(commands: readonly string[]): Map<string, string> {
  const script = `
    import { isnad } from ${JSON.stringify(ownModule('../../src/cli/isnad', import.meta.url))};
    for (const name of ${JSON.stringify(commands)}) {
      process.stdout.write('\\f' + name + '\\f');
      await isnad([name, '--help']);
      if (process.exitCode) process.exit(1);
    }`;
  const { status, stdout } = spawnSync(
    process.execPath,
    [...EXEC_ARGV, '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0);
  const parts = stdout.split('\f').slice(1);
  return new Map(commands.map((_, i) => [parts[2 * i]!, parts[2 * i + 1]!]));
}

describe('the program isnad', () => {
  it('lists its commands, and each of them has help of its own', () => {
    const { status, stdout } = isnad('--help');
    assert.equal(status, 0);
    const commands = [...stdout.matchAll(/^ {2}([a-z][a-z-]+)(?= )/gmu)].map(([, name]) => name!);
    for (const name of ['init', 'index', 'ask', 'chat', 'bot', 'fetch', 'evaluate', 'doctor']) {
      assert.ok(commands.includes(name), name);
    }
    const helps = helpOf(commands.filter((one) => one !== 'help'));
    assert.equal(helps.size, commands.length - 1);
    for (const [name, help] of helps) assert.match(help, /^Usage: .*\n\n[A-Z«]/u, name);
  });

  it('says what was meant where a command or an option is mistyped, and ends with 2', () => {
    const command = isnad('aks', 'سؤال');
    assert.equal(command.status, 2);
    assert.match(command.stderr, /unknown command 'aks'\n\(Did you mean ask\?\)/u);
    const option = isnad('index', '--dryrun');
    assert.equal(option.status, 2);
    assert.match(option.stderr, /unknown option '--dryrun'\n\(Did you mean --dry-run\?\)/u);
    assert.match(option.stderr, /Usage: npm run index -- \[options\]/u);
  });

  it('ends with 2 where an argument is missing or no number', () => {
    assert.equal(isnad('ask').status, 2);
    const rollback = isnad('index', '--rollback', 'two');
    assert.equal(rollback.status, 2);
    assert.match(rollback.stderr, /Give a whole number from 1\./u);
  });

  it('says in two lines what the file system says of a path', () => {
    for (const args of [
      ['backup', '--to', '/dev/null/x'],
      ['evaluate', '--corpus', 'sample', '--questions', '/dev/null/x'],
    ]) {
      const { status, stderr } = isnad(...args);
      assert.equal(status, 1, stderr);
      assert.match(stderr, /^[A-Z][a-zA-Z]+Error: .*\/dev\/null\/x.*\n.+\n$/u);
    }
  });

  it('refuses a port that is none, in the words of the setting', () => {
    const { status, stderr } = isnad('web', '--port', '٨٠٨٠');
    assert.equal(status, 2);
    assert.match(stderr, /--port .*It must be a whole number from 0 to 65535/u);
  });

  it('hides the password of an address that stands where none belongs', () => {
    const address = 'postgres://u:12/Qx@db.example.org/isnad';
    for (const args of [
      [address],
      ['index', `--index-url=${address}`],
      ['index', '--verify', '--index', address],
      ['index', '--dry-run', '--corpus', 'sample', '--corpus', address],
      ['restore', address],
    ]) {
      const { status, stdout, stderr } = isnad(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /…@db\.example\.org|takes a path on this machine/u);
      assert.doesNotMatch(stdout + stderr, /Qx|u:12/u);
    }
  });

  it('ends with 2 and the help where it is called alone', () => {
    const { status, stderr } = isnad();
    assert.equal(status, 2);
    assert.match(stderr, /^Usage: isnad/u);
  });

  it('knows its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/isnad.js', '--version'], {
      encoding: 'utf8',
    });
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('completes commands and options in a shell', () => {
    const script = isnad('complete', 'bash');
    assert.equal(script.status, 0);
    assert.match(script.stdout, /isnad/u);
    assert.match(isnad('complete', '--', 'ch').stdout, /^chat\t/mu);
    assert.match(isnad('complete', '--', 'index', '--dr').stdout, /^--dry-run\t/mu);
  });
});
