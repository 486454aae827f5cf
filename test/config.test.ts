import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadConfig, PROJECT_DIR, settingsShape } from '../src/config.ts';
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

  it('that do not exist are reported', () => {
    const { warnings } = loadConfig({}, dotenvWith('EMBEDING_MODEL=bundled\n'));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /EMBEDING_MODEL is not a setting/);
  });

  it('all stand in .env.example, and nothing else does', () => {
    const listed = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)];
    assert.deepEqual(listed.map((match) => match[1]).sort(), Object.keys(settingsShape).sort());
  });
});
