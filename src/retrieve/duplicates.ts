/** The same story printed twice is one hit. */
import { meanOneDay } from '../text/of-a-day.ts';
import { type SaidWords, saidWords, saysWords } from '../text/said-words.ts';
import { sliceOf } from '../text/slice.ts';
import type { Chunk, Hit } from '../types.ts';

/** What a chunk says: all of its words, and each sentence of them, the longest first, because it is the least likely twice. */
interface StoryWords {
  readonly whole: SaidWords;
  readonly sentences: readonly SaidWords[];
}

interface Story {
  readonly hits: { readonly hit: Hit; readonly words: StoryWords }[];
}

/**
 * Leaves out each hit if a better hit of another article says every sentence of it, with the same words except for marks
 * and titles (`text/said-words.ts`). The better hit lists that article in `alsoIn`. So nothing that was found is lost, and
 * a shared footer, or a template with another name, number or day, does not make two chunks the same. If the newest is
 * asked for, the newest hit that says all of it represents the story. Stops after `limit` stories.
 */
export function collapseDuplicates(
  hits: readonly Hit[],
  { newestStands = false, limit = Number.POSITIVE_INFINITY } = {},
): Hit[] {
  const stories: Story[] = [];
  for (const hit of hits) {
    if (stories.length === limit) break;
    const said = saidIn(hit.chunk);
    const same = stories.find(
      ({ hits: [first, ...others] }) =>
        [first!, ...others].every((other) => other.hit.chunk.articleId !== hit.chunk.articleId) &&
        saysAll(first!.words, said) &&
        meanOneDay(hit.chunk.text, first!.hit.article.date, hit.article.date),
    );
    if (same) same.hits.push({ hit, words: said });
    else stories.push({ hits: [{ hit, words: said }] });
  }
  return stories.map((story) => standIn(story, newestStands));
}

function standIn({ hits: [best, ...others] }: Story, newestStands: boolean): Hit {
  const { hit: first, words: said } = best!;
  if (others.length === 0) return first;
  const date = ({ article }: Hit) => article.date ?? '';
  const stands = newestStands
    ? others
        .filter((other) => saysAll(other.words, said))
        .reduce((a, { hit }) => (date(hit) > date(a) ? hit : a), first)
    : first;
  const alsoIn = [first, ...others.map(({ hit }) => hit)]
    .filter((hit) => hit !== stands)
    .map(({ article }) => article);
  return { ...stands, score: first.score, alsoIn };
}

function saidIn(chunk: Chunk): StoryWords {
  const longestFirst = [...chunk.sentences].sort((a, b) => b.end - b.start - (a.end - a.start));
  return {
    whole: saidWords(chunk.text),
    sentences: longestFirst.map((sentence) => saidWords(sliceOf(chunk, sentence))),
  };
}

function saysAll({ whole }: StoryWords, { sentences }: StoryWords): boolean {
  return sentences.every((sentence) => saysWords(whole, sentence));
}
