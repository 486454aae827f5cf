/** The buttons of documents that admins sent, and their list and card. */
import type { InboxDocument } from '../../inbox/inbox-document.ts';
import { cleanField } from '../../speech/clean.ts';
import type { Messages } from '../messages/messages.ts';
import type { InlineKeyboardButton, InlineKeyboardMarkup } from '../telegraf.ts';
import { type DocumentAct, press } from './keyboard.ts';
import { plain, RichBuilder, type RichMessage } from './rich.ts';

interface Shown {
  readonly rich: RichMessage;
  readonly markup: InlineKeyboardMarkup;
}

const PAGE_SIZE = 8;
const TITLE_UNITS_MAX = 120;

const rows = (...all: InlineKeyboardButton[][]): InlineKeyboardMarkup => ({ inline_keyboard: all });

const act = (label: string, { id }: InboxDocument, what: DocumentAct) =>
  press(label, { kind: 'document', id, act: what });

/** To remove it, or to bring it back. */
export function documentButtons(m: Messages, document: InboxDocument): InlineKeyboardMarkup {
  return rows(
    document.removedAt === undefined
      ? [act(m.buttonRemove, document, 'ask')]
      : [act(m.buttonRestore, document, 'restore')],
  );
}

export function documentsButton(m: Messages): InlineKeyboardMarkup {
  return rows([press(m.documentsTitle, { kind: 'documents', offset: 0 })]);
}

export function documentList(
  m: Messages,
  documents: readonly InboxDocument[],
  wanted: number,
): Shown {
  const back = [press(m.buttonBackToList, { kind: 'list', offset: 0 })];
  if (documents.length === 0)
    return { rich: plain(m.direction, m.documentsNone), markup: rows(back) };
  // The list may have become shorter since the button was made.
  const offset = wanted < documents.length ? wanted : 0;
  const page = documents.slice(offset, offset + PAGE_SIZE);
  const builder = new RichBuilder(m.direction).lines(m.documentsLead(documents.length)).blank();
  for (const { title, removedAt } of page)
    builder.lines(
      `• ${m.documentLine(cleanField(title, TITLE_UNITS_MAX), removedAt !== undefined)}`,
    );
  const turns: InlineKeyboardButton[] = [];
  if (offset > 0)
    turns.push(
      press(m.buttonPrevious, { kind: 'documents', offset: Math.max(0, offset - PAGE_SIZE) }),
    );
  if (offset + PAGE_SIZE < documents.length)
    turns.push(press(m.buttonNext, { kind: 'documents', offset: offset + PAGE_SIZE }));
  const buttons = page.map((document, at) => [
    act(m.documentButton(offset + at + 1, cleanField(document.title, 60)), document, 'show'),
  ]);
  return {
    rich: builder.build(),
    markup: rows(...buttons, ...(turns.length > 0 ? [turns] : []), back),
  };
}

export function documentCard(m: Messages, document: InboxDocument): Shown {
  const { title, name, bytes, articles, sentByName, sentAt, removedAt } = document;
  const text = m.documentCard({
    title: cleanField(title, TITLE_UNITS_MAX),
    name: cleanField(name, TITLE_UNITS_MAX),
    bytes,
    articles,
    sentBy: cleanField(sentByName, 60),
    sentAt,
    isRemoved: removedAt !== undefined,
  });
  const back = [press(m.documentsTitle, { kind: 'documents', offset: 0 })];
  return {
    rich: plain(m.direction, text),
    markup: rows(...documentButtons(m, document).inline_keyboard, back),
  };
}

/** Whether it is to be removed: asked before it is. */
export function removalQuestion(m: Messages, document: InboxDocument): Shown {
  const title = cleanField(document.title, TITLE_UNITS_MAX);
  return {
    rich: plain(m.direction, m.documentRemoveSure(title, document.articles)),
    markup: rows([
      act(m.buttonRemoveSure, document, 'remove'),
      act(m.buttonKeep, document, 'show'),
    ]),
  };
}
