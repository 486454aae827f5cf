import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  CHUNK_WORDS_MAX,
  CHUNK_WORDS_MIN,
  CHUNK_WORDS_TARGET,
  chunkArticle,
  chunkText,
  SENTENCE_CHARS_MAX,
} from '../../src/chunk/chunk.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { headingsOf } from '../../src/text/headings.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import type { Article, Chunk } from '../../src/types.ts';

const articleOf = (text: string): Article => ({ id: 'أ', title: 'عنوان المقالة', text });
/** A sentence of exactly this many words. */
const sentence = (words: number, name = 'كلمة') => `${Array(words).fill(name).join(' ')}.`;
const wordsOf = (text: string) => text.split(/\s+/u).filter((word) => word !== '').length;
const wordCounts = (text: string) =>
  chunkArticle(articleOf(text)).map((chunk) => wordsOf(chunk.text));

/** Everything that is promised of every article's chunks. */
function check(article: Article): Chunk[] {
  const chunks = chunkArticle(article);
  // Headings with nothing below them may be left out.
  let outside = article.text;
  const found = headingsOf(article);
  for (const { start, end } of found)
    outside = outside.slice(0, start) + ' '.repeat(end - start) + outside.slice(end);
  let end = 0;
  for (const [position, chunk] of chunks.entries()) {
    assert.equal(chunk.articleId, article.id);
    assert.equal(chunk.position, position);
    assert.equal(article.text.slice(chunk.start, chunk.end), chunk.text);
    assert.equal(chunk.text, chunk.text.trim());
    assert.notEqual(chunk.text, '');
    assert.equal(outside.slice(end, chunk.start).trim(), '', 'white space between chunks');
    let last = chunk.start;
    assert.ok(chunk.sentences.length > 0);
    for (const { start, end: sentenceEnd } of chunk.sentences) {
      assert.ok(start >= last && sentenceEnd <= chunk.end, 'in order, within the chunk');
      assert.ok(sentenceEnd - start <= SENTENCE_CHARS_MAX);
      assert.notEqual(article.text.slice(start, sentenceEnd).trim(), '');
      assert.ok(!found.some((one) => start < one.end && one.start < sentenceEnd), 'no heading');
      assert.equal(outside.slice(last, start).trim(), '', 'white space between sentences');
      last = sentenceEnd;
    }
    assert.equal(outside.slice(last, chunk.end).trim(), '');
    assert.ok(wordsOf(chunk.text) <= CHUNK_WORDS_MAX, `${wordsOf(chunk.text)} words`);
    assert.ok(
      !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(chunk.text) || /\p{Surrogate}/u.test(article.text),
    );
    end = chunk.end;
  }
  assert.equal(outside.slice(end).trim(), '');
  assert.deepEqual(chunkArticle(article), chunks, 'equal input, equal output');
  return chunks;
}

