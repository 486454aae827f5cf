/** `npm run bench-documents`: how fast each format is read, against the bare library's own parse of the same bytes. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { Parser } from 'htmlparser2';
import { parseHTML } from 'linkedom';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { readBytes } from '../src/corpus/formats/list.ts';
import { runTool } from './lib/run.ts';

const USAGE = `npm run bench-documents -- [FOLDER]

Reads each document of a folder several times (default: those of the tests), and lets the library under it do its
part alone: unpack and parse XML, build the page, split the rows, list what a PDF draws, parse JSON or Markdown. RTF and text have no library.`;

const SECONDS = 1;

await runTool(USAGE, async () => {
  const folder = resolve(process.argv[2] ?? 'test/corpus/formats/fixtures');
  process.stdout.write(
    'file | MB/s | articles/s | library alone, MB/s | times\n---|---|---|---|---\n',
  );
  for (const name of readdirSync(folder).sort()) {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    let articles = 0;
    try {
      articles = (await readBytes(name, bytes)).filter((item) => 'record' in item).length;
    } catch {
      // What is refused, and what is read line by line, has no rate of its own here.
      continue;
    }
    const own = await rate(() => readBytes(name, bytes).catch(() => {}));
    const bare = await rate(() => alone(name, bytes));
    const mb = bytes.length / 1e6;
    const times = /^\.(?:rtf|txt)$/u.test(extname(name))
      ? '(no library) | –'
      : `${(bare * mb).toFixed(2)} | ${(bare / own).toFixed(1)}`;
    process.stdout.write(
      `${name} | ${(own * mb).toFixed(2)} | ${(own * articles).toFixed(1)} | ${times}\n`,
    );
  }
});

/** Runs a second, after one to warm up. */
async function rate(run: () => unknown): Promise<number> {
  await run();
  const started = performance.now();
  let runs = 0;
  while (performance.now() - started < SECONDS * 1000) {
    await run();
    runs += 1;
  }
  return (runs * 1000) / (performance.now() - started);
}

async function alone(name: string, bytes: Uint8Array): Promise<void> {
  const extension = extname(name);
  const text = () =>
    new TextDecoder(name.includes('1256') ? 'windows-1256' : 'utf-8').decode(bytes);
  if (/docx|odt|xlsx|epub/u.test(extension)) {
    for (const [entry, content] of Object.entries(unzipSync(bytes)))
      if (/xml|html|opf|ncx/u.test(entry)) parseXml(Buffer.from(content).toString('utf8'));
  } else if (/^\.(?:wxr|xml)$/u.test(extension)) parseXml(text());
  else if (extension === '.zip') {
    // Each file in it by what reads it alone.
    for (const [entry, content] of Object.entries(unzipSync(bytes))) await alone(entry, content);
  } else if (/^\.[ct]sv$/u.test(extension))
    parseCsv(text(), {
      delimiter: extension === '.tsv' ? '\t' : ',',
      relax_column_count: true,
      relax_quotes: true,
    });
  else if (extension === '.json') JSON.parse(text());
  else if (extension === '.html') parseHTML(text());
  // Its page is quoted-printable, which the library does not know; as long as the page is, so is the work.
  else if (extension === '.mhtml') parseHTML(text());
  else if (/^\.mdx?$/u.test(extension))
    fromMarkdown(text(), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  else if (extension === '.pdf') {
    const { getDocument } = (await import('unpdf/pdfjs')) as unknown as {
      getDocument(options: object): {
        promise: Promise<{
          numPages: number;
          getPage(page: number): Promise<{ getTextContent(): Promise<unknown> }>;
        }>;
        destroy(): Promise<void>;
      };
    };
    const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
    const document = await task.promise;
    for (let page = 1; page <= document.numPages; page++)
      await (await document.getPage(page)).getTextContent();
    await task.destroy();
  }
}

function parseXml(text: string): void {
  new Parser({}, { xmlMode: true }).end(text);
}
