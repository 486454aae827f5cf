/** Every sentence that the bot can say, in both languages and both kinds of digits, as it is seen. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NotAQuestion } from '../../src/app/message-kind.ts';
import type { Messages } from '../../src/bot/messages/messages.ts';
import { createSpeech } from '../../src/bot/messages/speech.ts';
import { plain } from '../../src/bot/render/rich.ts';
import type { Refusal } from '../../src/inbox/refusal.ts';
import { assertReads, seen } from './support/reading.ts';

/** Titles that would upset a line: Latin, numbers and brackets at either end. */
const TITLES = ['بركان في آيسلندا', 'BBC (2024)', '3,000 قطعة', '(ابن سينا) 980', 'A/B: x.'];

/** For each sentence, ways to say it. The type leaves none out. */
type Said = Exclude<NotAQuestion, 'whatDoYouHave'>;
/** The type leaves none out. */
const NOT_A_QUESTION = Object.keys({
  ...{ salam: 1, greeting: 1, wellbeing: 1, thanks: 1, praise: 1, sorry: 1, farewell: 1 },
  ...{ mayIAsk: 1, called: 1, acknowledged: 1, laughter: 1, insult: 1, whoAreYou: 1 },
  ...{ whatCanYouDo: 1, emoji: 1, link: 1, opinion: 1, article: 1, noWords: 1 },
} satisfies Record<Said, 1>) as Said[];

const REFUSALS = Object.keys({
  ...{ tooLarge: 1, noFormat: 1, oldOffice: 1, locked: 1, pictures: 1, falseText: 1 },
  ...{ lostLetters: 1, empty: 1, tooSlow: 1, tooMuch: 1, damaged: 1, sameId: 1, noPage: 1 },
  ...{ unreachable: 1, forbidden: 1, other: 1 },
} satisfies Record<Refusal, 1>) as Refusal[];

