/**
 * The bot under load, against the strict Bot API server, as a process of its own:
 *
 *     npx tsx tools/bench-bot.ts latency --count 200
 *     npx tsx tools/bench-bot.ts rounds  --chats 100 --rounds 12
 *     npx tsx tools/bench-bot.ts chaos   --updates 2000 --people 100 --kills 3 --seed 1
 *     npx tsx tools/bench-bot.ts hostile --messages 20000 --seed 1
 *     npx tsx tools/bench-bot.ts disk    --count 20                    (as root: it mounts a small disk)
 *     npx tsx tools/bench-bot.ts soak    --minutes 60                  (at half of the rate that it measures first; or --rate)
 *     npx tsx tools/bench-bot.ts all     --index-dir data/index --questions questions.jsonl
 *
 * A question takes a tenth of a second of reading, so that the defaults take minutes; the figures in the docs name theirs.
 * Without `--index-dir` the sample articles are indexed and asked about. Without `--reader bundled` a count of words reads,
 * but for the soak, which has the bundled model. Prints one JSON object for each scenario.
 */
import { parseArgs } from 'node:util';
import { chaos } from './bench-bot/chaos.ts';
import { disk } from './bench-bot/disk.ts';
import { hostile } from './bench-bot/hostile.ts';
import { latency } from './bench-bot/latency.ts';
import { rounds } from './bench-bot/rounds.ts';
import { soak } from './bench-bot/soak.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'index-dir': { type: 'string' },
    questions: { type: 'string', default: 'sample/questions.jsonl' },
    count: { type: 'string', default: '200' },
    chats: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '12' },
    updates: { type: 'string', default: '2000' },
    people: { type: 'string', default: '100' },
    kills: { type: 'string', default: '3' },
    messages: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
    rate: { type: 'string' },
    reader: { type: 'string' },
  },
});
const stage = {
  indexDir: values['index-dir'],
  questionsFile: values.questions,
  reader: values.reader,
};
const seed = Number(values.seed);

const scenarios: Record<string, () => Promise<object>> = {
  latency: () => latency({ ...stage, count: Number(values.count) }),
  rounds: () => rounds({ ...stage, chats: Number(values.chats), rounds: Number(values.rounds) }),
  chaos: () =>
    chaos({
      ...stage,
      updates: Number(values.updates),
      people: Number(values.people),
      kills: Number(values.kills),
      seed,
    }),
  hostile: () => hostile({ ...stage, messages: Number(values.messages), seed }),
  disk: () => disk({ ...stage, count: Number(values.count) }),
  soak: () =>
    soak({
      ...stage,
      reader: values.reader ?? 'bundled',
      minutes: Number(values.minutes),
      rate: values.rate === undefined ? undefined : Number(values.rate),
    }),
};

const wanted = positionals[0] ?? 'all';
// Mounting is not for everybody.
const names =
  wanted === 'all' ? Object.keys(scenarios).filter((name) => name !== 'disk') : [wanted];
for (const name of names) {
  const run = scenarios[name];
  if (!run) {
    process.stderr.write(
      `no scenario ${name}; there are ${Object.keys(scenarios).join(', ')}, all\n`,
    );
    process.exit(2);
  }
  process.stdout.write(`${JSON.stringify({ scenario: name, ...(await run()) })}\n`);
}
