/** An article in the parts that are kept apart: its head, its text, and the places in its text. */
import type { Article, ArticleHead } from '../types.ts';

/** What lists show of an article, without its id. */
export function headOf(article: Article): Omit<ArticleHead, 'id'> {
  const { id: _id, text: _text, outline: _outline, pages: _pages, ...head } = article;
  return head;
}

/** Outline and pages as JSON; empty if there are none, as with most. */
export function structureOf({ outline, pages }: Article): string {
  return outline === undefined && pages === undefined ? '' : JSON.stringify({ outline, pages });
}

export function articleFrom(head: ArticleHead, text: string, structure: string): Article {
  return { ...head, text, ...(structure === '' ? {} : JSON.parse(structure)) };
}
