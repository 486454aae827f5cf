/** The commands that everybody may give. */

import { cleanField } from '../render/clean.ts';
import { plain } from '../render/rich.ts';
import type { Job, Services } from '../services.ts';
import { reply, type Talk } from '../talk.ts';
import { adminCommand } from './admin.ts';
import { articleList } from './sources.ts';

export async function runCommand(
  s: Services,
  job: Job,
  talk: Talk,
  name: string,
  argument: string,
): Promise<void> {
  const m = talk.messages;
  const say = (...paragraphs: readonly string[]) =>
    reply(s, job, talk, plain(m.direction, ...paragraphs));
  switch (name) {
    case 'start':
      await say(m.start(cleanField(talk.personName, 40)));
      return;
    case 'help':
      await say(m.help(s.me().username));
      return;
    case 'about': {
      const { articles, builtAt } = await s.catalogue.use(async (index) => index.summary);
      await say(m.about({ articles, builtAt, sourceUrl: s.settings.sourceUrl }));
      return;
    }
    case 'privacy': {
      const { retentionDays, storeQuestions } = s.settings;
      await say(m.privacy({ retentionDays, storeQuestions }));
      return;
    }
    case 'forget': {
      // In a group only what is about this person goes; the chat's answers are others' too.
      const rows = await s.state.forget(talk.person, talk.isPrivate ? talk.chat : undefined);
      await say(m.forgotten(rows));
      return;
    }
    case 'sources': {
      const { rich, markup } = await articleList(s, m, 0, argument);
      await reply(s, job, talk, rich, markup);
      return;
    }
    default:
      // To others an admin's command is a command that does not exist.
      if (talk.isAdmin) await adminCommand(s, job, talk, name, argument);
      else if (talk.isPrivate) await say(m.unknownCommand);
  }
}
