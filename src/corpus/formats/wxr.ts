/** WordPress exports (WXR): each published post and page an article. */

import { cleanText } from '../blocks.ts';
import { decode } from '../charset.ts';
import { blocksOf, lineOf, parseDocument } from '../html.ts';
import { readDay } from '../printed-date.ts';
import { documentItems } from './document.ts';
import { type Format, FormatError, type FormatItem } from './format.ts';
import { headOf } from './html.ts';
import { titleOfPost } from './title.ts';
import { child, descendant, descendants, elements, parseXml, textOf, type XmlNode } from './xml.ts';

export const wxr: Format = {
  name: 'WordPress export',
  extensions: ['.wxr'],
  matches: ({ bytes }) =>
    /<rss[\s>]/iu.test(headOf(bytes)) && /wordpress\.org\/export/iu.test(headOf(bytes)),
  read({ bytes, name }) {
    const tree = parseXml(decode(bytes));
    const channel = descendant(tree, 'channel');
    const source = cleanText(textOf(child(channel, 'title'))) || undefined;
    const authors = new Map<string, string>();
    for (const author of descendants(channel, 'wp:author'))
      authors.set(
        textOf(child(author, 'wp:author_login')),
        textOf(child(author, 'wp:author_display_name')),
      );
    const items: FormatItem[] = [];
    const others = new Map<string, number>();
    const base = name.replace(/\.[^.]*$/u, '');
    for (const [i, item] of [...descendants(channel, 'item')].entries()) {
      const type = textOf(child(item, 'wp:post_type')).trim() || 'post';
      if (type === 'post' || type === 'page')
        items.push(...itemsOf(item, i + 1, { name, base, source, authors }));
      else if (!OWN_TYPES.test(type) && textOf(child(item, 'content:encoded')).trim() !== '')
        others.set(type, (others.get(type) ?? 0) + 1);
    }
    if (items.length === 0)
      throw new FormatError('has no post', 'Export the posts again: Tools, Export, All content.');
    for (const [type, count] of others)
      items.push({ note: `unread: ${count} of the type ${type}, which are no posts or pages` });
    return items;
  },
};

/** What WordPress and its builders of pages keep for themselves. */
const OWN_TYPES =
  /^(?:attachment|nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|elementor_library|acf-.*|wp_.*)$/u;

interface Site {
  readonly name: string;
  readonly base: string;
  readonly source: string | undefined;
  readonly authors: ReadonlyMap<string, string>;
}

function itemsOf(item: XmlNode, position: number, site: Site): FormatItem[] {
  const field = (tag: string) => textOf(child(item, tag)).trim();
  const title = lineOf(field('title'));
  const part = title || `post ${field('wp:post_id') || position}`;
  const status = field('wp:status') || 'publish';
  if (status !== 'publish') return [{ note: `draft: its status is ${status}; left out`, part }];
  if (field('wp:post_password') !== '')
    return [{ note: 'draft: it has a password; left out', part }];
  const content = field('content:encoded');
  const labels = elements(item).filter(({ name }) => name === 'category');
  const tags = labels
    .filter(({ attributes }) => attributes.domain === 'post_tag')
    .map((node) => cleanText(textOf(node)));
  const category = labels.find(({ attributes }) => attributes.domain === 'category');
  try {
    const blocks = blocksOf(parseDocument(paragraphs(content)));
    const first = blocks.find((block) => block.kind === 'paragraph');
    return documentItems(
      {
        blocks,
        title: title || (first && titleOfPost(first.text)),
        part,
        defaultId: `${site.base}-${field('wp:post_id') || position}`,
        fields: {
          url: field('link') || undefined,
          date: readDay(field('wp:post_date')) ?? readDay(field('pubDate')),
          source: site.source,
          author: site.authors.get(field('dc:creator')) || field('dc:creator') || undefined,
          category: category && (cleanText(textOf(category)) || undefined),
          tags: tags.length > 0 ? tags.slice(0, 20) : undefined,
        },
      },
      title || site.name,
    );
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return [{ problem: error.message, hint: error.hint, part }];
  }
}

/** WordPress writes a blank line for a paragraph, and codes in brackets for what its plug-ins draw. */
function paragraphs(content: string): string {
  return (
    content
      .replace(/<!--[\s\S]*?-->/gu, '')
      // Of a picture.
      .replace(/\[caption(?:\s[^\]]*)?\][\s\S]*?\[\/caption\]/giu, ' ')
      .replace(/\[\/?[a-z_-]+(?:\s[^\]]*)?\]/giu, ' ')
      .split(/\n\s*\n/u)
      .map((part) =>
        /^\s*<(?:p|div|h\d|ul|ol|table|blockquote|figure|section)(?=[\s>/])/iu.test(part)
          ? part
          : `<div>${part.trim().replace(/\n/gu, '<br>')}</div>`,
      )
      .join('\n')
  );
}
