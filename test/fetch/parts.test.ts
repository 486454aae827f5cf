/** The pure parts of fetching: addresses, dates, charsets, text out of HTML. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decode } from '../../src/corpus/charset.ts';
import { blocksOf, cleanText, markdownOf, parseDocument } from '../../src/corpus/html.ts';
import { readDate } from '../../src/corpus/printed-date.ts';
import { isFeed } from '../../src/fetch/feed.ts';
import { isPublicAddress } from '../../src/fetch/public-addresses.ts';
import { canonicalUrl, shownUrl, webUrl } from '../../src/fetch/urls.ts';

describe('isPublicAddress', () => {
  it('knows what lies on the public internet', () => {
    for (const address of [
      '1.1.1.1',
      '8.8.8.8',
      '172.15.0.1',
      '172.32.0.1',
      '100.63.255.255',
      '2606:4700::1111',
      '::ffff:1.1.1.1',
      '64:ff9b::101:101',
    ]) {
      assert.ok(isPublicAddress(address), address);
    }
  });

  it('knows what does not', () => {
    const private_ = `0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255
      192.0.0.1 192.0.2.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255
      :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe fc00::1 fd12::1 fe80::1 fec0::1 ff02::1
      2001::1 2001:db8::1 2002:7f00:1:: 100::1`;
    for (const address of private_.split(/\s+/u)) assert.ok(!isPublicAddress(address), address);
    for (const nonsense of ['', 'localhost', 'example.org', '1.1.1', '1.1.1.1.1']) {
      assert.ok(!isPublicAddress(nonsense), nonsense);
    }
  });
});

describe('webUrl', () => {
  it('drops what does not name the article, and nothing else', () => {
    const same = (from: string, to: string) => assert.equal(webUrl(from).href, to);
    same('https://e.org/a?utm_source=x&id=1&fbclid=y#z', 'https://e.org/a?id=1');
    same('https://e.org/%D8%AE%D8%A8%D8%B1?q=%20a', 'https://e.org/%D8%AE%D8%A8%D8%B1?q=%20a');
    same('https://e.org/خبر', 'https://e.org/%D8%AE%D8%A8%D8%B1');
    same('HTTPS://E.ORG', 'https://e.org/');
    same('https://e.org/%d8%ae%7e%2f?q=%d8%ae&r=%5f', 'https://e.org/%D8%AE~%2F?q=%D8%AE&r=_');
    same('https://e.org/a?q=a+b%20c&utm_source=x&q=d', 'https://e.org/a?q=a+b%20c&q=d');
    same('https://e.org/a?', 'https://e.org/a');
    same('https://e.org:443/a?UTM_Medium=y&%75tm_id=1#b', 'https://e.org/a');
    same('https://e.org/100%', 'https://e.org/100%');
    same('https://www.e.org/a', 'https://www.e.org/a');
    same('https://e-org.cdn.ampproject.org/c/s/e.org/%d8%ae?amp=1', 'https://e.org/%D8%AE?amp=1');
    same('https://www.google.com/amp/s/www.e.org/a.html', 'https://www.e.org/a.html');
    same('https://www.google.com/amp', 'https://www.google.com/amp');
  });

  it('refuses what is no web page', () => {
    for (const bad of [
      '',
      'e.org',
      '//e.org',
      'ftp://e.org',
      'file:///a',
      'data:text/html,x',
      'http://u@e.org',
      'http://:p@e.org',
      `http://e.org/${'x'.repeat(3_000)}`,
    ]) {
      assert.throws(() => webUrl(bad), { name: 'Refused' }, bad);
    }
  });

  it('believes a canonical address of the same site alone', () => {
    const url = new URL('https://www.e.org/a?x=1');
    const to = (claimed: string | undefined) => canonicalUrl(claimed, url).href;
    assert.equal(to('https://e.org/a'), 'https://e.org/a');
    assert.equal(to('/b'), 'https://www.e.org/b');
    for (const host of ['amp.e.org', 'm.e.org', 'e.org']) {
      assert.equal(
        canonicalUrl('https://www.e.org/a', new URL(`https://${host}/a`)).href,
        'https://www.e.org/a',
      );
    }
    for (const claim of [
      undefined,
      '',
      '/',
      'https://other.org/a',
      'https://e.org:8080/a',
      'javascript:0',
    ]) {
      assert.equal(to(claim), url.href);
    }
  });

  it('believes no front page, no section that a page lies in, and none for all articles, but the page of an AMP page', () => {
    const to = (claimed: string, page: string) =>
      canonicalUrl(claimed, new URL(page, 'https://e.org')).pathname;
    for (const [claimed, page] of [
      ['/news/', '/news/2024/a'],
      ['/ar', '/ar/a'],
      ['/index.html', '/a'],
      ['/home', '/ar/a'],
      ['/Default.aspx', '/a'],
    ] as const)
      assert.equal(to(claimed, page), page, claimed);
    const one = 'https://e.org/article.php';
    for (const query of ['?id=5', '?newsid=12&lang=ar', '?p=7'])
      assert.equal(canonicalUrl(one, new URL(one + query)).href, one + query);
    for (const query of ['?print=1', '?ref=12'])
      assert.equal(canonicalUrl(one, new URL(one + query)).href, one);
    for (const face of ['amp', 'amp/', 'amp.html', 'print', '2', 'page/2'])
      assert.equal(to('/2024/a', `/2024/a/${face}`), '/2024/a', face);
    assert.equal(to('/a/', '/a'), '/a/');
    assert.equal(to('/a', '/a/'), '/a');
  });

  it('shows no password, no control and no excess', () => {
    assert.equal(shownUrl('http://user:pass@e.org/\u202e\u0000'), 'http://…@e.org/\ufffd\ufffd');
    assert.equal(shownUrl('http://user:12/ss#w@rd@e.org/a'), 'http://…@e.org/a');
    assert.equal(shownUrl('http://e.org/@author/post'), 'http://e.org/@author/post');
    assert.equal(shownUrl('x'.repeat(500)).length, 301);
  });
});

describe('readDate', () => {
  const now = new Date('2025-06-01T12:00:00Z');
  it('reads the day as printed, in the spellings of feeds and of Arabic newspapers', () => {
    for (const spelling of [
      '2024-03-12',
      '2024-03-12T23:30:00+03:00',
      '2024-03-12 10:00',
      'Tue, 12 Mar 2024 23:30:00 +0300',
      '12 March 2024',
      'March 12th, 2024',
      'الثلاثاء، 12 مارس 2024',
      '١٢ آذار/مارس ٢٠٢٤ - ١٠:٣٠',
      'نُشر في 12 مارس، 2024',
      '12/03/2024',
      '۲۰۲۴/۰۳/۱۲',
      '2 رمضان 1445 هـ',
      '٢ رمضان ١٤٤٥هـ الموافق ١٢ مارس ٢٠٢٤م',
    ]) {
      assert.equal(readDate(spelling, now), '2024-03-12', spelling);
    }
  });

  it('reads every day of the Umm al-Qura calendar as the runtime prints it', () => {
    const print = new Intl.DateTimeFormat('ar-SA-u-ca-islamic-umalqura-nu-latn', {
      dateStyle: 'long',
      timeZone: 'UTC',
    });
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (day) => {
        // The first of January 1970 is what programs print if no date was given.
        fc.pre(day !== 0);
        const date = new Date(day * 86_400_000);
        assert.equal(readDate(print.format(date), now), date.toISOString().slice(0, 10));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('reads nothing out of what is no date, no possible day, or a day to come', () => {
    for (const text of [
      undefined,
      '',
      'منذ ساعتين',
      'مارس 2024',
      '12 مارس',
      '2024-02-30',
      '1970-01-01',
      '22 شوال 1389 هـ',
      '31/04/2024',
      '2025-07-01',
      '12 Mar 1492',
      '30 شعبان 1445',
      `${'x'.repeat(200)} 2024-03-12`,
    ]) {
      assert.equal(readDate(text, now), undefined, text);
    }
  });
});

describe('decode', () => {
  const arabic = Uint8Array.of(0xe3, 0xd1, 0xcd, 0xc8, 0xc7);
  const wrap = (head: string) => Buffer.concat([Buffer.from(head), arabic]);
  it('hears the witnesses in order: mark, header, document, bytes', () => {
    assert.equal(decode(arabic, 'text/html'), 'مرحبا');
    assert.equal(decode(arabic, 'text/html; charset="windows-1256"'), 'مرحبا');
    assert.match(decode(wrap('<meta charset=windows-1256>'), 'text/html'), /مرحبا$/);
    assert.match(
      decode(
        wrap('<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'),
        '',
      ),
      /مرحبا$/,
    );
    assert.match(decode(wrap('<?xml version="1.0" encoding="cp1256"?>'), ''), /مرحبا$/);
    assert.match(
      decode(wrap('<meta charset="windows-1256">'), 'text/html; charset=nonsense'),
      /مرحبا$/,
    );
    assert.equal(decode(Buffer.from('\ufeffمرحبا'), 'text/html; charset=windows-1256'), 'مرحبا');
    assert.equal(decode(Buffer.from('\ufeffمرحبا', 'utf16le'), ''), 'مرحبا');
    assert.match(decode(Buffer.from('<meta charset="utf-16">مرحبا'), ''), /مرحبا$/);
    assert.equal(decode(Buffer.from('مرحبا'), 'text/html'), 'مرحبا');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, type) => {
        assert.equal(typeof decode(bytes, type), 'string');
      }),
      { seed: 1 },
    );
  });
});

describe('isFeed', () => {
  it('looks at the root element, past declarations and comments', () => {
    for (const feed of [
      '<rss version="2.0">',
      ' \n<?xml version="1.0"?><!-- a --><feed xmlns="x">',
      '<!DOCTYPE rss [<!ENTITY a "b">]><rss>',
      '<rdf:RDF xmlns:rdf="x">',
      '<atom:feed >',
    ]) {
      assert.ok(isFeed(feed), feed);
    }
    for (const page of ['<!doctype html><html><rss></rss></html>', '<html>', '<rssx>', '', 'rss']) {
      assert.ok(!isFeed(page), page);
    }
  });
});

describe('markdownOf', () => {
  it('keeps paragraphs, headings and lists apart, and words together', () => {
    const html = `<h3>عنوان <b>فرعي</b></h3><div>أول <i>سطر</i><br>ثان&nbsp;سطر<p>فقرة\n  مكسورة</p></div>
      <ul><li>واحد</li><li><p>اثنان</p></li></ul><table><tr><td>أ</td><td>ب</td></tr></table><script>x</script><!-- لا -->`;
    assert.equal(
      markdownOf(blocksOf(parseDocument(html))),
      '## عنوان فرعي\n\nأول سطر\n\nثان سطر\n\nفقرة مكسورة\n\n- واحد\n- اثنان\n\nأ ب',
    );
  });

  it('keeps letters and marks of Arabic and Persian as they are', () => {
    for (const text of ['مُحَمَّدٌ', 'می‌خواهم', 'ﷺ', 'الـسَّـلام', '٪١٢٫٥']) {
      assert.equal(markdownOf(blocksOf(parseDocument(`<p>${text}</p>`))), text);
    }
  });

  it('leaves no control, override or broken character in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const cleaned = cleanText(text);
        assert.doesNotMatch(
          cleaned,
          /\p{Cc}|\p{Surrogate}|[\u202a-\u202e\u2066-\u2069]|\s\s|^\s|\s$/u,
        );
        assert.equal(cleanText(cleaned), cleaned);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
