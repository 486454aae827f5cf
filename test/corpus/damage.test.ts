/**
 * Damaged corpus files of every format: each article is read or refused, with its file and the line in it; never a
 * crash or a hang. 300 of them by default; ISNAD_TEST_DAMAGED_ARTICLES=10000 for the long run.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { chunkArticle } from '../../src/chunk/chunk.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { CorpusError } from '../../src/errors.ts';
import type { Article } from '../../src/types.ts';
import { seededRandom } from '../../tools/lib/random.ts';

const COUNT = Number(process.env.ISNAD_TEST_DAMAGED_ARTICLES ?? 300);
/** A file is a few kilobytes: whoever takes so long over one hangs. */
const READ_MS_MAX = 5000;

const articles = [
  { id: 'النيل', title: 'نهر النيل', text: 'النيل أطول أنهار إفريقيا.\n\nيصبّ في البحر المتوسط.' },
  {
    id: 'b',
    title: 'السد العالي',
    text: 'بُني السدّ العالي عام ١٩٦٠.',
    date: '1960-01-09',
    tags: ['مصر'],
  },
  { id: 'c', title: 'طه حسين', text: 'كاتب مصري 😀 لُقّب بعميد الأدب العربي.', source: 'الأهرام' },
] as const;
const lines = articles.map((article) => JSON.stringify(article)).join('\n');
const markdown = `---\nid: النيل\ntitle: "نهر النيل"\ndate: 2024-03-12\ntags: [مياه, مصر]\n---\n${articles[0].text}\n\n## روافده\n\n- النيل الأزرق\n- النيل الأبيض\n`;

/** A whole file of each format. */
const WHOLE: Readonly<Record<string, Buffer>> = {
  'a.md': Buffer.from(markdown),
  'a.txt': Buffer.from(`نهر النيل\n\n${articles[0].text}\n`),
  'a.json': Buffer.from(JSON.stringify(articles, null, 2)),
  'a.jsonl': Buffer.from(`${lines}\n`),
  'a.jsonl.gz': gzipSync(`${lines}\n`),
};
const names = Object.keys(WHOLE);

type Random = (below: number) => number;
type Damage = (bytes: Buffer, random: Random, name: string) => Buffer;

const DAMAGES: Readonly<Record<string, Damage>> = {
  cut: (bytes, random) => bytes.subarray(0, random(bytes.length)),
  'cut at the front': (bytes, random) => bytes.subarray(1 + random(bytes.length - 1)),
  flipped: (bytes, random) => {
    const damaged = Buffer.from(bytes);
    for (let n = 1 + random(4); n > 0; n -= 1) damaged[random(bytes.length)]! ^= 1 << random(8);
    return damaged;
  },
  overwritten: (bytes, random) => {
    const at = random(bytes.length);
    return Buffer.from(bytes).fill(random(256), at, Math.min(at + 1 + random(32), bytes.length));
  },
  'pieces swapped': (bytes, random) => {
    const [a, b] = [random(bytes.length), random(bytes.length)].sort((x, y) => x - y);
    return Buffer.concat([bytes.subarray(b), bytes.subarray(a, b), bytes.subarray(0, a)]);
  },
  'a piece twice': (bytes, random) => {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(random(at + 1))]);
  },
  'marks put in': (bytes, random) => {
    const marks = [
      '"',
      '{',
      '}',
      '---',
      '\0',
      '\ufeff',
      '\u2028',
      '\ud83d',
      ':',
      '[',
      '\\u',
      '\r',
      '&x',
      '!!js',
    ];
    const at = random(bytes.length);
    const mark = Buffer.from(marks[random(marks.length)]!);
    return Buffer.concat([bytes.subarray(0, at), mark, bytes.subarray(at)]);
  },
  'of another format': (_bytes, random) => WHOLE[names[random(names.length)]!]!,
  emptied: () => Buffer.alloc(0),
};

describe(`${COUNT} damaged corpus files`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'isnad-damaged-corpus-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What stands in a file: the text to which an article's may be held. Empty if it cannot be unpacked. */
  function contentOf(name: string, bytes: Buffer): string {
    if (!name.endsWith('.gz')) return bytes.toString('utf8');
    try {
      return gunzipSync(bytes).toString('utf8');
    } catch {
      return '';
    }
  }

  function checkArticle(article: Article, name: string, content: string): void {
    assert.ok(article.id.trim() && article.title.trim() && article.text.trim());
    assert.ok(/^\P{Surrogate}*$/u.test(article.text + article.title));
    for (const { start, end, text } of chunkArticle(article)) {
      assert.equal(article.text.slice(start, end), text);
    }
    // Here the text stands as it is; Markdown is printed, and JSON may write any letter by its number.
    if (name === 'a.txt') assert.ok(content.includes(article.text));
  }

  async function readDamaged(
    name: string,
    damaged: Buffer,
  ): Promise<{ read: number; refused: number }> {
    const file = join(folder, name);
    writeFileSync(file, damaged);
    const content = contentOf(name, damaged);
    // A title without a text lacks the line after it.
    const lineMax = 1 + content.split(/\r\n|[\n\r]/u).length;
    const began = performance.now();
    let [read, refused] = [0, 0];
    for await (const item of readCorpus([file])) {
      if ('error' in item) {
        refused += 1;
        const { error } = item;
        assert.ok(error instanceof CorpusError, error);
        assert.ok(error.message.startsWith(file) && error.hint.length > 0, error.message);
        if (content !== '' && error.line !== undefined) {
          assert.ok(error.line >= 1 && error.line <= lineMax, error.message);
        }
      } else {
        read += 1;
        checkArticle(item.article, name, content);
      }
      assert.ok(performance.now() - began < READ_MS_MAX, 'hangs');
    }
    return { read, refused };
  }

  it('reads each file while it is whole', async () => {
    for (const name of names) {
      const several = name.includes('json');
      assert.deepEqual(await readDamaged(name, WHOLE[name]!), {
        read: several ? 3 : 1,
        refused: 0,
      });
      assert.ok(readFileSync(join(folder, name)).equals(WHOLE[name]!));
    }
  });

  it('reads or refuses each that is cut, flipped, overwritten, swapped, emptied', async () => {
    const numbers = seededRandom(1967);
    const random: Random = (below) => Math.floor(numbers() * below);
    const kinds = Object.keys(DAMAGES);
    const total = { read: 0, refused: 0 };
    for (let i = 0; i < COUNT; i += 1) {
      const kind = kinds[i % kinds.length]!;
      const name = names[Math.floor(i / kinds.length) % names.length]!;
      const damaged = DAMAGES[kind]!(WHOLE[name]!, random, name);
      try {
        const { read, refused } = await readDamaged(name, damaged);
        // Nothing may vanish without a word.
        assert.ok(read + refused > 0, 'neither read nor refused');
        if (damaged.length === 0) assert.equal(read, 0);
        total.read += read;
        total.refused += refused;
      } catch (cause) {
        throw new Error(
          `${name}, ${kind} (number ${i}): ${JSON.stringify(damaged.toString('utf8'))}`,
          { cause },
        );
      }
    }
    assert.ok(total.read > COUNT / 4 && total.refused > COUNT / 4, JSON.stringify(total));
  });
});
