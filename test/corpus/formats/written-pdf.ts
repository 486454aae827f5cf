/** PDFs written for a test: each letter is set down by itself, as wide as half its size, in a font that only names it. */

export interface SetLine {
  readonly text: string;
  /** Of an Arabic line, where it begins on the right; of another one, where it begins on the left. */
  readonly x: number;
  readonly y: number;
  readonly size?: number;
}

export const LETTER_WIDTH = 0.5;

/** A page that is one picture. */
export const PICTURE = 'picture';

/** `labels` as PDF says them, such as `0 << /S /r >> 4 << /S /D >>`. */
export function pdfOf(
  pages: readonly (readonly SetLine[] | typeof PICTURE)[],
  labels?: string,
): Uint8Array {
  const pageId = (i: number) => 6 + 2 * i;
  const pictureId = pageId(pages.length);
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${labels ? `/PageLabels << /Nums [${labels}] >>` : ''} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${pageId(i)} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>',
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW ${1000 * LETTER_WIDTH} /FontDescriptor << /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 0 500 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>`,
    streamOf(
      '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Named def 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end end',
    ),
    ...pages.flatMap((lines, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> /XObject << /P ${pictureId} 0 R >> >> /Contents ${pageId(i) + 1} 0 R >>`,
      streamOf(
        lines === PICTURE
          ? 'q 500 0 0 700 40 60 cm /P Do Q'
          : `BT ${lines.map(drawn).join(' ')} ET`,
      ),
    ]),
    streamOf(
      '\x00\x80\xff\x40',
      '/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8',
    ),
  ];
  let file = '%PDF-1.4\n';
  const starts = objects.map((body, i) => {
    const start = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return start;
  });
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  file += `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

const streamOf = (content: string, more = '') =>
  `<< ${more} /Length ${content.length} >>\nstream\n${content}\nendstream`;

function drawn({ text, x, y, size = 12 }: SetLine): string {
  const isArabic = /\p{Script=Arabic}/u.test(text);
  const turned = [...text]
    .reverse()
    .join('')
    .replace(/[\p{N}A-Za-z.,:]*[\p{N}A-Za-z]/gu, (run) => [...run].reverse().join(''));
  const signs = isArabic ? turned : text;
  const codes = [...signs].map((sign) => sign.charCodeAt(0).toString(16).padStart(4, '0'));
  const left = isArabic ? x - signs.length * size * LETTER_WIDTH : x;
  return `/F ${size} Tf 1 0 0 1 ${left} ${y} Tm <${codes.join('')}> Tj`;
}
