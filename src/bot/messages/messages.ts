/**
 * The bot's own sentences, besides those that all front ends share, by name. `ar.ts` and `en.ts` have the words.
 *
 * Parameters named `title`, `outlet`, `query` and the like are foreign text, already cleaned by
 * `speech/clean.ts`; a message isolates them itself. A message may hold several paragraphs, separated by newlines,
 * and each of them begins with a letter of the message's own language.
 */
import type { Refusal } from '../../inbox/refusal.ts';
import type { CommonWords } from '../../speech/common.ts';

export interface BotCommand {
  readonly command: string;
  readonly description: string;
}

/** What the bot can say of an article in one line; absent fields are left out of the sentence. */
export interface ArticleLine {
  readonly title: string;
  readonly outlet?: string | undefined;
  /** ISO 8601. */
  readonly date?: string | undefined;
}

/** Kinds of message that hold no question. */
export type UnreadableKind =
  | 'voice'
  | 'photo'
  | 'video'
  | 'sticker'
  | 'document'
  | 'location'
  | 'contact'
  | 'poll'
  | 'other';

export interface StatusFigures {
  readonly articles: number;
  readonly chunks: number;
  readonly generation: number;
  readonly builtAt: string;
  readonly indexBytes: number;
  readonly model: string;
  readonly uptimeMs: number;
  /** Update received to answer sent; undefined before the first answer. */
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
  readonly answered: number;
  readonly queued: number;
  readonly memoryBytes: number;
}

export interface WhyCandidate {
  readonly title: string;
  /** Of both rankings together. */
  readonly fusedScore: number;
  readonly wordRank: number | undefined;
  readonly vectorRank: number | undefined;
  /** The most likely of those that were read, best first; empty if the passage was not read. */
  readonly sentences: readonly {
    readonly text: string;
    readonly logOdds: number;
    readonly probability: number;
    readonly span: string | undefined;
  }[];
}

export interface FeedbackFigures {
  readonly answers: number;
  readonly up: number;
  readonly down: number;
}

export interface DocumentCard {
  readonly title: string;
  /** As it was sent. */
  readonly name: string;
  readonly bytes: number;
  readonly articles: number;
  readonly sentBy: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly isRemoved: boolean;
}

export interface Messages extends CommonWords {
  // The answer
  readonly elsewhereLead: string;
  /** In place of `elsewhereLead` and `maybeLead` together. */
  readonly elsewhereMaybeLead: string;
  titleLine(title: string): string;
  /** Empty if neither is known. */
  sourceLine(outlet: string | undefined, date: string | undefined): string;
  readonly alsoInLead: string;
  listItem(article: ArticleLine): string;
  readonly contextLead: string;
  readonly contextCut: string;
  readonly quoteTooLong: string;
  pageOf(page: number, pages: number): string;
  /** The same if all of them are of one article. */
  passageOf(page: number, pages: number): string;

  // Buttons
  readonly buttonOpen: string;
  readonly buttonContext: string;
  readonly buttonHideContext: string;
  buttonSources(count: number): string;
  /** The same if all of them are of one article. */
  buttonPassages(count: number): string;
  readonly buttonPrevious: string;
  readonly buttonNext: string;
  readonly buttonBackToAnswer: string;
  readonly buttonBackToList: string;
  articleButton(position: number, title: string): string;

  // No answer
  readonly nearestLead: string;
  readonly noneHint: string;
  readonly askForQuestion: string;
  readonly askPlaceholder: string;
  error(reference: string): string;
  /** @param kept whether the question is answered without being asked again. */
  rateLimited(waitSeconds: number, kept: boolean): string;
  readonly tooManyWaiting: string;
  unreadable(kind: UnreadableKind): string;

  // Commands
  start(name: string): string;
  /** @param admin whether the commands of admins are listed too. */
  help(username: string, admin: boolean): string;
  groupGreeting(username: string): string;
  about(figures: { articles: number; builtAt: string; sourceUrl: string | undefined }): string;
  privacy(figures: { retentionDays: number; storeQuestions: boolean }): string;
  forgotten(rows: number): string;
  readonly unknownCommand: string;
  readonly languageLead: string;
  /** Said in the language that was chosen. */
  readonly languageChosen: string;
  sourcesLead(total: number): string;
  sourcesFound(total: number): string;
  readonly sourcesQueryLabel: string;
  readonly sourcesNone: string;
  readonly sourcesHint: string;
  articleLine(article: ArticleLine): string;
  readonly articleHint: string;

  // Short notices over a button (at most 200 characters)
  readonly thanksUp: string;
  readonly thanksDown: string;
  readonly expired: string;
  readonly articleChanged: string;
  readonly noticeError: string;
  readonly noticeRateLimited: string;

  // Inline mode
  readonly inlineStart: string;
  readonly inlineNone: string;

  // Admins
  status(figures: StatusFigures): readonly string[];
  readonly whyUsage: string;
  whyLead(figures: { kind: string; confidence: number; answer: number; maybe: number }): string;
  /** @param any probability that any sentence answers. @param heldBack name of the rule that made it a maybe. */
  whyReader(figures: {
    id: string;
    best: number;
    any: number;
    heldBack: string | undefined;
  }): string;
  whyTerms(terms: readonly string[]): string;
  whyCandidate(candidate: WhyCandidate): string;
  readonly whyNothing: string;
  readonly reindexStarted: string;
  reindexProgress(stage: string, done: number, total: number): string;
  reindexDone(figures: { articles: number; chunks: number; tookMs: number }): string;
  reindexFailed(reference: string): string;
  reindexUnchanged(articles: number): string;
  readonly reindexBusy: string;
  // Documents that admins send
  readonly additionsReading: string;
  additionsIndexing(documents: number): string;
  /** @param chunks undefined if they were not counted. */
  additionStored(figures: { title: string; articles: number; chunks: number | undefined }): string;
  additionKnown(title: string): string;
  additionRefused(name: string, why: Refusal): string;
  /** Parts of a document that is there otherwise. @param why of the first. */
  additionPartly(parts: number, why: Refusal): string;
  /** Says that everybody can now get quotes from it. */
  readonly additionsPublic: string;
  additionsMore(documents: number): string;
  additionsGate(reference: string): string;
  additionsFailed(reference: string): string;
  buttonDocuments(documents: number): string;
  readonly documentsTitle: string;
  readonly buttonRemove: string;
  readonly buttonRemoveSure: string;
  readonly buttonKeep: string;
  readonly buttonRestore: string;
  documentsLead(documents: number): string;
  readonly documentsNone: string;
  documentLine(title: string, isRemoved: boolean): string;
  documentButton(position: number, title: string): string;
  documentCard(document: DocumentCard): string;
  documentRemoveSure(title: string, articles: number): string;
  documentRemoving(title: string): string;
  documentRemoved(title: string): string;
  documentStillServed(title: string, reference: string): string;
  documentRestoring(title: string): string;

  feedback(figures: FeedbackFigures): string;
  unanswered(questions: number): string;
  readonly unansweredNone: string;
  readonly feedbackNone: string;
  feedbackWithoutQuestions: string;

  // What Telegram shows around the chat
  readonly botName: string;
  /** At most 512 characters. */
  readonly botDescription: string;
  /** At most 120 characters. */
  readonly botShortDescription: string;
  readonly commands: readonly BotCommand[];
  readonly adminCommands: readonly BotCommand[];
}
