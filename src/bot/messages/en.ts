/** What the bot says to those who write in English. Quotes stay Arabic; Arabic words are in isolates. */

import type { Refusal } from '../../inbox/refusal.ts';
import { englishCommon } from '../../speech/common-en.ts';
import { isolate } from '../../speech/direction.ts';
import { counted, createWords, type Forms } from '../../speech/numbers-and-dates.ts';
import type { ArticleLine, Messages, UnreadableKind } from './messages.ts';

const ARTICLES: Forms = { one: 'one article', other: '{} articles' };
const SECONDS: Forms = { one: 'one second', other: '{} seconds' };
const DAYS: Forms = { one: 'one day', other: '{} days' };
const RECORDS: Forms = { one: 'one record', other: '{} records' };

const UNREADABLE: Record<UnreadableKind, string> = {
  voice:
    'Thank you for the voice message. I cannot listen yet; write your question and I will look for its answer.',
  photo:
    'A nice picture, but I cannot read pictures. Write your question and I will look for its answer.',
  video:
    'Thank you for the video. I cannot watch it; write your question and I will look for its answer.',
  sticker: 'A lovely sticker! When you have a question, write it and I will look for its answer.',
  document: `I got the file, but I neither read nor keep files that I am sent. I look in my sources for the answer to your question and quote it with its source: write your question, or send ${isolate('/sources')} to see what I have.`,
  location:
    'I got your location; I have no use for it and will not keep it. Write your question instead.',
  contact:
    'I got the contact; I have no use for it and will not keep it. Write your question instead.',
  poll: 'I do not take part in polls, but I do answer questions. Write yours and I will look for its answer.',
  other: 'I cannot read this kind of message. Write your question and I will look for its answer.',
};

const CHUNKS: Forms = { one: 'one passage', other: '{} passages' };
const DOCUMENTS: Forms = { one: 'one document', other: '{} documents' };
const PARTS: Forms = { one: 'one part', other: '{} parts' };

const REFUSALS: Record<Refusal, string> = {
  tooLarge:
    'it is larger than the 20 MB that Telegram hands to bots. Split it, or put it into the folder of articles.',
  noFormat:
    'it is no document that I read. I read Word, PDF, EPUB, HTML, tables, text, and ZIP files of these.',
  oldOffice: 'it is in the old Office format. Save it as .docx or .xlsx and send that.',
  locked: 'it is protected by a password. Save it without one and send that.',
  pictures: 'its pages are pictures without text. Have them read by OCR first.',
  falseText:
    'the text stored in it is not what its pages show, so quotes would be wrong. Have its pages read by OCR first.',
  lostLetters: 'its letters are damaged and cannot be read. Send it from its source.',
  empty: 'there is no text in it to quote.',
  tooSlow: 'reading it took too long. It may be damaged or very large; save it again or split it.',
  tooMuch: 'it has more pages, files or layers than a document needs. Split it and send the parts.',
  damaged: 'it is damaged. Save it again from the program that made it and send that.',
  sameId: 'I have another article with the same id. Change the id or the name of the file.',
  noPage:
    'there is no article on that page that I can read. Save it whole from a browser and send the file.',
  unreachable: 'I could not reach that address. Check it and send it again.',
  forbidden: 'the site does not allow programs to read that page.',
  other: 'I could not read it. The log says more.',
};

const ADMIN_COMMANDS: Messages['adminCommands'] = [
  { command: 'status', description: 'How the bot is doing, in figures' },
  { command: 'why', description: 'How an answer was chosen' },
  { command: 'reindex', description: 'Rebuild the index' },
  { command: 'feedback', description: 'What people thought, and its file' },
  { command: 'unanswered', description: 'Questions that I found no answer to' },
];

