/**
 * `xml:base`: what relative addresses within an element of a feed are relative to. The parser of feeds knows nothing
 * of it, so links are made absolute before it reads them.
 *
 *   <feed xml:base="https://e.org/blog/"><entry xml:base="2024/"><link href="p1"/>   ─► https://e.org/blog/2024/p1
 */

/** Comments, CDATA, instructions; else a tag: slash, name, attributes, slash. */
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[?!][^>]*>|<(\/?)([^\s<>/!?"'=]+)((?:\s+[^\s<>/"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/gu;

/** @param url the feed's own address, which bases are relative to. */
export function withAbsoluteLinks(document: string, url: URL): string {
  if (!document.includes('xml:base')) return document;
  const bases: string[] = [];
  const here = () => bases.at(-1) ?? url.href;
  let copied = 0;
  let out = '';
  for (const token of document.matchAll(TOKEN)) {
    const [whole, closing, name, attributes = '', empty] = token;
    if (name === undefined) continue;
    if (closing) {
      bases.pop();
      continue;
    }
    const base = resolved(attribute(attributes, 'xml:base'), here()) ?? here();
    if (!empty) bases.push(base);
    if (!/^(?:[^:]+:)?link$/u.test(name)) continue;
    const start = token.index + whole.length;
    const href = attribute(attributes, 'href');
    const [, raw, text] =
      /^\s*(<!\[CDATA\[\s*)?([^<\s\]]+)\s*(?:\]\]>\s*)?</u.exec(
        document.slice(start, start + 4_000),
      ) ?? [];
    if (href !== undefined) {
      const absolute = resolved(href, base) ?? href;
      const written = attributes.replace(
        /(\shref\s*=\s*)(?:"[^"]*"|'[^']*')/u,
        (_, before) => `${before}"${escaped(absolute)}"`,
      );
      out += document.slice(copied, token.index) + whole.replace(attributes, () => written);
      copied = start;
    } else if (text !== undefined && !empty) {
      // In a CDATA section nothing is escaped.
      const absolute = resolved(raw ? text : unescaped(text), base) ?? text;
      const at = document.indexOf(text, start + (raw?.length ?? 0));
      out += document.slice(copied, at) + (raw ? absolute : escaped(absolute));
      copied = at + text.length;
    }
  }
  return out + document.slice(copied);
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : unescaped(value.trim());
}

function resolved(address: string | undefined, base: string): string | undefined {
  return address !== undefined && URL.canParse(address, base)
    ? new URL(address, base).href
    : undefined;
}

/** Of the entities that XML has by itself, those that are in addresses. */
function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}

function escaped(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
