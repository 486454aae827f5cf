/**
 * A corpus of one article is how many people begin. Word statistics say little there, and most words of a
 * question about something else are unknown: that must count against an answer, never for one. (Weights
 * that were fitted on a large corpus alone gave «من فاز بالدوري المصري لكرة القدم؟» a confidence of .69.)
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createAnswerer } from '../../src/answer/answer.ts';
import { ANSWER_MODEL } from '../../src/answer/weights.ts';
import { openSettingsEmbedder } from '../../src/assemble.ts';
import { loadConfig } from '../../src/config.ts';
import { buildIndex } from '../../src/index/build.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import type { Answerer, Embedder, SearchIndex } from '../../src/types.ts';

const scratch = mkdtempSync(join(tmpdir(), 'isnad-one-article-'));
let embedder: Embedder;
const open: SearchIndex[] = [];

async function answererOver(article: string, model = ANSWER_MODEL): Promise<Answerer> {
  const store = new FilesStore(join(scratch, article.replaceAll('/', '-')));
  await buildIndex({ store, embedder, corpusPaths: [resolve('corpus', article)] });
  const index = await store.open(settingsFor(embedder));
  open.push(index);
  return createAnswerer({ withIndex: (use) => use(index), embedder, model });
}

before(async () => {
  embedder = await openSettingsEmbedder(loadConfig({}, join(scratch, 'no-dotenv')).settings);
});
after(async () => {
  for (const index of open) await index.close();
  await embedder.close();
  rmSync(scratch, { recursive: true });
});

const FOREIGN = [
  'من فاز بالدوري المصري لكرة القدم؟',
  'كم هدفا سجل ميسي في كأس العالم؟',
  'مين كسب ماتش الأهلي والزمالك؟',
  'كيف أطبخ المنسف؟',
  'متى يبدأ الدوري الإنجليزي؟',
];

for (const article of [
  'history/ain-jalut.txt',
  'news/suez-canal-1956.md',
  'health/diabetes-insulin.md',
]) {
  describe(`an index of ${article} alone`, () => {
    for (const question of FOREIGN) {
      it(`has nothing to say to «${question}»`, async () => {
        const answer = await (await answererOver(article)).ask(question);
        assert.equal(
          answer.kind,
          'none',
          `confidence ${answer.confidence}: ${answer.quotes[0]?.text}`,
        );
      });
    }
  });
}

describe('an index of one article', () => {
  it('claims no answer where only a word is shared', async () => {
    const suez = await answererOver('news/suez-canal-1956.md');
    // The article speaks of a closing price at the stock exchange.
    assert.notEqual((await suez.ask('ما هو سعر الذهب اليوم؟')).kind, 'answer');
  });

  it('shows where it says what is asked, be it as the closest passage', async () => {
    const suez = await answererOver('news/suez-canal-1956.md');
    const { kind, quotes } = await suez.ask('من أعلن تأميم قناة السويس؟');
    assert.notEqual(kind, 'none');
    assert.ok(quotes.some(({ text }) => text.includes('عبد الناصر')));
  });

  it('never takes a quote without a date for the answer to «when»', async () => {
    const corpus = join(scratch, 'visit.txt');
    writeFileSync(
      corpus,
      'زيارة الوزيرة إلى المصنع الجديد\n\nزارت وزيرة الصناعة ليلى المنصوري مصنع الزجاج الجديد في مدينة جابس. واستقبلها مدير المصنع وعمّاله.\n',
    );
    // Low, so that it is not the confidence that holds it back.
    const thresholds = { answer: 0.2, maybe: 0.1 };
    const dateless = await answererOver(corpus, { ...ANSWER_MODEL, thresholds });
    const asked = 'زارت وزيرة الصناعة ليلى المنصوري مصنع الزجاج الجديد في جابس؟';
    const { kind, quotes, confidence } = await dateless.ask(`متى ${asked}`);
    assert.equal(kind, 'maybe');
    assert.ok(confidence >= thresholds.answer, String(confidence));
    assert.ok(quotes.length > 0);
    const { kind: elseKind } = await dateless.ask(`هل ${asked}`);
    assert.equal(elseKind, 'answer');
  });
});
