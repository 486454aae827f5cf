/** Addresses in settings and options: where one is allowed, and what it may contain. */
import { z } from 'zod';

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
