/** Who is believed about an article: structured data, meta tags, byline, feed; and nobody if it is uncertain. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { metadataOf } from '../../src/corpus/attribution.ts';
import { authorName } from '../../src/corpus/author-name.ts';
import { html } from '../../src/corpus/formats/html.ts';
import { readDocument } from '../../src/fetch/web-document.ts';
import { newspaperPage } from '../fetch/site.ts';

const NOW = new Date('2025-06-01T12:00:00Z');
const jsonLd = (value: unknown) =>
  `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
const ARTICLE = {
  '@type': 'NewsArticle',
  headline: 'عنوان البيانات &quot;المنظمة&quot;',
  datePublished: '2024-01-01T10:00:00+03:00',
  author: [{ '@type': 'Person', name: 'ليلى' }, { name: 'سامر' }],
  publisher: { name: 'صحيفة البيانات' },
};
const METAS = `<meta property="og:title" content="عنوان الوسوم | صحيفة الوسوم"><meta property="og:site_name" content="صحيفة الوسوم">
  <meta content='2024-02-02' property='article:published_time'><meta name=author content=هند>`;
const BYLINE = '<p class="byline">بقلم: نور</p>';
const ENTRY = {
  link: 'https://e.org/a',
  title: 'عنوان الخلاصة',
  date: '2024-04-04',
  author: 'ريم',
  tags: [],
};

/** What an article is said to be, by all the witnesses given. */
function drafted(head: string, { byline = '', feed = true } = {}) {
  const html = newspaperPage({ title: 'عنوان الصفحة', head })
    .replace('<meta property="og:site_name" content="صحيفة المرفأ">', '')
    .replace(' | صحيفة المرفأ', '')
    .replace('</h1>', `</h1>${byline}`);
  const content = readDocument({
    body: Buffer.from(html),
    contentType: 'text/html; charset=utf-8',
    url: 'https://e.org/a',
    now: NOW,
    ...(feed ? { entry: ENTRY, feedTitle: 'صحيفة الخلاصة' } : {}),
  });
  assert.ok('draft' in content);
  const { title, source, date, author } = content.draft;
  return [title, source, date, author];
}

