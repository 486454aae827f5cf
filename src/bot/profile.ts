/** Names, descriptions and commands, as Telegram shows them around the chat, in both languages. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CallError } from './call-error.ts';
import type { Messages } from './messages/messages.ts';
import type { Services } from './services.ts';

/** A failed step is tried again after this long, then after twice as long, and so on. */
const AGAIN_FIRST_MS = 60_000;
const AGAIN_MAX_MS = 3_600_000;

interface Step {
  /** The method that sets it. */
  readonly name: string;
  run(): Promise<void>;
}

/**
 * Sets only what differs: Telegram allows few changes of a name a day, and answers 429 for each method separately. Only
 * failed steps are repeated later. No failure here stops the bot.
 *
 * @param wait between two rounds; keeps no process alive.
 */
export async function setProfile(
  s: Services,
  wait: (milliseconds: number) => Promise<unknown> = (ms) => sleep(ms, undefined, { ref: false }),
): Promise<void> {
  let left = stepsOf(s);
  for (let pauseMs = AGAIN_FIRST_MS; ; pauseMs = Math.min(AGAIN_MAX_MS, pauseMs * 2)) {
    const failed: Step[] = [];
    let askedMs = 0;
    for (const step of left) {
      const error = await failureOf(step);
      if (error === undefined) continue;
      if (!mayGoWellLater(error)) {
        s.log.warn({ err: error }, `${step.name} was not accepted; the bot works without it`);
        continue;
      }
      failed.push(step);
      askedMs = Math.max(askedMs, (error.retryAfterSeconds ?? 0) * 1_000);
    }
    if (failed.length === 0 || s.stopping()) return;
    left = failed;
    const waitMs = Math.max(pauseMs, askedMs);
    s.log.info(
      { failed: failed.map(({ name }) => name), againInSeconds: waitMs / 1_000 },
      'the rest of the profile is set later',
    );
    await wait(waitMs);
    if (s.stopping()) return;
  }
}

function stepsOf(s: Services): Step[] {
  const { ar, en } = s.speech;
  return [...stepsFor(s, ar, {}), ...stepsFor(s, en, { language_code: 'en' })];
}

/** Arabic is the default for every client, English for those whose client is English. */
function stepsFor(s: Services, m: Messages, where: object): Step[] {
  return [
    text(s, 'Name', 'name', m.botName, where),
    text(s, 'Description', 'description', m.botDescription, where),
    text(s, 'ShortDescription', 'short_description', m.botShortDescription, where),
    commands(s, m.commands, where),
    ...s.settings.adminIds.map((chat_id) =>
      commands(s, [...m.commands, ...m.adminCommands], {
        scope: { type: 'chat', chat_id },
        ...where,
      }),
    ),
  ];
}

function text(s: Services, what: string, field: string, wanted: string, where: object): Step {
  return {
    name: `setMy${what}`,
    async run() {
      const now = await s.sender.call<Record<string, string>>(`getMy${what}`, where);
      if (now[field] !== wanted) await s.sender.call(`setMy${what}`, { [field]: wanted, ...where });
    },
  };
}

function commands(s: Services, wanted: Messages['commands'], where: object): Step {
  const list = (all: Messages['commands']) =>
    JSON.stringify(all.map(({ command, description }) => [command, description]));
  return {
    name: 'setMyCommands',
    async run() {
      const now = await s.sender.call<Messages['commands']>('getMyCommands', where);
      if (list(now) !== list(wanted))
        await s.sender.call('setMyCommands', { commands: wanted, ...where });
    },
  };
}

async function failureOf(step: Step): Promise<unknown> {
  try {
    await step.run();
    return undefined;
  } catch (error) {
    return error ?? new Error('failed');
  }
}

function mayGoWellLater(error: unknown): error is CallError {
  return error instanceof CallError && ['flood', 'server', 'network'].includes(error.failure);
}
