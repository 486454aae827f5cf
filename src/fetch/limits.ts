/** All limits on what a site can make us do: how much, how long and how fast. */

/** Name for robots.txt; also begins the User-Agent header. */
export const ROBOT_NAME = 'IsnadBot';

export interface FetchLimits {
  /** Largest body after decompression, bytes. Long reads with their markup stay below 2 MB. */
  readonly bodyBytesMax: number;
  /** Largest document (PDF, Word, …), bytes; most of a large one are its pictures. */
  readonly documentBytesMax: number;
  /** robots.txt is read this far and no farther, bytes. RFC 9309 asks for at least 500 KiB. */
  readonly robotsBytesMax: number;
  /** Longest silence of a site, milliseconds. */
  readonly idleMs: number;
  /** Longest time for one request, from the name's look-up to the last byte, milliseconds. */
  readonly requestMs: number;
  /** Longest time for finding the article in a page, milliseconds; most take about ten. */
  readonly readMs: number;
  /** Redirects followed for one address. RFC 9309 asks for at least five for robots.txt. */
  readonly redirectsMax: number;
  /** Pause between two requests to one host, milliseconds. */
  readonly pauseMs: number;
  /** Longest Crawl-delay that is honoured, milliseconds. */
  readonly crawlDelayMaxMs: number;
}

export const DEFAULT_LIMITS: FetchLimits = {
  bodyBytesMax: 4 * 1024 * 1024,
  documentBytesMax: 32 * 1024 * 1024,
  robotsBytesMax: 512 * 1024,
  idleMs: 15_000,
  requestMs: 60_000,
  readMs: 20_000,
  redirectsMax: 5,
  pauseMs: 1_000,
  crawlDelayMaxMs: 30_000,
};

/** Longest address, characters: matching a robots.txt pattern takes time in proportion. */
export const URL_CHARS_MAX = 2_000;

/** Fewer words are no article: a menu, a cookie notice, a caption. */
export const ARTICLE_WORDS_MIN = 30;

/** Default number of entries from one feed, newest first. */
export const FEED_ENTRIES_MAX = 50;

/** A packed sitemap after unpacking; the protocol allows 50 MB. */
export const UNPACKED_BYTES_MAX = 50 * 1024 * 1024;

/** Sitemaps that one sitemap leads to, and that are looked at. */
export const MAPS_MAX = 50;

/** An article whose feed entry has not changed is asked for again after this long, in milliseconds: one day. */
export const RECHECK_MS = 24 * 60 * 60 * 1_000;

/** An address that is not requested for this long is forgotten, in milliseconds. */
export const FORGET_MS = 180 * 24 * 60 * 60 * 1_000;
