/** What all routes use. */
import type { Context } from 'hono';
import type { Answer } from '../types.ts';
import type { ArticleLists } from './article-lists.ts';
import type { Conversations } from './conversations.ts';
import type { WebParts } from './ports.ts';
import type { QuestionQueue } from './question-queue.ts';
import type { PageSpeech } from './words/page-speech.ts';

/** Permission to ask now, or why there is none and when to try again. */
export type Slot =
  | { readonly done: () => void }
  | { readonly refused: 'too-many-questions' | 'busy'; readonly waitSeconds: number };

export interface Services
  extends Pick<WebParts, 'answerer' | 'catalogue' | 'settings' | 'log' | 'overview' | 'notReady'> {
  readonly articleLists: ArticleLists;
  readonly conversations: Conversations;
  readonly questions: QuestionQueue;
  readonly pageSpeech: PageSpeech;
  takeSlot(c: Context): Slot;
  /** Logs that a question was answered; its words only if LOG_QUESTIONS is set. */
  logAnswer(question: string, answer: Answer): void;
}
