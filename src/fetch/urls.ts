/** Web addresses: which are acceptable, and when two of them are one article. */
import { URL_CHARS_MAX } from './limits.ts';
import { Refused } from './refused.ts';

/** Parameters that say where a reader came from, or that a cache adds, and not what is read. */
const TRACKING =
  /^(?:utm_.*|at_(?:medium|campaign|custom\d|link_.*|bbc_team|ptr_name|format)|fbclid|mibextid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|ttclid|twclid|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|igshid|yclid|_ga|ocid|cmpid|ref_src|amp_js_v|amp_gsa|usqp)$/iu;

/**
 * An http(s) address without fragment and without tracking parameters.
 *
 * @throws Refused if it is none, or holds a password.
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
  const page = behindAmpCache(url);
  return page === undefined ? canonicalSpelling(url) : webUrl(page);
}

/**
 * One spelling of what RFC 3986 calls the same address (6.2.2): escapes in upper case, and none of what needs none.
 * Fragment and tracking go; what else the query says keeps its order and spelling.
 */
function canonicalSpelling(url: URL): URL {
  url.hash = '';
  // e.org. is e.org, said to the end (RFC 1034, 3.1).
  url.hostname = url.hostname.replace(/\.$/u, '');
  url.pathname = withOneEscape(url.pathname);
  const parameters = url.search.slice(1).split('&');
  const kept = parameters.filter((one) => !TRACKING.test(nameOf(one)));
  // An empty query takes its question mark with it.
  url.search = withOneEscape(kept.join('&'));
  return url;
}

function withOneEscape(text: string): string {
  return text.replace(/%[0-9a-f]{2}/giu, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
    return /[a-z0-9._~-]/iu.test(character) ? character : octet.toUpperCase();
  });
}

function nameOf(parameter: string): string {
  const name = parameter.split('=', 1)[0]!;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** As escapes were kept before they had one spelling: files are named after the address. */
export function formerSpelling(href: string): string {
  return href.replace(/%[0-9A-F]{2}/gu, (octet) => octet.toLowerCase());
}

/** Caches of AMP pages say in their addresses whose page it is: `/c/s/e.org/a`, `/amp/s/e.org/a`. */
function behindAmpCache(url: URL): string | undefined {
  const isCache = url.hostname.endsWith('.cdn.ampproject.org');
  const isViewer = /^(?:www\.)?(?:google\.[a-z.]+|bing\.com)$/u.test(url.hostname);
  const pattern = isCache
    ? /^\/[a-z]\/(s\/)?(.+)$/u
    : isViewer
      ? /^\/amp\/(s\/)?(.+)$/u
      : undefined;
  const [, secure, rest] = pattern?.exec(url.pathname) ?? [];
  const page = rest && `${secure ? 'https' : 'http'}://${rest}${url.search}`;
  return page && URL.canParse(page) ? page : undefined;
}

/**
 * The address a page gives itself (`rel=canonical`), if it can be believed: on the same site, and neither the front
 * page nor that of a section, which many sites wrongly name on every page: all their articles would be one.
 */
export function canonicalUrl(claimed: string | undefined, url: URL): URL {
  if (!claimed) return url;
  try {
    const canonical = webUrl(claimed, url);
    const sameSite = siteOf(canonical) === siteOf(url) && canonical.port === url.port;
    return sameSite && !isCollection(canonical, url) ? canonical : url;
  } catch {
    return url;
  }
}

/** Endings of addresses that show the same article in another form: AMP, print, second page. */
const OTHER_FACE = /^(?:amp|print|mobile|m|page\/\d{1,3}|\d{1,2})(?:\.html?)?\/?$/iu;

/** Parameters that say which article is read: `article.php?id=5`. */
const WHICH_ARTICLE =
  /^(?:p|id|aid|nid|(?:page|post|news|story|article|item|content)_?id|post|news|story|article)$/iu;

function namesArticle({ searchParams }: URL): boolean {
  return [...searchParams].some(([name, value]) => WHICH_ARTICLE.test(name) && /\d/u.test(value));
}

/** Whether an address is a front page, the section that contains another address, or the one page that shows all articles. */
function isCollection({ pathname, search }: URL, page: URL): boolean {
  if (search !== '') return false;
  if (page.pathname === pathname && namesArticle(page)) return true;
  if (/^\/(?:(?:index|home|default)(?:\.[a-z]{3,5})?\/?)?$/iu.test(pathname))
    return page.pathname !== pathname;
  const section = pathname.replace(/\/*$/u, '/');
  return (
    page.pathname.startsWith(section) &&
    !OTHER_FACE.test(page.pathname.slice(section.length)) &&
    page.pathname !== section
  );
}

/** The host without what a site puts before it for one kind of device: its AMP pages name the page they stand for. */
function siteOf(url: URL): string {
  return url.hostname.replace(/^(?:www|amp|m|mobile)\./u, '');
}

/** The host without `www.`: the outlet's name if nothing better is known. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^www\./u, '');
}

/**
 * A stranger's address as a report shows it: without passwords, controls and excess. A password may hold a `/`, `?` or
 * `#` that should have been encoded: if a colon comes before them, all that is before the last @ is hidden.
 */
export function shownUrl(text: string): string {
  const shown = text
    .replace(/\/\/[^/@:]*:.*@/gsu, '//…@')
    .replace(/\/\/[^/@]*@/gu, '//…@')
    .replace(/\p{C}/gu, '\ufffd');
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}
