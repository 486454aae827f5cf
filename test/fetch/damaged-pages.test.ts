/** Pages that are not in the charset they declare, or were stored damaged: read if that is certain, else refused for what it is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDocument } from '../../src/fetch/web-document.ts';
import { newspaperPage } from './site.ts';

const SENTENCE =
  'وحضر الافتتاح عدد كبير من أهالي المدينة، وقال مدير المركز إن أبوابه مفتوحة كل يوم.';
const TITLE = 'ملعب الحي';
const page = (declared = '', sentence = SENTENCE) =>
  newspaperPage({ title: TITLE, body: `<p>${Array(6).fill(sentence).join(' ')}</p>` }).replace(
    '<meta charset="utf-8">',
    declared && `<meta charset="${declared}">`,
  );

/** The bytes of a text in a charset of one byte a letter. */
function encoded(text: string, charset: string): Buffer {
  const decoder = new TextDecoder(charset);
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
  );
  return Buffer.from([...text].map((letter) => bytes.get(letter) ?? 0x3f));
}

function read(body: Uint8Array, contentType: string) {
  const content = readDocument({
    body,
    contentType,
    url: 'https://e.org/a',
    now: new Date('2025-06-01'),
  });
  assert.ok('draft' in content);
  return content.draft;
}

/** [why, the bytes, what the header says of them] */
const READ: readonly (readonly [string, Uint8Array, string])[] = [
  ['windows-1256 as UTF-8', encoded(page('utf-8'), 'windows-1256'), 'charset=utf-8'],
  [
    'windows-1256, as the page says, and not the header',
    encoded(page('windows-1256'), 'windows-1256'),
    'charset=utf-8',
  ],
  ['windows-1256 as nothing', encoded(page(), 'windows-1256'), ''],
  ['windows-1256 as a charset without Arabic', encoded(page(), 'windows-1256'), 'charset=koi8-r'],
  ['windows-1256 as ISO-8859-6', encoded(page(), 'windows-1256'), 'charset=iso-8859-6'],
  ['ISO-8859-6 as windows-1256', encoded(page(), 'iso-8859-6'), 'charset=windows-1256'],
  ['ISO-8859-6 as nothing', encoded(page(), 'iso-8859-6'), ''],
  ['UTF-8 as windows-1256', Buffer.from(page()), 'charset=windows-1256'],
  ['UTF-8 as UTF-16', Buffer.from(page()), 'charset=utf-16'],
  [
    'UTF-8 cut short, as a charset of China',
    Buffer.concat([Buffer.from(page()), Buffer.of(0xd8)]),
    'charset=gb2312',
  ],
  ['UTF-16 as UTF-8', Buffer.from(page('utf-8'), 'utf16le'), 'charset=utf-8'],
  ...['windows-1252', 'windows-1256'].map(
    (charset) =>
      [
        `UTF-8 that was read as ${charset} and stored so`,
        Buffer.from(new TextDecoder(charset).decode(Buffer.from(page('utf-8')))),
        'charset=utf-8',
      ] as const,
  ),
  [
    'windows-1256 that was read as windows-1252 and stored so',
    Buffer.from(new TextDecoder('windows-1252').decode(encoded(page('utf-8'), 'windows-1256'))),
    'charset=utf-8',
  ],
  [
    'presentation forms',
    Buffer.from(
      page(
        'utf-8',
        'ﻭﺣﻀﺮ ﺍﻻﻓﺘﺘﺎﺡ ﻋﺪﺩ ﻛﺒﻴﺮ ﻣﻦ ﺃﻫﺎﻟﻲ ﺍﻟﻤﺪﻳﻨﺔ، ﻭﻗﺎﻝ ﻣﺪﻳﺮ ﺍﻟﻤﺮﻛﺰ ﺇﻥ ﺃﺑﻮﺍﺑﻪ ﻣﻔﺘﻮﺣﺔ ﻛﻞ ﻳﻮﻡ.',
      ),
    ),
    'charset=utf-8',
  ],
];

/** [why, the bytes, what the header says of them, the reason that is given] */
const REFUSED: readonly (readonly [string, Uint8Array, string, RegExp])[] = [
  [
    'letters that were lost',
    Buffer.from(page('utf-8').replace(/[بتن]/gu, '\ufffd')),
    'charset=utf-8',
    /^letters cannot be read: the page is not in the charset it declares$/u,
  ],
  [
    'bytes that are in no charset of Arabic',
    Buffer.from(encoded(page(), 'windows-1256').map((byte) => (byte > 0xc0 ? 0x80 : byte))),
    'charset=utf-8',
    /^letters cannot be read: the page is not in the charset it declares$/u,
  ],
  [
    'question marks in place of letters',
    Buffer.from(page('utf-8').replace(/[\u0621-\u064a]/gu, '?')),
    'charset=utf-8',
    /^letters cannot be read: question marks stand in their place$/u,
  ],
];

describe('a page is read that is', () => {
  for (const [why, body, header] of READ) {
    it(why, () => {
      const { title, text } = read(body, `text/html; ${header}`);
      assert.equal(title, TITLE);
      assert.ok(text.includes(SENTENCE), text.slice(0, 80));
    });
  }
});

describe('a page is refused for its letters, and not as a short one, that has', () => {
  for (const [why, body, header, reason] of REFUSED) {
    it(why, () => assert.throws(() => read(body, `text/html; ${header}`), { message: reason }));
  }
});

describe('damage that was mended', () => {
  it('is told', () => {
    const stored = Buffer.from(page('utf-8', [...SENTENCE].reverse().join('')));
    const { text, repairs } = read(stored, 'text/html; charset=utf-8');
    assert.ok(text.includes(SENTENCE.slice(0, 40)), text.slice(0, 80));
    assert.deepEqual(repairs, ['letters in reversed order put right']);
  });
});
