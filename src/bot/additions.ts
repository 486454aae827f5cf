/**
 * From received documents to documents that can be quoted. Documents that arrive together are indexed together, and one
 * message reports on all of them:
 *
 *   «I am reading it» ─► taken in, one after the other ─► (quiet) ─► index ─► gate ─► «added: …», or why not
 *
 * A document remembers this message until it is sent, so that a bot that was stopped meanwhile sends it after its start.
 */
import { GateError } from '../errors.ts';
import type { Fault, Inbox, TakeResult } from '../inbox/inbox.ts';
import type { InboxDocument } from '../inbox/inbox-document.ts';
import { refusalOf } from '../inbox/refusal.ts';
import { cleanField } from '../speech/clean.ts';
import type { Language } from '../speech/numbers-and-dates.ts';
import type { Messages } from './messages/messages.ts';
import { documentButtons, documentsButton } from './render/documents.ts';
import { MESSAGE_UNITS_MAX, plain } from './render/rich.ts';
import type { Job, Services } from './services.ts';
import { type Markup, messageContent, reply, type Talk } from './talk.ts';

/** An album's files, and posts that are forwarded together, come within a second. */
const QUIET_MS = 1_500;
/** A message lists at most this many; the next document begins another message. */
const ITEMS_MAX = 50;
const TITLE_UNITS_MAX = 120;

interface Batch {
  readonly chatId: number;
  readonly messageId: number;
  readonly language: Language;
  readonly items: { readonly name: string; readonly taken: TakeResult }[];
  reading: number;
  timer?: NodeJS.Timeout;
}

type Tell = NonNullable<InboxDocument['tell']>;

export interface Additions {
  /** @param read takes it in; what it throws is thrown. */
  add(
    job: Job,
    talk: Talk,
    name: string,
    read: (tell: Tell) => Promise<readonly TakeResult[]>,
  ): Promise<void>;
  /** Indexes what a former run, or a build that failed, left waiting, and says so. */
  resume(): Promise<void>;
  /** The index follows a document that was brought back, and `message` then tells of it. */
  restored(document: InboxDocument, message: Tell): Promise<void>;
  /** The index follows a document that was set aside. */
  removed(document: InboxDocument, message: Tell): Promise<void>;
  /** Forgets documents that have not begun; the next start continues with them. */
  stop(): void;
}

const all = new WeakMap<Services, Additions>();

/** The additions of a bot. */
export function additionsOf(s: Services, inbox: Inbox): Additions {
  const additions = all.get(s) ?? createAdditions(s, inbox);
  all.set(s, additions);
  return additions;
}

