/** What every front end says to those who read English. Quotes stay Arabic; Arabic words are in isolates. */
import type { NotAQuestion } from '../app/message-kind.ts';
import type { AnswerKind } from '../types.ts';
import type { CommonWords } from './common.ts';
import { isolate } from './direction.ts';
import { counted, createWords, type Forms } from './numbers-and-dates.ts';

const ARTICLES: Forms = { one: 'one article', other: '{} articles' };

const SALAM = 'Peace be upon you too.';
const NOT_A_QUESTION: Record<Exclude<NotAQuestion, 'whatDoYouHave'>, string> = {
  salam: `${SALAM} What is your question?`,
  greeting: 'Welcome. What is your question?',
  wellbeing: 'I am well, thank you, and hope that you are too. What is your question?',
  thanks: 'You are welcome. If another question comes to mind, write it.',
  praise: 'That is kind of you. If another question comes to mind, write it.',
  sorry: 'Never mind. What is your question?',
  farewell: 'Goodbye. I am here whenever you need me.',
  mayIAsk: 'Please do: write your question and I will look for its answer.',
  called: 'Yes, I am here. What is your question?',
  acknowledged: 'All right. When you have a question, write it.',
  laughter: 'Glad to hear you laugh. When you have a question, write it.',
  insult:
    'I am sorry to have disappointed you. Put your question in other words and I will do my best.',
  whoAreYou:
    'I am Isnad, a program that answers questions in the words of articles: I look for your question in them and bring you the passage that answers, letter by letter, with its source. I add nothing of my own.',
  whatCanYouDo: `Ask me in Arabic about a person, a place or an event: when, where, who, how many, why. I search my articles and answer in their exact words, with the source; when I find no answer, I say so.`,
  emoji: 'I got that. If you have a question, write it in words.',
  link: 'I do not open links; I answer from the articles that I have. Write what you would like to know and I will look for it.',
  opinion:
    'I give no opinion of a text, do not judge whether it is true, and do not sum it up; I only quote what my sources say. Ask me about one thing in it, such as when it happened or who said it, and I will look for what was published about that.',
  article:
    'I got a long text and found no question in it. Write in one line what you would like to know, such as when it happened or who said it, and I will look for the answer in my articles.',
  noWords: `I found no question in your message. Write it in words, best in Arabic, for example: ${isolate('متى وقع الحدث؟')}`,
};

const NOT_IN_ARABIC: Record<Parameters<CommonWords['notInArabic']>[0], string> = {
  english: 'My articles are in Arabic. Ask in Arabic, please, and I will look for the answer.',
  french: `My articles are in Arabic. Ask in Arabic, please, and I will look for the answer. (${isolate('Mes articles sont en arabe ; posez votre question en arabe.')})`,
  latin:
    'My articles are in Arabic. Write your question in Arabic letters and I will look for the answer.',
};

const PART_LEADS: Record<AnswerKind, readonly [string, string]> = {
  answer: ['Your first question:', 'Your second question:'],
  maybe: [
    'The nearest to your first question, though I am not certain that it answers it:',
    'The nearest to your second question, though I am not certain that it answers it:',
  ],
  none: [
    'I found nothing in my articles that answers your first question.',
    'I found nothing in my articles that answers your second question.',
  ],
};

export function englishCommon(): CommonWords {
  const w = createWords('en', 'western');
  const count = (number: number, forms: Forms) => counted('en', number, w.value(number), forms);
  return {
    language: 'en',
    direction: 'ltr',
    unreadLead:
      'The articles cannot be read just now, so these are the passages nearest to your question, unread; they may not answer it:',
    maybeLead: 'I am not certain, but this comes nearest to your question; it may not answer it:',
    conflictLead: 'The sources differ on this. Here is what each of them says:',
    publishedIn(date) {
      const month = w.month(date);
      return month && `This is what was published in ${month}.`;
    },
    searchedForLabel: 'Searched for:',
    understoodLabel: 'I understood:',
    buttonAsTyped: 'No, search for what I wrote',
    whichOne: (names) => `Which one do you mean: ${names.map(isolate).join(' or ')}?`,
    nameLacking: 'Whom do you ask about, or what? Send the name alone, or ask again in full.',
    partLead: (at, kind) => PART_LEADS[kind][at === 0 ? 0 : 1],
    partAsBefore: (kind) =>
      kind === 'answer'
        ? 'The same passage answers your second question.'
        : 'The same passage comes nearest to your second question, though I am not certain that it answers it.',
    buttonInPlace: 'Read it in its place',
    noneLead: 'I found nothing in my articles that answers this, and I will not guess.',
    tryWordsLead: 'Words that may bring you closer:',
    wordSeparator: ', ',
    unknownWords: (words) =>
      `My sources never mention ${words.map((word) => `“${isolate(word)}”`).join(' or ')}.`,
    notInArabic: (language) => NOT_IN_ARABIC[language],
    notAQuestion: (what, salam) =>
      salam ? `${SALAM} ${NOT_A_QUESTION[what]}` : NOT_A_QUESTION[what],
    overview({ articles, outlets, outletsTotal, from, to, subjects, examples }, salam) {
      const names = outlets.map(isolate).join(', ');
      const more = outletsTotal > outlets.length ? ' and others' : '';
      const [first, last] = [w.month(from), w.month(to)];
      return [
        `${salam ? `${SALAM} ` : ''}I have ${count(articles, ARTICLES)}${names ? ` from ${names}${more}` : ''}.`,
        first && last ? `The oldest is of ${first}, the newest of ${last}.` : '',
        subjects.length === 0 ? '' : `They are about ${subjects.map(isolate).join(', ')}.`,
        ...(examples.length === 0
          ? []
          : ['', 'Ask me, for example:', ...examples.map((example) => `• ${isolate(example)}`)]),
      ]
        .filter((line, at, lines) => line !== '' || (lines[at - 1] ?? '') !== '')
        .join('\n');
    },
    articlesAway:
      'I am sorry, I cannot reach the articles right now. Please ask again in a minute or two.',
    sourcesEmpty: 'I have no articles yet.',
  };
}
