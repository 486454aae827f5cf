/** What addresses and forms say, validated. What is not understood is ignored, except a question that is too long. */
import { z } from 'zod';
import type { Span } from '../types.ts';
import type { WantedQuote } from './article/quote-place.ts';

/** As in Telegram. UTF-16 code units. */
export const QUESTION_UNITS_MAX = 4_096;

export const dateParam = z.iso.date();
export const idParam = z.string().min(1).max(200);

/** `q=<start>-<end>&m=<mark>&b=<start>-<end>,…`; undefined if it names no quote. */
export function readQuoteParams(params: {
  readonly q?: string | undefined;
  readonly m?: string | undefined;
  readonly b?: string | undefined;
}): WantedQuote | undefined {
  const span = readSpan(params.q);
  const mark = /^[A-Za-z0-9_-]{22}$/u.exec(params.m ?? '')?.[0];
  if (!span || mark === undefined) return undefined;
  const emphasis = (params.b ?? '')
    .split(',')
    .slice(0, 20)
    .map(readSpan)
    .filter((part) => part !== undefined);
  return { ...span, mark, emphasis };
}

function readSpan(text: string | undefined): Span | undefined {
  const found = /^(\d{1,9})-(\d{1,9})$/u.exec(text ?? '');
  const [start, end] = [Number(found?.[1]), Number(found?.[2])];
  return found && start < end ? { start, end } : undefined;
}

/** A page number from 1. */
export function readPage(text: string | undefined): number {
  const found = /^\d{1,6}$/u.exec(text ?? '');
  return found ? Math.max(1, Number(found[0])) : 1;
}
