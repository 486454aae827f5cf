/** Telegram Desktop's export of a channel or group (`result.json`, `messages.html`): each post an article. */

import { type Block, cleanLines, cleanText } from '../blocks.ts';
import { decode } from '../charset.ts';
import { blocksOf, type HtmlElement, type HtmlNode, parseDocument } from '../html.ts';
import { mendBlocks } from './document.ts';
import { type Format, FormatError, type FormatItem } from './format.ts';
import { headOf } from './html.ts';
import { looksLikeTelegram } from './look.ts';
import { POST_CHARS_MIN, titleOfPost } from './title.ts';

export const telegramJson: Format = {
  name: 'Telegram export',
  extensions: [],
  matches: ({ name, bytes }) => /\.json$/iu.test(name) && looksLikeTelegram(headOf(bytes)),
  read({ bytes }) {
    let chat: Chat & Account;
    try {
      chat = JSON.parse(decode(bytes)) as Chat & Account;
    } catch {
      throw new FormatError(
        'is not whole JSON',
        'Export the channel again; the export may have been stopped.',
      );
    }
    return chat?.chats === undefined
      ? itemsOf(postsOfJson(chat), channelOf(chat))
      : channelsOf(chat);
  },
};

/** All of somebody's account: what people wrote to one another is nobody's to quote. */
function channelsOf({ chats, left_chats }: Account): FormatItem[] {
  const all = [chats, left_chats].flatMap((some) => (Array.isArray(some?.list) ? some.list : []));
  const isChannel = (chat: Chat) => typeof chat?.type === 'string' && /channel/u.test(chat.type);
  const items = all.filter(isChannel).flatMap((chat): readonly FormatItem[] => {
    const channel = channelOf(chat);
    try {
      return itemsOf(postsOfJson(chat), channel).map((item) => ({
        ...item,
        part: [channel.name, item.part].filter(Boolean).join(' › '),
      }));
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return [{ problem: error.message, hint: error.hint, part: channel.name }];
    }
  });
  if (items.length === 0)
    throw new FormatError('has no channel', 'Export the channel itself, as JSON.');
  const others = all.filter((chat) => !isChannel(chat)).length;
  return others === 0
    ? items
    : [...items, { note: `unread: ${others} chats that are no channels` }];
}

export const telegramHtml: Format = {
  name: 'Telegram export',
  extensions: [],
  matches: ({ bytes }) =>
    /<div class="page_wrap">|class="page_header"/u.test(headOf(bytes)) &&
    /<html/iu.test(headOf(bytes)),
  read({ bytes }) {
    const document = parseDocument(decode(bytes), ELEMENTS_MAX);
    const title = first(document, '.page_header .text') ?? first(document, '.page_header');
    return itemsOf(postsOfHtml(document), {
      name: cleanText(title?.textContent ?? ''),
      address: undefined,
    });
  },
};

const ELEMENTS_MAX = 200_000;
/** Posts of an album come within the same moment. */
const ALBUM_SECONDS = 2;

interface Chat {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly id?: unknown;
  readonly username?: unknown;
  readonly messages?: unknown;
}

interface Account {
  readonly chats?: { readonly list?: unknown };
  readonly left_chats?: { readonly list?: unknown };
}

interface Channel {
  readonly name: string;
  /** Without the message's number. */
  readonly address: string | undefined;
}

interface Post {
  readonly id: number;
  readonly date: string | undefined;
  readonly seconds: number;
  readonly author: string | undefined;
  readonly forwardedFrom: string | undefined;
  readonly replyTo: number | undefined;
  readonly text: string;
  readonly hasMedia: boolean;
}

function channelOf({ name, id, username, type }: Chat): Channel {
  const title = typeof name === 'string' ? cleanText(name) : '';
  if (typeof username === 'string' && username !== '')
    return { name: title, address: `https://t.me/${username}/` };
  const isChannel = typeof type === 'string' && /channel|supergroup/u.test(type);
  // A private channel's link opens for its members.
  return {
    name: title,
    address: isChannel && typeof id === 'number' ? `https://t.me/c/${id}/` : undefined,
  };
}

function postsOfJson(chat: Chat): Post[] {
  const messages = chat?.messages;
  if (!Array.isArray(messages))
    throw new FormatError('has no messages', 'Export the channel again, as JSON.');
  return messages.flatMap((message: Record<string, unknown>): Post[] => {
    if (typeof message !== 'object' || message === null || message.type !== 'message') return [];
    const date = typeof message.date === 'string' ? message.date : undefined;
    const string = (value: unknown) =>
      typeof value === 'string' && value !== '' ? cleanText(value) : undefined;
    return [
      {
        id: Number(message.id),
        date: date?.slice(0, 10),
        seconds: Number(
          message.date_unixtime ?? (date === undefined ? Number.NaN : Date.parse(date) / 1000),
        ),
        author: string(message.from),
        forwardedFrom: string(message.forwarded_from),
        replyTo:
          typeof message.reply_to_message_id === 'number' ? message.reply_to_message_id : undefined,
        text: cleanLines(richText(message.text)),
        hasMedia: message.photo !== undefined || message.file !== undefined,
      },
    ];
  });
}

