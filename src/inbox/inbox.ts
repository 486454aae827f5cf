/**
 * Documents that admins send to the bot: a folder that is part of the corpus.
 *
 *   <id>-<name>            the document; the index reads it like any other
 *   .<id>.json             who sent it, when, its hash, what is in it
 *   .incoming/             read here first, under the same name, so that an unusable file is never indexed
 *   .removed/<id>-<name>   removed, and can be restored
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { POST_CHARS_MIN, titleOfPost } from '../corpus/formats/title.ts';
import { type CorpusNote, readCorpus } from '../corpus/read.ts';
import { formatMarkdown } from '../corpus/write.ts';
import { fetchArticles } from '../fetch/fetch.ts';
import type { FetchOptions, LeftOut } from '../fetch/fetch-options.ts';
import { ensurePrivateFolder } from '../private-files.ts';
import { IDS_KEPT_MAX, type InboxDocument, parseDocument } from './inbox-document.ts';

/** A received file. */
export interface Incoming {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A post of a channel, as it was forwarded. */
export interface Post {
  readonly text: string;
  readonly channel: string;
  /** Of the channel and of the post within it. */
  readonly channelId: number;
  readonly messageId: number;
  /** The channel's public name; without it the post has no address that everybody can open. */
  readonly username?: string | undefined;
  readonly author?: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

export interface Sender {
  readonly id: number;
  readonly name: string;
  readonly caption?: string | undefined;
  readonly tell: InboxDocument['tell'];
}

/** A document, or a part of it, that is left out; the words are for the operator. */
export interface Fault {
  readonly problem: string;
  readonly hint: string;
}

export type TakeResult =
  /** `faults`: parts of it that could not be read. */
  | { readonly kind: 'stored'; readonly document: InboxDocument; readonly faults: readonly Fault[] }
  /** The same bytes are there already. */
  | { readonly kind: 'known'; readonly document: InboxDocument }
  | { readonly kind: 'refused'; readonly fault: Fault };

/** From a feed. */
const ENTRIES_MAX = 20;
const NAME_CHARS_MAX = 100;

export class Inbox {
  readonly #folder: string;
  readonly #fetching: Partial<FetchOptions>;
  readonly #now: () => Date;

  /** @param fetching how pages are asked for. */
  constructor(
    folder: string,
    {
      fetching = {},
      now = () => new Date(),
    }: { fetching?: Partial<FetchOptions>; now?: () => Date } = {},
  ) {
    this.#folder = folder;
    this.#fetching = fetching;
    this.#now = now;
    ensurePrivateFolder(folder);
  }

