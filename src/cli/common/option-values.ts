/** What options take, checked as they are read. */
import { InvalidArgumentError } from 'commander';
import type { z } from 'zod';

/** Reads a whole number from `min` on. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    if (!/^[0-9]{1,9}$/.test(text) || Number(text) < min) {
      throw new InvalidArgumentError(`Give a whole number from ${min}.`);
    }
    return Number(text);
  };
}

/** Reads what a setting takes too: the same is refused, in the same words. */
export function asSetting(kind: z.ZodType<unknown, string>): (text: string) => string {
  return (text) => {
    const { error } = kind.safeParse(text);
    if (error) throw new InvalidArgumentError(`It ${error.issues[0]!.message}.`);
    return text;
  };
}

/** For options that may be given again. */
export function collectValues(
  text: string,
  before: readonly string[] | undefined,
): readonly string[] {
  return [...(before ?? []), text];
}