/** A string, or a list of strings and marked parts. */
function richText(text: unknown): string {
  if (typeof text === 'string') return text;
  if (!Array.isArray(text)) return '';
  return text
    .map((part) =>
      typeof part === 'string' ? part : typeof part?.text === 'string' ? part.text : '',
    )
    .join('');
}

function postsOfHtml(document: HtmlElement): Post[] {
  return [...document.querySelectorAll('.message.default')].map((message) => {
    const when = /(\d{2})\.(\d{2})\.(\d{4})\s+(\d{2}):(\d{2}):(\d{2})/u.exec(
      first(message, '.date')?.getAttribute('title') ?? '',
    );
    const reply = /message(\d+)/u.exec(
      first(message, '.reply_to a')?.getAttribute('href') ?? '',
    )?.[1];
    const [text] = message.querySelectorAll('.text');
    return {
      id: Number(/(\d+)$/u.exec(message.getAttribute('id') ?? '')?.[1]),
      date: when ? `${when[3]}-${when[2]}-${when[1]}` : undefined,
      seconds: when
        ? Date.UTC(
            Number(when[3]),
            Number(when[2]) - 1,
            Number(when[1]),
            Number(when[4]),
            Number(when[5]),
            Number(when[6]),
          ) / 1000
        : Number.NaN,
      author: nameOf(first(message, '.from_name')),
      forwardedFrom: nameOf(first(message, '.forwarded .from_name')),
      replyTo: reply === undefined ? undefined : Number(reply),
      text:
        text === undefined
          ? ''
          : blocksOf(text as HtmlNode)
              .flatMap((block) => ('text' in block ? [block.text] : []))
              .join('\n'),
      hasMedia: first(message, '.media_wrap') !== undefined,
    };
  });
}

/** Without the date that is in the same element of a forwarded post. */
function nameOf(element: HtmlElement | undefined): string | undefined {
  const name = cleanText(element?.textContent ?? '').replace(/\s*\d{2}\.\d{2}\.\d{4}.*$/u, '');
  return name === '' ? undefined : name;
}

function first(element: HtmlElement, selector: string): HtmlElement | undefined {
  const [found] = element.querySelectorAll(selector);
  return found;
}

/** Who said it, and the channel that passed it on. */
function sourceOf({ forwardedFrom }: Post, channel: string): string | undefined {
  const names = [forwardedFrom, channel].filter((one) => one !== undefined && one !== '');
  return [...new Set(names)].join('، عبر ') || undefined;
}

/** Albums joined; a reply is below the post that it answers. */
function itemsOf(posts: readonly Post[], { name, address }: Channel): FormatItem[] {
  const joined: Post[] = [];
  for (const post of posts) {
    const before = joined.at(-1);
    const isAlbum =
      before?.hasMedia &&
      post.hasMedia &&
      before.author === post.author &&
      Math.abs(post.seconds - before.seconds) <= ALBUM_SECONDS &&
      (before.text === '' || post.text === '');
    if (isAlbum) joined[joined.length - 1] = { ...before!, text: before!.text || post.text };
    else joined.push(post);
  }
  const byId = new Map(joined.map((post) => [post.id, post]));
  const rootOf = (post: Post): Post => {
    let root = post;
    for (let steps = 0; steps < 50; steps++) {
      const above = root.replyTo === undefined ? undefined : byId.get(root.replyTo);
      if (above === undefined || above.id >= root.id || above.text === '') break;
      root = above;
    }
    return root;
  };
  const threads = new Map<Post, Post[]>();
  for (const post of joined) {
    if (post.text === '') continue;
    const root = rootOf(post);
    threads.set(root, [...(threads.get(root) ?? []), post]);
  }
  const items: FormatItem[] = [];
  let short = 0;
  for (const [root, thread] of threads) {
    const whole = thread.map((post) => post.text).join('\n\n');
    if (whole.length < POST_CHARS_MIN || Number.isNaN(root.id)) {
      short += 1;
      continue;
    }
    const paragraphs: Block[] = thread.map(({ text }) => ({ kind: 'paragraph', text }));
    const { blocks, repairs } = mendBlocks(paragraphs);
    const texts = blocks.map((block) => ('text' in block ? block.text : ''));
    const part = `message ${root.id}`;
    items.push({
      record: {
        title: titleOfPost(texts[0]!),
        text: texts.join('\n\n'),
        date: root.date,
        source: sourceOf(root, name),
        author: root.author !== undefined && root.author !== name ? root.author : undefined,
        url: address === undefined ? undefined : `${address}${root.id}`,
      },
      defaultId: `${name || 'telegram'}-${root.id}`.slice(0, 200),
      part,
    });
    for (const note of repairs) items.push({ note: `repaired: ${note}`, part });
  }
  if (short > 0)
    items.push({
      note: `empty: ${short} posts of fewer than ${POST_CHARS_MIN} characters left out`,
    });
  if (items.length === 0) throw new FormatError('has no post with text', 'Remove it.');
  return items;
}
