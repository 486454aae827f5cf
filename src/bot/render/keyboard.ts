/** Buttons, and the callback data behind them: short ids, at most 64 bytes. */
import { createHash } from 'node:crypto';
import { cleanField } from '../../speech/clean.ts';
import { quoteUrl, safeUrl } from '../../speech/links.ts';
import type { Language } from '../../speech/numbers-and-dates.ts';
import type { Messages } from '../messages/messages.ts';
import type { Thumb } from '../state/port.ts';
import type { InlineKeyboardButton, InlineKeyboardMarkup } from '../telegraf.ts';
import { type AnswerView, isOfOneArticle, type Showing } from './answer.ts';

/** What a pressed button asks for. */
export type Press =
  | ({ readonly kind: 'view'; readonly id: string } & Showing)
  | { readonly kind: 'thumb'; readonly id: string; readonly thumb: Thumb }
  /** «لا، ابحث كما كتبت» */
  | { readonly kind: 'asTyped'; readonly id: string }
  /** One of the names that were asked back for. */
  | { readonly kind: 'name'; readonly id: string; readonly at: number }
  | { readonly kind: 'language'; readonly language: Language }
  | { readonly kind: 'list'; readonly offset: number }
  | { readonly kind: 'article'; readonly offset: number; readonly mark: string }
  /** What admins sent. */
  | { readonly kind: 'documents'; readonly offset: number }
  | { readonly kind: 'document'; readonly id: string; readonly act: DocumentAct };

/** `ask`: whether it is to be removed. */
export type DocumentAct = 'show' | 'ask' | 'remove' | 'restore';

export function pressData(press: Press): string {
  switch (press.kind) {
    case 'view':
      return `v:${press.id}:${press.page}:${flagsOf(press)}`;
    case 'thumb':
      return `t:${press.id}:${press.thumb}`;
    case 'asTyped':
      return `w:${press.id}`;
    case 'name':
      return `n:${press.id}:${press.at}`;
    case 'language':
      return `g:${press.language}`;
    case 'list':
      return `l:${press.offset}`;
    case 'article':
      return `a:${press.offset}:${press.mark}`;
    case 'documents':
      return `d:${press.offset}`;
    case 'document':
      return `i:${press.id}:${press.act}`;
  }
}

function flagsOf({ context, browsing, dated }: Showing): number {
  return (context ? 1 : 0) + (browsing ? 2 : 0) + (dated ? 4 : 0);
}

/** Reads callback data; undefined for what this version never wrote. Anybody may send anything. */
export function readPress(data: string): Press | undefined {
  const view = /^v:([A-Za-z0-9_-]{12}):(\d{1,2}):([0-7])$/u.exec(data);
  if (view) {
    const flags = Number(view[3]);
    const showing = { page: Number(view[2]), context: (flags & 1) > 0, browsing: (flags & 2) > 0 };
    return { kind: 'view', id: view[1]!, ...showing, ...((flags & 4) > 0 && { dated: true }) };
  }
  const thumb = /^t:([A-Za-z0-9_-]{12}):(up|down)$/u.exec(data);
  if (thumb) return { kind: 'thumb', id: thumb[1]!, thumb: thumb[2] as 'up' | 'down' };
  const written = /^w:([A-Za-z0-9_-]{12})$/u.exec(data);
  if (written) return { kind: 'asTyped', id: written[1]! };
  const name = /^n:([A-Za-z0-9_-]{12}):(\d)$/u.exec(data);
  if (name) return { kind: 'name', id: name[1]!, at: Number(name[2]) };
  const language = /^g:(ar|en)$/u.exec(data);
  if (language) return { kind: 'language', language: language[1] as Language };
  const list = /^l:(\d{1,9})$/u.exec(data);
  if (list) return { kind: 'list', offset: Number(list[1]) };
  const article = /^a:(\d{1,9}):([A-Za-z0-9_-]{11})$/u.exec(data);
  if (article) return { kind: 'article', offset: Number(article[1]), mark: article[2]! };
  const documents = /^d:(\d{1,9})$/u.exec(data);
  if (documents) return { kind: 'documents', offset: Number(documents[1]) };
  const document = /^i:([0-9a-f]{12}):(show|ask|remove|restore)$/u.exec(data);
  if (document) return { kind: 'document', id: document[1]!, act: document[2] as DocumentAct };
  return undefined;
}

