/** Messages meant to break something: every one gets a valid reply, and nothing breaks. */
import { seededRandom } from '../lib/random.ts';
import { openStage, round, type StageOptions } from './stage.ts';

export interface HostileFigures {
  readonly messages: number;
  readonly replied: number;
  readonly unreplied: number;
  /** Calls that the strict server refused as the bot's mistake. */
  readonly violations: number;
  /** Lines of the log that say `error`. */
  readonly errors: number;
  readonly restarts: number;
  readonly perSecond: number;
}

const PEOPLE = 200;
const BATCH = 200;

const FIXED: readonly string[] = [
  `ا${'\u064b'.repeat(4_095)}`,
  `س${'\u0301\u0489'.repeat(2_000)}`,
  '\u202e\u2066\u2067\u2068\u202d'.repeat(800),
  '👩‍👩‍👧‍👦'.repeat(370),
  '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'.repeat(250),
  `👨${'\u200d👨'.repeat(1_300)}`,
  '<b>متى</b> <a href="tg://user?id=1">ثار</a> [x](javascript:alert(1)) *بركان* _كذا_ `x` ||y||',
  '"; DROP TABLE answers; -- متى ثار البركان؟',
  '#{BOT_TOKEN} %s %n {{constructor.constructor("return process")()}}',
  `/ask ${'متى '.repeat(1_000)}`,
  '/why متى ثار البركان؟',
  '/status',
  '/forget',
  `/sources ${'%_"*()'.repeat(50)}`,
  '/start@test_bot',
  '/'.repeat(4_096),
  '@'.repeat(4_096),
  '\u0000\u0001\u0002متى\u0003 ثار\u0004؟',
  '\ud800',
  'متى\udfff ثار \ud83d البركان؟',
  '\u200b\u200c\u200d\u2060\ufeff',
  '   \n\n\t  ',
  'ﷺ﷽ـــــــــ؟',
  '\ufdfa'.repeat(1_000),
  'x'.repeat(4_096),
  '0'.repeat(4_096),
  'كم '.repeat(1_365),
  'https://example.org/'.repeat(200),
  '__proto__ constructor toString hasOwnProperty',
];

/** A hostile text, at most 4,096 units as Telegram has it. */
export function hostileText(random: () => number): string {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const anyUnit = () => String.fromCharCode(Math.floor(random() * 0x1_0000));
  const control = () =>
    String.fromCodePoint(
      pick([0, 0x7f, 0x80, 0x200b, 0x2028, 0x202a, 0x2066, 0xe0000, 0xfff0]) +
        Math.floor(random() * 16),
    );
  const emoji = () =>
    String.fromCodePoint(0x1f300 + Math.floor(random() * 0x300)) +
    pick(['', '\u200d', '\ufe0f', '\u{1f3fd}']);
  const mark = () =>
    String.fromCharCode(pick([0x300, 0x610, 0x64b, 0x6d6]) + Math.floor(random() * 5));
  const word = () =>
    pick([
      'متى',
      'كم',
      'بركان',
      '<b>',
      '</b>',
      '&lt;',
      '**',
      '```',
      '/help',
      '/x',
      '@test_bot',
      'tg://x',
      '«',
      '٣',
      'BBC',
    ]);
  const makers = [anyUnit, control, emoji, mark, word, () => ' ', () => '\n'];
  const kind = random();
  if (kind < 0.15) return pick(FIXED);
  const length = kind < 0.9 ? 1 + Math.floor(random() * 60) : 4_096;
  const few = [pick(makers), pick(makers), pick(makers)];
  let text = '';
  while (text.length < length) text += pick(few)();
  return text.slice(0, 4_096);
}

export async function hostile(
  options: StageOptions & { readonly messages: number; readonly seed: number },
): Promise<HostileFigures> {
  const stage = await openStage(options);
  const { api } = stage;
  try {
    const bot = await stage.start();
    let restarts = 0;
    bot.ended.then(() => {
      restarts += 1;
    });
    const random = seededRandom(options.seed);
    const people = Array.from({ length: PEOPLE }, (_, index) =>
      api.person({ firstName: index % 2 ? hostileText(random).slice(0, 64) || 'x' : 'سلمى' }),
    );
    const before = performance.now();
    let replied = 0;
    let unreplied = 0;
    for (let sent = 0; sent < options.messages; ) {
      const batch: { person: (typeof people)[number]; id: number }[] = [];
      for (; batch.length < BATCH && sent < options.messages; sent += 1) {
        const person = people[sent % PEOPLE]!;
        const text = hostileText(random);
        const message = person.sends(text);
        batch.push({ person, id: message.message_id });
        const aside = random();
        if (aside < 0.05) person.types(hostileText(random).slice(0, 256));
        else if (aside < 0.1) person.edits(message, hostileText(random));
        else if (aside < 0.15) person.sendsCallback(hostileText(random).slice(0, 64), message);
      }
      const waiting = () => batch.filter(({ person, id }) => person.chat.botReplyCount(id) === 0);
      await api.waitFor(() => waiting().length === 0, { timeoutMs: 60_000 }).catch(() => undefined);
      unreplied += waiting().length;
      replied += batch.length - waiting().length;
    }
    const seconds = (performance.now() - before) / 1_000;
    return {
      messages: options.messages,
      replied,
      unreplied,
      violations: api.violations.length,
      errors: bot.errors.length,
      restarts,
      perSecond: round(options.messages / seconds),
    };
  } finally {
    await stage.close();
  }
}
