/** The whole answerer on the sample articles, the bundled model and the real index. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { createAnswerer } from '../../src/answer/answer.ts';
import { QUOTE_CHARS_MAX, QUOTES_MAX } from '../../src/answer/limits.ts';
import { openSettingsEmbedder } from '../../src/assemble.ts';
import { loadConfig } from '../../src/config.ts';
import { buildIndex } from '../../src/index/build.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import type { Answer, Answerer, Embedder, SearchIndex } from '../../src/types.ts';

const scratch = mkdtempSync(join(tmpdir(), 'isnad-answer-'));
const canned: string[] = readFileSync('corpus/questions.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line).question);
let embedder: Embedder;
let index: SearchIndex;
let answerer: Answerer;

before(async () => {
  embedder = await openSettingsEmbedder(loadConfig({}, join(scratch, 'no-dotenv')).settings);
  const store = new FilesStore(join(scratch, 'index'));
  await buildIndex({ store, embedder, corpusPaths: ['corpus'] });
  index = await store.open(settingsFor(embedder));
  answerer = createAnswerer({ withIndex: (use) => use(index), embedder });
});
after(async () => {
  await index.close();
  await embedder.close();
  rmSync(scratch, { recursive: true });
});

/** Holds an answer to every promise of its type. */
async function check(answer: Answer): Promise<void> {
  assert.ok(answer.confidence >= 0 && answer.confidence <= 1);
  assert.ok(answer.quotes.length <= QUOTES_MAX);
  assert.equal(answer.quotes.length === 0, answer.kind === 'none');
  assert.ok(answer.nearest.length <= 3);
  for (const [i, quote] of answer.quotes.entries()) {
    const { text } = (await index.article(quote.articleId))!;
    assert.equal(text.slice(quote.start, quote.end), quote.text, 'a quote is a slice');
    assert.ok(quote.text.length <= QUOTE_CHARS_MAX);
    assert.ok(splitSentences(quote.text).length <= 2, quote.text);
    assert.ok(!/[\ud800-\udbff]$|^[\udc00-\udfff]/u.test(quote.text));
    assert.ok(quote.context.start <= quote.start && quote.context.end >= quote.end);
    let from = quote.start;
    for (const { start, end } of quote.emphasis) {
      assert.ok(start >= from && end > start && end <= quote.end, 'emphasis is inside, in order');
      from = end;
    }
    for (const other of answer.quotes.slice(0, i)) {
      const apart =
        other.articleId !== quote.articleId || other.end <= quote.start || quote.end <= other.start;
      assert.ok(apart, 'quotes do not overlap');
    }
  }
}

describe('an answer', () => {
  it('keeps every promise of its type, for canned questions and for what is made of their words', async () => {
    const words = canned.flatMap((question) => question.split(' '));
    const asked = fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...canned) },
      fc
        .array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 })
        .map((list) => list.join(' ')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async (question) => check(await answerer.ask(question))),
      { numRuns: 120, seed: 7 },
    );
  });

  it('is a none without quotes for what has no words', async () => {
    for (const question of ['', '   ', '؟؟', '😀🎉', '\u200f', '،،']) {
      const answer = await answerer.ask(question);
      assert.equal(answer.kind, 'none', JSON.stringify(question));
      assert.deepEqual(answer.quotes, []);
      assert.equal(answer.confidence, 0);
    }
  });

  it('is no outright answer where only question words, or Latin letters, are given', async () => {
    for (const question of ['من هو؟', 'متى؟', 'ما هو؟', 'who won the football league?']) {
      assert.notEqual((await answerer.ask(question)).kind, 'answer', question);
    }
  });

  it('is found in a long message by the sentence that asks, and says what was searched for', async () => {
    const story = 'قرأت أمس مقالًا طويلًا أعجبني كثيرًا وفيه كلام عن أمور شتى. '.repeat(12);
    const asked = 'متى وُقّع ميثاق جامعة الدول العربية؟';
    const long = await answerer.ask(story + asked);
    assert.equal(long.searchedFor, asked);
    assert.deepEqual(long.quotes, (await answerer.ask(asked)).quotes);
  });

  it('comes from one article where the reader has pointed at it, under gentler thresholds', async () => {
    const scope = { articleId: 'naguib-mahfouz' };
    const answer = await answerer.ask('متى وُلد؟', { scope, why: true });
    assert.ok(answer.quotes.every(({ articleId }) => articleId === scope.articleId));
    const free = await answerer.ask('متى وُلد؟', { why: true });
    assert.ok(answer.why!.thresholds.answer < free.why!.thresholds.answer);
  });

  it('shows both numbers where two papers differ in one', async () => {
    // One story in two papers: 1,240 camels in one, 1,420 in the other.
    const answer = await answerer.ask(
      'كم عدد المطايا المشاركة هذا العام في مهرجان السدرة لسباقات الهجن؟',
    );
    const shown = (answer.conflict ?? []).map((i) => answer.quotes[i]!);
    assert.deepEqual(shown.map(({ articleId }) => articleId).sort(), [
      'camel-festival',
      'camel-festival-almina',
    ]);
    assert.ok(shown.some(({ text }) => text.includes('1,240')));
    assert.ok(shown.some(({ text }) => text.includes('1,420')));
  });

  it('prints a story once that two papers have, and names the other one', async () => {
    const answer = await answerer.ask('ما اسم الناقة التي فازت بشوط الافتتاح؟');
    const [first] = answer.quotes;
    assert.ok(first);
    const papers = [first.articleId, ...(first.alsoIn ?? []).map(({ id }) => id)];
    assert.deepEqual(papers.sort(), ['camel-festival', 'camel-festival-almina']);
  });

  it('explains every candidate where it is asked why', async () => {
    const { why } = await answerer.ask('متى وُقّع ميثاق جامعة الدول العربية؟', { why: true });
    assert.equal(why!.questionKind, 'when');
    assert.ok(why!.candidates.length > 0);
    for (const candidate of why!.candidates) {
      assert.ok(Object.values(candidate.features).every(Number.isFinite));
      assert.ok(candidate.words || candidate.vectors);
    }
    const scores = why!.candidates.map(({ score }) => score);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
  });

  it('is the same each time', async () => {
    const ask = async () => ({
      ...(await answerer.ask('من أول أمين عام للجامعة العربية؟')),
      tookMs: 0,
    });
    assert.deepEqual(await ask(), await ask());
  });
});