const SAMPLES: { [K in keyof Messages]: (m: Messages) => readonly string[] } = {
  language: () => [],
  direction: () => [],
  maybeLead: (m) => [m.maybeLead],
  unreadLead: (m) => [m.unreadLead],
  conflictLead: (m) => [m.conflictLead],
  elsewhereLead: (m) => [m.elsewhereLead],
  elsewhereMaybeLead: (m) => [m.elsewhereMaybeLead],
  publishedIn: (m) => [m.publishedIn('2023-03-12')],
  searchedForLabel: (m) => [m.searchedForLabel],
  understoodLabel: (m) => [m.understoodLabel],
  buttonAsTyped: (m) => [m.buttonAsTyped],
  whichOne: (m) => [m.whichOne(['قطز', 'بيبرس']), m.whichOne(TITLES)],
  nameLacking: (m) => [m.nameLacking],
  partLead: (m) =>
    (['answer', 'maybe', 'none'] as const).flatMap((kind) => [
      m.partLead(0, kind),
      m.partLead(1, kind),
    ]),
  partAsBefore: (m) => [m.partAsBefore('answer'), m.partAsBefore('maybe')],
  titleLine: (m) => TITLES.map(m.titleLine),
  sourceLine: (m) =>
    TITLES.flatMap((outlet) => [
      m.sourceLine(outlet, '2024-03-12'),
      m.sourceLine(outlet, undefined),
      m.sourceLine(undefined, '2024-03-12T10:00:00Z'),
      m.sourceLine(outlet, 'no date'),
    ]),
  alsoInLead: (m) => [m.alsoInLead],
  listItem: (m) => TITLES.map((title) => m.listItem({ title, outlet: 'AFP', date: '2024-03-12' })),
  contextLead: (m) => [m.contextLead],
  contextCut: (m) => [m.contextCut],
  quoteTooLong: (m) => [m.quoteTooLong],
  pageOf: (m) => [m.pageOf(2, 13)],
  passageOf: (m) => [m.passageOf(2, 13)],
  buttonOpen: (m) => [m.buttonOpen],
  buttonInPlace: (m) => [m.buttonInPlace],
  buttonContext: (m) => [m.buttonContext],
  buttonHideContext: (m) => [m.buttonHideContext],
  buttonSources: (m) => [m.buttonSources(2)],
  buttonPassages: (m) => [m.buttonPassages(2)],
  buttonPrevious: (m) => [m.buttonPrevious],
  buttonNext: (m) => [m.buttonNext],
  buttonBackToAnswer: (m) => [m.buttonBackToAnswer],
  buttonBackToList: (m) => [m.buttonBackToList],
  articleButton: (m) => TITLES.map((title) => m.articleButton(12, title)),
  noneLead: (m) => [m.noneLead],
  nearestLead: (m) => [m.nearestLead],
  tryWordsLead: (m) => [m.tryWordsLead],
  wordSeparator: () => [],
  noneHint: (m) => [m.noneHint],
  unknownWords: (m) => [m.unknownWords(['زنجبار']), m.unknownWords(['زنجبار', 'BBC'])],
  notInArabic: (m) => (['english', 'french', 'latin'] as const).map(m.notInArabic),
  notAQuestion: (m) =>
    NOT_A_QUESTION.flatMap((what) => [m.notAQuestion(what, false), m.notAQuestion(what, true)]),
  overview: (m) =>
    [0, 1, 2, 7, 30, 9_818].flatMap((articles) =>
      [
        { outlets: [], outletsTotal: 0, subjects: [], examples: [] },
        {
          outlets: ['رويترز', 'BBC'],
          outletsTotal: 2,
          ...{ from: '2019-05-01', to: '2019-05-30', subjects: ['تاريخ', 'IT'] },
          examples: ['متى ثار البركان؟'],
        },
        {
          outlets: ['رويترز', 'BBC'],
          outletsTotal: 12,
          ...{ from: '2019-05-01', to: '2025-01-30', subjects: [], examples: [] },
        },
      ].map((rest) => m.overview({ articles, ...rest }, articles === 7)),
    ),
  askForQuestion: (m) => [m.askForQuestion],
  askPlaceholder: (m) => [m.askPlaceholder],
  error: (m) => [m.error('123456789')],
  articlesAway: (m) => [m.articlesAway],
  rateLimited: (m) =>
    [0, 1, 2, 5, 11, 60].flatMap((seconds) =>
      [true, false].map((kept) => m.rateLimited(seconds, kept)),
    ),
  tooManyWaiting: (m) => [m.tooManyWaiting],
  unreadable: (m) =>
    (
      [
        'voice',
        'photo',
        'video',
        'sticker',
        'document',
        'location',
        'contact',
        'poll',
        'other',
      ] as const
    ).map(m.unreadable),
  start: (m) => ['', 'سلمى', 'John (3)'].map(m.start),
  help: (m) => [m.help('isnad_bot', false), m.help('isnad_bot', true)],
  groupGreeting: (m) => [m.groupGreeting('isnad_bot')],
  about: (m) =>
    [0, 1, 2, 7, 40, 1_000].flatMap((articles) =>
      [undefined, 'https://example.org/a?b=1'].map((sourceUrl) =>
        m.about({ articles, builtAt: '2024-03-12T08:05:00Z', sourceUrl }),
      ),
    ),
  privacy: (m) =>
    [1, 2, 7, 30, 100].flatMap((retentionDays) =>
      [true, false].map((storeQuestions) => m.privacy({ retentionDays, storeQuestions })),
    ),
  forgotten: (m) => [0, 1, 2, 5, 11, 100].map(m.forgotten),
  unknownCommand: (m) => [m.unknownCommand],
  languageLead: (m) => [m.languageLead],
  languageChosen: (m) => [m.languageChosen],
  sourcesLead: (m) => [1, 2, 5, 11, 9_818].map(m.sourcesLead),
  sourcesFound: (m) => [1, 2, 5, 11, 9_818].map(m.sourcesFound),
  sourcesQueryLabel: (m) => [m.sourcesQueryLabel],
  sourcesNone: (m) => [m.sourcesNone],
  sourcesEmpty: (m) => [m.sourcesEmpty],
  sourcesHint: (m) => [m.sourcesHint],
  articleLine: (m) =>
    TITLES.map((title) => m.articleLine({ title, outlet: 'رويترز', date: '2024-03-12' })),
  articleHint: (m) => [m.articleHint],
  thanksUp: (m) => [m.thanksUp],
  thanksDown: (m) => [m.thanksDown],
  expired: (m) => [m.expired],
  articleChanged: (m) => [m.articleChanged],
  noticeError: (m) => [m.noticeError],
  noticeRateLimited: (m) => [m.noticeRateLimited],
  inlineStart: (m) => [m.inlineStart],
  inlineNone: (m) => [m.inlineNone],
  status: (m) => {
    const figures = {
      articles: 9_818,
      chunks: 100_841,
      generation: 3,
      builtAt: '2024-03-12T08:05:00Z',
      indexBytes: 123_456_789,
      model: 'isnad-ar@0123456789ab',
      uptimeMs: 90_061_000,
      p50Ms: 12.34,
      p95Ms: 56.78,
      answered: 1_234,
      queued: 0,
      memoryBytes: 345_678_901,
    };
    return [
      ...m.status(figures),
      ...m.status({ ...figures, uptimeMs: 5_000, p50Ms: undefined, p95Ms: undefined }),
    ];
  },
  whyUsage: (m) => [m.whyUsage],
  whyLead: (m) => [m.whyLead({ kind: 'howMany', confidence: 0.876, answer: 0.5, maybe: 0.2 })],
  whyReader: (m) => [
    m.whyReader({ id: 'isnad-reader-ar@0123456789ab', best: 0.91, any: 0.97, heldBack: undefined }),
    m.whyReader({ id: 'overlap@1', best: 0.5, any: 0.6, heldBack: 'asked-figure-missing' }),
  ],
  whyTerms: (m) => [m.whyTerms(['بركان', '2023', 'BBC'])],
  whyCandidate: (m) =>
    TITLES.flatMap((title) => [
      m.whyCandidate({
        title,
        fusedScore: 0.12345,
        wordRank: 3,
        vectorRank: undefined,
        sentences: [
          {
            text: 'ثار بركان فجر 18 ديسمبر.',
            logOdds: 2.5,
            probability: 0.9,
            span: 'فجر 18 ديسمبر',
          },
          { text: 'BBC قالت.', logOdds: -3.25, probability: 0.01, span: undefined },
        ],
      }),
      m.whyCandidate({
        title,
        fusedScore: 1,
        wordRank: undefined,
        vectorRank: 1,
        sentences: [],
      }),
    ]),
  whyNothing: (m) => [m.whyNothing],
  reindexStarted: (m) => [m.reindexStarted],
  reindexProgress: (m) => [m.reindexProgress('embedding', 5, 200), m.reindexProgress('read', 7, 0)],
  reindexDone: (m) => [m.reindexDone({ articles: 3, chunks: 12, tookMs: 61_000 })],
  reindexFailed: (m) => [m.reindexFailed('42')],
  reindexUnchanged: (m) => [1, 2, 5, 11, 9_818].map(m.reindexUnchanged),
  reindexBusy: (m) => [m.reindexBusy],
  additionsReading: (m) => [m.additionsReading],
  additionsIndexing: (m) => [1, 2, 5, 11, 100].map(m.additionsIndexing),
  additionStored: (m) =>
    TITLES.flatMap((title) =>
      [1, 2, 214].map((chunks) => m.additionStored({ title, articles: 1, chunks })),
    ).concat(m.additionStored({ title: 'BBC', articles: 12, chunks: undefined })),
  additionKnown: (m) => TITLES.map(m.additionKnown),
  additionRefused: (m) => REFUSALS.map((why) => m.additionRefused('a (1).pdf', why)),
  additionPartly: (m) => [1, 2, 3, 11].map((parts) => m.additionPartly(parts, 'damaged')),
  additionsPublic: (m) => [m.additionsPublic],
  additionsMore: (m) => [1, 2, 11].map(m.additionsMore),
  additionsGate: (m) => [m.additionsGate('0123456789ab')],
  additionsFailed: (m) => [m.additionsFailed('0123456789ab')],
  buttonDocuments: (m) => [m.buttonDocuments(3)],
  documentsTitle: (m) => [m.documentsTitle],
  buttonRemove: (m) => [m.buttonRemove],
  buttonRemoveSure: (m) => [m.buttonRemoveSure],
  buttonKeep: (m) => [m.buttonKeep],
  buttonRestore: (m) => [m.buttonRestore],
  documentsLead: (m) => [1, 2, 5, 11].map(m.documentsLead),
  documentsNone: (m) => [m.documentsNone],
  documentLine: (m) =>
    TITLES.flatMap((title) => [true, false].map((is) => m.documentLine(title, is))),
  documentButton: (m) => TITLES.map((title) => m.documentButton(12, title)),
  documentCard: (m) =>
    TITLES.flatMap((title) =>
      [true, false].map((isRemoved) =>
        m.documentCard({
          ...{ title, name: 'a (1).pdf', bytes: 12_345_678, articles: 2, isRemoved },
          ...{ sentBy: 'John (3)', sentAt: '2024-03-12T08:05:00Z' },
        }),
      ),
    ),
  documentRemoveSure: (m) => [1, 2, 12].map((count) => m.documentRemoveSure('BBC (2024)', count)),
  documentRemoving: (m) => TITLES.map(m.documentRemoving),
  documentRemoved: (m) => TITLES.map(m.documentRemoved),
  documentStillServed: (m) => [m.documentStillServed('BBC', '0123456789ab')],
  documentRestoring: (m) => TITLES.map(m.documentRestoring),
  feedback: (m) => [m.feedback({ answers: 12, up: 8, down: 4 })],
  unanswered: (m) => [1, 2, 40].map(m.unanswered),
  unansweredNone: (m) => [m.unansweredNone],
  feedbackNone: (m) => [m.feedbackNone],
  feedbackWithoutQuestions: (m) => [m.feedbackWithoutQuestions],
  botName: (m) => [m.botName],
  botDescription: (m) => [m.botDescription],
  botShortDescription: (m) => [m.botShortDescription],
  commands: (m) => m.commands.map(({ description }) => description),
  adminCommands: (m) => m.adminCommands.map(({ description }) => description),
};

