/** E-books: chapters in the order of the spine, named as the table of contents names them. */

import { type Block, cleanText } from '../blocks.ts';
import { decode } from '../charset.ts';
import { blocksOf, parseDocument } from '../html.ts';
import { readDay } from '../printed-date.ts';
import { Archive } from './archive.ts';
import { documentItems } from './document.ts';
import { type Format, FormatError } from './format.ts';
import { honestAuthor } from './title.ts';
import { descendant, descendants, parseXml, textOf, type XmlNode } from './xml.ts';
import { looksLikeZip } from './zip-look.ts';

const ELEMENTS_MAX = 200_000;
const DAMAGED = 'Save it again as EPUB, without copy protection.';

export const epub: Format = {
  name: 'e-book',
  extensions: ['.epub'],
  // The first entry is to be stored as it is, which not every program knows.
  matches: ({ bytes }) =>
    looksLikeZip(bytes, 'application/epub+zip') || looksLikeZip(bytes, 'META-INF/container.xml'),
  read({ bytes, name }) {
    const archive = new Archive(bytes);
    if (archive.has('META-INF/rights.xml'))
      throw new FormatError('is copy-protected', 'Only its publisher can give it without.');
    const container = archive.text('META-INF/container.xml');
    const named = container && descendant(parseXml(container), 'rootfile')?.attributes['full-path'];
    const opfName = named || archive.entries.find((entry) => entry.name.endsWith('.opf'))?.name;
    const opfXml = opfName === undefined ? undefined : archive.text(opfName);
    if (opfName === undefined || opfXml === undefined)
      throw new FormatError('has no list of chapters', DAMAGED);
    const opf = parseXml(opfXml);
    const folder = opfName.replace(/[^/]*$/u, '');
    const items = new Map<string, Readonly<Record<string, string>>>();
    for (const { attributes } of allNamed(opf, 'item')) items.set(attributes.id ?? '', attributes);
    const titles = chapterTitles(archive, folder, items);
    const blocks: Block[] = [];
    const missing: string[] = [];
    for (const { attributes } of allNamed(opf, 'itemref')) {
      const item = items.get(attributes.idref ?? '');
      const isContents = item?.properties?.split(/\s+/u).includes('nav');
      if (item?.href === undefined || isContents || attributes.linear === 'no') continue;
      const file = resolve(folder, item.href);
      const content = archive.read(file);
      if (content === undefined) {
        missing.push(titles.get(file) ?? file);
        continue;
      }
      const chapter = blocksOf(parseDocument(decode(content), ELEMENTS_MAX));
      const own = chapter.find((block) => block.kind === 'heading');
      const listed = titles.get(file);
      const title = listed ?? (own && cleanText(own.text));
      if (chapter.length > 0 && title) blocks.push({ kind: 'page', label: title.slice(0, 200) });
      // LibreOffice marks no headings, and lists them.
      const [first] = chapter;
      const isHeading = own === undefined && first?.kind === 'paragraph' && first.text === listed;
      if (isHeading) chapter[0] = { kind: 'heading', text: first.text, level: 1 };
      blocks.push(...chapter);
    }
    if (blocks.length === 0) throw new FormatError('has no chapter with text', DAMAGED);
    const meta = (field: string) =>
      [...allNamed(opf, `dc:${field}`)]
        .map((node) => cleanText(textOf(node)))
        .filter((text) => text !== '');
    const names = meta('title');
    const title = names.find((text) => /[\u0621-\u064a]/u.test(text)) ?? names[0];
    const author = honestAuthor(meta('creator').slice(0, 3).join('، '));
    const source = meta('publisher')[0];
    // Programs that know no date write that of the day.
    const modified = [...descendants(opf, 'meta')].find(
      ({ attributes }) => attributes.property === 'dcterms:modified',
    );
    const day0 = modified && readDay(textOf(modified));
    const date = meta('date')
      .map(readDay)
      .find(
        (day) => day !== undefined && !/^(?:0101|1970-01-01|2000-01-01)/u.test(day) && day !== day0,
      );
    return [
      ...documentItems({ blocks, title, fields: { author, source, date } }, name),
      ...missing.map((part) => ({
        problem: 'the chapter is not in the file',
        hint: DAMAGED,
        part,
      })),
    ];
  },
};

function* allNamed(node: XmlNode, name: string): Generator<XmlNode> {
  yield* descendants(node, name);
  if (!name.includes(':')) yield* descendants(node, `opf:${name}`);
}

function resolve(folder: string, href: string): string {
  const path = href.replace(/#.*$/u, '');
  const { pathname } = new URL(path, `zip:/${folder}`);
  try {
    return decodeURIComponent(pathname).replace(/^\//u, '');
  } catch {
    return folder + path;
  }
}

/** By file: EPUB 3 has a page for them, EPUB 2 a file of its own. */
function chapterTitles(
  archive: Archive,
  opfFolder: string,
  items: ReadonlyMap<string, Readonly<Record<string, string>>>,
): Map<string, string> {
  const titles = new Map<string, string>();
  const add = (folder: string, href: string | undefined, text: string) => {
    const title = cleanText(text);
    // What LibreOffice calls a part without a heading.
    if (href === undefined || title === '' || /^Section \d+$/u.test(title)) return;
    const file = resolve(folder, href);
    if (!titles.has(file)) titles.set(file, title);
  };
  for (const item of items.values()) {
    const isNav = item.properties?.split(/\s+/u).includes('nav');
    const isNcx = item['media-type'] === 'application/x-dtbncx+xml';
    if (item.href === undefined || (!isNav && !isNcx)) continue;
    const file = resolve(opfFolder, item.href);
    const xml = archive.text(file);
    if (xml === undefined) continue;
    const folder = file.replace(/[^/]*$/u, '');
    const tree = parseXml(xml);
    if (isNav)
      for (const link of descendants(tree, 'a')) add(folder, link.attributes.href, textOf(link));
    else
      for (const point of nested(tree))
        add(
          folder,
          descendant(point, 'content')?.attributes.src,
          textOf(descendant(point, 'text')),
        );
  }
  return titles;
}

function* nested(node: XmlNode): Generator<XmlNode> {
  for (const point of descendants(node, 'navPoint')) {
    yield point;
    yield* nested(point);
  }
}
