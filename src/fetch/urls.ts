/** Web addresses: which are acceptable, and when two of them are one article. */
import { URL_CHARS_MAX } from './limits.ts';
import { Refused } from './refused.ts';

/** Parameters that say where a reader came from and not what is read. */
const TRACKING = /^(?:utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_ga|ref_src)$/iu;

/**
 * An http(s) address without fragment and without tracking parameters.
 *
 * @throws Refused where it is none, or holds a password.
 */
export function webUrl(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : undefined;
  if (!url) throw new Refused('not a web address', 'Write it in full: https://….');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new Refused('only http and https are fetched', 'Give the address of a web page.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new Refused(
      'an address that holds a user name or a password is not fetched',
      'Leave out what stands before the @.',
    );
  }
  if (url.href.length > URL_CHARS_MAX) {
    throw new Refused(`longer than ${URL_CHARS_MAX} characters`, 'Give a shorter address.');
  }
  url.hash = '';
  const tracking = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  // Setting parameters rewrites their spelling, so an address without tracking is left as it stands.
  for (const name of tracking) url.searchParams.delete(name);
  return url;
}

/**
 * The address a page gives itself (`rel=canonical`), where it can be believed: on the same site, and not
 * the front page, which many sites wrongly name on every page.
 */
export function canonicalUrl(claimed: string | undefined, url: URL): URL {
  if (!claimed) return url;
  try {
    const canonical = webUrl(claimed, url);
    const sameSite = bareHost(canonical) === bareHost(url) && canonical.port === url.port;
    const frontPage = canonical.pathname === '/' && canonical.search === '';
    return sameSite && !frontPage ? canonical : url;
  } catch {
    return url;
  }
}

/** The host without `www.`: the outlet's name where nothing better is known. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^www\./u, '');
}

/**
 * A stranger's address as a report shows it: without passwords, controls and excess. A password may hold a `/`, `?` or
 * `#` that should have been encoded: where a colon comes before them, all that stands before the last @ is hidden.
 */
export function shownUrl(text: string): string {
  const shown = text
    .replace(/\/\/[^/@:]*:.*@/gsu, '//…@')
    .replace(/\/\/[^/@]*@/gu, '//…@')
    .replace(/\p{C}/gu, '\ufffd');
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}
