import type { CommonWords } from '../../speech/common.ts';

/**
 * The page's own sentences, besides those that all front ends share, by name. `ar.ts` and `en.ts` have the words.
 * Parameters are foreign text: a view sets them in `<bdi>`, so none of these sentences holds one.
 */
export interface PageWords extends CommonWords {
  readonly siteName: string;
  readonly tagline: string;
  readonly pitch: string;
  readonly skipToContent: string;
  readonly otherLanguage: string;

  readonly navAsk: string;
  readonly navArticles: string;
  readonly navSources: string;
  readonly navLabel: string;

  readonly questionLabel: string;
  readonly questionPlaceholder: string;
  readonly askButton: string;
  readonly examplesTitle: string;
  readonly newestTitle: string;
  readonly allArticles: string;
  readonly visitTitle: string;
  /** How much there is to ask. */
  corpusSize(articles: number, sources: number): string;
  readonly reading: string;

  readonly answerTitle: string;
  readonly shortLabel: string;
  readonly quoteLabel: string;
  readonly conflictSide: string;
  readonly elsewhereLead: string;
  readonly elsewhereMaybeLead: string;
  readonly alsoIn: string;
  readonly original: string;
  readonly copy: string;
  readonly copied: string;
  readonly context: string;
  readonly noneHint: string;
  readonly nearestTitle: string;
  readonly followLabel: string;
  readonly followPlaceholder: string;
  readonly followHint: string;
  readonly newQuestion: string;
  readonly withinLead: string;
  readonly withinAll: string;

  readonly quoteHere: string;
  readonly quoteMoved: string;
  readonly quoteChanged: string;
  readonly toQuote: string;
  readonly askWithin: string;
  readonly askWithinPlaceholder: string;
  readonly by: string;
  readonly file: string;
  readonly contents: string;
  pageLabel(label: string): string;
  /** Parts of a citation that is copied, joined. */
  citation(parts: {
    title: string;
    source?: string | undefined;
    date?: string | undefined;
  }): string;

  readonly articlesTitle: string;
  readonly titleQuery: string;
  readonly outlet: string;
  readonly anyOutlet: string;
  readonly from: string;
  readonly to: string;
  readonly filterButton: string;
  readonly clearFilter: string;
  found(articles: number): string;
  readonly foundNone: string;
  readonly previous: string;
  readonly next: string;
  pageOf(page: number, pages: number): string;
  readonly pagesLabel: string;
  readonly sourcesTitle: string;
  readonly noSource: string;
  readonly newestOn: string;
  articles(count: number): string;
  date(iso: string | null | undefined): string;
  number(value: number): string;

  readonly notFoundTitle: string;
  readonly notFoundHint: string;
  readonly articleGoneTitle: string;
  readonly articleGoneHint: string;
  readonly errorTitle: string;
  readonly errorHint: string;
  readonly busyTitle: string;
  readonly busyHint: string;
  slowDown(waitSeconds: number): string;
  readonly tooLongTitle: string;
  readonly tooLongHint: string;
  readonly privateTitle: string;
  readonly privateHint: string;
  readonly tokenLabel: string;
  readonly tokenWrong: string;
  readonly enterButton: string;
  readonly backHome: string;
  readonly footer: string;
}
