/**
 * Errors by who must act. Each carries a hint: the command or edit that fixes it.
 * Messages are English, for operators; what people in the chat see is written in `bot/`.
 */

export abstract class IsnadError extends Error {
  /** What to do about it, in one sentence; empty only when nothing can be done. */
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.hint = hint;
  }
}

/** The operator must change a setting. */
export class ConfigError extends IsnadError {}

/** The embedding model is missing, damaged, or not the one that is needed. */
export class ModelError extends IsnadError {}

/** The reader is not available, overloaded or too slow now; passages can be shown unread. It recovers by itself. */
export class ReaderError extends IsnadError {}

/** The index is missing, damaged, or does not match; usually `npm run index` mends it. */
export class IndexError extends IsnadError {}

/** A new generation answers the canned questions worse than the one before, which still serves. */
export class GateError extends IndexError {}

/** An editor must change a file of the corpus. */
export class CorpusError extends IsnadError {
  /** Path as the operator gave it, joined with the path inside the corpus. */
  readonly file: string;
  /** Line in the file, from 1; absent if the whole file is meant. */
  readonly line: number | undefined;
  /** Page, sheet, or file inside an archive; absent if the whole file is meant. */
  readonly part: string | undefined;
  /** The field at fault (`title`, `date`, …); absent if no single field is. */
  readonly field: string | undefined;
  /** The message without its place, but with the field. */
  readonly problem: string;

  constructor(
    problem: string,
    place: {
      file: string;
      line?: number | undefined;
      part?: string | undefined;
      field?: string | undefined;
    },
    hint: string,
    options?: ErrorOptions,
  ) {
    const { file, line, part, field } = place;
    const what = field ? `${field}: ${problem}` : problem;
    const where = line === undefined ? file : `${file}:${line}`;
    super(`${where}: ${part === undefined ? '' : `${part}: `}${what}`, hint, options);
    this.file = file;
    this.line = line;
    this.part = part;
    this.field = field;
    this.problem = what;
  }
}

/** A feed or page could not be brought: its site, its address or the network is at fault. */
export class FetchError extends IsnadError {}

/** The database that keeps the index or the bot's state does not answer now; it is tried again by itself. */
export class StoreUnavailableError extends IsnadError {}