/** An article's id in 11 characters (66 bits), because ids have no upper length. */
export function articleMark(articleId: string): string {
  return createHash('sha256').update(articleId).digest('base64url').slice(0, 11);
}

export const press = (text: string, what: Press): InlineKeyboardButton => ({
  text,
  callback_data: pressData(what),
});

const thumbs = (id: string): InlineKeyboardButton[] => [
  press('👍', { kind: 'thumb', id, thumb: 'up' }),
  press('👎', { kind: 'thumb', id, thumb: 'down' }),
];

/** Stands after the thumb that was pressed. */
const PRESSED = ' ✓';

/** The thumb that a message shows as pressed. */
export function pressedThumb(markup: InlineKeyboardMarkup | undefined): Thumb | undefined {
  for (const button of markup?.inline_keyboard.flat() ?? []) {
    const data = 'callback_data' in button ? readPress(button.callback_data) : undefined;
    if (data?.kind === 'thumb' && button.text.endsWith(PRESSED)) return data.thumb;
  }
  return undefined;
}

/** The same buttons with this thumb marked, and no other. */
export function withPressedThumb(
  markup: InlineKeyboardMarkup,
  thumb: Thumb | undefined,
): InlineKeyboardMarkup {
  const mark = (button: InlineKeyboardButton): InlineKeyboardButton => {
    const data = 'callback_data' in button ? readPress(button.callback_data) : undefined;
    if (data?.kind !== 'thumb') return button;
    const bare = button.text.replace(PRESSED, '');
    return { ...button, text: data.thumb === thumb ? bare + PRESSED : bare };
  };
  return { inline_keyboard: markup.inline_keyboard.map((row) => row.map(mark)) };
}

/** Under an answer that says what was understood. */
export const asTypedRow = (m: Messages, id: string): InlineKeyboardButton[] => [
  press(m.buttonAsTyped, { kind: 'asTyped', id }),
];

const NAMES_MAX = 4;

/** Under the question whom is meant: the names, and that none was. */
export function namesKeyboard(
  m: Messages,
  id: string,
  names: readonly string[],
): InlineKeyboardMarkup {
  const row = names
    .slice(0, NAMES_MAX)
    .map((name, at) => press(cleanField(name, 40), { kind: 'name', id, at }));
  return { inline_keyboard: [...(row.length > 0 ? [row] : []), asTypedRow(m, id)] };
}

/** Each language by its own name. */
export function languageKeyboard(): InlineKeyboardMarkup {
  const row = [
    press('العربية', { kind: 'language', language: 'ar' }),
    press('English', { kind: 'language', language: 'en' }),
  ];
  return { inline_keyboard: [row] };
}

/** The site that shows quotes in their articles, and the kind of chat that its button is for. */
export interface Site {
  /** PUBLIC_URL; without one there is no such button. */
  readonly publicUrl: string | undefined;
  readonly isPrivate: boolean;
}

/** Telegram takes Mini Apps in private chats alone, and writes what it says of the person after «#» itself. */
function placeButton(
  m: Messages,
  place: string,
  { publicUrl, isPrivate }: Site,
): InlineKeyboardButton[] {
  if (publicUrl === undefined) return [];
  const url = publicUrl + place;
  const text = m.buttonInPlace;
  return [isPrivate ? { text, web_app: { url } } : { text, url: `${url}#q` }];
}

