/**
 * The package as people get it: packed, installed into an empty folder, and asked a question.
 *
 * It compiles and installs for a minute or two, so that it runs if CI or ISNAD_TEST_INSTALL is set.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';

const { CI, ISNAD_TEST_INSTALL, ...environment } = process.env;
const skip =
  CI || ISNAD_TEST_INSTALL ? false : 'set ISNAD_TEST_INSTALL=1 to pack and install the package';
/** What npm says if the registry cannot be reached and its cache has not all. */
const AWAY = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED/;

describe('the package', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'isnad-package-'));
  after(() => rmSync(folder, { recursive: true }));
  let problem: string | undefined;

  const run = (command: string, args: readonly string[], input = '', cwd = folder) =>
    spawnSync(command, args, { cwd, input, encoding: 'utf8', env: environment });
  const isnad = (args: readonly string[], input = '') =>
    run('npx', ['--no-install', 'isnad', ...args], input);

  before(() => {
    const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], '', '.');
    assert.equal(packed.status, 0, packed.stderr);
    // A registry tells npm of a package's shrinkwrap; of a file npm does not look for one.
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({
        private: true,
        overrides: { sharp: '0.34.5' },
        allowScripts: { 'hnswlib-node': true },
      }),
    );
    const tarball = packed.stdout.trim().split('\n').at(-1)!;
    const installed = run('npm', [
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      tarball,
    ]);
    if (installed.status !== 0) {
      if (!AWAY.test(installed.stderr)) assert.fail(installed.stderr);
      problem = 'no npm registry can be reached, and the cache has not all';
    }
  });

  const test = (name: string, body: () => void) =>
    it(name, (context: TestContext) => {
      if (problem === undefined) body();
      else context.skip(problem);
    });

  test('holds what it needs and no source', () => {
    const files = join(folder, 'node_modules/isnad');
    for (const name of ['dist/cli/main.js', 'dist/library.d.ts', 'models', 'sample', 'bin']) {
      assert.ok(existsSync(join(files, name)), name);
    }
    for (const name of ['src', 'test', 'tools', 'packages', 'training']) {
      assert.ok(!existsSync(join(files, name)), name);
    }
  });

  test('answers a question from the sample, and says that it is the sample', () => {
    const { status, stdout, stderr } = isnad(['ask', '--json', 'متى تأسست جامعة الدول العربية؟']);
    assert.equal(status, 0, stderr);
    const { quotes } = JSON.parse(stdout);
    assert.equal(quotes[0].articleId, 'arab-league-founding');
    assert.match(stderr, /has no articles yet, so the sample answers; .* run: isnad index\n/);
    assert.ok(existsSync(join(folder, 'data/index')), 'the index lies in the working folder');
  });

  test('writes .env for its user alone, and answers from their articles from then on', () => {
    assert.equal(isnad(['init'], '123456:ABC-DEF-0123456\n\n').status, 0);
    const env = join(folder, '.env');
    assert.match(readFileSync(env, 'utf8'), /^BOT_TOKEN=123456:ABC-DEF-0123456$/m);
    assert.equal(statSync(env).mode & 0o777, 0o600);
    assert.equal(isnad(['init'], '\n\n').status, 1);
    writeFileSync(
      join(folder, 'corpus/bridge.md'),
      '---\ntitle: افتتاح جسر الميناء\n---\nافتُتح جسر الميناء يوم 3 مايو 2019 بعد عامين من البناء.\n',
    );
    const { stdout, stderr } = isnad(['ask', '--json', 'متى افتتح جسر الميناء؟']);
    assert.equal(JSON.parse(stdout).quotes[0].articleId, 'bridge', stderr);
    assert.doesNotMatch(stderr, /the sample answers/);
  });

  test('is a library too', () => {
    const code = "const { openIsnad } = await import('isnad'); console.log(typeof openIsnad);";
    assert.equal(run('node', ['--input-type=module', '-e', code]).stdout, 'function\n');
  });
});
