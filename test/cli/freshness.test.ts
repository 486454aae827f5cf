/** A program that goes on says that articles changed, and says it once. */
import assert from 'node:assert/strict';
import { it, mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { watchArticles } from '../../src/cli/common/freshness.ts';
import type { Freshness } from '../../src/index/corpus-record.ts';

it('says once that articles changed, and again only after the index was built again', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    let now: Freshness = { state: 'fresh' };
    const said: string[] = [];
    watchArticles({ freshness: async () => now }, (message) => said.push(message));
    const anHourLater = async (found: Freshness) => {
      now = found;
      mock.timers.tick(3_600_000);
      await setImmediate();
      return said.length;
    };
    const changed: Freshness = { state: 'changed', paths: ['corpus'], digest: 'x' };
    assert.equal(await anHourLater({ state: 'unknown' }), 0);
    assert.equal(await anHourLater(changed), 1);
    assert.equal(await anHourLater(changed), 1);
    assert.equal(await anHourLater({ state: 'fresh' }), 1);
    assert.equal(await anHourLater(changed), 2);
    assert.match(said[0]!, /^Articles in corpus changed .* npm run index$/u);
  } finally {
    mock.timers.reset();
  }
});
