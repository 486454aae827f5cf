/** Names, descriptions and commands, as Telegram shows them around the chat, in both languages. */
import type { Messages } from './messages/messages.ts';
import type { Services } from './services.ts';

/**
 * Sets what differs, and only that: Telegram allows few changes of a name a day. Arabic is the default for
 * every client, English for those whose client is English. Nothing here is worth stopping for.
 */
export async function setProfile(s: Services): Promise<void> {
  const { ar, en } = s.speech;
  for (const [m, language] of [
    [ar, undefined],
    [en, 'en'],
  ] as const) {
    const where = language === undefined ? {} : { language_code: language };
    await setText(s, 'Name', 'name', m.botName, where);
    await setText(s, 'Description', 'description', m.botDescription, where);
    await setText(s, 'ShortDescription', 'short_description', m.botShortDescription, where);
    await setCommands(s, m.commands, where);
    for (const chat_id of s.settings.adminIds) {
      const scope = { type: 'chat', chat_id };
      await setCommands(s, [...m.commands, ...m.adminCommands], { scope, ...where });
    }
  }
}

async function setText(
  s: Services,
  what: string,
  field: string,
  wanted: string,
  where: object,
): Promise<void> {
  await attempt(s, `setMy${what}`, async () => {
    const now = await s.sender.call<Record<string, string>>(`getMy${what}`, where);
    if (now[field] !== wanted) await s.sender.call(`setMy${what}`, { [field]: wanted, ...where });
  });
}

async function setCommands(
  s: Services,
  commands: Messages['commands'],
  where: object,
): Promise<void> {
  await attempt(s, 'setMyCommands', async () => {
    const now = await s.sender.call<Messages['commands']>('getMyCommands', where);
    const list = (all: Messages['commands']) =>
      JSON.stringify(all.map(({ command, description }) => [command, description]));
    if (list(now) !== list(commands)) await s.sender.call('setMyCommands', { commands, ...where });
  });
}

async function attempt(s: Services, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    s.log.warn({ err: error }, `${what} was not accepted; the bot works without it`);
  }
}
