/** Which language to speak to whom. */

import type { Digits } from '../../speech/numbers-and-dates.ts';
import { arabic } from './ar.ts';
import { english } from './en.ts';
import type { Messages } from './messages.ts';

export interface Speech {
  readonly ar: Messages;
  readonly en: Messages;
  /**
   * Arabic, unless the client is English and what was written has no Arabic letter: many who ask
   * in Arabic keep their telephone in English.
   */
  choose(clientLanguage: string | undefined, written: string | undefined): Messages;
}

export function createSpeech(digits: Digits): Speech {
  const ar = arabic(digits);
  const en = english();
  return {
    ar,
    en,
    choose(clientLanguage, written) {
      const englishClient = /^en(-|$)/iu.test(clientLanguage ?? '');
      return englishClient && !/\p{Script=Arabic}/u.test(written ?? '') ? en : ar;
    },
  };
}
