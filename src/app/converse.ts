/** A message within a conversation ─► the reply. Chat, page and terminal all use this, and each keeps its own memory. */
import { bundledLexicon } from '../lexicon/bundled.ts';
import type { Answer } from '../types.ts';
import { type NotAQuestion, readMessage } from './message-kind.ts';
import { type Turn, turnOf } from './turn.ts';
import { understand, writtenOut } from './understand.ts';

export type Reply<Result> =
  | { readonly kind: 'talk'; readonly what: NotAQuestion; readonly salam: boolean }
  /** Asks which of these is meant; without names, says that a name is missing. */
  | { readonly kind: 'askedBack'; readonly names: readonly string[]; readonly turn: Turn }
  | {
      readonly kind: 'answered';
      readonly result: Result;
      /** Set if it is not what was typed. */
      readonly understood?: string;
      readonly turn: Turn;
    };

/** The answer to a question; chat and page add more to it. */
export interface AskResult {
  readonly answer: Answer;
}

export interface ConverseOptions {
  /** Whether `ask` looks in one article that the person chose: that article then gives what a question lacks. Default: false. */
  readonly within?: boolean;
}

/** The answer to the completed question must be surer than the answer to the typed one by this much. */
const SURER = 0.1;

/**
 * @param turns what was said before, the newest first.
 * @param ask of the articles.
 */
export async function converse<Of extends AskResult>(
  message: string,
  turns: readonly Turn[],
  ask: (question: string) => Promise<Of>,
  { within = false }: ConverseOptions = {},
): Promise<Reply<Of>> {
  const typed = readMessage(message);
  if (typed.kind === 'talk') return typed;
  const understood = understand(typed.text, turns, bundledLexicon);
  const pointedAt = within && understood.kind === 'unclear' && understood.names.length === 0;
  if (understood.kind === 'asTyped' || pointedAt) return asTyped(typed.text, ask);
  if (understood.kind === 'unclear') {
    const subjects = understood.names.map((name) => ({ name }));
    const turn = { ...turnOf(typed.text, undefined, bundledLexicon), subjects, typed: typed.text };
    return { kind: 'askedBack', names: understood.names, turn: { ...turn, waits: true } };
  }
  const { question, about, sure } = understood;
  const filled = await ask(question);
  if (sure !== 'sure') {
    const plain = await ask(typed.text);
    const better = isSurer(plain.answer, filled.answer);
    if (sure === 'likely' ? better : !isSurer(filled.answer, plain.answer)) {
      return answered(plain, turnOf(typed.text, plain.answer, bundledLexicon));
    }
  }
  const turn = turnOf(question, filled.answer, bundledLexicon, { typed: typed.text, about });
  return { ...answered(filled, turn), understood: question };
}

/** «لا، ابحث كما كتبت» */
export async function asTyped<Of extends AskResult>(
  typed: string,
  ask: (question: string) => Promise<Of>,
) {
  const result = await ask(typed);
  return answered(result, turnOf(typed, result.answer, bundledLexicon));
}

/** Asks with one of the names that a turn offered. Undefined if it offered none. */
export async function withName<Of extends AskResult>(
  { typed, subjects }: Turn,
  at: number,
  ask: (question: string) => Promise<Of>,
) {
  const about = subjects[at];
  const question = typed && about && writtenOut(typed, about.name, [], bundledLexicon);
  if (!question) return undefined;
  const result = await ask(question);
  const turn = turnOf(question, result.answer, bundledLexicon, { typed, about });
  return { ...answered(result, turn), understood: question };
}

const answered = <Of>(result: Of, turn: Turn) => ({
  kind: 'answered' as const,
  result,
  turn,
});

const RANK = { answer: 2, maybe: 1, none: 0 } as const;

function isSurer(a: Answer, b: Answer): boolean {
  if (RANK[a.kind] !== RANK[b.kind]) return RANK[a.kind] > RANK[b.kind];
  return a.confidence > b.confidence + SURER;
}