export function english(): Messages {
  const common = englishCommon();
  const w = createWords('en', 'western');
  const count = (number: number, forms: Forms) => counted('en', number, w.value(number), forms);
  const megabytes = (bytes: number) => `${w.decimal(bytes / 2 ** 20, 1)} MB`;
  const articleLine = ({ title, outlet, date }: ArticleLine) =>
    [`“${isolate(title)}”`, outlet && isolate(outlet), w.date(date)].filter(Boolean).join(', ');

  return {
    ...common,
    notAQuestion(what, salam) {
      const said = common.notAQuestion(what, salam);
      return what === 'whatCanYouDo'
        ? `${said}\nTo see all that I can do: ${isolate('/help')}`
        : said;
    },
    overview(overview, salam) {
      const said = common.overview(overview, salam);
      return overview.articles === 0
        ? said
        : `${said}\n\nTo browse the articles: ${isolate('/sources')}`;
    },

    elsewhereLead: 'The article you replied to does not answer this, but another one does:',
    elsewhereMaybeLead:
      'The article you replied to does not answer this. The nearest that I found elsewhere, though I am not certain that it answers you:',
    titleLine: (title) => `From “${isolate(title)}”`,
    sourceLine(outlet, date) {
      const day = w.date(date);
      if (outlet && day) return `Source: ${isolate(outlet)}, ${day}`;
      if (outlet) return `Source: ${isolate(outlet)}`;
      return day ? `Date: ${day}` : '';
    },
    alsoInLead: 'Also printed in:',
    listItem: (article) => `• ${articleLine(article)}`,
    contextLead: 'Context:',
    contextCut: 'The context was shortened to fit one message; open the article to read it whole.',
    quoteTooLong:
      'The passage with the answer is too long for one message; open the article to read it.',
    pageOf: (page, pages) => `Source ${w.value(page)} of ${w.value(pages)}`,
    passageOf: (page, pages) =>
      `Passage ${w.value(page)} of ${w.value(pages)}, in the same article`,

    buttonOpen: 'Open the article',
    buttonContext: 'Show context',
    buttonHideContext: 'Hide context',
    buttonSources: (number) => `Other sources (${w.value(number)})`,
    buttonPassages: (number) => `Other passages (${w.value(number)})`,
    buttonPrevious: 'Previous',
    buttonNext: 'Next',
    buttonBackToAnswer: 'Back to the answer',
    buttonBackToList: 'Back to the list',
    articleButton: (position, title) => `Article ${w.value(position)}: ${isolate(title)}`,

    nearestLead: 'The articles nearest to your question:',
    noneHint: `Try the name of the person, place or event as the news would write it, in Arabic, or send ${isolate('/sources')} to see what I have.`,
    askForQuestion: 'What is your question? Write it as a reply to this message.',
    askPlaceholder: 'Write your question here',
    error: (reference) =>
      `I am sorry, something went wrong on my side and I could not answer. Please try again in a moment; if it happens again, give the people who run this bot the number ${isolate(reference)}.`,
    rateLimited: (waitSeconds, kept) =>
      kept
        ? `A little slower, please: you have reached the number of questions for one minute. I have kept this one, so there is no need to ask again: I will answer it in ${count(waitSeconds, SECONDS)}.`
        : `A little slower, please: you have reached the number of questions for one minute. I will gladly answer in ${count(waitSeconds, SECONDS)}.`,
    tooManyWaiting:
      'I am still working on earlier questions from this chat. Please wait for their answers, then ask again.',
    unreadable: (kind) => UNREADABLE[kind],

    start: (name) =>
      [
        name ? `Welcome, ${isolate(name)}.` : 'Welcome.',
        'I am Isnad. Ask me in Arabic: I search my articles and answer in their exact words, and show you where they stand. When I find no answer, I say so.',
        '',
        `Write your question now, or send ${isolate('/help')} to see what I can do.`,
      ].join('\n'),
    help: (username, admin) =>
      [
        'Write your question in your own words, in Arabic. I reply with words from an article, and the words that answer are in bold.',
        '',
        'Follow up: I remember what we were talking about, so you may ask “and when did he die?”, and I say how I understood it.',
        'Within one article: reply to my answer with another question and I search that article first.',
        'Correct: edit your message and I edit my answer.',
        `In groups: write ${isolate(`/ask@${username}`)} and your question, or reply to one of my messages.`,
        `In any chat: write ${isolate(`@${username}`)} and your question, and choose the quote to send.`,
        '',
        `Browse the articles: ${isolate('/sources')}`,
        `Search their titles: ${isolate('/sources')} and a word of the title`,
        `About me: ${isolate('/about')}`,
        `Privacy: ${isolate('/privacy')}`,
        `Delete your data: ${isolate('/forget')}`,
        `Choose the language I speak: ${isolate('/language')}`,
        ...(admin
          ? [
              '',
              'And for you, as one of those who run this bot:',
              '• Add a source: send me a file or a link, or forward a post of a channel.',
              ...ADMIN_COMMANDS.map(
                ({ command, description }) => `• ${description}: ${isolate(`/${command}`)}`,
              ),
            ]
          : []),
      ].join('\n'),
    groupGreeting: (username) =>
      `Hello. I am Isnad; I answer in the exact words of articles and show their source. I do not read your conversation: to ask me, write ${isolate(`/ask@${username}`)} and your question, or reply to one of my messages.`,
    about: ({ articles, builtAt, sourceUrl }) =>
      [
        'Isnad answers questions in the very words of articles, adding nothing and leaving nothing out, and names the title, outlet and date of each. When it finds no answer, it says so.',
        '',
        `I now have ${count(articles, ARTICLES)}, last updated ${w.dateTime(builtAt)}.`,
        'An answer is what the article says, not what I say; read the article before you build on it.',
        ...(sourceUrl ? ['', `Source code: ${isolate(sourceUrl)}`] : []),
      ].join('\n'),
    privacy: ({ retentionDays, storeQuestions }) =>
      [
        'What do I keep?',
        `I keep which message I answered and from which article, so that I can edit the answer when you edit the question and so that the buttons work; I also keep your thumbs, how many questions you asked in a minute, and the language you chose. All of it is deleted after ${count(retentionDays, DAYS)}.`,
        'Your number and the number of the chat are never written as they are, only as a fingerprint that leads back to nobody.',
        storeQuestions
          ? 'I also keep the text of the questions I answered, so that answers can be reviewed and improved. I do not keep your name.'
          : 'I do not keep the text of your question beyond that. What waits for its turn is stored encrypted and then erased.',
        'To understand follow-up questions I remember your last few questions and what they were about for about half an hour, encrypted, and then erase them.',
        'I send none of this to anybody.',
        '',
        `Delete what concerns you at any time: ${isolate('/forget')}`,
      ].join('\n'),
    forgotten: (rows) =>
      rows === 0
        ? 'I have nothing about you to delete.'
        : `Done. I deleted all I had about you: ${count(rows, RECORDS)}, and forgot what we were talking about. The buttons under my earlier answers no longer work.`,
    languageLead: 'Which language shall I speak? Quotes stay in Arabic, as they were printed.',
    languageChosen: 'All right, I will speak English.',
    unknownCommand: `I do not know this command. Just write your question, or send ${isolate('/help')} to see the commands.`,
    sourcesLead: (total) => `I have ${count(total, ARTICLES)}, the latest first:`,
    sourcesFound: (total) => `Found ${count(total, ARTICLES)}:`,
    sourcesQueryLabel: 'Searched the titles for:',
    sourcesNone: `I found no article with these words in its title. Try one word, or send ${isolate('/sources')} alone to see all of them.`,
    sourcesHint: 'Choose an article to learn about it and ask within it.',
    articleLine,
    articleHint:
      'Reply to this message with your question and I will look for its answer in this article.',

    thanksUp: 'Thank you, I am glad it helped.',
    thanksDown: 'Thank you for telling us; we will look into this answer.',
    expired: 'That answer is old and I no longer have it. Ask again and I will answer.',
    articleChanged: 'The article has changed since that answer. Ask again to read it as it is now.',
    noticeError: 'I am sorry, something went wrong. Please try again in a moment.',
    noticeRateLimited: 'A little slower, please; then try again.',

    inlineStart: 'Meet Isnad',
    inlineNone: 'I have no answer to this question',

    status: (f) => [
      `Articles: ${w.value(f.articles)}`,
      `Chunks: ${w.value(f.chunks)}`,
      `Index generation: ${w.value(f.generation)}, built ${w.dateTime(f.builtAt)}, ${megabytes(f.indexBytes)}`,
      `Model: ${isolate(f.model)}`,
      `Uptime: ${w.duration(f.uptimeMs)}`,
      f.p50Ms === undefined || f.p95Ms === undefined
        ? 'Answer time: not measured yet'
        : `Answer time: p50 ${w.decimal(f.p50Ms, 1)} ms, p95 ${w.decimal(f.p95Ms, 1)} ms`,
      `Answers since the start: ${w.value(f.answered)}`,
      `Waiting: ${w.value(f.queued)}`,
      `Memory: ${megabytes(f.memoryBytes)}`,
    ],
    whyUsage:
      'Write the question after the command, or send the command as a reply to a question, to see how its answer is chosen.',
    whyLead: (f) =>
      `Question kind: ${isolate(f.kind)}, confidence ${w.percent(f.confidence)}. Thresholds: answer ${w.percent(f.answer)}, maybe ${w.percent(f.maybe)}.`,
    whyTerms: (terms) => `Searched words: ${terms.map(isolate).join(', ')}`,
    whyReader: (f) =>
      [
        `Reader: ${isolate(f.id)}. Its likeliest sentence answers with ${w.percent(f.best)}, any of them with ${w.percent(f.any)}.`,
        ...(f.heldBack === undefined
          ? []
          : [`Shown as a maybe because of the rule ${isolate(f.heldBack)}`]),
      ].join('\n'),
    whyCandidate: (c) =>
      [
        `Candidate: “${isolate(c.title)}”, search score ${w.decimal(c.fusedScore, 3)}`,
        `Ranks: words ${c.wordRank === undefined ? 'none' : w.value(c.wordRank)}, meaning ${c.vectorRank === undefined ? 'none' : w.value(c.vectorRank)}`,
        ...(c.sentences.length === 0 ? ['Not read: what was read before it was enough.'] : []),
        ...c.sentences.map(
          ({ text, logOdds, probability, span }) =>
            `• Probability ${w.percent(probability)}, log-odds ${w.decimal(logOdds, 2)}: “${isolate(text)}”${span === undefined ? '' : `; the answer in it: ${isolate(span)}`}`,
        ),
      ].join('\n'),
    whyNothing: 'Nothing was a candidate for this question.',
    reindexStarted: 'Rebuilding the index. I answer from the present one until it is done.',
    reindexProgress: (stage, done, total) =>
      total > 0
        ? `Building: ${isolate(stage)}, ${w.value(done)} of ${w.value(total)} (${w.percent(done / total)})`
        : `Building: ${isolate(stage)}, ${w.value(done)}`,
    reindexDone: (f) =>
      `The new index is ready: ${count(f.articles, ARTICLES)}, ${w.value(f.chunks)} chunks, in ${w.duration(f.tookMs)}.`,
    reindexFailed: (reference) =>
      `The index could not be built; I go on answering from the one before. See the log for ${isolate(reference)}.`,
    reindexUnchanged: (articles) =>
      `Nothing has changed since the last build, so the index stays as it is: ${count(articles, ARTICLES)}.`,
    reindexBusy: 'The index is being built; please wait until it is done.',
    additionsReading: 'I got it and am reading it now.',
    additionsIndexing: (documents) =>
      `Read (${count(documents, DOCUMENTS)}); indexing now. I answer from the present index until it is done.`,
    additionStored: ({ title, articles, chunks }) =>
      [
        `Added: “${isolate(title)}”`,
        articles > 1 && `and what came with it: ${count(articles, ARTICLES)}`,
        chunks !== undefined && count(chunks, CHUNKS),
      ]
        .filter(Boolean)
        .join(', '),
    additionKnown: (title) => `I have it already: “${isolate(title)}”`,
    additionRefused: (name, why) => `Not added: “${isolate(name)}”: ${REFUSALS[why]}`,
    additionPartly: (parts, why) =>
      `Of it, ${count(parts, PARTS)} could not be read; the first: ${REFUSALS[why]}`,
    additionsPublic:
      'From now on, everybody who asks can be quoted this text. If anything in it must not be published, remove it.',
    additionsMore: (documents) => `And ${count(documents, DOCUMENTS)} more.`,
    additionsGate: (reference) =>
      `Nothing was added: the new index answers the canned questions worse, so I kept the old one and set aside what you sent. It is among the added documents; see the log for ${isolate(reference)}.`,
    additionsFailed: (reference) =>
      `I kept what you sent, but the index could not be built, so it is not quoted yet. The next build takes it in; to ask for one now: ${isolate('/reindex')}. See the log for ${isolate(reference)}.`,
    buttonDocuments: (documents) => `Added documents (${w.value(documents)})`,
    documentsTitle: 'Added documents',
    buttonRemove: 'Remove it from the sources',
    buttonRemoveSure: 'Yes, remove it',
    buttonKeep: 'No, keep it',
    buttonRestore: 'Bring it back',
    documentsLead: (documents) =>
      `Added by chat: ${count(documents, DOCUMENTS)}, the latest first.`,
    documentsNone: 'No document was added by chat yet. Send me a file or a link to add one.',
    documentLine: (title, isRemoved) => `“${isolate(title)}”${isRemoved ? ', removed' : ''}`,
    documentButton: (position, title) => `Document ${w.value(position)}: ${isolate(title)}`,
    documentCard: (d) =>
      [
        `Title: “${isolate(d.title)}”`,
        `File: ${isolate(d.name)}, ${megabytes(d.bytes)}`,
        `In it: ${count(d.articles, ARTICLES)}`,
        `Sent by ${isolate(d.sentBy)}, ${w.dateTime(d.sentAt)}`,
        d.isRemoved
          ? 'Removed from the sources; you can bring it back.'
          : 'Everybody who asks can be quoted it.',
      ].join('\n'),
    documentRemoveSure: (title, articles) =>
      articles > 1
        ? `Remove “${isolate(title)}” and all that came with it in the file (${count(articles, ARTICLES)})? It is not quoted after that, and you can bring it back at any time.`
        : `Remove “${isolate(title)}”? It is not quoted after that, and you can bring it back at any time.`,
    documentRemoving: (title) => `Removing “${isolate(title)}”; the index is built without it now.`,
    documentRemoved: (title) =>
      `Removed “${isolate(title)}”: it is quoted no more. You can bring it back at any time.`,
    documentStillServed: (title, reference) =>
      `I set “${isolate(title)}” aside, but the new index was not published, so it may be quoted until one is: ${isolate('/reindex')}. See the log for ${isolate(reference)}.`,
    documentRestoring: (title) =>
      `Bringing back “${isolate(title)}”; the index is built with it now.`,
    feedback: (f) =>
      [
        `Answers with a thumb: ${w.value(f.answers)}`,
        `Up: ${w.value(f.up)}`,
        `Down: ${w.value(f.down)}`,
      ].join('\n'),
    unanswered: (questions) => `Questions without an answer in the articles: ${w.value(questions)}`,
    unansweredNone: 'I have kept no question that I found no answer to.',
    feedbackNone: 'Nobody has given a thumb yet.',
    feedbackWithoutQuestions: `Question texts are not kept; set ${isolate('STORE_QUESTIONS=true')} to keep them from now on.`,

    botName: 'Isnad',
    botDescription:
      'Ask in Arabic: I answer in the exact words of an article and show where they stand, with outlet and date. When I find no answer, I say so.\n\nWrite your question, or reply to my answer to ask within the same article.',
    botShortDescription:
      'I answer questions in Arabic in the exact words of an article, and name the source.',
    commands: [
      { command: 'ask', description: 'Ask a question' },
      { command: 'sources', description: 'Browse the articles or search their titles' },
      { command: 'help', description: 'What I can do and how to use me' },
      { command: 'about', description: 'Who I am and what I have' },
      { command: 'privacy', description: 'What I keep and what I do not' },
      { command: 'forget', description: 'Delete what I have about you' },
      { command: 'language', description: 'Choose the language I speak' },
    ],
    adminCommands: ADMIN_COMMANDS,
  };
}
