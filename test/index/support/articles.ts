/** Articles made from a seed, for tests of the index: short, varied, always the same. */
import type { Article, Chunk } from '../../../src/types.ts';
import { seededRandom } from '../../../tools/lib/random.ts';

const SUBJECTS = [
  'الوزير',
  'الباحثة',
  'الفريق',
  'البلدية',
  'الجامعة',
  'المصرف',
  'المستشفى',
  'المتحف',
];
const VERBS = ['أعلن', 'افتتح', 'درس', 'نشر', 'رفض', 'أطلق', 'استقبل', 'وسّع'];
const OBJECTS = ['مشروعًا', 'معرضًا', 'تقريرًا', 'جسرًا', 'برنامجًا', 'مختبرًا', 'ملعبًا', 'كتابًا'];
const PLACES = ['القاهرة', 'طرابلس', 'بغداد', 'الرباط', 'عمّان', 'صنعاء', 'تونس', 'الخرطوم'];

export interface SampleArticle {
  readonly article: Article;
  readonly contentHash: string;
}

/** @param version another version of an article has another text and another hash. */
export function sampleArticle(number: number, version = 0): SampleArticle {
  const random = seededRandom(number * 1000 + version);
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  const sentences = Array.from(
    { length: 2 + (number % 4) },
    (_, i) =>
      `${pick(VERBS)} ${pick(SUBJECTS)} ${pick(OBJECTS)} في ${pick(PLACES)} رقم ${number}${i}${version || ''} 🕌.`,
  );
  return {
    article: {
      id: `article-${number}`,
      title: `خبر ${number} من ${pick(PLACES)}`,
      text: sentences.join('\n'),
      url: `https://example.org/${number}`,
      date: `2024-0${1 + (number % 9)}-1${number % 10}`,
      source: 'وكالة التجارب',
    },
    contentHash: `hash-${number}-${version}`,
  };
}

/** One chunk for each line, a sentence or two; the first line is the heading of the others, the third turns the page. */
export function chunkByLine(article: Article): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  for (const line of article.text.split('\n')) {
    const position = chunks.length;
    const end = start + line.length;
    const middle = start + line.indexOf(' ');
    const sentences =
      position % 2 === 0
        ? [{ start, end }]
        : [
            { start, end: middle },
            { start: middle + 1, end },
          ];
    chunks.push({
      ...{ articleId: article.id, position, start, end, text: line, sentences },
      ...(position > 0 ? { heading: 'تفاصيل' } : {}),
      ...(position > 1 ? { page: String(position) } : {}),
    });
    start += line.length + 1;
  }
  return chunks;
}

/** How many articles each version of the corpus has, about. */
const VERSION_ARTICLES = 60;

/**
 * A corpus that changes from version to version: one article tells the version, some others are
 * changed, some come and some go.
 */
export function corpusVersion(version: number): SampleArticle[] {
  const marker = sampleArticle(9000, version);
  const others = Array.from({ length: VERSION_ARTICLES }, (_, i) => {
    const number = i + Math.floor(version / 2);
    return sampleArticle(number, number % 7 === version % 7 ? version : 0);
  });
  return [
    { ...marker, article: { ...marker.article, id: 'marker', author: String(version) } },
    ...others,
  ];
}
