/** What options take, checked as they are read. */
import { InvalidArgumentError } from 'commander';

/** Reads a whole number from `min` on. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    if (!/^[0-9]{1,9}$/.test(text) || Number(text) < min) {
      throw new InvalidArgumentError(`Give a whole number from ${min}.`);
    }
    return Number(text);
  };
}

/** For options that may be given again. */
export function collectValues(
  text: string,
  before: readonly string[] | undefined,
): readonly string[] {
  return [...(before ?? []), text];
}
