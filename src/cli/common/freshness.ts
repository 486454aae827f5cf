/** Says to the operator that the articles are no longer those that the index was built from. */
import type { Isnad } from '../../app/open.ts';
import { changedMessage, type Freshness } from '../../index/corpus-record.ts';

/** How often a long-running program compares the articles with those that the index was built from. */
const ARTICLES_LOOK_MS = 3_600_000;

export function tellIfChanged(freshness: Freshness): void {
  if (freshness.state === 'changed') process.stderr.write(`${changedMessage(freshness.paths)}\n`);
}

/** Says once that articles changed since the index was built, and again only after it was built again. */
export function watchArticles(
  { freshness }: Pick<Isnad, 'freshness'>,
  say: (message: string) => void,
): void {
  let told = false;
  const look = async () => {
    const found = await freshness();
    if (found.state === 'changed' && !told) say(changedMessage(found.paths));
    told = found.state === 'changed';
  };
  void look();
  setInterval(() => void look(), ARTICLES_LOOK_MS).unref();
}
