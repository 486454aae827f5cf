/** The trained reader keeps the contract, and agrees with the training on what it reads and what it makes of it. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openTokenClassifier } from '../../src/embed/transformers.ts';
import { ModelError } from '../../src/errors.ts';
import { openReader } from '../../src/reader/open.ts';
import { createPacker, ROW_TOKENS_MAX } from '../../src/reader/pack.ts';
import type { ObservedReader } from '../../src/reader/port.ts';
import { CLASSES, likeliestTokens } from '../../src/reader/span.ts';
import { describeReader } from '../contracts/reader.ts';
import { READER_FOLDER, READER_MISSING } from './support/model.ts';

/** The default is for people; a machine that runs all tests at once may take longer. */
const DEADLINE_MS = 120_000;
const open = () => openReader({ folder: READER_FOLDER, deadlineMs: DEADLINE_MS });

/**
 * Tokens agree to the last one. Log-odds cannot: the fixtures come from a newer runtime, which joins other operations, and
 * a model of 8 bits that rounds at other places comes to other figures (plain dynamic int8: .07 in the median, .67 at
 * most; the log-odds go from −10 to 10). A model that is quantised better should agree better: then tighten these.
 */
const LOGIT_MEDIAN_TOLERANCE = 0.15;
const LOGIT_TOLERANCE = 1.5;
const FIRST_AGREE_MIN = 0.93;
const SPANS_AGREE_MIN = 0.78;
const OWN_SHARE_MAX = 0.3;

/** One in so many of the fixtures is read: each takes some hundredths of a second. */
const READ_EVERY = 3;

interface Fixture {
  readonly question: string;
  readonly title: string;
  readonly heading: string | null;
  readonly sentences: readonly string[];
  readonly ids: readonly number[];
  /** At the mark of each sentence that fits. */
  readonly logits: readonly number[];
  /** The most likely sentence's words: first and last token within the sentence; null if it has none. */
  readonly span: readonly [number, number] | null;
}

if (READER_MISSING) it('the trained reader', { skip: READER_MISSING });
else {
  describeReader('trained', open);

  describe('the trained reader', () => {
    let reader: ObservedReader;
    before(async () => {
      reader = await open();
    });
    after(() => reader.close());

    it('reads as the training does', async () => {
      const classifier = await openTokenClassifier(READER_FOLDER, 1);
      const packer = createPacker(classifier);
      const fixtures = readFileSync(new URL('./fixtures.jsonl', import.meta.url), 'utf8')
        .split('\n')
        .filter((line, i) => line !== '' && i % READ_EVERY === 0)
        .map((line): Fixture => JSON.parse(line));
      const differences: number[] = [];
      let firsts = 0;
      let spans = 0;
      for (const { question, title, heading, sentences, ...expected } of fixtures) {
        const row = packer.pack(question, { title, heading: heading ?? undefined, sentences });
        assert.deepEqual(row.ids, expected.ids, question);
        const logits = await classifier.classify(row.ids);
        const read = row.sentences.flatMap((place) => place ?? []);
        assert.equal(read.length, expected.logits.length, question);
        const own = read.map(({ mark }) => logits[mark * CLASSES]!);
        for (const [i, value] of own.entries()) {
          differences.push(Math.abs(value - expected.logits[i]!));
        }
        const first = expected.logits.indexOf(Math.max(...expected.logits));
        if (own.indexOf(Math.max(...own)) === first) firsts += 1;
        const found = likeliestTokens(logits, read[first]!);
        const [from, to] = expected.span ?? [];
        if (found?.first === from && found?.last === to) spans += 1;
      }
      differences.sort((a, b) => a - b);
      const median = differences[differences.length >> 1]!;
      const worst = differences.at(-1)!;
      assert.ok(median <= LOGIT_MEDIAN_TOLERANCE, `log-odds differ by ${median} in the median`);
      assert.ok(worst <= LOGIT_TOLERANCE, `log-odds differ by up to ${worst}`);
      const atLeast = (count: number, share: number, what: string) =>
        assert.ok(count >= fixtures.length * share, `${count} of ${fixtures.length} ${what} agree`);
      atLeast(firsts, FIRST_AGREE_MIN, 'first sentences');
      atLeast(spans, SPANS_AGREE_MIN, 'spans');
    });

    it('reads what fits, and says of the rest that it did not', async () => {
      const sentences = Array.from({ length: 60 }, (_, i) => `هذه هي الجملة رقم ${i} من النص.`);
      const [readings] = await reader.read('ما رقم الجملة؟', [{ title: 'نص طويل', sentences }]);
      assert.ok(sentences.length * 9 > ROW_TOKENS_MAX);
      const firstUnread = readings!.findIndex((reading) => reading.logOdds === -Infinity);
      assert.ok(firstUnread > 0);
      for (const [i, { logOdds, span }] of readings!.entries()) {
        assert.equal(Number.isFinite(logOdds), i < firstUnread);
        if (i >= firstUnread) assert.equal(span, null);
      }
    });

    it('says the same of a passage whatever is read beside it', async () => {
      const passages = [3, 1, 9].map((count) => ({
        title: 'الحليب',
        sentences: Array.from({ length: count }, (_, i) => `يُحفظ الحليب باردًا ${i} أيام.`),
      }));
      const together = await reader.read('كم يومًا يحفظ الحليب؟', passages);
      const alone = await reader.read('كم يومًا يحفظ الحليب؟', [passages[1]!]);
      assert.deepEqual(alone, [together[1]]);
    });

    it('reads outside this process', async () => {
      const sentences = Array.from({ length: 8 }, () => 'تأسست جامعة الدول العربية عام ١٩٤٥.');
      const passages = Array.from({ length: 8 }, () => ({ title: 'الجامعة', sentences }));
      await reader.read('متى تأسست؟', passages);
      // A share of the time it takes, so that a busy machine changes nothing: a model in this process would take all of it.
      const [before, began] = [process.cpuUsage(), performance.now()];
      await reader.read('متى تأسست؟', passages);
      const { user, system } = process.cpuUsage(before);
      const share = (user + system) / 1_000 / (performance.now() - began);
      assert.ok(
        share < OWN_SHARE_MAX,
        `this process worked ${share.toFixed(2)} of the time of a read`,
      );
    });

    it('refuses a model that is not the one meant', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'isnad-reader-'));
      cpSync(READER_FOLDER, folder, { recursive: true });
      writeFileSync(join(folder, 'tokenizer.json'), '{}');
      await assert.rejects(
        openReader({ folder }),
        (error: ModelError) => error instanceof ModelError && /tokenizer\.json/.test(error.message),
      );
      rmSync(folder, { recursive: true });
    });
  });
}
