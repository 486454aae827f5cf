/** What a question leaves out, as a follow-up: in which form, where, and what it says of whom is meant. */
import type { QuestionKind, Span } from '../types.ts';

/** How a question depends on what was said before. */
export type FollowUpForm =
  /** «عاصمتها», «أسسها»: a pronoun on a word, which has `base` without it. */
  | 'pronoun'
  /** «له», «فيها»: a pronoun on the preposition `base`. */
  | 'preposition'
  /** «هو» alone. */
  | 'free'
  /** «هذا الملك». */
  | 'demonstrative'
  /** «علاش زرقا؟»: the name comes before what is said of it. */
  | 'predicate'
  /** «كان متجوز مين؟»: the name comes first. */
  | 'first'
  /** «توفي»: the verb has nobody. */
  | 'verb'
  /** «المساحة», «عدد السكان»: of what? */
  | 'belonging'
  /** «وأين؟»: nothing but the asking. */
  | 'asking'
  /** «وكرواتيا؟»: the last question, of another. */
  | 'other';

export interface FollowUp {
  /** The question without its lead-in («طيب», «و»). */
  readonly text: string;
  readonly kind: QuestionKind;
  readonly form: FollowUpForm;
  /** The part of `text` that the name replaces; empty if the name is inserted. */
  readonly at: Span;
  /** What stays before the name. */
  readonly base: string;
  /** The noun of «هذا الملك», in search form. */
  readonly noun?: string;
  /** What the pronoun or the verb says of whom is meant. */
  readonly gender: Gender | undefined;
  /** «هما», «هم»: all that were named. */
  readonly several: boolean;
  /** «والمساحة؟»: nothing asks, so that «ما» must be put before it. */
  readonly needsWhat: boolean;
  /** Whether only a person has or does such a thing. */
  readonly person: boolean;
  readonly sure: Sureness;
}

export type Gender = 'he' | 'she';

/**
 * `likely`: it begins like the continuation of something, and names nobody: «ومتى تولى العرش؟». `perhaps`: without such a
 * beginning it may as well be a complete question. The articles decide both, in doubt for the first and against the second.
 */
export type Sureness = 'sure' | 'likely' | 'perhaps';

/** A follow-up as it is found in the words; what it does not say is usual: no noun, `sure`. */
export type Reference = Pick<FollowUp, 'form' | 'at'> & Partial<FollowUp>;
