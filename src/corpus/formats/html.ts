/** Web pages that were saved: the article on the page as `fetch` finds it or, if there is none, the whole page. */
import { metadataOf } from '../attribution.ts';
import { authorName } from '../author-name.ts';
import { decode } from '../charset.ts';
import { blocksOf, parseDocument } from '../html.ts';
import { extractPage } from '../page.ts';
import { documentItems } from './document.ts';
import { type Format, FormatError } from './format.ts';
import { honestAuthor } from './title.ts';

/** A book saved as one page has about 100,000. */
const ELEMENTS_MAX = 200_000;
/** A page of fewer words than the article found on it by this factor was not understood. */
const ARTICLE_SHARE_MIN = 0.25;

export const html: Format = {
  name: 'web page',
  extensions: ['.html', '.htm', '.xhtml', '.shtml'],
  matches: ({ bytes }) =>
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype html|html[\s>])/iu.test(
      headOf(bytes),
    ),
  read({ bytes, name }) {
    const text = decode(bytes);
    const now = new Date();
    const page = extractPage(text, now, ELEMENTS_MAX);
    const whole = blocksOf(parseDocument(text, ELEMENTS_MAX));
    const blocks = chars(page.blocks) >= chars(whole) * ARTICLE_SHARE_MIN ? page.blocks : whole;
    if (blocks.length === 0)
      throw new FormatError(
        'has no text',
        'It may need a browser to show its text: save it from there as a complete page.',
      );
    const canonical = page.canonical ?? savedFrom(text);
    const isAddress =
      canonical !== undefined && /^https?:\/\/./iu.test(canonical) && URL.canParse(canonical);
    const said = metadataOf(text, now);
    const source = said.source ?? page.source;
    const author = said.author ?? authorName(honestAuthor(page.byline));
    const { tags } = page;
    return documentItems(
      {
        blocks,
        title: said.title ?? page.title,
        fields: {
          url: isAddress ? canonical : undefined,
          source,
          date: said.date ?? page.date,
          author: author === source ? undefined : author,
          tags: tags.length > 0 && tags.length <= 20 ? tags : undefined,
        },
      },
      name,
    );
  },
};

function chars(blocks: readonly { kind: string }[]): number {
  return blocks.reduce((sum, block) => {
    const { text, rows } = block as { text?: string; rows?: readonly (readonly string[])[] };
    return sum + (text?.length ?? rows?.flat().join('').length ?? 0);
  }, 0);
}

/** Browsers write into a saved page where it came from. */
function savedFrom(page: string): string | undefined {
  return /<!-- saved from url=\(\d+\)(\S+) -->/iu.exec(page.slice(0, 4_000))?.[1];
}

export function headOf(bytes: Uint8Array): string {
  return decode(bytes.subarray(0, 4_096));
}
