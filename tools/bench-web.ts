/**
 * `npm run bench-web [-- --rounds N]`: the page under 1, 8 and 32 people at once, each of whom asks, waits for the whole
 * answer, and asks again. Prints the time to the first byte and to the end of the answer, and both as ratios to one person.
 * The site is a process of its own, as `npm run web` starts it; READER_MODEL and INDEX_DIR are those of the environment.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const PEOPLE = [1, 8, 32];

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const rounds = Number(values.rounds);
const questions = readFileSync('sample/questions.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { question: string }).question);

const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/web.ts', '--port', '0'], {
  env: { ...process.env, WEB_RATE_PER_MINUTE: '100000', WEB_PROXIES: '1', LOG_LEVEL: 'warn' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];

/** Milliseconds to the first byte and to the last; undefined if the site was busy. */
async function ask(
  question: string,
  person: number,
): Promise<{ first: number; whole: number } | undefined> {
  const began = performance.now();
  const response = await fetch(`${address}?q=${encodeURIComponent(question)}`, {
    // Each person has an address of their own, as behind a proxy.
    headers: { 'x-forwarded-for': `10.0.0.${person}` },
  });
  const reader = response.body!.getReader();
  await reader.read();
  const first = performance.now() - began;
  while (!(await reader.read()).done);
  return response.status === 200 ? { first, whole: performance.now() - began } : undefined;
}

const middle = (times: number[], share: number) =>
  times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(share * times.length))]!;

let next = 0;
const question = () => questions[next++ % questions.length]!;
await ask(question(), 0);
let alone: { first: number; whole: number } | undefined;
process.stdout.write(
  'people | first byte p50 | answer p50 | p95 | ratios to one person | refused\n',
);
for (const people of PEOPLE) {
  const results = await Promise.all(
    Array.from({ length: people }, async (_, person) => {
      const own = [];
      for (let round = 0; round < rounds; round += 1) own.push(await ask(question(), person));
      return own;
    }),
  );
  const done = results.flat().filter((one) => one !== undefined);
  const refused = results.flat().length - done.length;
  const first = middle(
    done.map((one) => one.first),
    0.5,
  );
  const whole = middle(
    done.map((one) => one.whole),
    0.5,
  );
  const late = middle(
    done.map((one) => one.whole),
    0.95,
  );
  alone ??= { first, whole };
  const ratio = (a: number, b: number) => `${(a / b).toFixed(1)}×`;
  process.stdout.write(
    `${people} | ${first.toFixed(1)} ms | ${whole.toFixed(0)} ms | ${late.toFixed(0)} ms | ${ratio(first, alone.first)}, ${ratio(whole, alone.whole)} | ${refused}\n`,
  );
}
child.kill('SIGTERM');
await once(child, 'exit');
