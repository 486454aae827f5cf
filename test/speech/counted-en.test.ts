import assert from 'node:assert/strict';
import { it } from 'node:test';
import { counted } from '../../src/speech/counted-en.ts';

it('one of a thing is named by its singular, any other number by its plural', () => {
  const said = [0, 1, 2, 101].map((count) => counted(count, 'article'));
  assert.deepEqual(said, ['0 articles', '1 article', '2 articles', '101 articles']);
  assert.equal(counted(1, 'entry', 'entries'), '1 entry');
  assert.equal(counted(2, 'entry', 'entries'), '2 entries');
});
