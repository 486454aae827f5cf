/** Another EMBEDDING_MODEL: the index that was made before is served with its own model, until and after a rebuild. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openIsnad, openSettingsEmbedder, openStore } from '../src/app/open.ts';
import { loadConfig } from '../src/config.ts';
import { buildIndex } from '../src/index/build.ts';

const scratch = mkdtempSync(join(tmpdir(), 'isnad-other-model-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
const corpus = join(scratch, 'corpus');
mkdirSync(corpus);
writeFileSync(
  join(corpus, 'nile.md'),
  '---\ntitle: نهر النيل\n---\nيبلغ طول نهر النيل 6650 كيلومترًا، ويصب في البحر المتوسط.\n',
);
/** The fast model under another name is another model: what an id says is its name and its files. */
const otherModel = join(scratch, 'another-model');
cpSync('models/isnad-ar-small', otherModel, { recursive: true });

const settingsWith = (model: string) =>
  loadConfig(
    { EMBEDDING_MODEL: model, CORPUS_PATH: corpus, INDEX_DIR: join(scratch, 'index') },
    join(scratch, 'no-dotenv'),
  ).settings;

async function build(model: string) {
  const settings = settingsWith(model);
  const embedder = await openSettingsEmbedder(settings);
  const store = await openStore(settings);
  const { outcome } = await buildIndex({ store, embedder, corpusPaths: [corpus] });
  assert.equal(outcome, 'published');
  await embedder.close();
  return store;
}

describe('a bot whose settings name another model than its index was made with', () => {
  it('answers with the old model, then with the new one, and with the old one after a rollback', async () => {
    await build('fast');
    const told: string[] = [];
    const isnad = await openIsnad({
      settings: settingsWith(otherModel),
      onOlder: (message) => told.push(message),
    });
    const modelOf = () => isnad.index.use(async (_, embedder) => embedder.id.split('@')[0]);
    const ask = async () => {
      const { quotes } = await isnad.answerer.ask('كم يبلغ طول نهر النيل؟');
      assert.match(quotes[0]?.text ?? '', /6650/u);
    };
    try {
      assert.equal(await modelOf(), 'isnad-ar-small');
      assert.match(told.join(), /made with isnad-ar-small@.*npm run index/u);
      await ask();

      const store = await build(otherModel);
      await isnad.index.refresh();
      assert.equal(isnad.index.summary.generation, 2);
      assert.equal(await modelOf(), 'another-model');
      await ask();

      await store.rollback();
      await isnad.index.refresh();
      assert.equal(isnad.index.summary.generation, 1);
      assert.equal(await modelOf(), 'isnad-ar-small');
      await ask();
    } finally {
      await isnad.close();
    }
  });

  it('answers by words where no known model made the index, and says what to run', async () => {
    await build(otherModel);
    const told: string[] = [];
    const isnad = await openIsnad({
      settings: settingsWith('fast'),
      onOlder: (message) => told.push(message),
    });
    try {
      assert.match(
        told.join(),
        /the embedding model is isnad-ar-small@.*made with another-model@.*npm run index/u,
      );
      const { quotes } = await isnad.answerer.ask('كم يبلغ طول نهر النيل؟');
      assert.match(quotes[0]?.text ?? '', /6650/u);
    } finally {
      await isnad.close();
    }
  });
});
