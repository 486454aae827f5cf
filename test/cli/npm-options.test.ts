/** Options that npm swallows are noticed before anything is done. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { swallowedOptionsMessage } from '../../src/cli/common/npm-options.ts';

const meant = (given: string[], environment: Record<string, string>) =>
  swallowedOptionsMessage('index', ['corpus', 'dry-run', 'rollback', 'json'], given, {
    npm_lifecycle_event: 'index',
    npm_config_user_agent: 'npm/10',
    ...environment,
  })
    ?.split('\n  ')
    .at(-1);

describe('options that npm kept', () => {
  it('are named in the command that was meant', () => {
    assert.equal(meant([], { npm_config_dry_run: 'true' }), 'npm run index -- --dry-run');
    assert.equal(meant(['41'], { npm_config_rollback: 'true' }), 'npm run index -- --rollback 41');
    assert.equal(
      meant([], { npm_config_corpus: '/a b', npm_config_json: 'true' }),
      'npm run index -- --corpus "/a b" --json',
    );
  });

  it('are no mistake where the command has them too, or is not what npm runs', () => {
    assert.equal(meant(['--dry-run'], { npm_config_dry_run: 'true' }), undefined);
    assert.equal(meant(['--corpus=/a'], { npm_config_corpus: '/b' }), undefined);
    assert.equal(meant([], { npm_config_json: '' }), undefined);
    assert.equal(meant([], {}), undefined);
    assert.equal(meant([], { npm_lifecycle_event: 'test', npm_config_json: 'true' }), undefined);
  });

  it('stop npm run index, by npm itself', () => {
    const { status, stderr } = spawnSync('npm', ['run', '--silent', 'index', '--dry-run'], {
      encoding: 'utf8',
    });
    assert.equal(status, 2);
    assert.match(stderr, /nothing was done[\s\S]*npm run index -- --dry-run/);
  });
});
