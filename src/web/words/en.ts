/** What the page says in English. Articles, quotes and titles stay as they are. */
import { englishCommon } from '../../speech/common-en.ts';
import { counted, createWords, type Forms } from '../../speech/numbers-and-dates.ts';
import type { PageWords } from './page-words.ts';

const ARTICLES: Forms = { one: 'one article', other: '{} articles' };
const SOURCES: Forms = { one: 'one source', other: '{} sources' };
const SECONDS: Forms = { one: 'one second', other: '{} seconds' };

export function englishPage(): PageWords {
  const w = createWords('en', 'western');
  const count = (number: number, forms: Forms) => counted('en', number, w.value(number), forms);
  return {
    ...englishCommon(),
    siteName: 'Isnad',
    tagline: 'Ask, and the articles answer in their own words',
    pitch:
      'Isnad writes no answers of its own. It brings you the passage that answers, letter by letter, and opens the article at that very place. Where it finds none, it says so.',
    skipToContent: 'Skip to content',
    otherLanguage: 'العربية',

    navAsk: 'Ask',
    navArticles: 'Articles',
    navSources: 'Sources',
    navLabel: 'Sections',

    questionLabel: 'Your question',
    questionPlaceholder: 'Ask in Arabic',
    askButton: 'Ask',
    examplesTitle: 'Try asking',
    newestTitle: 'Newest articles',
    allArticles: 'All articles',
    visitTitle: 'What you asked in this visit',
    corpusSize: (articles, sources) =>
      `Searching ${count(articles, ARTICLES)} from ${count(sources, SOURCES)}.`,
    reading: 'Reading the articles for an answer',

    answerTitle: 'Answer',
    shortLabel: 'Answer',
    quoteLabel: 'Passage',
    conflictSide: 'Differs',
    elsewhereLead: 'That article does not answer this, but another one does.',
    elsewhereMaybeLead:
      'That article does not answer this. The nearest that I found elsewhere, though it may not answer you:',
    alsoIn: 'Also printed in',
    original: 'The article on its site',
    copy: 'Copy with source',
    copied: 'Copied',
    context: 'Around it',
    noneHint: 'Try the name of the person, place or event as the news writes it.',
    nearestTitle: 'The articles nearest to your question',
    followLabel: 'Follow-up question',
    followPlaceholder: 'What else?',
    followHint: 'Ask as in a talk: “and when did he die?”',
    newQuestion: 'New question',
    withinLead: 'Looking first in',
    withinAll: 'Look in all articles',

    quoteHere: 'The quote is marked where it stands in the article.',
    quoteMoved:
      'The article has changed since it was quoted. The quote is still there, word for word, and is marked in its new place.',
    quoteChanged:
      'The article has changed since it was quoted, and no longer has these words. This is what it says today.',
    toQuote: 'Go to it',
    askWithin: 'Ask within this article',
    askWithinPlaceholder: 'What would you like to know from it?',
    by: 'By',
    file: 'File',
    contents: 'In this article',
    pageLabel: (label) => (/^\p{Nd}+$/u.test(label) ? `Page ${w.value(label)}` : label),
    citation: ({ title, source, date }) =>
      [`“${title}”`, source, date && w.date(date).replace(/[\u2066-\u2069]/gu, '')]
        .filter(Boolean)
        .join(', '),

    articlesTitle: 'Articles',
    titleQuery: 'A word of the title',
    outlet: 'Source',
    anyOutlet: 'All sources',
    from: 'From date',
    to: 'To date',
    filterButton: 'Search',
    clearFilter: 'Show all',
    found: (articles) => `${count(articles, ARTICLES)} found.`,
    foundNone: 'No article is like that. Try a single word of the title, or a longer time.',
    previous: 'Newer',
    next: 'Older',
    pageOf: (page, pages) => `Page ${w.value(page)} of ${w.value(pages)}`,
    pagesLabel: 'Pages of the list',
    sourcesTitle: 'Sources',
    noSource: 'No source named',
    newestOn: 'newest',
    articles: (number) => count(number, ARTICLES),
    date: (iso) => w.date(iso),
    number: (value) => w.value(value),

    notFoundTitle: 'There is no page with this address',
    notFoundHint: 'The address may have a mistake, or the page has moved.',
    articleGoneTitle: 'This article is no longer here',
    articleGoneHint: 'It was removed or moved. Ask again, or look through the articles.',
    errorTitle: 'Something went wrong here',
    errorHint: 'Sorry. Please try again in a moment.',
    busyTitle: 'Many questions are waiting',
    busyHint: 'Please ask again in a moment.',
    slowDown: (seconds) =>
      `A little slower, please: you have reached the limit of questions in a minute. Ask again in ${count(seconds, SECONDS)}.`,
    tooLongTitle: 'Your question is longer than I can read',
    tooLongHint: 'Shorten it to a few lines; what you want to know is enough.',
    privateTitle: 'These articles are private',
    privateHint: 'Write the password that you were given by those who keep them.',
    tokenLabel: 'Password',
    tokenWrong: 'That is not the password. Check it and try again.',
    enterButton: 'Enter',
    backHome: 'Back to the question',
    footer:
      'Every quote here is taken from its article letter by letter. It is the words of the article’s author: read it there before you rely on it.',
  };
}
