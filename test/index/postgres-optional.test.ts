/** Who keeps the index in files loads nothing of PostgreSQL. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isnadArguments } from '../../tools/lib/isnad-arguments.ts';

/** Says at the end of a process which packages of node_modules it loaded. */
const LISTEN = `data:text/javascript,${encodeURIComponent(`
  import { createRequire } from 'node:module';
  const { cache } = createRequire('${process.cwd()}/package.json');
  process.on('exit', () => {
    const names = Object.keys(cache).map((path) => path.split('/node_modules/').at(-1).split('/')[0]);
    process.stderr.write('loaded: ' + [...new Set(names)].sort().join(' ') + '\\n');
  });
`)}`;

function start(args: string[], env: Record<string, string>) {
  const scratch = mkdtempSync(join(tmpdir(), 'isnad-optional-'));
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--import', LISTEN, ...isnadArguments(...args)],
    {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, INDEX_DIR: join(scratch, 'index'), ...env },
    },
  );
  const loaded = /^loaded: (.*)$/mu.exec(stderr)?.[1]?.split(' ') ?? [];
  return { stderr, status, loaded };
}

const AWAY = 'postgres://user:secret-word@127.0.0.1:1/news';

describe('the driver of PostgreSQL', () => {
  it('is not loaded by a bot or a script without INDEX_URL', () => {
    // The bot loads all its parts before it misses its token.
    const bot = start(['bot'], {});
    assert.match(bot.stderr, /BOT_TOKEN/);
    assert.ok(bot.loaded.includes('telegraf'), bot.stderr);
    assert.ok(!bot.loaded.includes('pg'), bot.loaded.join(' '));
    const list = start(['index', '--list'], {});
    assert.equal(list.status, 0, list.stderr);
    assert.ok(!list.loaded.includes('pg'), list.loaded.join(' '));
  });

  it('is loaded where INDEX_URL asks for it; the error names no password', () => {
    const list = start(['index', '--list'], { INDEX_URL: AWAY });
    assert.equal(list.status, 1);
    assert.ok(list.loaded.includes('pg'), list.stderr);
    assert.match(list.stderr, /StoreUnavailableError: postgres:\/\/…@127\.0\.0\.1:1\/news/);
    assert.ok(!list.stderr.includes('secret-word'));
  });
});
