/** What every reader must do, whatever it is made of. Each reader's test calls `describeReader` with a way to open it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ReaderError } from '../../src/errors.ts';
import type { ChunkToRead, ObservedReader } from '../../src/reader/port.ts';

const LEAGUE: ChunkToRead = {
  title: 'جامعة الدول العربية',
  heading: 'التأسيس',
  sentences: [
    'ظلّت الفكرة موضع نقاش سنوات.',
    'تأسّست جامعة الدول العربية في القاهرة يوم ٢٢ مارس ١٩٤٥.',
    'ويقع مقرّها قرب النيل.',
  ],
};
const MILK: ChunkToRead = {
  title: 'الحليب',
  sentences: ['يُحفظ الحليب في مكان بارد.', 'ويفسد سريعًا في الصيف.'],
};
const QUESTION = 'متى تأسست جامعة الدول العربية؟';

/** What passages may hold although no editor meant it. */
const ODD_SENTENCES = [
  '',
  ' ',
  'ً',
  '\ud83d',
  '👍🏽 تم',
  '؟!…',
  'ﷺ',
  '\u200f١٢\u200f',
  'x'.repeat(5000),
];

export function describeReader(name: string, open: () => Promise<ObservedReader>): void {
  describe(`reader: ${name}`, () => {
    let reader: ObservedReader;
    before(async () => {
      reader = await open();
    });
    after(() => reader?.close());

    it('has a name with a version', () => {
      assert.match(reader.id, /^[^@]+@[^@]+$/);
    });

    it('reads each sentence of each passage, in order', async () => {
      const readings = await reader.read(QUESTION, [LEAGUE, MILK]);
      assert.deepEqual(
        readings.map((passage) => passage.length),
        [3, 2],
      );
      const logOdds = readings.flat().map((reading) => reading.logOdds);
      // Only the second sentence says when.
      assert.equal(logOdds.indexOf(Math.max(...logOdds)), 1);
    });

    it('gives the words that answer as a slice of the sentence', async () => {
      const [league] = await reader.read(QUESTION, [LEAGUE]);
      const { span } = league![1]!;
      // «يوم» may belong to it.
      assert.match(LEAGUE.sentences[1]!.slice(span!.start, span!.end), /^(يوم )?٢٢ مارس ١٩٤٥$/u);
      assert.ok(span!.probability > 0 && span!.probability <= 1);
    });

    it('says the same whenever it is asked the same', async () => {
      const first = await reader.read(QUESTION, [MILK, LEAGUE]);
      assert.deepEqual(await reader.read(QUESTION, [MILK, LEAGUE]), first);
    });

    it('takes nothing to read for nothing said', async () => {
      assert.deepEqual(await reader.read(QUESTION, []), []);
      assert.deepEqual(await reader.read(QUESTION, [{ title: 'فارغ', sentences: [] }]), [[]]);
    });

    it('reads odd sentences and questions without falling over', async () => {
      for (const question of ['', '؟', '\udc4d', QUESTION.repeat(40)]) {
        const [odd] = await reader.read(question, [{ title: '', sentences: ODD_SENTENCES }]);
        assert.equal(odd!.length, ODD_SENTENCES.length);
        for (const [i, { logOdds, span }] of odd!.entries()) {
          assert.ok(!Number.isNaN(logOdds) && logOdds < Number.POSITIVE_INFINITY);
          if (!span) continue;
          const words = ODD_SENTENCES[i]!.slice(span.start, span.end);
          assert.ok(words.trim() === words && words !== '', `a span of «${words}»`);
          assert.ok(span.probability > 0 && span.probability <= 1);
        }
      }
    });

    it('counts what it read', async () => {
      const before = reader.stats();
      await reader.read(QUESTION, [LEAGUE]);
      const after = reader.stats();
      assert.equal(after.reads, before.reads + 1);
      assert.deepEqual(
        [after.waiting, after.failures, after.restarts, after.lastError],
        [0, 0, 0, null],
      );
    });

    it('says so where it is asked after it was closed', async () => {
      const other = await open();
      await other.close();
      await assert.rejects(
        other.read(QUESTION, [LEAGUE]),
        (error: ReaderError) => error instanceof ReaderError && error.hint !== '',
      );
    });
  });
}
