/** Documents for the tests: small ones made on the spot, and a library's guide as several programs saved it. */
import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import type { FormatItem, FoundFault, FoundRecord } from '../../../src/corpus/formats/format.ts';
import { readBytes } from '../../../src/corpus/formats/list.ts';

export const FIXTURES = new URL('./fixtures/', import.meta.url);

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FIXTURES)));
}

export interface ReadRecord {
  readonly title: string;
  readonly text: string;
  readonly [field: string]: unknown;
}

export async function read(
  name: string,
  content: string | Uint8Array,
): Promise<readonly FormatItem[]> {
  return readBytes(name, typeof content === 'string' ? strToU8(content) : content);
}

export function recordsOf(items: readonly FormatItem[]): (FoundRecord & { record: ReadRecord })[] {
  return items.filter((item) => 'record' in item) as (FoundRecord & { record: ReadRecord })[];
}

export function notesOf(items: readonly FormatItem[]): string[] {
  return items.flatMap((item) => ('note' in item ? [item.note] : []));
}

export function faultsOf(items: readonly FormatItem[]): FoundFault[] {
  return items.filter((item) => 'problem' in item);
}

/** The one article of a document. */
export async function one(name: string, content: string | Uint8Array) {
  const [first] = recordsOf(await read(name, content));
  if (first === undefined) throw new Error(`${name} gave no article`);
  return first;
}

export function archive(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
  );
}

const W = 'xmlns:w="w" xmlns:mc="mc" xmlns:wps="wps"';

/** A Word document with this body, in Word's XML. */
export function wordDocument(
  body: string,
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  return archive({
    'word/document.xml': `<w:document ${W}><w:body>${body}</w:body></w:document>`,
    ...more,
  });
}

export function paragraph(text: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** An OpenDocument text with this body; styles of its own are before it, those of its program in another file. */
export function openDocument(body: string, styles = '', programStyles = ''): Uint8Array {
  return zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'styles.xml': strToU8(`<office:document-styles>${programStyles}</office:document-styles>`),
    'content.xml': strToU8(
      `<office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ),
  });
}

/** A workbook with sheets by name, each the inside of its XML. */
export function workbook(
  sheets: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  const names = Object.keys(sheets);
  return archive({
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${names.map((name, i) => `<sheet name="${name}" r:id="${i}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, i) => `<Relationship Id="${i}" Target="worksheets/sheet${i}.xml"/>`).join('')}</Relationships>`,
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/sheet${i}.xml`,
        `<worksheet>${sheets[name]}</worksheet>`,
      ]),
    ),
    ...more,
  });
}
