/** What a person typed: a question, or what is answered without the articles. Pure; all front ends use it. */

import { bundledLexicon } from '../lexicon/bundled.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { findRequest } from '../retrieve/long-message.ts';
import { Phrases } from '../retrieve/phrases.ts';
import { fromEnglishKeys } from '../text/keyboard-layout.ts';
import { splitWords } from '../text/words.ts';
import { readSmallTalk, type Talk } from './small-talk.ts';

/**
 * `opinion`: what one thinks of a text, or whether it is true, or its summary. `article`: a text that asks nothing.
 * `noWords`: marks and spaces, or keys that were hit at random.
 */
export type NotAQuestion = Talk | 'emoji' | 'link' | 'opinion' | 'article' | 'noWords';

export type ReadMessage =
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'talk'; readonly what: NotAQuestion; readonly salam: boolean };

/** A text that asks nothing and is longer than this is no question: somebody sent an article. */
const ARTICLE_CHARS_MIN = 400;
const LINK = /(?:https?:\/\/|www\.|t\.me\/)\S+/giu;

const OPINION = `ما رأيك, ما رأيكم, ما رايك, وما رأيك, ما هو رأيك, ما رأي البوت, شو رأيك, شو رايك, ايش رأيك, ايش رايك, وش رأيك, وش رايك, إيه رأيك, ايه رايك, رأيك إيه, رأيك, رايك, أعطني رأيك, اعطيني رأيك, ما تعليقك, ما تعليقكم, تعليقك, ما تقييمك,
  هل هذا صحيح, هل هذا الكلام صحيح, هل هذا الخبر صحيح, هل هذا المقال صحيح, هل هذه المعلومة صحيحة, هل هذه المعلومات صحيحة, هل الخبر صحيح, هل الكلام صحيح, هل ما ورد صحيح, هل هذا حقيقي, هل هذا حقيقي أم, هل هذا كذب, صحيح هذا, هذا صحيح, هل صحيح هذا, صحيح هالكلام, هالكلام صحيح, الكلام ده صحيح, الكلام ده صح, الخبر ده صحيح, ده صحيح, ما صحة هذا, ما صحة هذا الخبر, ما صحة هذا الكلام, ما مدى صحة هذا, ما مدى صحة هذا الخبر, ما مدى صحة هذا الكلام, صح ولا غلط, صح أم خطأ, هل هذا صح, حقيقة أم إشاعة, هل تصدق هذا, هل أصدق هذا, تأكد من هذا, تحقق من هذا, تحقق من صحة هذا,
  لخص, لخص لي, لخصه, لخصها, لخصه لي, ممكن تلخص, ممكن تلخيص, هل يمكنك تلخيص, أريد ملخصا, أريد تلخيص, اختصر, اختصر لي, ترجم, ترجم لي, ترجمه, ترجمه لي, حلل, حلل لي, اشرح لي, اشرح, علق على, what do you think, is this true, is it true, summarize, summarise, translate`;
const ABOUT = `في, عن, على, من, هذا, هذه, ذلك, هالخبر, هالكلام, المقال, المقالة, الخبر, الكلام, الموضوع, النص, الرسالة, المنشور, التقرير, المعلومة, القول, لي, لنا, يا, أو, أم, خطأ, كذب, إشاعة, إلى الإنجليزية, إلى العربية, من فضلك, لو سمحت, ممكن, هل, about, this, text, article, it, please`;
const opinion = new Phrases<'opinion' | 'about'>()
  .add(OPINION.split(','), 'opinion')
  .add(ABOUT.split(','), 'about');
/** If an article follows on the same line, it begins after a colon. */
const BEFORE_ARTICLE = /^[^:\n]{1,80}(?=[:\n])/u;

export function readMessage(message: string): ReadMessage {
  const text = message.trim();
  const notAQuestion = (what: NotAQuestion, salam = false): ReadMessage => ({
    kind: 'talk',
    what,
    salam,
  });
  const rest = text.replace(LINK, ' ');
  if (!/[\p{L}\p{N}]/u.test(rest)) {
    if (rest.trim() !== text) return notAQuestion('link');
    return notAQuestion(/\p{Extended_Pictographic}/u.test(text) ? 'emoji' : 'noWords');
  }
  const said = readSmallTalk(rest);
  if (said)
    return rest === text ? notAQuestion(said.what, said.salam) : notAQuestion('link', said.salam);
  if (isMash(text, bundledLexicon)) return notAQuestion('noWords');
  const request = findRequest(text, ARTICLE_CHARS_MIN);
  const lead = BEFORE_ARTICLE.exec(text)?.[0];
  if (asksOpinion(request.core) || (lead !== undefined && asksOpinion(lead)))
    return notAQuestion('opinion');
  if (!request.asks && text.length > ARTICLE_CHARS_MIN) return notAQuestion('article');
  return { kind: 'question', text };
}

/** Whether it asks what one thinks of a text, and names no subject of its own. */
function asksOpinion(text: string): boolean {
  const surfaces = splitWords(text.replace(LINK, ' ')).map(({ surface }) => surface);
  let asks = false;
  for (let at = 0; at < surfaces.length; ) {
    const found = opinion.at(surfaces, at);
    if (!found) return false;
    asks ||= found.value === 'opinion';
    at += found.length;
  }
  return asks;
}

const MASH_WORDS_MAX = 3;
/** Letters that no word of any language has in a row: «asdkjh», «ggggg», «ببببب». */
const MASH = /^(?:\p{L}*(\p{L})\1{3,}\p{L}*|[a-z]*[b-df-hj-np-tv-xz]{5,}[a-z]*)$/iu;

/** Whether a message is nothing but keys that were hit at random. */
function isMash(text: string, lexicon: Lexicon): boolean {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length > MASH_WORDS_MAX || !words.every((word) => MASH.test(word))) return false;
  // Arabic words typed with an English keyboard layout look similar.
  return splitWords(fromEnglishKeys(text)).every(({ surface }) => lexicon.count(surface) === 0);
}
