/** Files whose text was damaged before anyone saved them: read if that is certain, else refused for what is wrong. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readCorpus } from '../../src/corpus/read.ts';

const folder = mkdtempSync(join(tmpdir(), 'isnad-damaged-files-'));
after(() => rmSync(folder, { recursive: true }));

const TITLE = 'افتتاح مركز المدينة';
const SENTENCE =
  'وحضر الافتتاح عدد كبير من أهالي المدينة، وقال مدير المركز إن أبوابه مفتوحة كل يوم.';
const markdown = (title: string, body: string) => `---\ntitle: ${title}\n---\n\n${body}\n`;
const reversed = (text: string) => [...text].reverse().join('');
/** UTF-8, or bytes of windows-1256, that were read in another charset. */
const misread = (bytes: Uint8Array, charset: string) => new TextDecoder(charset).decode(bytes);

function encoded(text: string, charset: string): Buffer {
  const decoder = new TextDecoder(charset);
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
  );
  return Buffer.from([...text].map((letter) => bytes.get(letter) ?? 0x3f));
}

async function read(name: string, content: string | Uint8Array) {
  const file = join(folder, name);
  writeFileSync(file, content);
  for await (const item of readCorpus([file])) return item;
  assert.fail('neither read nor refused');
}

/** [what, name, content] */
const READ: readonly (readonly [string, string, string | Uint8Array])[] = [
  ...['windows-1252', 'windows-1256', 'windows-1251', 'macintosh'].map(
    (charset) =>
      [
        `UTF-8 that was read as ${charset}`,
        `${charset}.md`,
        markdown(misread(Buffer.from(TITLE), charset), misread(Buffer.from(SENTENCE), charset)),
      ] as const,
  ),
  [
    'windows-1256 that was read as windows-1252, in a title too',
    'older.md',
    markdown(
      misread(encoded(TITLE, 'windows-1256'), 'windows-1252'),
      misread(encoded(SENTENCE, 'windows-1256'), 'windows-1252'),
    ),
  ],
  ['windows-1256', 'a.md', encoded(markdown(TITLE, SENTENCE), 'windows-1256')],
  ['ISO-8859-6', 'b.md', encoded(markdown(TITLE, SENTENCE), 'iso-8859-6')],
  [
    'a table in ISO-8859-6',
    'c.csv',
    encoded(`العنوان,النص\n${TITLE},"${SENTENCE}"\n`, 'iso-8859-6'),
  ],
  ['letters in reversed order', 'd.md', markdown(reversed(TITLE), reversed(SENTENCE))],
  [
    'one paragraph in reversed order, far down',
    'e.md',
    markdown(
      TITLE,
      `${'وقال المدير إن العمل يبدأ غدا في المدينة. '.repeat(20)}\n\n${reversed(SENTENCE)}`,
    ),
  ],
  [
    'Farsi letters',
    'f.md',
    markdown('افتتاح مرکز المدینة', SENTENCE.replaceAll('ي', 'ی').replaceAll('ك', 'ک')),
  ],
];

/** [what, content, the reason that is given] */
const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  [
    'question marks in place of letters',
    SENTENCE.replace(/[\u0621-\u064a]/gu, '?'),
    /question marks/u,
  ],
  [
    'UTF-8 that was read as windows-1252 and of which bytes were lost',
    misread(Buffer.from(SENTENCE), 'windows-1252').replace(/[\u0080-\u009f]/gu, ''),
    /letters cannot be read: it was read in another charset/u,
  ],
  ['letters that were lost', SENTENCE.replace(/[بتن]/gu, '\ufffd'), /letters cannot be read/u],
];

describe('a damaged file is read that has', () => {
  for (const [what, name, content] of READ) {
    it(what, async () => {
      const item = await read(name, content);
      assert.ok('article' in item, JSON.stringify(item));
      assert.equal(item.article.title, TITLE);
      assert.ok(item.article.text.includes(SENTENCE), item.article.text.slice(-100));
    });
  }
});

describe('a damaged file is refused that has', () => {
  for (const [what, text, reason] of REFUSED) {
    it(what, async () => {
      const item = await read('refused.md', markdown(TITLE, text));
      assert.ok('error' in item);
      assert.match(item.error.message, reason);
    });
  }
});
