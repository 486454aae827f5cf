/**
 * How long reading takes, and how long it holds up the event loop. Behind `docs/decisions/reader.md`:
 *
 *     npx tsx tools/measure/reading.ts <model folder> [rounds]
 *
 * Passages of about 170 tokens, 4, 6 and 8 a read; and the same ones with a read each.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openReader } from '../../src/reader/open.ts';

const [folder = 'models/isnad-reader-ar', rounds = '20'] = process.argv.slice(2);
const DEADLINE_MS = 600_000;
const QUESTION = 'متى تأسست جامعة الدول العربية؟';
/** 32 tokens with its mark; five of them, the question and the head are 175. */
const SENTENCE =
  'تأسّست جامعة الدول العربية في القاهرة يوم ٢٢ مارس ١٩٤٥، ووقّع ميثاقها مندوبو سبع دول عربية مؤسِّسة.';
const PASSAGE = { title: 'جامعة الدول العربية', sentences: Array<string>(5).fill(SENTENCE) };

const startedAt = performance.now();
const reader = await openReader({ folder, deadlineMs: DEADLINE_MS });
console.log(`open: ${Math.round(performance.now() - startedAt)} ms`);
await reader.read(QUESTION, [PASSAGE]);

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
for (const count of [4, 6, 8]) {
  const passages = Array<typeof PASSAGE>(count).fill(PASSAGE);
  const together: number[] = [];
  const apart: number[] = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    together.push(await timed(() => reader.read(QUESTION, passages)));
    apart.push(await timed(() => Promise.all(passages.map((one) => reader.read(QUESTION, [one])))));
  }
  console.log(`${count} passages: ${quantiles(together)}; a read each: ${quantiles(apart)}`);
}
delay.disable();
console.log(`event loop held for at most ${(delay.max / 1e6).toFixed(1)} ms`);
await reader.close();

async function timed(action: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}

function quantiles(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))]!);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}
