/**
 * The outcomes of the canned questions, kept from one publication to the next, so that the gate only asks the new
 * generation. They are valid only for the generation and the program that gave them: otherwise a change of the program
 * would look like a change of the articles.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reader } from '../reader/port.ts';
import type { IndexSummary } from '../types.ts';
import type { Outcome } from './metrics.ts';

export interface OutcomeKeeper {
  /** By question; undefined if none are kept for this generation and this program. */
  read(of: OutcomeKey): ReadonlyMap<string, Outcome> | undefined;
  write(of: OutcomeKey, outcomes: readonly Outcome[]): void;
}

export interface OutcomeKey {
  readonly summary: IndexSummary;
  readonly reader: Pick<Reader, 'id' | 'chunksMax'>;
}

interface Kept {
  readonly key: string;
  readonly outcomes: readonly Outcome[];
}

/** As many as generations are kept, and one that was refused. */
const KEPT_MAX = 4;
/** What an outcome depends on, besides the models and the articles. */
const STAGES = ['text', 'words', 'index', 'retrieve', 'reader', 'answer'];

/** Keeps outcomes in a file. If it is missing, damaged or could not be written, the questions are asked again. */
export function openOutcomeKeeper(path: string): OutcomeKeeper {
  const program = programKey();
  const keyOf = ({ summary: { generation, builtAt, embedderId }, reader }: OutcomeKey) =>
    [generation, builtAt, embedderId, reader.id, reader.chunksMax, program].join(' ');
  const all = (): Kept[] => {
    try {
      return JSON.parse(readFileSync(path, 'utf8'));
    } catch {
      return [];
    }
  };
  return {
    read(of) {
      const kept = all().find(({ key }) => key === keyOf(of));
      return kept && new Map(kept.outcomes.map((outcome) => [outcome.question.question, outcome]));
    },
    write(of, outcomes) {
      const key = keyOf(of);
      const others = all().filter((kept) => kept.key !== key);
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, JSON.stringify([{ key, outcomes }, ...others].slice(0, KEPT_MAX)));
      } catch {
        // A build is not lost for what only saves time.
      }
    },
  };
}

/** A checksum of the program that answers. */
function programKey(): string {
  const hash = createHash('sha256');
  for (const stage of STAGES) {
    const folder = fileURLToPath(new URL(`../${stage}`, import.meta.url));
    for (const name of filesOf(folder)) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 12);
}

function filesOf(folder: string): string[] {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => /\.[jt]s$/.test(name)).sort();
  } catch {
    return [];
  }
}
