/** The commands that everybody may give. */

import { cleanField } from '../../speech/clean.ts';
import { keepLanguage } from '../language.ts';
import { languageKeyboard } from '../render/keyboard.ts';
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
      await say(m.help(s.me().username, talk.isAdmin));
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
      // In a group only this person's data is deleted: the answers also belong to others.
      const rows = await s.state.forget(talk.person, talk.isPrivate ? talk.chat : undefined);
      await say(m.forgotten(rows));
      return;
    }
    case 'language':
      await chooseLanguage(s, job, talk, argument);
      return;
    case 'sources': {
      const { rich, markup } = await articleList(s, m, 0, argument, talk.isAdmin && talk.isPrivate);
      await reply(s, job, talk, rich, markup);
      return;
    }
    default:
      // To others an admin's command is a command that does not exist.
      if (talk.isAdmin) await adminCommand(s, job, talk, name, argument);
      else if (talk.isPrivate) await say(m.unknownCommand);
  }
}

/** «/language en» chooses at once; without a language, two buttons do. */
async function chooseLanguage(s: Services, job: Job, talk: Talk, argument: string): Promise<void> {
  const language = /^(?:en|الإنجليزية|انجليزي|إنجليزي)/iu.test(argument)
    ? 'en'
    : /^(?:ar|العربية|عربي)/iu.test(argument)
      ? 'ar'
      : undefined;
  if (language === undefined) {
    const { direction, languageLead } = talk.messages;
    await reply(s, job, talk, plain(direction, languageLead), languageKeyboard());
    return;
  }
  const m = s.speech[language];
  const sent = await reply(s, job, talk, plain(m.direction, m.languageChosen));
  await keepLanguage(s, talk, sent.message_id, language);
}