function createAdditions(s: Services, inbox: Inbox): Additions {
  /** By chat, the batch that still takes something in. */
  const open = new Map<number, Batch>();
  /** Batches that are being indexed. */
  const finishing = new Set<Tell>();
  let stopped = false;

  async function show(at: Tell, text: string, markup?: Markup): Promise<void> {
    const place = { chat_id: at.chatId, message_id: at.messageId };
    const rich = plain(s.speech[at.language].direction, text);
    await s.sender
      .call('editMessageText', { ...place, ...messageContent(rich, markup) })
      .catch((err) => s.log.warn({ err }, 'what became of a document was not shown'));
  }

  async function batchOf(job: Job, talk: Talk): Promise<Batch> {
    const known = open.get(talk.chatId);
    if (known && known.items.length + known.reading < ITEMS_MAX) {
      clearTimeout(known.timer);
      return known;
    }
    const { direction, additionsReading, language } = talk.messages;
    const sent = await reply(s, job, talk, plain(direction, additionsReading));
    const place = { chatId: talk.chatId, messageId: sent.message_id, language };
    const batch: Batch = { ...place, items: [], reading: 0 };
    open.set(talk.chatId, batch);
    return batch;
  }

  function finishSoon(batch: Batch): void {
    if (batch.reading > 0 || stopped) return;
    clearTimeout(batch.timer);
    batch.timer = setTimeout(() => {
      if (open.get(batch.chatId) === batch) open.delete(batch.chatId);
      s.background(finish(batch));
    }, QUIET_MS);
  }

  async function finish(batch: Batch): Promise<void> {
    finishing.add(batch);
    try {
      await indexAndTell(batch);
    } finally {
      finishing.delete(batch);
    }
  }

  async function indexAndTell(batch: Batch): Promise<void> {
    const m = s.speech[batch.language];
    const stored = batch.items.flatMap(({ taken }) =>
      taken.kind === 'stored' ? [taken.document] : [],
    );
    let chunksOf: Readonly<Record<string, number>> | undefined = {};
    let fault: string | undefined;
    if (stored.length > 0) {
      await show(batch, m.additionsIndexing(stored.length));
      try {
        ({ chunksOf } = await s.reindex(() => {}));
      } catch (err) {
        if (s.stopping()) return;
        const reference = stored[0]!.id;
        s.log.error({ err, document: reference }, 'documents not indexed');
        if (!(err instanceof GateError)) {
          await show(batch, m.additionsFailed(reference), documentsButton(m));
          return;
        }
        fault = m.additionsGate(reference);
        for (const document of stored) await inbox.remove(document);
      }
    }
    const lines: string[] = [];
    const added: InboxDocument[] = [];
    for (const { name, taken } of batch.items) {
      if (taken.kind === 'stored' && fault === undefined) {
        const { document } = taken;
        if (await isServed(s, document)) {
          added.push(document);
          lines.push(m.additionStored(figuresOf(document, chunksOf)));
          if (taken.faults.length > 0)
            lines.push(m.additionPartly(taken.faults.length, kindOf(taken.faults[0]!)));
        } else {
          await inbox.remove(document);
          lines.push(m.additionRefused(cleanField(name, TITLE_UNITS_MAX), 'sameId'));
        }
      } else if (taken.kind === 'known') {
        lines.push(m.additionKnown(cleanField(taken.document.title, TITLE_UNITS_MAX)));
      } else if (taken.kind === 'refused') {
        lines.push(m.additionRefused(cleanField(name, TITLE_UNITS_MAX), kindOf(taken.fault)));
        s.log.info({ problem: taken.fault.problem }, 'a document was not taken in');
      }
    }
    if (fault !== undefined) lines.push(fault);
    const end = added.length > 0 ? ['', m.additionsPublic] : [];
    const [only] = batch.items.length === 1 ? added : [];
    for (const document of added) await inbox.told(document);
    const markup = only ? documentButtons(m, only) : documentsButton(m);
    await show(batch, fitting(m, lines, end), markup);
  }

  return {
    async add(job, talk, name, read) {
      const batch = await batchOf(job, talk);
      const { chatId, messageId, language } = batch;
      batch.reading += 1;
      try {
        for (const taken of await read({ chatId, messageId, language }))
          batch.items.push({ name, taken: await asNew(taken, messageId) });
      } finally {
        batch.reading -= 1;
        finishSoon(batch);
      }
    },
    async resume() {
      const waiting = new Map<string, Batch>();
      const keyOf = ({ chatId, messageId }: Tell) => `${chatId} ${messageId}`;
      const atWork = new Set([...open.values(), ...finishing].map(keyOf));
      for (const document of await inbox.list()) {
        if (!document.tell || document.removedAt !== undefined) continue;
        const key = keyOf(document.tell);
        if (atWork.has(key)) continue;
        const batch = waiting.get(key) ?? { ...document.tell, items: [], reading: 0 };
        batch.items.push({ name: document.name, taken: { kind: 'stored', document, faults: [] } });
        waiting.set(key, batch);
      }
      for (const batch of waiting.values()) await finish(batch);
    },
    async restored(document, message) {
      const taken = { kind: 'stored', document, faults: [] } as const;
      await finish({ ...message, items: [{ name: document.name, taken }], reading: 0 });
    },
    async removed(document, message) {
      const m = s.speech[message.language];
      const title = cleanField(document.title, TITLE_UNITS_MAX);
      try {
        await s.reindex(() => {});
        await show(message, m.documentRemoved(title), documentButtons(m, document));
      } catch (err) {
        if (s.stopping()) return;
        s.log.error({ err, document: document.id }, 'a removed document is in the index still');
        const text = m.documentStillServed(title, document.id);
        await show(message, text, documentButtons(m, document));
      }
    },
    stop() {
      stopped = true;
      for (const { timer } of open.values()) clearTimeout(timer);
      open.clear();
    },
  };

  /** What was taken in by an update that is worked on once more is not yet told of. */
  async function asNew(taken: TakeResult, messageId: number): Promise<TakeResult> {
    if (taken.kind !== 'known' || taken.document.tell === undefined) return taken;
    const isOurs = taken.document.tell.messageId === messageId;
    return isOurs ? taken : { kind: 'stored', document: taken.document, faults: [] };
  }
}

const kindOf = ({ problem }: Fault) => refusalOf(problem);

/** Whether its articles are those that the index has: another file may have had their ids first. */
async function isServed(s: Services, { articleIds, file }: InboxDocument): Promise<boolean> {
  return await s.catalogue.use(async (index) => {
    for (const id of articleIds.slice(0, 20)) {
      const article = await index.article(id);
      if (article?.file === file) return true;
    }
    return false;
  });
}

function figuresOf(
  { title, articles, articleIds }: InboxDocument,
  chunksOf: Readonly<Record<string, number>> = {},
) {
  const counts = articleIds.flatMap((id) => (id in chunksOf ? [chunksOf[id]!] : []));
  // If some are not counted, the sum would be wrong.
  const chunks =
    counts.length === articles ? counts.reduce((sum, count) => sum + count, 0) : undefined;
  return { title: cleanField(title, TITLE_UNITS_MAX), articles, chunks };
}

/** As many lines as one message holds, and the number of the others. */
function fitting(m: Messages, lines: readonly string[], end: readonly string[]): string {
  for (let shown = lines.length; ; shown -= 1) {
    const rest = lines.length - shown;
    const more = rest > 0 ? [m.additionsMore(rest)] : [];
    const text = [...lines.slice(0, shown), ...more, ...end].join('\n');
    // A mark of direction may come before each line.
    if (text.length + lines.length < MESSAGE_UNITS_MAX || shown === 0) return text;
  }
}
