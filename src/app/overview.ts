/**
 * What the articles are, for people who ask «ماذا عندك؟»: how many, from which outlets and years, about what, and
 * questions that they answer well. Made when an index is built, and kept with it.
 */
import { z } from 'zod';
import type { ArticleHead, SearchIndex } from '../types.ts';

export const overviewSchema = z.object({
  articles: z.number(),
  /** The outlets with most articles, and how many outlets there are. */
  outlets: z.array(z.string()),
  outletsTotal: z.number(),
  /** ISO 8601 dates of the oldest and the newest; absent if no article has one. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** Categories, or else tags, with most articles. */
  subjects: z.array(z.string()),
  /** Questions that were asked of this very index and answered surely. */
  examples: z.array(z.string()),
});
export type Overview = Readonly<z.infer<typeof overviewSchema>>;

const PAGE = 1_000;
const OUTLETS_NAMED = 5;
const SUBJECTS_NAMED = 6;

/** @param examples as `examples.ts` chooses them. */
export async function overviewOf(
  index: Pick<SearchIndex, 'listArticles'>,
  examples: readonly string[],
): Promise<Overview> {
  const outlets = new Map<string, number>();
  const categories = new Map<string, number>();
  const tags = new Map<string, number>();
  const dates: string[] = [];
  let articles = 0;
  for await (const head of headsOf(index)) {
    articles += 1;
    count(outlets, head.source);
    count(categories, head.category);
    for (const tag of head.tags ?? []) count(tags, tag);
    if (head.date !== undefined) dates.push(head.date);
  }
  dates.sort();
  const [from, to] = [dates.at(0), dates.at(-1)];
  return {
    articles,
    outlets: commonest(outlets, OUTLETS_NAMED),
    outletsTotal: outlets.size,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    subjects: commonest(categories.size > 1 ? categories : tags, SUBJECTS_NAMED),
    examples: [...examples],
  };
}

export async function* headsOf(
  index: Pick<SearchIndex, 'listArticles'>,
): AsyncGenerator<ArticleHead> {
  for (let offset = 0; ; offset += PAGE) {
    const { total, articles } = await index.listArticles({ offset, limit: PAGE });
    yield* articles;
    if (offset + PAGE >= total) return;
  }
}

function count(counts: Map<string, number>, name: string | undefined): void {
  const trimmed = name?.trim();
  if (trimmed) counts.set(trimmed, (counts.get(trimmed) ?? 0) + 1);
}

const commonest = (counts: ReadonlyMap<string, number>, most: number) =>
  [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name);