export function answerKeyboard(
  m: Messages,
  id: string,
  view: AnswerView,
  showing: Showing,
  site: Site,
): InlineKeyboardMarkup {
  const { page, context, browsing } = showing;
  const at = (change: Partial<Showing>): Press => ({ kind: 'view', id, ...showing, ...change });
  const quote = view.quotes[page]!;
  const rows: InlineKeyboardButton[][] = [];
  const url = quoteUrl(quote.url, quote.text);
  const opening = placeButton(m, quote.place, site);
  if (url) opening.push({ text: m.buttonOpen, url });
  if (opening.length > 0) rows.push(opening);

  const second: InlineKeyboardButton[] = [];
  if (context) second.push(press(m.buttonHideContext, at({ context: false })));
  else if (quote.context.text !== quote.text) {
    second.push(press(m.buttonContext, at({ context: true })));
  }
  const others = view.quotes.length - 1;
  if (others > 0 && !browsing) {
    const first = view.conflict.length > 1 ? 0 : 1;
    const label = isOfOneArticle(view) ? m.buttonPassages(others) : m.buttonSources(others);
    second.push(press(label, at({ page: first, browsing: true, context: false })));
  }
  if (second.length > 0) rows.push(second);

  if (browsing) {
    const pages: InlineKeyboardButton[] = [];
    if (page > 0) pages.push(press(m.buttonPrevious, at({ page: page - 1, context: false })));
    if (page < others) pages.push(press(m.buttonNext, at({ page: page + 1, context: false })));
    rows.push(pages);
    rows.push([press(m.buttonBackToAnswer, at({ page: 0, browsing: false, context: false }))]);
  }
  rows.push(thumbs(id));
  return { inline_keyboard: rows };
}

/** Under «I found nothing»: the nearest articles that can be opened, and the thumbs. */
export function noneKeyboard(
  id: string,
  nearest: readonly { title: string; url?: string | undefined }[],
): InlineKeyboardMarkup {
  const links = nearest.flatMap(({ title, url }) => {
    const safe = safeUrl(url);
    return safe ? [[{ text: cleanField(title, 60), url: safe }]] : [];
  });
  return { inline_keyboard: [...links, thumbs(id)] };
}

export function listKeyboard(
  m: Messages,
  list: {
    readonly offset: number;
    readonly pageSize: number;
    readonly total: number;
    readonly articles: readonly { readonly id: string; readonly title: string }[];
  },
  documents: number,
): InlineKeyboardMarkup {
  const { offset, pageSize, total, articles } = list;
  const rows = articles.map(({ id, title }, index) => [
    press(m.articleButton(offset + index + 1, cleanField(title, 60)), {
      kind: 'article',
      offset,
      mark: articleMark(id),
    }),
  ]);
  const pages: InlineKeyboardButton[] = [];
  if (offset > 0) {
    pages.push(press(m.buttonPrevious, { kind: 'list', offset: Math.max(0, offset - pageSize) }));
  }
  if (offset + pageSize < total) {
    pages.push(press(m.buttonNext, { kind: 'list', offset: offset + pageSize }));
  }
  if (pages.length > 0) rows.push(pages);
  // Only to admins: what they sent, to be looked at and taken out.
  if (documents > 0) {
    rows.push([press(m.buttonDocuments(documents), { kind: 'documents', offset: 0 })]);
  }
  return { inline_keyboard: rows };
}

export function cardKeyboard(
  m: Messages,
  url: string | undefined,
  offset: number,
  documentId: string | undefined,
): InlineKeyboardMarkup {
  const safe = safeUrl(url);
  const rows: InlineKeyboardButton[][] = [];
  if (safe) rows.push([{ text: m.buttonOpen, url: safe }]);
  if (documentId !== undefined) {
    rows.push([press(m.buttonRemove, { kind: 'document', id: documentId, act: 'ask' })]);
  }
  rows.push([press(m.buttonBackToList, { kind: 'list', offset })]);
  return { inline_keyboard: rows };
}
