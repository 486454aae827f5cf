/** Kinds of settings: what their text must be, and what is said if it is not. No message shows the text: it may be a secret. */
import { z } from 'zod';

/** Digits alone: JavaScript would also read `0x10`, `1e3` and `Infinity` as numbers. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .refine(
      (text) => /^[0-9]{1,9}$/u.test(text) && Number(text) >= min && Number(text) <= max,
      `must be a whole number from ${min} to ${max}, in the digits 0 to 9`,
    )
    .transform(Number);

/** 0 is any port that is free. */
export const port = whole(0, 65_535);

/** One of these names, which are in small letters. */
export const oneOf = <const Name extends string>(names: readonly Name[], said = names) =>
  z
    .string()
    .toLowerCase()
    .pipe(
      z.enum(names, {
        error: `must be ${new Intl.ListFormat('en', { type: 'disjunction' }).format(said)}`,
      }),
    );

const YES = ['true', '1', 'yes', 'on'] as const;
const NO = ['false', '0', 'no', 'off'] as const;

export const flag = oneOf([...YES, ...NO], ['true', 'false'])
  .transform((value) => (YES as readonly string[]).includes(value))
  .default(false);

/** Words that a shell would replace. Nothing replaces them here, and a folder of that name would be made. */
const isUnexpanded = (text: string) => /^~|\$[{(\p{L}_]/u.test(text);

/**
 * A path on this machine; of an address, folders would be made that are named after the password in it.
 *
 * @param instead where an address belongs.
 */
export const path = (instead: string) =>
  z
    .string()
    .refine(
      (text) => !isAddress(text),
      `must be a path on this machine, not an address; ${instead}`,
    )
    .refine(
      (text) => !isUnexpanded(text),
      'must be written out: ~ and $NAME are not replaced here, as a shell does',
    );

/** `postgres://…`, `https://…`: what is no path. */
export const isAddress = (text: string) => /^[a-z][a-z0-9+.-]*:\/\//iu.test(text.trim());

/** An address that people see, or that messages name: it may hold no user name and no password. */
export const shownAddress = (protocol: RegExp, error: string) =>
  z
    .string()
    .refine(
      (text) => isAddress(text) && URL.canParse(text) && protocol.test(new URL(text).protocol),
      {
        error,
        abort: true,
      },
    )
    .refine((url) => {
      const { username, password } = new URL(url);
      return username === '' && password === '';
    }, 'must hold neither user name nor password: it is shown');
