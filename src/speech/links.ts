/** Links to articles: only http and https, opened at the very sentence by a text fragment. */

/** Telegram refuses longer ones in a button. */
const URL_UNITS_MAX = 2_000;
/** Up to this many words a fragment carries the whole quote; longer ones are named by both ends. */
const WHOLE_WORDS_MAX = 8;
const END_WORDS = 4;

/** The address as a browser would read it, or undefined if it is none that a reader should be sent to. */
export function safeUrl(address: string | null | undefined): string | undefined {
  if (!address) return undefined;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  // `https://trusted.example@elsewhere.example` shows one host and opens the other.
  if (url.username !== '' || url.password !== '') return undefined;
  // Telegram refuses a button whose host has no dot.
  if (!url.hostname.includes('.')) return undefined;
  return url.href.length <= URL_UNITS_MAX ? url.href : undefined;
}

/** `encodeURIComponent`, and «-», which the fragment's grammar uses. Lone surrogates cannot be encoded. */
const encode = (text: string) => encodeURIComponent(text).replaceAll('-', '%2D');

/**
 * The article's address with a text fragment (WICG, `#:~:text=start,end`), so that a browser scrolls to
 * the quote and marks it. Each end must lie within one paragraph of the page, so neither crosses a line break.
 * Without a fragment if the quote has no words to name.
 */
export function quoteUrl(address: string | null | undefined, quote: string): string | undefined {
  const url = safeUrl(address);
  if (url === undefined) return undefined;
  const lines = quote
    .split(/[\n\r\u2028\u2029]+/u)
    .map((line) => line.split(/\s+/u).filter((word) => word !== ''))
    .filter((words) => words.length > 0);
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined || /\p{Surrogate}/u.test(quote)) return url;
  const whole = lines.length === 1 && first.length <= WHOLE_WORDS_MAX;
  const fragment = whole
    ? encode(first.join(' '))
    : `${encode(first.slice(0, END_WORDS).join(' '))},${encode(last.slice(-END_WORDS).join(' '))}`;
  const marked = `${url}${url.includes('#') ? '' : '#'}:~:text=${fragment}`;
  return marked.length <= URL_UNITS_MAX ? marked : url;
}