  /** Reads a file, and keeps it if it has an article. After a failure the same file can be sent again. */
  async take({ name, bytes }: Incoming, sender: Sender): Promise<TakeResult> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const id = sha256.slice(0, 12);
    const known = await this.find(id);
    if (known?.removedAt !== undefined)
      return { kind: 'stored', document: await this.restore(known, sender.tell), faults: [] };
    if (known) return { kind: 'known', document: known };
    const file = `${id}-${fileName(name)}`;
    const aside = await this.#aside('.incoming', file);
    try {
      await writeFile(aside, bytes, { mode: 0o600 });
      const { title, articleIds, articles, faults, notes } = await this.#look(aside);
      if (title === undefined) return { kind: 'refused', fault: faults[0] ?? nothing(notes) };
      const document: InboxDocument = {
        version: 1,
        id,
        file,
        name,
        sha256,
        bytes: bytes.length,
        sentBy: sender.id,
        sentByName: sender.name,
        sentAt: this.#now().toISOString(),
        title,
        articleIds,
        articles,
        ...(sender.caption ? { caption: sender.caption } : {}),
        ...(sender.tell ? { tell: sender.tell } : {}),
      };
      // Its record first: a document without one could not be removed by the chat.
      await this.#write(document);
      await rename(aside, join(this.#folder, file));
      return { kind: 'stored', document, faults };
    } finally {
      await rm(aside, { force: true });
    }
  }

  /** A post that was edited since it was forwarded takes the place of what it was. */
  async takePost(post: Post, sender: Sender): Promise<TakeResult> {
    if (post.text.trim().length < POST_CHARS_MIN)
      return { kind: 'refused', fault: { problem: 'is empty', hint: 'Send a post with text.' } };
    const address =
      post.username === undefined ? undefined : `https://t.me/${post.username}/${post.messageId}`;
    const id = `telegram${post.channelId}-${post.messageId}`;
    const markdown = formatMarkdown({
      id,
      title: titleOfPost(post.text),
      text: post.text,
      source: post.channel,
      date: post.date,
      ...(post.author === undefined ? {} : { author: post.author }),
      ...(address === undefined ? {} : { url: address }),
    });
    const name = `${id}.md`;
    const bytes = Buffer.from(markdown, 'utf8');
    const before = (await this.list()).find(
      (one) => one.articleIds[0] === id && one.removedAt === undefined,
    );
    const taken = await this.take({ name, bytes }, sender);
    if (taken.kind === 'stored' && before) await this.remove(before);
    return taken;
  }

  /** The article on a page, or the latest of a feed. */
  async takeLink(url: string, sender: Sender): Promise<TakeResult[]> {
    const folder = await this.#aside('.incoming', randomUUID());
    try {
      const files: string[] = [];
      const { skipped, failed } = await fetchArticles([url], {
        entriesMax: ENTRIES_MAX,
        ...this.#fetching,
        corpusDir: folder,
        onEvent: (event) => {
          if (event.event === 'fetched') files.push(event.file);
        },
      });
      const taken: TakeResult[] = [];
      for (const name of files)
        taken.push(await this.take({ name, bytes: await readFile(join(folder, name)) }, sender));
      return [...taken, ...[...failed, ...skipped].map(leftOut)];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** All documents, including removed ones, the latest first. */
  async list(): Promise<InboxDocument[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const records = names.filter((name) => /^\.[0-9a-f]{12}\.json$/u.test(name));
    const documents = await Promise.all(
      records.map((name) => readFile(join(this.#folder, name), 'utf8').then(parseDocument)),
    );
    return documents
      .filter((document) => document !== undefined)
      .sort((a, b) => (a.sentAt < b.sentAt ? 1 : a.sentAt > b.sentAt ? -1 : a.id < b.id ? -1 : 1));
  }

  async find(id: string): Promise<InboxDocument | undefined> {
    const path = this.#record(id);
    return parseDocument(await readFile(path, 'utf8').catch(() => ''));
  }

  /** The document that an article is in. */
  async holding(articleId: string): Promise<InboxDocument | undefined> {
    const documents = await this.list();
    return documents.find(
      ({ articleIds, removedAt }) => removedAt === undefined && articleIds.includes(articleId),
    );
  }

  /** Moves it aside: the next index does not have it any more. */
  async remove({ id }: Pick<InboxDocument, 'id'>): Promise<InboxDocument | undefined> {
    const document = await this.find(id);
    if (document === undefined || document.removedAt !== undefined) return document;
    const { tell: _, ...rest } = document;
    const removed = { ...rest, removedAt: this.#now().toISOString() };
    await rename(join(this.#folder, document.file), await this.#aside('.removed', document.file));
    await this.#write(removed);
    return removed;
  }

  /** Restores a removed document. */
  async restore(document: InboxDocument, tell?: InboxDocument['tell']): Promise<InboxDocument> {
    const { removedAt, tell: _, ...rest } = document;
    const restored = { ...rest, ...(tell ? { tell } : {}) };
    if (removedAt === undefined) return document;
    await rename(await this.#aside('.removed', document.file), join(this.#folder, document.file));
    await this.#write(restored);
    return restored;
  }

  /** Notes that its result was reported. */
  async told({ id }: Pick<InboxDocument, 'id'>): Promise<void> {
    const document = await this.find(id);
    if (document?.tell === undefined) return;
    const { tell: _, ...rest } = document;
    await this.#write(rest);
  }

  async #look(path: string) {
    const faults: Fault[] = [];
    const notes: CorpusNote[] = [];
    const articleIds: string[] = [];
    let articles = 0;
    let title: string | undefined;
    for await (const item of readCorpus([path], { onNote: (note) => notes.push(note) })) {
      if ('error' in item) {
        const { problem, hint } = item.error;
        faults.push({ problem, hint });
        continue;
      }
      title ??= item.article.title;
      articles += 1;
      if (articleIds.length < IDS_KEPT_MAX) articleIds.push(item.article.id);
    }
    return { title, articleIds, articles, faults, notes };
  }

  async #aside(folder: string, name: string): Promise<string> {
    await mkdir(join(this.#folder, folder), { recursive: true, mode: 0o700 });
    return join(this.#folder, folder, name);
  }

  #record(id: string): string {
    return join(this.#folder, `.${id}.json`);
  }

  /** Writes all or nothing. */
  async #write(document: InboxDocument): Promise<void> {
    const aside = await this.#aside('.incoming', `${randomUUID()}.json`);
    await writeFile(aside, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 });
    await rename(aside, this.#record(document.id));
  }
}

function nothing([note]: readonly CorpusNote[]): Fault {
  return { problem: note?.message ?? 'has no text', hint: note?.hint ?? '' };
}

function leftOut({ url, reason, hint }: LeftOut): TakeResult {
  return { kind: 'refused', fault: { problem: `${url}: ${reason}`, hint } };
}

/** As it was sent, but for what a file system, a shell or the corpus reader would take for something else. */
function fileName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._ -]+/gu, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+/u, '');
  const extension = /\.[^.]{1,12}$/u.exec(clean)?.[0] ?? '';
  const stem = [...clean.slice(0, clean.length - extension.length)];
  let kept = '';
  // File systems count bytes, and an Arabic letter has two.
  for (const letter of stem) {
    if (Buffer.byteLength(kept + letter) > NAME_CHARS_MAX) break;
    kept += letter;
  }
  return `${kept || 'document'}${extension}`;
}
