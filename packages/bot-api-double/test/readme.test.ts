/** The README names every method, fault and option there is, and its example is the real interface. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { methodNames } from '../src/index.ts';
import { resolveOptions } from '../src/options.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it('names every method', () => {
    const missing = methodNames.filter((method) => !readme.split(/[^a-zA-Z]+/).includes(method));
    assert.deepEqual(missing, []);
  });
  it('names every option', () => {
    const names = Object.keys(resolveOptions({ token: '1:a' }));
    assert.deepEqual(
      names.filter((name) => !readme.includes(`\`${name}\``)),
      [],
    );
  });
  it('names every fault', () => {
    for (const kind of ['flood', 'error', 'lateError', 'dropBefore', 'dropAfter', 'stall']) {
      assert.ok(readme.includes(kind), kind);
    }
  });
  it('promises the figures that hold', () => {
    const { keep, flood } = resolveOptions({ token: '1:a' });
    assert.match(readme, new RegExp(`\\(${keep.messagesPerChat.toLocaleString('en')} a chat\\)`));
    assert.match(readme, new RegExp(`calls \\(${keep.calls.toLocaleString('en')}\\)`));
    assert.match(
      readme,
      new RegExp(`burst of ${flood.perChatBurst}, ${flood.perGroupPerMin} a minute`),
    );
    assert.match(readme, new RegExp(`${flood.overallPerS} a second in all`));
  });
});
