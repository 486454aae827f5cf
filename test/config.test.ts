import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadConfig, PROJECT_DIR, secretsOf, settingsShape } from '../src/config.ts';
import { locationOf } from '../src/database-url.ts';
import { ConfigError } from '../src/errors.ts';

const scratch = mkdtempSync(join(tmpdir(), 'isnad-config-'));
after(() => rmSync(scratch, { recursive: true }));

function dotenvWith(text: string): string {
  const path = join(scratch, 'settings');
  writeFileSync(path, text);
  return path;
}

const none = join(scratch, 'absent');

describe('settings', () => {
  it('have a default for everything but the token', () => {
    const { settings, warnings } = loadConfig({}, none);
    assert.deepEqual(settings.CORPUS_PATH, [join(PROJECT_DIR, 'corpus')]);
    assert.equal(settings.INDEX_DIR, join(PROJECT_DIR, 'data/index'));
    assert.equal(settings.EMBEDDING_MODEL, 'bundled');
    assert.equal(settings.BOT_TOKEN, undefined);
    assert.deepEqual(warnings, []);
    assert.ok(Object.isFrozen(settings));
  });

  it('come from .env, and the environment wins', () => {
    const file = dotenvWith('INDEX_DIR=/srv/index\nMODELS_DIR=/srv/models\n');
    const { settings } = loadConfig({ INDEX_DIR: '/elsewhere' }, file);
    assert.equal(settings.INDEX_DIR, '/elsewhere');
    assert.equal(settings.MODELS_DIR, '/srv/models');
  });

  it('left empty count as not set', () => {
    assert.equal(loadConfig({ EMBEDDING_MODEL: ' ' }, none).settings.EMBEDDING_MODEL, 'bundled');
  });

  it('several corpus folders are separated by commas', () => {
    assert.deepEqual(loadConfig({ CORPUS_PATH: '/a, /ب' }, none).settings.CORPUS_PATH, [
      '/a',
      '/ب',
    ]);
  });

  it('that are wrong are all named, with where they stand, and never with their value', () => {
    const file = dotenvWith('BOT_TOKEN=a secret that is no token\n');
    assert.throws(
      () => loadConfig({ EMBEDDING_POOLING: 'median' }, file),
      (error) =>
        error instanceof ConfigError &&
        /BOT_TOKEN \(\.env\)/.test(error.message) &&
        /EMBEDDING_POOLING \(environment\)/.test(error.message) &&
        !error.message.includes('a secret'),
    );
  });

  it('an address of a database whose password is not encoded is refused, and no part of it printed', () => {
    const passwords = '12/Qx 12#Qx 12?Qx Qx@12 /Qx a/Qx 12%Qx 1:2/Qx'.split(' ').concat('a Qx');
    for (const name of ['INDEX_URL', 'INDEX_READ_URL', 'STATE_URL']) {
      for (const password of passwords) {
        const url = `postgres://u:${password}@dbhost:5432/isnad`;
        const check = (error: unknown) => {
          assert.ok(error instanceof ConfigError);
          const said = `${error.message} ${error.hint} ${String(error.stack)}`;
          assert.match(said, /percent-encoded/);
          assert.ok(!said.includes('Qx') && !/\b12\b/.test(error.message), said);
          return true;
        };
        assert.throws(() => loadConfig({ [name]: url }, none), check, url);
        assert.throws(() => locationOf(url), check, url);
      }
    }
  });

  it('an address with an encoded password is taken, and named without it', () => {
    const url = 'postgres://u:12%2Fss%40%23@dbhost:5432/isnad?application_name=a';
    const { settings } = loadConfig({ INDEX_URL: url }, none);
    assert.equal(settings.INDEX_URL, url);
    assert.equal(locationOf(url), 'postgres://u@dbhost:5432/isnad');
    assert.deepEqual(secretsOf(settings), ['12%2Fss%40%23', '12/ss@#']);
  });

  it('a password apart from the address is put into it, encoded', () => {
    const password = 'a/b#c?d@e%f:g h';
    const { settings } = loadConfig(
      {
        INDEX_URL: 'postgres://isnad@db/isnad',
        STATE_URL: 'postgres://isnad:own@db/isnad',
        DATABASE_PASSWORD: password,
      },
      none,
    );
    assert.equal(decodeURIComponent(new URL(settings.INDEX_URL!).password), password);
    assert.equal(new URL(settings.INDEX_URL!).hostname, 'db');
    assert.equal(new URL(settings.STATE_URL!).password, 'own');
    assert.ok(secretsOf(settings).includes(password));
  });

  it('an address that people see holds no password', () => {
    for (const name of ['BOT_SOURCE_URL', 'PUBLIC_URL', 'TELEGRAM_API_ROOT']) {
      for (const user of ['u:geheim@', 'geheim@']) {
        const check = (error: unknown) =>
          error instanceof ConfigError &&
          error.message.includes(`${name} (environment): must hold neither`) &&
          !error.message.includes('geheim');
        assert.throws(() => loadConfig({ [name]: `https://${user}example.org/x` }, none), check);
      }
      assert.ok(loadConfig({ [name]: 'https://example.org/@x' }, none));
    }
  });

  it('a path is no address: folders would be named after its password', () => {
    for (const name of ['INDEX_DIR', 'STATE_PATH', 'CORPUS_PATH', 'INBOX_DIR', 'MODELS_DIR']) {
      for (const before of ['', ...(name === 'CORPUS_PATH' ? ['corpus, '] : [])]) {
        const given = `${before}postgres://u:geheim@db/isnad`;
        const check = (error: unknown) =>
          error instanceof ConfigError &&
          error.message.includes(`${name} (environment): must be a path`) &&
          !error.message.includes('geheim');
        assert.throws(() => loadConfig({ [name]: given }, none), check, name);
      }
    }
  });

  it('secrets of page and webhook are among what is never written', () => {
    const { settings } = loadConfig(
      {
        WEB_TOKEN: 'page-page-page-page',
        WEBHOOK_SECRET: 'hook',
        WEBHOOK_URL: 'https://u:word@example.org/x',
      },
      none,
    );
    assert.deepEqual(secretsOf(settings).sort(), ['hook', 'page-page-page-page', 'word']);
  });

  it('a value that a # cuts short is pointed at, without being shown', () => {
    const lines = [
      'DATABASE_PASSWORD=Qx#Qy',
      "WEB_TOKEN='0123456789abcdef#Qy'",
      'LOG_LEVEL=info # as usual',
      'STATE_PATH=#none',
      '# CORPUS_PATH=a#b',
    ];
    const { settings, warnings } = loadConfig({}, dotenvWith(`${lines.join('\n')}\n`));
    assert.equal(settings.DATABASE_PASSWORD, 'Qx');
    assert.equal(settings.WEB_TOKEN, '0123456789abcdef#Qy');
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /DATABASE_PASSWORD ends before its #/);
    assert.ok(!/Q[xy]/.test(warnings[0]!));
  });

  it('an address of a database that a # cuts short is refused: half its password would pass for a port', () => {
    for (const password of ['12#Qx', 'Qy#Qx']) {
      const file = dotenvWith(`STATE_URL=postgres://u:${password}@db/isnad\n`);
      const check = (error: unknown) => {
        assert.ok(error instanceof ConfigError);
        assert.match(
          error.message,
          /STATE_URL \(\.env\): is cut at its #; it must be .*percent-encoded/,
        );
        assert.equal(error.message.split('\n').length, 2);
        assert.ok(!/Q[xy]/.test(String(error.stack)) && !/\b12\b/.test(error.message));
        return true;
      };
      assert.throws(() => loadConfig({}, file), check);
      const elsewhere = 'postgres://u@db/isnad';
      assert.equal(loadConfig({ STATE_URL: elsewhere }, file).settings.STATE_URL, elsewhere);
    }
  });

  it('that do not exist are reported', () => {
    const { warnings } = loadConfig({}, dotenvWith('EMBEDING_MODEL=bundled\n'));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /EMBEDING_MODEL is not a setting/);
  });

  it('whatever is written into them, each is taken or refused in one line that does not show it', () => {
    const texts = [
      ...['abc', '٨٠٨٠', '-1', '9'.repeat(20), '1.5', '1e3', '0x10', '10s', '1,000', 'Infinity'],
      ...[
        'none',
        'YES',
        'null',
        '[1,2]',
        ',',
        '~/geheim',
        '$HOME/geheim',
        'C:\\geheim',
        '/dev/null',
      ],
      ...['“geheim”', "'geheim", 'geheim"', 'http://', 'https://geheim:x/', 'localhost:5432'],
      ...['postgres://u:geheim@h:x/d', 'postgres://u:geheim@h/d?port=x', 'https://u:%zz@h/geheim'],
      ...['postgres://u:%ff@h/d', 'postgres://', 'mysql://u:geheim@h/d', 'x'.repeat(5_000)],
    ];
    for (const name of Object.keys(settingsShape)) {
      for (const text of texts) {
        try {
          secretsOf(loadConfig({ [name]: text }, none).settings);
        } catch (error) {
          assert.ok(error instanceof ConfigError, `${name}=${text}: ${String(error)}`);
          const [, line = '', ...more] = error.message.split('\n');
          assert.deepEqual(more, [], `${name}=${text}`);
          assert.match(
            line,
            new RegExp(`^ {2}${name} \\(environment\\): (?:must|begins|is a file)`),
          );
          assert.ok(!line.includes('geheim'), line);
        }
      }
    }
  });

  it('take digits 0 to 9 alone for a number, and say so', () => {
    for (const text of ['٨٠', '0x10', '1e3', '1.5', '-1', '+5', '1_000', '9999999999999']) {
      for (const name of ['STORE_POOL_MAX', 'WEB_PORT', 'RETENTION_DAYS', 'READER_PASSAGES']) {
        assert.throws(
          () => loadConfig({ [name]: text }, none),
          /from \d+ to \d+, in the digits 0 to 9$/m,
        );
      }
    }
    assert.equal(loadConfig({ WEB_PORT: '0080' }, none).settings.WEB_PORT, 80);
  });

  it('lose what nobody sees at their ends, but where it may be meant', () => {
    const { settings } = loadConfig(
      {
        WEB_PORT: '\u200f8080 ',
        LOG_LEVEL: ' INFO\u00a0',
        INDEX_DIR: '/srv/index ',
        EMBEDDING_QUESTION_PREFIX: 'query: ',
        DATABASE_PASSWORD: ' "x" ',
      },
      none,
    );
    assert.equal(settings.WEB_PORT, 8080);
    assert.equal(settings.LOG_LEVEL, 'info');
    assert.equal(settings.INDEX_DIR, '/srv/index');
    assert.equal(settings.EMBEDDING_QUESTION_PREFIX, 'query: ');
    assert.equal(settings.DATABASE_PASSWORD, ' "x" ');
  });

  it('within quotation marks that nobody takes away are refused: of a path, a folder would be made', () => {
    for (const text of ['"corpus"', '“corpus”', '«corpus»', "'corpus"]) {
      assert.throws(
        () => loadConfig({ CORPUS_PATH: text, INDEX_DIR: text }, none),
        /CORPUS_PATH .*quotation mark.*\n.*INDEX_DIR .*quotation mark/,
      );
    }
    const file = dotenvWith('CORPUS_PATH="/a/b"\nINDEX_DIR=\'/c d\'\n');
    assert.deepEqual(loadConfig({}, file).settings.CORPUS_PATH, ['/a/b']);
  });

  it('that are paths are written out: ~ and $HOME are replaced by a shell alone', () => {
    for (const text of ['~/isnad', '~', '$HOME/isnad', '/srv/$USER/isnad']) {
      for (const name of ['CORPUS_PATH', 'INDEX_DIR', 'STATE_PATH', 'INBOX_DIR', 'MODELS_DIR']) {
        assert.throws(() => loadConfig({ [name]: text }, none), /must be written out/, text);
      }
    }
    assert.equal(loadConfig({ INDEX_DIR: '/a/b~' }, none).settings.INDEX_DIR, '/a/b~');
  });

  it('a comma at the end of CORPUS_PATH adds no folder', () => {
    assert.deepEqual(loadConfig({ CORPUS_PATH: '/a,' }, none).settings.CORPUS_PATH, ['/a']);
    assert.throws(() => loadConfig({ CORPUS_PATH: ' , ' }, none), /must name a folder or a file/);
  });

  it('an inbox that is a file is refused', () => {
    const file = dotenvWith('');
    assert.throws(() => loadConfig({ INBOX_DIR: file }, none), /INBOX_DIR .*is a file; a folder/);
  });

  it('an address of a database with a wrong port or a missing certificate is refused before it is used', () => {
    const url = 'postgres://u:geheim@host';
    for (const [rest, says] of [
      ['/db?port=abc', 'must have a port from 1 to 65535'],
      ['/db?port=99999', 'must have a port from 1 to 65535'],
      [':0/db', 'must have a port from 1 to 65535'],
      [`/db?sslrootcert=${none}`, 'names a file after sslrootcert= that cannot be read'],
    ]) {
      const check = (error: unknown) =>
        error instanceof ConfigError &&
        error.message.endsWith(`STATE_URL (environment): ${says}`) &&
        !error.message.includes('geheim');
      assert.throws(() => loadConfig({ STATE_URL: `${url}${rest}` }, none), check, rest);
      assert.throws(
        () => locationOf(`${url}${rest}`),
        /The address of the database (?:must|names)/,
      );
    }
    const socket = 'postgres:///db?host=/run/postgresql&port=5433';
    assert.equal(loadConfig({ STATE_URL: socket }, none).settings.STATE_URL, socket);
  });

  it('a .env that is no text file says so', () => {
    const folder = join(scratch, 'folder');
    mkdirSync(folder);
    assert.throws(() => loadConfig({}, folder), /is a folder/);
    const wide = join(scratch, 'wide');
    writeFileSync(wide, Buffer.from('\ufeffBOT_DIGITS=arabic\n', 'utf16le'));
    assert.throws(() => loadConfig({}, wide), /not UTF-8 but UTF-16/);
    const marked = dotenvWith('\ufeffBOT_DIGITS=arabic\r\nWEB_PORT=81\r\n');
    assert.equal(loadConfig({}, marked).settings.BOT_DIGITS, 'arabic');
  });

  it('lines that do nothing are pointed at', () => {
    const lines = [
      '# WEB_PORT 80',
      'WEB_PORT 81',
      'export LOG_LEVEL=info',
      'LOG_LEVEL=warn',
      'ا=ب',
      '',
    ];
    const { warnings, settings } = loadConfig({}, dotenvWith(lines.join('\n')));
    assert.deepEqual(
      warnings.map((warning) => warning.replace(/[;:] (?:it is|the last).*$/, '')),
      [
        '.env: LOG_LEVEL stands there more than once',
        '.env: line 2 is passed over',
        '.env: line 5 is passed over',
      ],
    );
    assert.equal(settings.LOG_LEVEL, 'warn');
  });

  it('all stand in .env.example, and nothing else does', () => {
    const listed = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)];
    assert.deepEqual(listed.map((match) => match[1]).sort(), Object.keys(settingsShape).sort());
  });
});
