import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AutoTokenizer, env } from '@xenova/transformers';

/** What the trainer's tokenizer gives; written by `python3 training/static/fixture.py`, see training/static/README.md. */
const fixture: ReadonlyArray<{ text: string; ids: number[] }> = JSON.parse(
  readFileSync(new URL('./tokenizer-ids.json', import.meta.url), 'utf8'),
);

describe('the bundled tokenizer', async () => {
  env.allowRemoteModels = false;
  env.localModelPath = fileURLToPath(new URL('../../models/', import.meta.url));
  const tokenizer = await AutoTokenizer.from_pretrained('isnad-ar-small');
  const ids = (text: string): number[] =>
    tokenizer.encode(text).slice(0, tokenizer.model_max_length);

  it('gives the trainer’s ids on more than a thousand lines: vocalised, digits, Latin, emoji, presentation forms, zero-width', () => {
    assert.ok(fixture.length > 1000);
    const differ = fixture.filter((line) => ids(line.text).join() !== line.ids.join());
    assert.deepEqual(
      differ.map((line) => ({ text: line.text, got: ids(line.text), wanted: line.ids })),
      [],
    );
  });

  it('does not see diacritics, tatweel, hidden characters, or which seat a hamza sits on', () => {
    const plain = ids('مدينه الاسكندريه في مصر 2015');
    for (const written of [
      'مَدِينَةُ الإسكندريّة في مِصر ٢٠١٥',
      'مـديـنة الأسكندرية في\u200f مصر ۲۰۱۵',
      'ﻣﺪﻳﻨﺔ الاسكندريه في مصر 2015',
    ]) {
      assert.deepEqual(ids(written), plain);
    }
  });

  it('leaves the article and what stands before it out, so that «والمدينة» is «مدينة»', () => {
    assert.deepEqual(ids('والمدينة'), ids('مدينة'));
    assert.notDeepEqual(ids('والدته'), ids('والد'));
  });
});
