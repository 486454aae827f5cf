/** What the routes share. */
import type { Context } from 'hono';
import type { Answer } from '../types.ts';
import type { Conversations } from './conversations.ts';
import type { WebParts } from './ports.ts';
import type { Questions } from './questions.ts';
import type { Catalogue } from './shelf.ts';
import type { PageSpeech } from './words/choose.ts';

/** A turn to ask, or why there is none and when there is one again. */
export type Turn =
  | { readonly done: () => void }
  | { readonly refused: 'too-many-questions' | 'busy'; readonly waitSeconds: number };

export interface Services
  extends Pick<WebParts, 'answerer' | 'shelves' | 'settings' | 'log' | 'overview' | 'notReady'> {
  readonly catalogue: Catalogue;
  readonly conversations: Conversations;
  readonly questions: Questions;
  readonly pageSpeech: PageSpeech;
  takeTurn(c: Context): Turn;
  /** Writes down that a question was answered; its words only where LOG_QUESTIONS says so. */
  asked(question: string, answer: Answer): void;
}
