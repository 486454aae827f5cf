/** Pages that a browser saved as one file (MHTML, RFC 2557): the page is in it with its pictures. */
import { decode } from '../charset.ts';
import { type Format, FormatError } from './format.ts';
import { headOf, html } from './html.ts';

export const mhtml: Format = {
  name: 'saved page',
  extensions: ['.mhtml', '.mht'],
  matches: ({ bytes }) =>
    /^(?:[a-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart\/related/iu.test(
      headOf(bytes),
    ),
  read(input) {
    const page = pageOf(Buffer.from(input.bytes).toString('latin1'));
    if (page === undefined)
      throw new FormatError('has no page in it', 'Save it from the browser again.');
    return html.read({ ...input, bytes: Buffer.from(page) });
  },
};

/** The first page in the file, and where it is from as browsers write it into a page. */
function pageOf(file: string): string | undefined {
  const head = headersOf(file.slice(0, 16_384));
  const boundary = /boundary="?([^";\s]+)/iu.exec(head.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const mark = `--${boundary}`;
  for (let at = file.indexOf(mark); at >= 0; ) {
    const end = file.indexOf(mark, at + mark.length);
    if (end < 0) return undefined;
    const part = file.slice(at + mark.length, end).replace(/^\r?\n/u, '');
    const headers = headersOf(part.slice(0, 16_384));
    const type = headers.get('content-type') ?? '';
    if (/^text\/html/iu.test(type)) {
      const start = /\r?\n\r?\n/u.exec(part);
      const body = start ? part.slice(start.index + start[0].length) : '';
      const page = decode(bytesOf(body, headers.get('content-transfer-encoding') ?? ''), type);
      const from = head.get('snapshot-content-location') ?? headers.get('content-location') ?? '';
      return /^https?:\/\/\S+$/iu.test(from)
        ? `<!-- saved from url=(0000)${from} -->${page}`
        : page;
    }
    at = end;
  }
  return undefined;
}

function headersOf(part: string): Map<string, string> {
  const [head = ''] = part.split(/\r?\n\r?\n/u, 1);
  const unfolded = head.replace(/\r?\n[ \t]+/gu, ' ');
  return new Map(
    [...unfolded.matchAll(/^([a-z-]+):[ \t]*(.*?)\r?$/gimu)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value,
    ]),
  );
}

function bytesOf(body: string, encoding: string): Uint8Array {
  if (/base64/iu.test(encoding)) return Buffer.from(body, 'base64');
  const plain = /quoted-printable/iu.test(encoding)
    ? body
        .replace(/=[ \t]*\r?\n/gu, '')
        .replace(/=([0-9a-f]{2})/giu, (_, code: string) =>
          String.fromCharCode(Number.parseInt(code, 16)),
        )
    : body;
  return Buffer.from(plain, 'latin1');
}
