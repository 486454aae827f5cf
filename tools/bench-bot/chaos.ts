/** All faults at once, and kill -9 of the bot and of its reader: no answer is lost, and none is sent twice without a doubt. */

import { createIdentity } from '../../src/bot/identity.ts';
import { openLibsqlState } from '../../src/bot/state/libsql.ts';
import type { BotProcess } from '../lib/bot-process.ts';
import { seededRandom } from '../lib/random.ts';
import { memoryOfTree } from './processes.ts';
import { recordSends } from './sends.ts';
import { openStage, quantile, round, type StageOptions } from './stage.ts';

export interface ChaosFigures {
  readonly updates: number;
  readonly kills: number;
  /** Processes of the reader that were killed, most of them while they read. */
  readonly readerKills: number;
  readonly answered: number;
  readonly lost: number;
  /** Answered again although the first had arrived: the connection broke or an error came after it was carried out. */
  readonly twiceAfterFault: number;
  /** Answered again because the process was killed between the send and its record. */
  readonly twiceAfterKill: number;
  /** Answered again without any such doubt. */
  readonly twiceWithoutDoubt: number;
  readonly outOfOrder: number;
  /** Messages that Telegram carried out although the bot was told otherwise: how often there was a doubt. */
  readonly doubts: number;
  readonly faults: Readonly<Record<string, number>>;
  /** From the moment Telegram has an answer until the bot has recorded it: the window of doubt at a kill. */
  readonly recordedAfterMs: { readonly p50: number; readonly p95: number };
  readonly restartMs: readonly number[];
  readonly seconds: number;
}

/** 5 % floods, 5 % errors of the server, 4 % broken connections; a part of the last two after the deed is done. */
const RATES = {
  flood: 0.05,
  error: 0.04,
  lateError: 0.01,
  dropBefore: 0.03,
  dropAfter: 0.01,
  retryAfterS: 1,
  methods: [
    'getUpdates',
    'sendMessage',
    'sendChatAction',
    'answerCallbackQuery',
    'editMessageText',
  ],
};
const UPDATE_FAULTS = { duplicate: 0.05 };
const BATCH = 50;
/** How many questions may wait before the next batch is asked. */
const OPEN_MAX = 400;
/** The kill comes at any moment of this, and has nothing to do with an answer. */
const KILL_WITHIN_MS = 1_000;

/** A count of words, which reads in the bot's own process, has none. */
function killReaderOf({ child }: BotProcess): boolean {
  const readers = memoryOfTree(child.pid!).filter(({ name }) => name.startsWith('model-process'));
  for (const { pid } of readers.slice(0, 1)) process.kill(pid, 'SIGKILL');
  return readers.length > 0;
}

export async function chaos(
  options: StageOptions & {
    readonly updates: number;
    readonly people: number;
    readonly kills: number;
    readonly seed: number;
  },
): Promise<ChaosFigures> {
  const stage = await openStage(options);
  const { api, questions } = stage;
  const { byQuestion: sends, outOfOrder } = recordSends(api);
  const faults: Record<string, number> = {};
  const random = seededRandom(options.seed);
  api.onCall((call) => {
    if (call.fault) faults[call.fault.kind] = (faults[call.fault.kind] ?? 0) + 1;
  });
  try {
    let bot = await stage.start();
    api.faults.rate(RATES, options.seed);
    api.faults.updates(UPDATE_FAULTS, options.seed);
    const people = Array.from({ length: options.people }, () => api.person());
    const asked: { person: (typeof people)[number]; id: number }[] = [];
    const open = () => asked.filter(({ person, id }) => !sends.has(`${person.id} ${id}`)).length;
    const identity = createIdentity(api.token);
    /** Tells for each answer that Telegram has whether the killed bot had written it down. */
    const lookIntoState = async () => {
      const state = openLibsqlState(stage.statePath);
      for (const [key, list] of sends) {
        const last = list.at(-1)!;
        if (last.recorded !== undefined) continue;
        const [chat, id] = key.split(' ').map(Number);
        const record = await state.answerTo(identity.fingerprint('chat', chat!), id!);
        last.recorded = record !== undefined;
      }
      await state.close();
    };
    const recordDelays = async () => {
      const state = openLibsqlState(stage.statePath);
      const delays: number[] = [];
      for (const [key, list] of sends) {
        const [chat, id] = key.split(' ').map(Number);
        const record = await state.answerTo(identity.fingerprint('chat', chat!), id!);
        const { answeredAtMs } = list.at(-1)!.call;
        if (record) delays.push(record.atMs - (performance.timeOrigin + answeredAtMs));
      }
      await state.close();
      return delays;
    };
    let kills = 0;
    let readerKills = 0;
    const restartMs: number[] = [];
    const before = performance.now();
    while (asked.length < options.updates) {
      for (let n = 0; n < BATCH && asked.length < options.updates; n += 1) {
        const person = people[(asked.length * 31) % people.length]!;
        const question = questions[asked.length % questions.length]!;
        asked.push({ person, id: person.sends(question).message_id });
      }
      if (killReaderOf(bot)) readerKills += 1;
      const due = Math.floor((asked.length / options.updates) * (options.kills + 1));
      if (kills < Math.min(due, options.kills)) {
        // In the middle of work, not between two pieces of it.
        await api.waitFor(() => open() < OPEN_MAX / 2 && open() > 0, { timeoutMs: 120_000 });
        // The wait ends with an answer; a kill at that very moment would find it in doubt each time.
        await new Promise((resolve) => setTimeout(resolve, random() * KILL_WITHIN_MS));
        await bot.kill('SIGKILL');
        // Its last poll must not pass for the first one of the next.
        await api.waitFor(() => !api.isPolled, { timeoutMs: 10_000, what: 'the end of its poll' });
        kills += 1;
        await lookIntoState();
        bot = await stage.start();
        restartMs.push(Math.round(bot.startedInMs));
      }
      await api.waitFor(() => open() < OPEN_MAX, {
        timeoutMs: 300_000,
        what: 'fewer open questions',
      });
    }
    await api.waitFor(() => open() === 0, { timeoutMs: 300_000, what: 'the last answers' });
    api.faults.clear();
    // A second answer that is still on its way shows itself.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const seconds = (performance.now() - before) / 1_000;
    api.assertNoViolations();
    await bot.kill('SIGTERM');
    const delays = await recordDelays();

    const twice = { fault: 0, kill: 0, none: 0 };
    for (const list of sends.values()) {
      for (const { call, recorded } of list.slice(0, -1)) {
        if (!call.ok) twice.fault += 1;
        else if (recorded === false) twice.kill += 1;
        else twice.none += 1;
      }
    }
    return {
      updates: asked.length,
      kills,
      readerKills,
      answered: asked.filter(({ person, id }) => sends.has(`${person.id} ${id}`)).length,
      lost: open(),
      twiceAfterFault: twice.fault,
      twiceAfterKill: twice.kill,
      twiceWithoutDoubt: twice.none,
      outOfOrder: outOfOrder(),
      doubts: [...sends.values()].flat().filter(({ call }) => !call.ok).length,
      faults,
      recordedAfterMs: { p50: round(quantile(delays, 0.5)), p95: round(quantile(delays, 0.95)) },
      restartMs,
      seconds: round(seconds),
    };
  } finally {
    await stage.close();
  }
}
