/** /sources: browsing the articles, searching their titles, and a card for each, to be asked within. */

import { cleanField } from '../../speech/clean.ts';
import { splitSentences } from '../../text/sentences.ts';
import type { Article } from '../../types.ts';
import type { Messages } from '../messages/messages.ts';
import { articleMark, cardKeyboard, listKeyboard } from '../render/keyboard.ts';
import { plain, RichBuilder, type RichMessage } from '../render/rich.ts';
import type { Services } from '../services.ts';
import type { Markup } from '../talk.ts';
import type { Message, MessageEntity } from '../telegraf.ts';

const PAGE_SIZE = 8;
const QUERY_UNITS_MAX = 100;
/** A first sentence longer than this would make the card a wall. */
const OPENING_UNITS_MAX = 500;

export interface Shown {
  readonly rich: RichMessage;
  readonly markup?: Markup;
}

export async function articleList(
  s: Services,
  m: Messages,
  offset: number,
  typed: string,
  isAdmin: boolean,
): Promise<Shown> {
  const query = cleanField(typed, QUERY_UNITS_MAX);
  const page = await s.catalogue.use((index) =>
    index.listArticles({ offset, limit: PAGE_SIZE, ...(query ? { query } : {}) }),
  );
  if (page.total === 0) {
    return { rich: plain(m.direction, query ? m.sourcesNone : m.sourcesEmpty) };
  }
  // The list has become shorter since the button was made.
  if (page.articles.length === 0 && offset > 0) return await articleList(s, m, 0, query, isAdmin);
  const documents = isAdmin && s.inbox ? (await s.inbox.list()).length : 0;
  const builder = new RichBuilder(m.direction);
  if (query) builder.labelled(m.sourcesQueryLabel, query);
  builder.lines(query ? m.sourcesFound(page.total) : m.sourcesLead(page.total));
  builder.blank();
  for (const article of page.articles) builder.lines(`• ${m.articleLine(headLine(article))}`);
  builder.blank().lines(m.sourcesHint);
  return {
    rich: builder.build(),
    markup: listKeyboard(m, { offset, pageSize: PAGE_SIZE, ...page }, documents),
  };
}

/** The card of an article on the page at `offset`; undefined if the list has changed. */
export async function articleCard(
  s: Services,
  m: Messages,
  place: {
    readonly offset: number;
    readonly mark: string;
    readonly query: string;
    readonly isAdmin: boolean;
  },
): Promise<(Shown & { article: Article }) | undefined> {
  const { offset, mark, query, isAdmin } = place;
  const article = await s.catalogue.use(async (index) => {
    const filter = query ? { query } : {};
    const { articles } = await index.listArticles({ offset, limit: PAGE_SIZE, ...filter });
    const head = articles.find(({ id }) => articleMark(id) === mark);
    return head && (await index.article(head.id));
  });
  if (!article) return undefined;
  const builder = new RichBuilder(m.direction);
  if (query) builder.labelled(m.sourcesQueryLabel, query);
  builder.lines(m.articleLine(headLine(article)));
  const first = splitSentences(article.text)[0];
  if (first && first.end - first.start <= OPENING_UNITS_MAX) {
    builder.quote('blockquote', article.text.slice(first.start, first.end));
  }
  builder.lines(m.articleHint);
  const document = isAdmin ? await s.inbox?.holding(article.id) : undefined;
  const markup = cardKeyboard(m, article.url, offset, document?.id);
  return { rich: builder.build(), markup, article };
}

function headLine({ title, source, date }: Pick<Article, 'title' | 'source' | 'date'>) {
  const outlet = source === undefined ? undefined : cleanField(source, 80);
  return { title: cleanField(title, 150), outlet, date };
}

/**
 * What a message of the bot shows in italics: the query of a list, or the question that was searched for.
 * Read back from the message itself, so that people's words need not be kept anywhere.
 */
export function italicsOf(message: Message | undefined): string {
  const { text, entities } = (message ?? {}) as {
    text?: string;
    entities?: readonly MessageEntity[];
  };
  const italics = entities?.find(({ type }) => type === 'italic');
  if (text === undefined || !italics) return '';
  return text.slice(italics.offset, italics.offset + italics.length).replaceAll('\u2060', '');
}