describe('attribution', () => {
  it('believes structured data first, then meta tags, then the byline, then the feed', () => {
    const structured = ['عنوان البيانات "المنظمة"', 'صحيفة البيانات', '2024-01-01', 'ليلى، سامر'];
    assert.deepEqual(drafted(jsonLd(ARTICLE) + METAS, { byline: BYLINE }), structured);
    const metas = ['عنوان الوسوم', 'صحيفة الوسوم', '2024-02-02', 'هند'];
    assert.deepEqual(drafted(METAS, { byline: BYLINE }), metas);
    const feed = ['عنوان الخلاصة', 'صحيفة الخلاصة', '2024-04-04'];
    assert.deepEqual(drafted('', { byline: BYLINE }), [...feed, 'نور']);
    assert.deepEqual(drafted(''), [...feed, 'ريم']);
    assert.deepEqual(drafted('', { feed: false }), ['عنوان الصفحة', 'e.org', undefined, undefined]);
  });

  it('takes nothing from structured data of several articles, of which none can be told apart', () => {
    const related = [ARTICLE, { ...ARTICLE, headline: 'خبر آخر', datePublished: '2020-01-01' }];
    const nothing = ['عنوان الصفحة', 'e.org', undefined, undefined];
    assert.deepEqual(drafted(jsonLd(related), { feed: false }), nothing);
  });

  it('is the same of a page that was saved, which no feed speaks of', async () => {
    const saved = async (head: string, body = '') => {
      const page = newspaperPage({ title: 'عنوان الصفحة', head })
        .replace('<meta property="og:site_name" content="صحيفة المرفأ">', '')
        .replace('</h1>', `</h1>${body}`);
      const input = { bytes: Buffer.from(page), name: 'a.html', depth: 0 };
      const [item] = await html.read({ ...input, readInner: async () => [] });
      const record = item && 'record' in item ? (item.record as Record<string, unknown>) : {};
      return [record.title, record.source, record.date, record.author];
    };
    const structured = ['عنوان البيانات "المنظمة"', 'صحيفة البيانات', '2024-01-01', 'ليلى، سامر'];
    assert.deepEqual(await saved(jsonLd(ARTICLE) + METAS, BYLINE), structured);
    const metas = ['عنوان الوسوم', 'صحيفة الوسوم', '2024-02-02', 'هند'];
    assert.deepEqual(await saved(METAS, BYLINE), metas);
    assert.equal((await saved('', BYLINE))[3], 'نور');
  });

  it('hears the next witness where one says nothing usable', () => {
    for (const broken of [
      '<script type="application/ld+json">{ broken</script>',
      jsonLd({ '@type': 'WebSite', name: 'موقع', headline: 'لا' }),
      jsonLd([ARTICLE, { ...ARTICLE, headline: 'خبر آخر' }]),
      jsonLd({
        ...ARTICLE,
        headline: 'عنوان مقطوع…',
        datePublished: '2031-01-01',
        author: { '@id': '#a' },
        publisher: {},
      }),
    ]) {
      assert.deepEqual(
        drafted(broken + METAS),
        ['عنوان الوسوم', 'صحيفة الوسوم', '2024-02-02', 'هند'],
        broken,
      );
    }
  });

  it('finds the one article in a graph, or as what a page is about', () => {
    const graph = {
      '@graph': [
        { '@type': 'WebSite', name: 'م' },
        { ...ARTICLE, '@type': ['Article', 'Thing'] },
      ],
    };
    assert.equal(metadataOf(jsonLd(graph), NOW).date, '2024-01-01');
    const about = { '@type': 'WebPage', mainEntity: ARTICLE };
    assert.equal(metadataOf(jsonLd(about), NOW).author, 'ليلى، سامر');
    const twice = [ARTICLE, { ...ARTICLE, '@type': 'Article' }];
    assert.equal(metadataOf(jsonLd(twice), NOW).date, '2024-01-01', 'described twice');
  });

  it('follows references to what is named elsewhere in the data', () => {
    const people = {
      '@graph': [
        { '@id': '#w', '@type': 'Person', name: 'ليلى' },
        { '@id': '#o', '@type': 'Organization', name: 'صحيفة البيانات' },
        { ...ARTICLE, author: { '@id': '#w' }, publisher: { '@id': '#o' } },
      ],
    };
    const { author, source } = metadataOf(jsonLd(people), NOW);
    assert.deepEqual([author, source], ['ليلى', 'صحيفة البيانات']);
    const unknown = { ...ARTICLE, author: { '@id': '#gone' } };
    assert.equal(metadataOf(jsonLd(unknown), NOW).author, undefined);
  });

  it('hears nothing that is commented out, or said within a script', () => {
    const { source } = metadataOf(
      `<!-- ${jsonLd(ARTICLE)} <meta property="og:site_name" content="لا"> -->
       <script>const old = '<!--<meta property="og:site_name" content="لا">';</script>
       <meta property="og:site_name" content="نعم">`,
      NOW,
    );
    assert.equal(source, 'نعم');
  });

  it('hears the byline where a meta element names an account', () => {
    for (const meta of ['author', 'dc.creator', 'parsely-author'])
      assert.equal(drafted(`<meta name="${meta}" content="admin">`, { byline: BYLINE })[3], 'نور');
    assert.equal(drafted('<meta name="dc.creator" content="هند">', { byline: BYLINE })[3], 'هند');
  });

  it('leaves out a date that a program printed for none, and two that differ', () => {
    const zero = '<meta property="article:published_time" content="1970-01-01T00:00:00Z">';
    assert.equal(metadataOf(zero, NOW).date, undefined);
    const twice = [ARTICLE, { ...ARTICLE, datePublished: '2023-01-01' }];
    assert.equal(metadataOf(jsonLd(twice), NOW).date, undefined);
  });

  it('takes no name of a page for that of an outlet', () => {
    for (const name of ['الرئيسية', 'الصفحة الرئيسية', 'Home']) {
      const meta = `<meta property="og:site_name" content="${name}">`;
      assert.equal(metadataOf(meta, NOW).source, undefined, name);
    }
  });

  it('takes the date of publication from structured data before meta tags, and none of a later change', () => {
    const modified = { ...ARTICLE, datePublished: undefined, dateModified: '2024-05-05' };
    const changed = '<meta property="article:modified_time" content="2024-05-05">';
    assert.equal(metadataOf(jsonLd(modified) + changed, NOW).date, undefined);
    const meta = '<meta name="pubdate" content="2024-02-02">';
    assert.equal(metadataOf(jsonLd(modified) + meta, NOW).date, '2024-02-02');
    assert.equal(metadataOf(jsonLd(ARTICLE) + meta, NOW).date, '2024-01-01');
  });

  it('leaves out an author that is an account, a desk, an agency, a place or a figure', () => {
    for (const none of [
      'admin',
      'Administrator',
      'https://e.org/a',
      'x@e.org',
      'مدير الموقع',
      'هيئة التحرير',
      'Super User',
      'wpadmin2',
      'ترجمة: منى',
      'تاريخ النشر: 5 مارس 2024',
      '5 مارس 2024',
      'وكالات',
      '(رويترز)',
      'أ ف ب',
      'د.ب.أ',
      'وكالة الأناضول',
      'متابعات',
      'القسم الرياضي',
      'محرر الشؤون السياسية',
      'فريق العمل',
      'صحيفة البلاد الإلكترونية',
      'News Desk',
      'Staff Writer',
      'القاهرة',
      'الرياض - سبق',
      'أحمد سالم - القاهرة',
      'مشاهدات 350',
      'منذ 3 ساعات',
      'إشراف: ليلى',
      'كاتب مجهول',
      'Anonymous',
      'null',
      'كتب',
      'By',
      'نُشر في',
      'شارك',
      'Admin User',
      'مراسلة الجزيرة',
      'بي بي سي',
      'سكاي نيوز عربية',
      'الجزيرة نت + وكالات',
      'العربية.نت',
      'CNN بالعربية',
      'Agence France-Presse',
      'جدة',
      'بيروت',
      '—',
      '',
      undefined,
    ]) {
      assert.equal(authorName(none), undefined, none);
    }
    assert.equal(authorName('كتبت: منى &amp; هبة'), 'منى & هبة');
    assert.equal(authorName('إعداد: منى'), 'منى');
    assert.equal(authorName('بواسطة: علي حسن'), 'علي حسن');
    assert.equal(authorName('كتب - أحمد سالم'), 'أحمد سالم');
    assert.equal(authorName('سبأ الحمادي'), 'سبأ الحمادي');
    const withAccount = { ...ARTICLE, author: [{ name: 'ليلى' }, { name: 'admin' }] };
    assert.equal(metadataOf(jsonLd(withAccount), NOW).author, 'ليلى');
  });

  it('leaves out an author that is the outlet itself', () => {
    const own = { ...ARTICLE, author: { '@type': 'Organization', name: 'صحيفة البيانات' } };
    assert.equal(metadataOf(jsonLd(own), NOW).author, undefined);
    assert.equal(
      drafted('', { byline: '<p class="byline">بقلم: صحيفة الخلاصة</p>' })[3],
      'ريم',
      'the next witness is heard',
    );
  });

  it('takes the date beside the headline, and none of other articles, of a clock or of a change', () => {
    const time = (day: string, more = '') => `<time ${more} datetime="${day}">${day}</time>`;
    const dateOf = (byline: string, around: (page: string) => string = (page) => page) => {
      const page = newspaperPage({ title: 'عنوان الصفحة' }).replace('</h1>', `</h1>${byline}`);
      const content = readDocument({
        body: Buffer.from(around(page)),
        contentType: 'text/html; charset=utf-8',
        url: 'https://e.org/a',
        now: NOW,
      });
      return 'draft' in content ? content.draft.date : assert.fail();
    };
    const withOthers = (page: string) =>
      page
        .replace(/<body[^>]*>/u, (body) => `${body}<p>${time('2025-05-30')}</p>`)
        .replace('</body>', `<aside>${time('2020-01-01')}${time('2021-01-01')}</aside></body>`);
    assert.equal(dateOf(time('2024-03-12'), withOthers), '2024-03-12');
    assert.equal(dateOf('', withOthers), undefined, 'of the others none can be told to be its own');
    const changed = time('2024-05-05', 'class="updated"');
    assert.equal(dateOf(time('2024-03-12', 'class="published"') + changed), '2024-03-12');
    assert.equal(dateOf(time('2024-03-12') + time('2024-03-13')), undefined);
  });

  it('leaves out a date where elements named for one disagree', () => {
    const dates = (...days: string[]) => days.map((day) => `<p class="date">${day}</p>`).join('');
    const dateOf = (byline: string) => drafted('', { byline, feed: false })[2];
    assert.equal(dateOf(dates('12 مارس 2024')), '2024-03-12');
    assert.equal(dateOf(dates('12 مارس 2024', '12/03/2024')), '2024-03-12');
    assert.equal(dateOf(dates('12 مارس 2024', '13 مارس 2024')), undefined);
  });
});