describe('chunkArticle', () => {
  it('keeps a short article whole', () => assert.deepEqual(wordCounts(sentence(10)), [10]));

  it('packs whole sentences up to the target', () => {
    assert.deepEqual(wordCounts(Array(10).fill(sentence(30)).join(' ')), [90, 90, 90, 30]);
    assert.equal(CHUNK_WORDS_TARGET, 96);
  });

  it('lets a short rest join the chunk before it', () => {
    assert.deepEqual(wordCounts([sentence(90), sentence(CHUNK_WORDS_MIN - 1)].join(' ')), [113]);
    assert.deepEqual(wordCounts([sentence(90), sentence(CHUNK_WORDS_MIN)].join(' ')), [
      90,
      CHUNK_WORDS_MIN,
    ]);
  });

  it('begins a chunk at a heading, which goes with what is below it', () => {
    const text = `${sentence(40)}\n\n## أسباب الخلاف\n\n${sentence(80)} ${sentence(50)}\n\n## الحل\n${sentence(30)}`;
    const chunks = check(articleOf(text));
    assert.deepEqual(
      chunks.map((chunk) => [chunk.heading, chunk.text.split('\n')[0]!.slice(0, 15)]),
      [
        [undefined, sentence(40).slice(0, 15)],
        ['أسباب الخلاف', '## أسباب الخلاف'],
        ['أسباب الخلاف', sentence(50).slice(0, 15)],
        ['الحل', '## الحل'],
      ],
    );
  });

  it('crosses a heading only where what is above says too little alone', () => {
    const text = `${sentence(10)}\n\n## أول\n${sentence(20)}\n\n## ثانٍ\n${sentence(60)}`;
    assert.deepEqual(
      check(articleOf(text)).map((chunk) => chunk.heading),
      // The first goes on under a heading, which is named all the same.
      ['أول', 'ثانٍ'],
    );
  });

  it('leaves no heading as the last line of a chunk with text below it', () => {
    const text = `${sentence(60)}\n\n## عنوان\n\n${sentence(90)}`;
    const [first, second] = check(articleOf(text));
    assert.ok(!first!.text.includes('## عنوان'));
    assert.ok(second!.text.startsWith('## عنوان\n\nكلمة'));
  });

  it('keeps a heading with its text where the section above is short', () => {
    const text = `${sentence(10)}\n\n## عنوان\n\n${sentence(90)}`;
    const [first, second] = check(articleOf(text));
    assert.equal(first!.text, sentence(10));
    assert.equal(second!.heading, 'عنوان');
    assert.ok(second!.text.startsWith('## عنوان'));
  });

  it('names the headings from the outermost in', () => {
    const text = `## الباب\n\n### الفصل\n\n${sentence(30)}`;
    assert.deepEqual(
      check(articleOf(text)).map((chunk) => [chunk.heading, chunk.start]),
      [['الباب › الفصل', 0]],
    );
  });

  it('cuts a sentence longer than a chunk at its clauses', () => {
    const clause = Array(40).fill('كلمة').join(' ');
    const text = `${Array(6).fill(clause).join('، وقال ')}.`;
    const chunks = check(articleOf(text));
    for (const chunk of chunks.slice(0, -1)) assert.match(chunk.text, /،$/u);
  });

  it('cuts an endless run of words and an endless word', () => {
    check(articleOf(Array(1000).fill('و').join(' ')));
    check(articleOf('ك'.repeat(5000)));
    check(articleOf('🌍'.repeat(3000)));
  });

  it('is exact on any text', () => {
    const pieces = fc.array(
      fc.oneof(
        {
          weight: 6,
          arbitrary: fc.constantFrom(
            sentence(7),
            sentence(25),
            'كلمة ',
            'ص.ب. ',
            '؟ ',
            '…',
            '\n',
            '\n\n',
            '\n## عنوان\n',
            '\n\nعنوان قصير\n\n',
            '- ',
            '\r\n',
            '«',
            '» ',
          ),
        },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
        {
          weight: 1,
          arbitrary: fc
            .integer({ min: 0xd800, max: 0xdfff })
            .map((unit) => String.fromCharCode(unit)),
        },
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(pieces, (parts) => void check(articleOf(parts.join('')))),
      { numRuns: 300 },
    );
  });
});

describe('chunkText', () => {
  it('is title, headings and sentences, a line each', () => {
    const text = `## الحل\n\n${sentence(45)} ${sentence(45)} ${sentence(60)}`;
    const [first, second] = chunkArticle(articleOf(text));
    assert.equal(
      chunkText(articleOf(text), first!),
      `عنوان المقالة\nالحل\n${sentence(45)}\n${sentence(45)}`,
    );
    assert.equal(chunkText(articleOf(text), second!), `عنوان المقالة\nالحل\n${sentence(60)}`);
  });

  it('has no line of boilerplate', () => {
    const footer = 'تابعونا على مواقع التواصل. وشكرًا لكم.';
    const text = `${footer}\n\n${sentence(40)}\n\n${footer}\n\n${sentence(30)}`;
    const article = articleOf(text);
    const chunks = chunkArticle(article, (line) => line === footer);
    assert.deepEqual(
      chunks.map((chunk) => [chunk.start, chunkText(article, chunk)]),
      [[footer.length + 2, `عنوان المقالة\n${sentence(40)}\n${sentence(30)}`]],
    );
  });
});

describe('an article with places', () => {
  const text = `الباب\n\n${sentence(60)}\n\nالفصل\n\n${sentence(60)}`;
  const second = text.indexOf('الفصل');
  const article: Article = {
    ...articleOf(text),
    outline: [
      { start: 0, end: 5, level: 1, title: 'الباب' },
      { start: second, end: second + 5, level: 2, title: 'الفصل' },
    ],
    pages: [
      { start: 0, label: '١' },
      { start: second - 1, label: '٢' },
    ],
  };

  it('is cut at its outline, and each chunk knows its page', () => {
    assert.deepEqual(
      check(article).map(({ heading, page, sentences }) => [heading, page, sentences.length]),
      [
        ['الباب', '١', 1],
        ['الباب › الفصل', '٢', 1],
      ],
    );
  });
});

describe('over every sample article', () => {
  it('chunks are exact, of a sensible size, and begin at sentences', async () => {
    let articles = 0;
    for await (const item of readCorpus(['sample'])) {
      if ('error' in item) throw item.error;
      articles++;
      const chunks = check(item.article);
      const starts = new Set(splitSentences(item.article.text).map(({ start }) => start));
      for (const chunk of chunks) assert.ok(starts.has(chunk.start), chunk.text.slice(0, 60));
      const titles = new Set(headingsOf(item.article).map(({ title }) => title));
      for (const { heading } of chunks)
        for (const title of heading?.split(/ [›·] /u) ?? []) assert.ok(titles.has(title), title);
    }
    assert.ok(articles >= 10, `${articles} articles`);
  });
});

describe('over the shared corpora', () => {
  const shared = path.resolve(process.env.ISNAD_SHARED_DATA ?? '../shared/data', 'corpora');
  for (const file of [
    'wiki-ar.jsonl.gz',
    'wiki-arz.jsonl.gz',
    'ant-news.jsonl.gz',
    'saudi-news.jsonl.gz',
    'libya-cairo-visit.txt',
  ]) {
    const corpus = path.join(shared, file);
    it(file, {
      skip: existsSync(corpus) ? false : `${corpus} is not here (set ISNAD_SHARED_DATA)`,
    }, async () => {
      let articles = 0;
      for await (const item of readCorpus([corpus])) {
        if ('error' in item) continue;
        check(item.article);
        if (++articles === 300) break;
      }
      assert.ok(articles === 300 || file.endsWith('.txt'), `${articles} articles`);
    });
  }
});
