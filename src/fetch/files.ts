/**
 * Fetched articles as files of a corpus folder, each at most once; the rows of a table together in one:
 *
 *   2024-03-12-example.org-3f9a1c2b7d04.md
 *   date       site        hash of the article's address: found again by it, whatever became of the date
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { toArticle } from '../corpus/article.ts';
import { formatMarkdown } from '../corpus/write.ts';
import { CorpusError } from '../errors.ts';
import type { Article } from '../types.ts';
import { type FoundArticle, NotAnArticle } from './found-article.ts';
import { bareHost, formerSpelling } from './urls.ts';

/** `fetched` is new. `edited` and `removed` were changed by hand since, and are left alone. */
export type Change = 'fetched' | 'updated' | 'unchanged' | 'edited' | 'removed';

const NAME = /-([0-9a-f]{12})\.(?:md|jsonl)$/u;
/** Sites list tags for search engines; beyond these they say little of the article. */
const TAGS_KEPT_MAX = 20;
const TAG_CHARS_MAX = 60;
const HOST_CHARS_MAX = 60;

export class ArticleFiles {
  readonly #folder: string;
  /** File names by hash of address. */
  readonly #names: Map<string, string>;

  private constructor(folder: string, names: Map<string, string>) {
    this.#folder = folder;
    this.#names = names;
  }

  /** Makes the folder if there is none. @throws CorpusError if it cannot be used. */
  static open(folder: string): ArticleFiles {
    try {
      mkdirSync(folder, { recursive: true });
      const names = new Map<string, string>();
      for (const name of readdirSync(folder).sort()) {
        const hash = NAME.exec(name)?.[1];
        if (hash) names.set(hash, name);
      }
      return new ArticleFiles(folder, names);
    } catch (cause) {
      throw cannotWrite(folder, cause);
    }
  }

  has(name: string): boolean {
    return this.#names.get(NAME.exec(name)?.[1] ?? '') === name;
  }

  /**
   * Writes an article, or the several of one document, unless they are there already as they should be. Nothing else runs meanwhile: two sources may
   * bring one article at the same moment.
   *
   * @param url names the file.
   * @param writtenHash by file name, what `hash` was when the file was last written; undefined if unknown.
   * @param force overwrite and restore what was changed by hand.
   * @throws NotAnArticle if what was found cannot be an article of a corpus.
   * @throws CorpusError if the file cannot be written.
   */
  write(
    drafts: readonly FoundArticle[],
    url: string,
    writtenHash: (name: string) => string | undefined,
    force: boolean,
  ): { name: string; change: Change; hash: string } {
    const key = sha256(url).slice(0, 12);
    const formerKey = sha256(formerSpelling(url)).slice(0, 12);
    const known = this.#names.get(key) ?? this.#names.get(formerKey);
    const name = known ?? newName(drafts, url, key);
    const content = name.endsWith('.md')
      ? formatMarkdown(valid(drafts[0]!, name))
      : drafts.map((draft) => `${JSON.stringify(valid(draft, name))}\n`).join('');
    const hash = sha256(content);
    const before = writtenHash(name);
    const present = known ? this.#read(known) : undefined;
    if (present === content) return { name, change: 'unchanged', hash };
    if (!force && before !== undefined) {
      if (present === undefined) return { name, change: 'removed', hash: before };
      if (sha256(present) !== before) return { name, change: 'edited', hash: before };
    }
    this.#replace(name, content);
    this.#names.set(key, name);
    return { name, change: present === undefined ? 'fetched' : 'updated', hash };
  }

  #read(name: string): string | undefined {
    const path = join(this.#folder, name);
    try {
      return readFileSync(path, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw cannotWrite(path, cause);
    }
  }

  /** Writes all or nothing: a reader never sees half an article, and neither does the next start after a power cut. */
  #replace(name: string, content: string): void {
    const path = join(this.#folder, name);
    // Hidden, so that a corpus reader passes over it.
    const aside = join(this.#folder, `.${name}.${process.pid}.tmp`);
    try {
      const file = openSync(aside, 'w');
      try {
        writeFileSync(file, content);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(aside, path);
    } catch (cause) {
      rmSync(aside, { force: true });
      throw cannotWrite(path, cause);
    }
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Lower-case ASCII, so that every file system keeps it as it is. */
function newName([draft, ...others]: readonly FoundArticle[], url: string, key: string): string {
  const host = bareHost(new URL(url)).replace(/[^a-z0-9.-]/gu, '');
  const [date, extension] = others.length > 0 ? [undefined, 'jsonl'] : [draft?.date, 'md'];
  return `${date ?? 'undated'}-${host.slice(0, HOST_CHARS_MAX)}-${key}.${extension}`;
}

/** @throws NotAnArticle if it cannot be an article of a corpus. */
function valid(draft: FoundArticle, name: string): Omit<Article, 'id'> {
  const tags = [...new Set(draft.tags.map((tag) => tag.trim()))].filter(
    (tag) => tag !== '' && tag.length <= TAG_CHARS_MAX,
  );
  const validated = toArticle({ ...draft, tags: tags.slice(0, TAGS_KEPT_MAX) }, name);
  if ('problems' in validated) {
    const { field, problem } = validated.problems[0]!;
    throw new NotAnArticle(`${field}: ${problem}`, 'The site does not say what is needed.');
  }
  // The file's name is the article's id; an id in the file could become different.
  const { id: _, ...article } = validated.article;
  return article;
}

function cannotWrite(file: string, cause: unknown): CorpusError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new CorpusError(
    `cannot be written (${code ?? message})`,
    { file },
    'Check that --corpus names a folder this user may write to, and that the disk is not full.',
    { cause },
  );
}