for (const digits of ['western', 'arabic'] as const) {
  const { ar, en } = createSpeech(digits);
  for (const m of [ar, en]) {
    describe(`messages in ${m.language}, ${digits} digits`, () => {
      for (const [name, say] of Object.entries(SAMPLES)) {
        it(`${name} is read ${m.direction}, with nothing out of its order`, () => {
          for (const text of say(m)) assertReads(plain(m.direction, text), m.direction);
        });
      }
    });
  }
}

describe('messages', () => {
  const western = createSpeech('western');
  const arabic = createSpeech('arabic');

  it('say all that the other language says', () => {
    const keys = Object.keys(SAMPLES).sort();
    assert.deepEqual(Object.keys(western.ar).sort(), keys);
    assert.deepEqual(Object.keys(western.en).sort(), keys);
  });

  it('write their own numbers in the chosen digits, and leave foreign text alone', () => {
    assert.match(arabic.ar.pageOf(2, 13), /٢.*١٣/u);
    assert.match(western.ar.pageOf(2, 13), /2.*13/u);
    assert.match(arabic.ar.titleLine('عام 2024'), /2024/u);
    assert.match(arabic.ar.sourceLine('وكالة 24', '2024-03-12'), /وكالة 24.*١٢ مارس ٢٠٢٤/u);
    assert.match(arabic.en.pageOf(2, 13), /2.*13/u);
  });

  it('count as Arabic counts', () => {
    const waits = [1, 2, 3, 11, 100].map((seconds) =>
      western.ar.rateLimited(seconds, false).replace(/[\u2066-\u2069]/gu, ''),
    );
    assert.match(waits[0]!, /بعد ثانية واحدة\./u);
    assert.match(waits[1]!, /بعد ثانيتين\./u);
    assert.match(waits[2]!, /بعد 3 ثوانٍ\./u);
    assert.match(waits[3]!, /بعد 11 ثانية\./u);
    assert.match(waits[4]!, /بعد 100 ثانية\./u);
  });

  it('keep within what Telegram allows around the chat', () => {
    for (const m of [western.ar, western.en]) {
      assert.ok(m.botName.length <= 64);
      assert.ok(m.botDescription.length <= 512);
      assert.ok(m.botShortDescription.length <= 120);
      for (const notice of [
        m.thanksUp,
        m.thanksDown,
        m.expired,
        m.articleChanged,
        m.noticeError,
        m.languageChosen,
      ]) {
        assert.ok(notice.length <= 200);
      }
      for (const { command, description } of [...m.commands, ...m.adminCommands]) {
        assert.match(command, /^[a-z0-9_]{1,32}$/u);
        assert.ok(description.length >= 3 && description.length <= 256);
      }
    }
  });

  it('speak Arabic to all but those who have an English client and write no Arabic', () => {
    assert.equal(western.choose('ar', 'hello').language, 'ar');
    assert.equal(western.choose(undefined, undefined).language, 'ar');
    assert.equal(western.choose('fr', '/start').language, 'ar');
    assert.equal(western.choose('en', 'متى ثار البركان؟').language, 'ar');
    assert.equal(western.choose('en-GB', '/start').language, 'en');
    assert.equal(western.choose('enm', '/start').language, 'ar');
  });

  it('show a Latin title whole, between its guillemets, read from the right', () => {
    // What a reader sees from left to right: the sentence's beginning is at the right end.
    assert.equal(seen(western.ar.titleLine('BBC (2024)')), '«BBC (2024)» لاقم نم');
  });

  it('speak of one article and of two as Arabic does', () => {
    const about = (articles: number) =>
      western.ar.overview(
        {
          ...{ articles, outlets: ['رويترز'], outletsTotal: 1, subjects: [], examples: [] },
          ...{ from: '2019-05-01', to: '2019-05-30' },
        },
        false,
      );
    assert.match(about(1), /مقال واحد نشرته: .*وهو من/su);
    assert.match(about(2), /مقالان نشرتهما: .*وكلاهما من/su);
    assert.match(about(3), /مقالات نشرتها: .*وكلها من/su);
  });
});
