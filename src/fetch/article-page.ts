/** A web page ─► a draft, or why it is none. */
import { authorName } from '../corpus/author-name.ts';
import { mendBlocks } from '../corpus/formats/document.ts';
import { markdownOf } from '../corpus/html.ts';
import { extractPage } from '../corpus/page.ts';
import { checkText, type FoundArticle, NotAnArticle } from './found-article.ts';
import { Refused } from './refused.ts';
import { canonicalUrl } from './urls.ts';

/** A text of which more than this share are links is a list of articles. */
const LINK_SHARE_MAX = 0.5;

/**
 * @param html the decoded page.
 * @param url where it was found.
 * @throws NotAnArticle if it is none.
 * @throws Refused if the page asks not to be indexed.
 * @throws FormatError if it is too large to be read.
 */
export function readPage(html: string, url: URL, now: Date): FoundArticle {
  const page = extractPage(html, now);
  if (forbidsIndexing(page.robots)) {
    throw new Refused('the page asks not to be indexed', 'Ask the site’s operators.');
  }
  const { blocks, repairs } = mendBlocks(page.blocks);
  const text = markdownOf(blocks);
  try {
    checkText(text);
    if (page.linkShare > LINK_SHARE_MAX) {
      throw new NotAnArticle('a page of links, not an article', 'Give the address of an article.');
    }
  } catch (error) {
    if (!(error instanceof NotAnArticle) || !page.feed) throw error;
    throw new NotAnArticle(
      error.message,
      `The page names a feed; give that instead: ${page.feed.slice(0, 300)}`,
    );
  }
  const { title, source, date, byline, tags, canonical } = page;
  const author = authorName(byline);
  const address = canonicalUrl(canonical, url).href;
  return { title, text, url: address, source, date, author, tags, repairs };
}

/** `noindex` and `none` of a robots meta element or an X-Robots-Tag header, for all robots or for ours. */
export function forbidsIndexing(robots: string): boolean {
  return /(?:^|[\s,:])(?:noindex|none)(?:$|[\s,])/iu.test(robots);
}
