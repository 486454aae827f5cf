import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fileError } from '../../src/corpus/find.ts';
import { FILE_BYTES_MAX, GZIP_FREE_BYTES, LINE_BYTES_MAX } from '../../src/corpus/limits.ts';
import {
  type CorpusArticle,
  type CorpusNote,
  readChangedCorpus,
  readCorpus,
} from '../../src/corpus/read.ts';
import { CorpusError } from '../../src/errors.ts';
import { archive } from './formats/support.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'isnad-corpus-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Little endian. */
function utf32(text: string): Buffer {
  return Buffer.from(Uint32Array.from(text, (letter) => letter.codePointAt(0)!).buffer);
}

const WITHOUT_MARK = [
  ['UTF-16LE', 1, (text: string) => Buffer.from(text, 'utf16le')],
  ['UTF-16BE', 0, (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ['UTF-32LE', 1, utf32],
  ['UTF-32BE', 0, (text: string) => utf32(text).swap32()],
] as const;

/** Writes files, by path inside the folder. */
async function put(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}

interface Reading {
  articles: CorpusArticle[];
  errors: CorpusError[];
  notes: CorpusNote[];
}

async function read(...paths: string[]): Promise<Reading> {
  const reading: Reading = { articles: [], errors: [], notes: [] };
  const options = { onNote: (note: CorpusNote) => reading.notes.push(note) };
  for await (const item of readCorpus(paths.length > 0 ? paths : [folder], options)) {
    if ('error' in item) reading.errors.push(item.error);
    else {
      // Every article has it; one test below looks at it.
      const { file: _, ...article } = item.article;
      reading.articles.push({ ...item, article });
    }
  }
  return reading;
}

/** Expects one error and no article; the message is given without the folder's path. */
async function expectError(message: string, hint: RegExp): Promise<void> {
  const { articles, errors } = await read();
  assert.deepEqual(articles, []);
  assert.deepEqual(
    errors.map((error) => error.message.replaceAll(`${folder}/`, '')),
    [message],
  );
  assert.ok(errors[0] instanceof CorpusError);
  assert.match(errors[0].hint, hint);
}

const article = (fields: object) =>
  JSON.stringify({ id: 'أ', title: 'عنوان', text: 'نص.', ...fields });

describe('formats', () => {
  it('.md: front matter, then the text as it is printed, with its outline', async () => {
    const body = 'الفقرة **الأولى**، بتشكيلٍ كامل.  \n\n## عنوان\n\n\tوالثانية.\n';
    await put({
      'قناة.md': `---\ntitle: "قناة السويس: شريان"\nsource: صحيفة الميناء\nurl: https://example.com/قناة\ndate: 2025-02-03\nauthor: كريم\ncategory: اقتصاد\ntags: [ملاحة, مصر]\n---\n\n${body}`,
    });
    const { articles, errors, notes } = await read();
    assert.deepEqual([errors, notes], [[], []]);
    assert.deepEqual(
      articles.map((item) => item.article),
      [
        {
          id: 'قناة',
          title: 'قناة السويس: شريان',
          text: 'الفقرة الأولى، بتشكيلٍ كامل.\n\nعنوان\n\nوالثانية.',
          outline: [{ start: 30, end: 35, level: 2, title: 'عنوان' }],
          url: 'https://example.com/قناة',
          date: '2025-02-03',
          source: 'صحيفة الميناء',
          author: 'كريم',
          category: 'اقتصاد',
          tags: ['ملاحة', 'مصر'],
        },
      ],
    );
  });

  it('.md: line breaks of Windows and a byte order mark', async () => {
    await put({ 'a.md': '\ufeff---\r\ntitle: عنوان\r\n---\r\n\r\nسطر\r\nسطر\r\n' });
    const { articles } = await read();
    assert.equal(articles[0]?.article.text, 'سطر\nسطر');
    assert.equal(articles[0]?.article.title, 'عنوان');
  });

  it('.md: a first heading is the title where no other is given', async () => {
    await put({
      'a.md': '# عنوان *أول*\n\nنص.',
      'b.md': '---\ndate: 2020-01-01\n---\n# عنوان ثان\nنص.',
    });
    const { articles } = await read();
    assert.deepEqual(
      articles.map((item) => [item.article.title, item.article.text]),
      [
        ['عنوان أول', 'نص.'],
        ['عنوان ثان', 'عنوان ثان\n\nنص.'],
      ],
    );
  });

  it('.md: the name of the file is the title where nothing else is', async () => {
    await put({ 'شروط_الإعارة.md': 'يستعير القارئ **ثلاثة** كتب.\n\n## ثم\n\nيردّها.' });
    const { articles, notes } = await read();
    assert.equal(articles[0]?.article.title, 'شروط الإعارة');
    assert.equal(articles[0]?.article.text, 'يستعير القارئ ثلاثة كتب.\n\nثم\n\nيردّها.');
    assert.deepEqual(notes, []);
  });

  it('.md: numbers, a tag list in words and unknown fields', async () => {
    await put({ 'a.md': '---\nid: 12\ntitle: 1967\ntags: حرب، سياسة\ntitel: خطأ\n---\nنص.' });
    const { articles, notes } = await read();
    assert.deepEqual(articles[0]?.article, {
      id: '12',
      title: '1967',
      text: 'نص.',
      tags: ['حرب', 'سياسة'],
    });
    assert.deepEqual(notes, [
      {
        kind: 'unknown field',
        file: `${folder}/a.md`,
        line: 5,
        part: undefined,
        message: 'titel: unknown field, ignored; most likely title',
        hint: 'Write title: instead of titel:.',
      },
    ]);
  });

  it('.json and .jsonl: an unknown field is named once a file, where it is first', async () => {
    await put({
      'a.jsonl': [{}, { sorce: 'النشرة' }, { sorce: 'النشرة', views: 7 }]
        .map((more, i) => article({ id: `a${i}`, ...more }))
        .join('\n'),
      'b.json': article({ sorce: 'النشرة' }),
    });
    const { articles, notes } = await read();
    assert.equal(articles.length, 4);
    assert.deepEqual(
      notes.map(({ file, line, message }) => [path.basename(file), line, message]),
      [
        ['a.jsonl', 2, 'sorce: unknown field, ignored; most likely source'],
        ['a.jsonl', 3, 'views: unknown field, ignored'],
        ['b.json', 1, 'sorce: unknown field, ignored; most likely source'],
      ],
    );
  });

  it('.zip: names of each file in it the lines of its fields, and what was mended in it', async () => {
    const matter = '---\ntitle: أول: ثان\nsorce: النشرة\ndate: غدًا\n---\n\nنص.\n';
    await put({
      'a.zip': archive({
        'x/1.md': matter,
        'x/2.json': `[\n ${article({ id: '2', sorce: 'أ' })}\n]`,
        'x/3.csv': '\nالعنوان,النص,الناشر\nخبر,نص الخبر.,النشرة\n',
      }),
    });
    const { articles, notes } = await read();
    assert.equal(articles.length, 3);
    assert.deepEqual(
      notes.map(({ part, line, message }) => [part, line, message.replace(/[:;].*/u, '')]),
      [
        ['x/1.md', 3, 'sorce'],
        ['x/1.md', 1, 'repaired'],
        ['x/1.md', 4, 'date'],
        ['x/2.json', 2, 'sorce'],
        ['x/3.csv', 2, 'الناشر'],
      ],
    );
  });

  it('keeps the path of the file within its corpus', async () => {
    await put({ 'كتب/أ.txt': 'عنوان\nنص.', 'b.jsonl': article({ id: 'ب' }) });
    const files = async (...paths: string[]) => {
      const found: (string | undefined)[] = [];
      for await (const item of readCorpus(paths))
        found.push('error' in item ? item.error.message : item.article.file);
      return found.sort();
    };
    assert.deepEqual(await files(folder), ['b.jsonl', 'كتب/أ.txt']);
    assert.deepEqual(await files(`${folder}/كتب/أ.txt`), ['أ.txt']);
  });

  it('.txt: the title on the first line', async () => {
    await put({
      'زيارة.txt': '\ufeffعنوان الخبر\r\n\r\nالنص كله.\r\nسطر آخر.\r\n',
      'قديم.txt': 'عنوان\rنص',
    });
    const { articles } = await read();
    assert.deepEqual(
      articles.map((item) => item.article),
      [
        { id: 'زيارة', title: 'عنوان الخبر', text: 'النص كله.\r\nسطر آخر.\r\n' },
        { id: 'قديم', title: 'عنوان', text: 'نص' },
      ],
    );
  });

  it('.json: one article or a list, with the line of each', async () => {
    await put({
      'a.json': article({ id: undefined, tags: ['س'] }),
      'b.json': `[\n  ${article({ id: 'ب', text: 'فيه [قوس] و"اقتباس", وفاصلة' })},\n\n  ${article({ id: undefined })}\n]`,
    });
    const { articles } = await read();
    assert.deepEqual(
      articles.map((item) => [item.article.id, item.line]),
      [
        ['a', 1],
        ['ب', 2],
        ['b-2', 4],
      ],
    );
  });

  it('.jsonl and .jsonl.gz: one article a line, ids by line where there are none', async () => {
    const lines = `${article({ id: '1' })}\n\n${article({ id: undefined })}\r\n${article({ id: '3' })}`;
    await put({ 'a.jsonl': lines, 'b.jsonl.gz': gzipSync(lines.replaceAll('"id":"', '"id":"z')) });
    const { articles, errors } = await read();
    assert.deepEqual(errors, []);
    assert.deepEqual(
      articles.map((item) => [item.article.id, item.line]),
      [
        ['1', 1],
        ['a-3', 3],
        ['3', 4],
        ['z1', 1],
        ['b-3', 3],
        ['z3', 4],
      ],
    );
  });

  it('blank optional fields are left out, others trimmed to one line', async () => {
    await put({
      'a.json': article({ title: ' قطاع\tخاص\n ثان ', source: '', author: null, category: '  ' }),
    });
    const { articles } = await read();
    assert.deepEqual(articles[0]?.article, { id: 'أ', title: 'قطاع خاص ثان', text: 'نص.' });
  });

  it('hashes what the article says and the name of its file, not where it stands in it', async () => {
    await put({
      'x/a.jsonl': article({ date: '2015-08-14' }),
      'y/a.jsonl': `\n${article({ date: '14/08/2015' })}`,
      'z/a.jsonl': article({ text: 'غيره' }),
      'x/b.jsonl': article({ date: '2015-08-14' }),
    });
    const hash = async (file: string) =>
      (await read(path.join(folder, file))).articles[0]!.contentHash;
    const first = await hash('x/a.jsonl');
    assert.match(first, /^[0-9a-f]{64}$/u);
    assert.equal(await hash('y/a.jsonl'), first);
    assert.notEqual(await hash('z/a.jsonl'), first);
    assert.notEqual(await hash('x/b.jsonl'), first);
  });
});

describe('which files', () => {
  it('reads folders recursively, sorted; leaves out hidden files, README.md and the questions', async () => {
    const at = (id: string) => article({ id });
    await put({
      'b/2.json': at('2'),
      'b/1.json': at('1'),
      'a.json': at('0'),
      'c.json': at('3'),
      'README.md': 'اقرأني',
      'b/readme.md': 'اقرأني',
      'questions.jsonl': '{"id":"q"}',
      'questions-dialect.jsonl': '{"id":"q"}',
      '.hidden.json': at('x'),
      '.git/x.json': at('y'),
    });
    const { articles, errors, notes } = await read();
    assert.deepEqual(
      articles.map((item) => item.article.id),
      ['0', '1', '2', '3'],
    );
    assert.deepEqual([errors, notes], [[], []]);
  });

  it('says which files it ignores', async () => {
    await put({ 'صورة.png': 'x', Makefile: 'x', 'a.MD': '---\ntitle: عنوان\n---\nنص.' });
    const { articles, notes } = await read();
    assert.equal(articles.length, 1);
    assert.deepEqual(
      notes.map((note) => note.message),
      Array(2).fill('not read: no format of articles'),
    );
  });

  it('takes files and folders in the order given, each file once', async () => {
    await put({ 'a.json': article({ id: '1' }), 'b.json': article({ id: '2' }) });
    const { articles, errors } = await read(path.join(folder, 'b.json'), folder);
    assert.deepEqual(
      articles.map((item) => item.article.id),
      ['2', '1'],
    );
    assert.deepEqual(errors, []);
  });

  it('a path that is not there', async () => {
    const { errors } = await read(path.join(folder, 'لا-شيء'));
    assert.equal(errors[0]?.message, `${folder}/لا-شيء: is not there`);
    assert.match(errors[0]?.hint ?? '', /Check the path/u);
  });
});

describe('links', () => {
  it('out of the folder: refused', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'isnad-outside-'));
    try {
      await writeFile(path.join(outside, 's.json'), article({}));
      await symlink(path.join(outside, 's.json'), path.join(folder, 'file.json'));
      await symlink(outside, path.join(folder, 'folder'));
      const { articles, errors } = await read();
      assert.deepEqual(articles, []);
      assert.deepEqual(
        errors.map((error) => error.message),
        [
          `${folder}/file.json: is a symbolic link out of the corpus folder`,
          `${folder}/folder: is a symbolic link out of the corpus folder`,
        ],
      );
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('inside: each file once, under its own name, and circles end', async () => {
    await put({
      'sub/real.json': article({ id: undefined }),
      '.kept/only-by-link.json': article({ id: '2' }),
    });
    await symlink('sub/real.json', path.join(folder, 'alias.json'));
    await symlink('..', path.join(folder, 'sub/circle'));
    await symlink('.kept/only-by-link.json', path.join(folder, 'z.json'));
    const { articles, errors } = await read();
    assert.deepEqual(
      articles.map((item) => item.article.id),
      ['real', '2'],
    );
    assert.deepEqual(errors, []);
  });

  it('to nothing, and to itself', async () => {
    await symlink('gone.json', path.join(folder, 'a.json'));
    await symlink('b.json', path.join(folder, 'b.json'));
    const { errors } = await read();
    assert.deepEqual(
      errors.map((error) => error.message.replace(`${folder}/`, '')),
      ['a.json: is not there', 'b.json: is a symbolic link that leads in a circle'],
    );
  });

  it('a corpus folder that is a link itself is the operator’s choice', async () => {
    await put({ 'real/a.json': article({}) });
    await symlink('real', path.join(folder, 'link'));
    const { articles, errors } = await read(path.join(folder, 'link'));
    assert.equal(articles.length, 1);
    assert.deepEqual(errors, []);
  });
});

describe('bad files', () => {
  const cases: readonly (readonly [
    what: string,
    file: string,
    content: string | Uint8Array,
    message: string,
    hint: RegExp,
  ])[] = [
    [
      'no title',
      'a.json',
      article({ title: undefined }),
      'a.json:1: title: is missing',
      /Give the article a title/u,
    ],
    [
      'a blank title',
      'a.md',
      '---\nid: x\ntitle: "  "\n---\nنص',
      'a.md:3: title: is empty',
      /Give the article a title/u,
    ],
    [
      'a title too long',
      'a.json',
      article({ title: 'ط'.repeat(501) }),
      'a.json:1: title: has 501 characters; at most 500 are allowed',
      /1 to 500/u,
    ],
    [
      'an empty text',
      'a.json',
      article({ text: ' \n ' }),
      'a.json:1: text: is empty',
      /Give the article its text/u,
    ],
    [
      'an empty text in .md',
      'a.md',
      '---\ntitle: عنوان\n---\n\n',
      'a.md:5: text: is empty',
      /text/u,
    ],
    ['a .txt of one line', 'a.txt', 'عنوان وحده', 'a.txt:2: text: is empty', /text/u],
    ['an empty file', 'a.txt', '', 'a.txt: is empty', /remove it/u],
    ['an emptied .jsonl', 'a.jsonl', '', 'a.jsonl: is empty', /remove it/u],
    ['a .jsonl of blank lines', 'a.jsonl', ' \n\n', 'a.jsonl: is empty', /remove it/u],
    [
      'text of the wrong type',
      'a.json',
      article({ text: ['نص'] }),
      'a.json:1: text: must be text, not a list',
      /text/u,
    ],
    ['not an article', 'a.json', '"نص"', 'a.json:1: must be a group of fields, not a string', /./u],
    ['an empty list', 'a.json', '[]', 'a.json: holds no article', /at least one/u],
    ['a NUL', 'a.txt', 'عنوان\nنص\0', 'a.txt:2: text: contains a NUL character (U+0000)', /text/u],
    [
      'half a surrogate pair',
      'a.jsonl',
      '\n{"id":"1","title":"ع","text":"\\ud83c نص"}',
      'a.jsonl:2: text: contains half a surrogate pair, which is no character',
      /whole character/u,
    ],
    [
      'half a pair in the title',
      'a.json',
      '{"id":"1","title":"\\udf0d","text":"نص"}',
      'a.json:1: title: contains half a surrogate pair, which is no character',
      /whole character/u,
    ],
    [
      'front matter without end',
      'a.md',
      '---\ntitle: عنوان\nنص',
      'a.md:1: the front matter has no end',
      /line of ---/u,
    ],
    [
      'front matter that is a list',
      'a.md',
      '---\n- عنوان\n---\nنص',
      'a.md:2: the front matter is not a list of fields',
      /title: …/u,
    ],
    [
      'JSON broken off',
      'a.json',
      '{"id": "1",\n"title"',
      'a.json:2: is not JSON: Unexpected end of JSON input',
      /JSON checker/u,
    ],
    [
      'one bad line',
      'a.jsonl',
      '\n\n{"id" 1}',
      "a.jsonl:3: is not JSON: Expected ':' after property name",
      /Mend the line/u,
    ],
    [
      'Windows-1256',
      'a.txt',
      Buffer.from([0xda, 0xe4, 0x0a, 0xe4, 0xd5]),
      'a.txt:1: is not UTF-8: byte 0xDA at offset 0',
      /iconv -f WINDOWS-1256/u,
    ],
    [
      'UTF-16',
      'a.txt',
      Buffer.from('\ufeffعنوان\nنص', 'utf16le'),
      'a.txt:1: is not UTF-8: byte 0xFF at offset 0',
      /UTF-16 \(little endian\); convert it: iconv -f UTF-16 -t UTF-8/u,
    ],
    [
      'UTF-16 of the other order',
      'a.txt',
      Buffer.from('\ufeffعنوان\nنص', 'utf16le').swap16(),
      'a.txt:1: is not UTF-8: byte 0xFE at offset 0',
      /UTF-16 \(big endian\); convert it: iconv -f UTF-16 -t UTF-8/u,
    ],
    ...WITHOUT_MARK.map(
      ([name, zeroAt, encode]) =>
        [
          `${name} without a mark`,
          'a.jsonl',
          encode('{"id":"أ","title":"عنوان","text":"نص المقالة"}\n{"id":"ب","title":"آخر"}\n'),
          `a.jsonl:1: is not UTF-8: byte 0x00 at offset ${zeroAt}`,
          new RegExp(`without a mark; convert it: iconv -f ${name} -t UTF-8`, 'u'),
        ] as const,
    ),
    [
      'UTF-32',
      'a.txt',
      utf32('\ufeffعنوان\nنص'),
      'a.txt:1: is not UTF-8: byte 0xFF at offset 0',
      /UTF-32 \(little endian\); convert it: iconv -f UTF-32 -t UTF-8/u,
    ],
    [
      'UTF-8 with one bad byte',
      'a.txt',
      Buffer.concat([
        Buffer.from('عنوان\nوكان النص سليمًا '),
        Buffer.from([0xff]),
        Buffer.from(' إلا هذا'),
      ]),
      'a.txt:2: is not UTF-8: byte 0xFF at offset 42',
      /damaged.*iconv -c -f UTF-8/u,
    ],
    [
      'one bad byte on line 3',
      'a.txt',
      Buffer.concat([Buffer.from('ع\nب\nت'), Buffer.from([0xc3, 0x28])]),
      'a.txt:3: is not UTF-8: byte 0xC3 at offset 8',
      /iconv/u,
    ],
    [
      'a character broken off',
      'a.txt',
      Buffer.concat([Buffer.from('ع\nب'), Buffer.from([0xd8])]),
      'a.txt:2: is not UTF-8: byte 0xD8 at offset 5',
      /iconv/u,
    ],
    [
      'a bad byte in .jsonl',
      'a.jsonl',
      Buffer.concat([Buffer.from('\n{"id":"'), Buffer.from([0xff]), Buffer.from('"}')]),
      'a.jsonl:2: is not UTF-8: byte 0xFF at offset 7',
      /iconv/u,
    ],
    [
      'a damaged archive',
      'a.jsonl.gz',
      gzipSync('x'.repeat(1000)).subarray(0, 20),
      'a.jsonl.gz: is a damaged archive (Z_BUF_ERROR)',
      /gzip/u,
    ],
    [
      'no archive at all',
      'a.jsonl.gz',
      'نص',
      'a.jsonl.gz: is a damaged archive (Z_DATA_ERROR)',
      /gzip/u,
    ],
  ];
  for (const [what, file, content, message, hint] of cases) {
    it(what, async () => {
      await put({ [file]: content });
      await expectError(message, hint);
    });
  }

  it('front matter that is not YAML, with the line of the fault', async () => {
    await put({ 'a.md': '---\ntitle: عنوان\nsource: "غير مغلق\n---\nنص' });
    const { errors } = await read();
    assert.match(
      errors[0]?.message ?? '',
      /a\.md:\d: the front matter is not YAML: Missing closing "quote/u,
    );
    assert.match(errors[0]?.hint ?? '', /double quotes/u);
  });

  it('front matter with aliases, which could stand for gigabytes', async () => {
    await put({ 'a.md': '---\ntitle: &t عنوان\ntags: [*t, *t]\n---\nنص' });
    await expectError('a.md:2: the front matter uses YAML aliases', /Write the values out/u);
  });

  it('leaves out an optional field that cannot be read, says so, and keeps the article', async () => {
    await put({
      'a.md': '---\ntitle: عنوان\nurl: لا\ndate: غدًا\nauthor:\n  - سعاد\n  - ماهر\n---\nنص.',
    });
    const { articles, errors, notes } = await read();
    assert.deepEqual(errors, []);
    assert.equal(articles[0]?.article.author, 'سعاد، ماهر');
    assert.equal(articles[0]?.article.date, undefined);
    assert.deepEqual(
      notes.map(({ kind, line }) => [kind, line]),
      [
        ['field left out', 3],
        ['field left out', 4],
      ],
    );
  });

  it('mends letters in the order of the screen, and windows-1256, in plain files too', async () => {
    const line = 'افتتح النادي ملعب الشروق في حي الورد يوم 9 أبريل 2021 وفيه ألفا مقعد.';
    const visual = '.دعقم افلأ هيفو 2021 ليربأ 9 موي درولا يح يف قورشلا بعلم يدانلا حتتفا';
    await put({ 'a.md': `---\ntitle: ملعب\n---\n## ةنيدملا يف ةضايرلا رابخأ\n\n${visual}\n` });
    const { articles, notes } = await read();
    assert.ok(articles[0]?.article.text.endsWith(line));
    for (const { start, end, title } of articles[0]?.article.outline ?? [])
      assert.equal(articles[0]?.article.text.slice(start, end), title);
    assert.deepEqual(
      notes.map(({ kind }) => kind),
      ['repaired'],
    );
  });

  it('reads what site generators write: their names of fields, and text without their codes', async () => {
    await put({
      'a.md':
        "+++\ntitle = 'الزيت'\ncategories = ['مقالات', 'زراعة']\nkeywords = ['زيتون']\n+++\n{{< figure src=\"a.jpg\" title=\"معصرة في القرية\" >}}\n\nيحفظ في {{% mark %}}مكان بارد{{% /mark %}}، ويكتب `{{ title }}`.\n{% include ad.html %}",
      'b.mdx':
        "---\ntitle: النسخ\n---\nimport A from 'a';\n\nexport const limit = 30;\n\nيبقي آخر {limit} نسخة{' '}ثم يحذف {other}.",
    });
    const { articles, notes } = await read();
    assert.deepEqual(
      articles.map(({ article: { text } }) => text),
      [
        'معصرة في القرية\n\nيحفظ في مكان بارد، ويكتب {{ title }}.',
        'يبقي آخر 30 نسخة ثم يحذف {other}.',
      ],
    );
    assert.equal(articles[0]?.article.category, 'مقالات، زراعة');
    assert.deepEqual(articles[0]?.article.tags, ['زيتون']);
    assert.deepEqual(notes, []);
  });

  it('reads the marks of notes and boxes as they are shown: what they name, without the marks', async () => {
    await put({
      'a.md':
        '# الريحان\n\nانظر [[قائمة الطيور|القائمة]] و[[الخريطة#الشمال]] و[[1]](https://e.org). ==مهم==: يُمنع النار.\n\n![[صورة.png]]\n\n> [!warning] تحذير\n> السيول خطرة.\n\n> [!NOTE]\n> لا حجز بالهاتف.\n\n:::tip نصيحة\n\nاحجز قبل أسبوعين.\n\n:::\n\n::: {.box}\nالرسم 25 ريالًا.\n:::\n\n```\n[[رمز]] ==كما هو== :::\n```\n',
    });
    const { articles } = await read();
    assert.equal(
      articles[0]?.article.text,
      'انظر القائمة والخريطة و[1]. مهم: يُمنع النار.\n\nتحذير\n\nالسيول خطرة.\n\nلا حجز بالهاتف.\n\nنصيحة\n\nاحجز قبل أسبوعين.\n\nالرسم 25 ريالًا.\n\n[[رمز]] ==كما هو== :::',
    );
  });

  it('names a draft and leaves it out', async () => {
    await put({
      'a.md': '---\ntitle: عنوان\ndraft: true\n---\nنص.',
      'b.markdown': '+++\ntitle = "أول: ثان"\n+++\nنص.',
      'c.md': '---\ntitle: أول: ثان\n---\nنص.',
    });
    const { articles, notes } = await read();
    assert.deepEqual(
      articles.map(({ article: { title } }) => title),
      ['أول: ثان', 'أول: ثان'],
    );
    assert.deepEqual(
      notes.map(({ kind }) => kind),
      ['draft', 'repaired'],
    );
  });

  it('two articles with one id: the first stands, the second is told where it is', async () => {
    await put({ 'a.jsonl': `${article({})}\n${article({ text: 'آخر' })}`, 'b/أ.txt': 'عنوان\nنص' });
    const { articles, errors } = await read();
    assert.deepEqual(
      articles.map((item) => item.article.text),
      ['نص.'],
    );
    assert.deepEqual(
      errors.map((error) => error.message.replaceAll(`${folder}/`, '')),
      [
        'a.jsonl:2: id: "أ" is already the id of a.jsonl:1',
        'b/أ.txt:1: id: "أ" is already the id of a.jsonl:1',
      ],
    );
  });

  it('goes on after a bad file and a bad line', async () => {
    await put({
      'a.md': '---\ntitle: سيئ\n',
      'b.jsonl': `${article({ id: '1' })}\n{\n${article({ id: '2' })}`,
      'c.txt': 'ع\nن',
    });
    const { articles, errors } = await read();
    assert.deepEqual(
      articles.map((item) => item.article.id),
      ['1', '2', 'c'],
    );
    assert.deepEqual(
      errors.map((error) => error.line),
      [1, 2],
    );
  });

  it('a file of 200 MB', async () => {
    await put({ 'a.txt': 'عنوان\n' });
    await truncate(path.join(folder, 'a.txt'), 200 * 1024 * 1024);
    await expectError(
      `a.txt: has 209715200 bytes; at most ${FILE_BYTES_MAX} are read at once`,
      /\.jsonl/u,
    );
  });

  it('a line too long, without holding it, and the lines around it', async () => {
    const long = Buffer.alloc(LINE_BYTES_MAX + 1, 'x');
    await put({
      'a.jsonl': Buffer.concat([
        Buffer.from(`${article({ id: '1' })}\n`),
        long,
        Buffer.from(`\n${article({ id: '3' })}\n`),
      ]),
    });
    const { articles, errors } = await read();
    assert.deepEqual(
      articles.map((item) => item.article.id),
      ['1', '3'],
    );
    assert.deepEqual(
      errors.map((error) => error.message),
      [`${folder}/a.jsonl:2: the line is longer than ${LINE_BYTES_MAX} bytes`],
    );
  });

  it('an archive that unpacks without measure', async () => {
    await put({ 'a.jsonl.gz': gzipSync(Buffer.alloc(GZIP_FREE_BYTES * 2, '\n')) });
    await expectError(
      'a.jsonl.gz: unpacks to more than 200 times its size',
      /no text compresses like that/u,
    );
  });

  it('a file that vanishes while the corpus is read', async () => {
    await put({ 'a.json': article({ id: '1' }), 'b.json': article({ id: '2' }) });
    const messages: string[] = [];
    for await (const item of readCorpus([folder])) {
      if ('error' in item) messages.push(item.error.message);
      else await unlink(path.join(folder, 'b.json'));
    }
    assert.deepEqual(messages, [`${folder}/b.json: is not there`]);
  });

  it('what the file system says becomes what to do', () => {
    const error = fileError('a.json', Object.assign(new Error('EACCES'), { code: 'EACCES' }));
    assert.equal(error.message, 'a.json: may not be read');
    assert.match(error.hint, /chmod \+r/u);
    const other = fileError('a.json', Object.assign(new Error('EIO'), { code: 'EIO' }));
    assert.equal(other.message, 'a.json: cannot be read (EIO)');
  });

  it('a file that may not be read', async (t) => {
    if (process.getuid?.() === 0) return t.skip('the superuser may read everything');
    await put({ 'a.json': article({}) });
    await chmod(path.join(folder, 'a.json'), 0);
    await expectError('a.json: may not be read', /chmod/u);
  });
});

describe('titles that would deceive', () => {
  it('lose bidirectional and invisible characters, and it is said', async () => {
    await put({
      'a.json': article({ title: 'أخبار\u202e سيئة\u2066 \u200b', author: 'كاتب\u200f' }),
    });
    const { articles, notes } = await read();
    assert.equal(articles[0]?.article.title, 'أخبار سيئة');
    assert.equal(articles[0]?.article.author, 'كاتب');
    assert.deepEqual(
      notes.map((note) => note.message),
      [
        'title: invisible characters left out: U+200B, U+202E, U+2066',
        'author: invisible characters left out: U+200F',
      ],
    );
  });

  it('stay on one line', async () => {
    await put({ 'a.json': article({ title: 'عنوان\nالمصدر: مزوّر\u2028سطر' }) });
    assert.equal((await read()).articles[0]?.article.title, 'عنوان المصدر: مزوّر سطر');
  });

  it('keep the joiner that Persian spelling needs', async () => {
    await put({ 'a.json': article({ title: 'می\u200cشود' }) });
    const { articles, notes } = await read();
    assert.equal(articles[0]?.article.title, 'می\u200cشود');
    assert.deepEqual(notes, []);
  });

  it('and links show what is in them', async () => {
    await put({ 'a.json': article({ url: 'https://example.com/\u202eخبر' }) });
    assert.equal((await read()).articles[0]?.article.url, 'https://example.com/%E2%80%AEخبر');
  });
});

describe('reading again', () => {
  /** What is read, and what is known, if all that was read before is known by its key. */
  async function readAgain(before: readonly CorpusArticle[]) {
    const ids = new Map(
      before.flatMap(({ recordKey, article: { id } }) => (recordKey ? [[recordKey, id]] : [])),
    );
    const again = { known: [] as string[], read: [] as string[], errors: [] as string[] };
    for await (const item of readChangedCorpus([folder], (key) => ids.get(key))) {
      if ('error' in item) again.errors.push(item.error.message.replaceAll(`${folder}/`, ''));
      else if ('knownId' in item) again.known.push(item.knownId);
      else again.read.push(item.article.id);
    }
    return again;
  }

  it('knows lines and files whose bytes are the same, wherever a line has moved', async () => {
    const lines = ['أ', 'ب', 'ج'].map((id) => article({ id }));
    await put({
      'أخبار.jsonl': lines.join('\n'),
      'قديم.md': '---\ntitle: قديم\n---\nنص.\n',
      'خبر.txt': 'خبر\n\nنص.\n',
    });
    const { articles } = await read();
    await put({
      'أخبار.jsonl': [
        article({ id: 'د' }),
        lines[2],
        lines[0],
        article({ id: 'ب', text: 'غيره.' }),
      ].join('\n'),
    });
    const again = await readAgain(articles);
    assert.deepEqual(again.known.sort(), ['أ', 'ج', 'خبر', 'قديم'].sort());
    assert.deepEqual(again.read, ['د', 'ب']);
    assert.deepEqual(again.errors, []);
  });

  it('reads what takes its id from its line, or has something to be said of it', async () => {
    await put({
      'سطور.jsonl': [article({ id: undefined }), article({ id: 'ب', title: 'عنـ\u200bـوان' })].join(
        '\n',
      ),
      'مفاتيح.md': '---\ntitle: قديم\ncolour: أزرق\n---\nنص.\n',
      'قائمة.json': `[${article({ id: 'ج' })}]`,
    });
    const { articles, notes } = await read();
    assert.equal(notes.length, 2);
    const again = await readAgain(articles);
    assert.deepEqual(again.known, []);
    assert.deepEqual(again.read.sort(), ['سطور-1', 'ب', 'مفاتيح', 'ج'].sort());
  });

  it('reads a file that goes by another name now, since its name is its id', async () => {
    await put({ 'قديم.md': '---\ntitle: قديم\n---\nنص.\n' });
    const { articles } = await read();
    await unlink(path.join(folder, 'قديم.md'));
    await put({ 'جديد.md': '---\ntitle: قديم\n---\nنص.\n' });
    assert.deepEqual((await readAgain(articles)).read, ['جديد']);
  });

  it('refuses the second of two articles with one id, known or not', async () => {
    const line = article({ id: 'أ' });
    await put({ 'أ.jsonl': line });
    const { articles } = await read();
    await put({ 'ب.jsonl': `${line}\n${article({ id: 'أ', text: 'غيره.' })}` });
    const again = await readAgain(articles);
    assert.deepEqual(again.known, ['أ']);
    assert.deepEqual(again.errors, [
      'ب.jsonl:1: id: "أ" is already the id of أ.jsonl:1',
      'ب.jsonl:2: id: "أ" is already the id of أ.jsonl:1',
    ]);
  });
});
