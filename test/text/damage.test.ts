/** Text damaged on its way: what is certain is mended, and only that. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mendDamage, unreadable } from '../../src/text/damage.ts';
import { decoderOf } from '../../src/text/decoders.ts';
import { knownShare } from '../../src/text/known-words.ts';

const LINE = 'افتتح النادي ملعب الشروق في حي الورد يوم 9 أبريل 2021 وفيه ألفا مقعد.';
const mend = (line: string) => mendDamage([line]).lines[0];

describe('mendLines', () => {
  it('puts letters right that stand in the order of the screen', () => {
    assert.equal(
      mend('.دعقم افلأ هيفو 2021 ليربأ 9 موي درولا يح يف قورشلا بعلم يدانلا حتتفا'),
      LINE,
    );
    assert.equal(
      mend('.ﻢﻧﻭﺩ 50 ﺔﺣﺎﺴﻤﺑ 2022 ﻮﻴﻧﻮﻳ 3 ﻡﻮﻳ ﻞﺒﺠﻟﺍ ﺔﻨﻳﺪﻣ ﻲﻓ ﻢﻴﺴﻨﻟﺍ ﺔﻘﻳﺪﺣ ﺔﻳﺪﻠﺒﻟﺍ ﺖﺤﺘﺘﻓﺍ'),
      'افتتحت البلدية حديقة النسيم في مدينة الجبل يوم 3 يونيو 2022 بمساحة 50 دونم.',
    );
  });

  it('leaves a percent sign after its figure, on whichever side the screen had it', () => {
    const line = 'ارتفعت النسبة إلى 12.5% في المدينة، ثم إلى 5%-7% في السنة.';
    assert.equal(mend('.ةنسلا يف 5%-7% ىلإ مث ،ةنيدملا يف 12.5% ىلإ ةبسنلا تعفترا'), line);
    assert.equal(mend('.ةنسلا يف 5%-7% ىلإ مث ،ةنيدملا يف %12.5 ىلإ ةبسنلا تعفترا'), line);
  });

  it('puts mojibake of three kinds right', () => {
    const utf8 = Buffer.from(LINE);
    assert.equal(mend(utf8.toString('latin1')), LINE);
    assert.equal(mend(new TextDecoder('windows-1256').decode(utf8)), LINE);
    // «قال في المدينة» in windows-1256, read as windows-1252.
    assert.equal(mend('ÞÇá Ýí ÇáãÏíäÉ'), 'قال في المدينة');
  });

  it('puts right what was read in another charset, whichever, once or twice', () => {
    const utf8 = Buffer.from(LINE);
    for (const charset of 'windows-1252 windows-1256 windows-1251 windows-1250 iso-8859-2 iso-8859-15 macintosh ibm866 koi8-r windows-1253'.split(
      ' ',
    ))
      assert.equal(mend(decoderOf(charset).decode(utf8)), LINE, charset);
    // As browsers and editors store it: windows-1252 has signs where ISO-8859-1 has controls.
    assert.equal(mend('Ø§Ù„Ù…Ø¯ÙŠÙ†Ø© Ø§Ù„Ù‚Ø¯ÙŠÙ…Ø©'), 'المدينة القديمة');
    assert.equal(mend(Buffer.from(utf8.toString('latin1')).toString('latin1')), LINE);
    // «ملعب الحي» in windows-1256 and «حي الورد» in ISO-8859-6, read as windows-1252.
    assert.equal(mend('ãáÚÈ ÇáÍí'), 'ملعب الحي');
    assert.equal(mend('Íê ÇäèÑÏ'), 'حي الورد');
  });

  it('leaves a line as it is of which bytes were lost, and letters of other languages', () => {
    const lost = Buffer.from(LINE).toString('latin1').replace(/Ø§/gu, 'Ø');
    for (const line of [
      lost,
      'Été à la plage',
      'Это просто предложение',
      'Þórður á Ísafirði',
      'ŘŻŘąŘł ŘąŘłŘŻ',
    ])
      assert.deepEqual(mendDamage([line]), { lines: [line], repairs: [] });
  });

  it('makes Farsi letters Arabic in Arabic, and leaves Persian alone', () => {
    assert.equal(
      mend('وقال رئیس المجلس فی المدینة إن الکتاب علی الطاولة'),
      'وقال رئيس المجلس في المدينة إن الكتاب على الطاولة',
    );
    const persian = 'این کتاب را چه کسی نوشت و چگونه به پایان رسید؟';
    assert.equal(mend(persian), persian);
  });

  it('leaves sound text as it is', () => {
    for (const line of [LINE, 'ﷺ محمد', 'Café crème à 5 €', '12 / 3', 'قال: «نعم (ربما)».']) {
      assert.deepEqual(mendDamage([line]), { lines: [line], repairs: [] });
    }
  });
});

describe('unreadable', () => {
  it('knows a cipher of Arabic letters by its words', () => {
    const text = Array(5).fill(LINE).join(' ');
    assert.equal(unreadable(text), undefined);
    assert.ok(knownShare(text) > 0.2);
    const cipher = text.replace(/[ء-ي]/gu, (letter) =>
      String.fromCharCode(0x628 + ((letter.charCodeAt(0) * 7) % 30)),
    );
    assert.match(unreadable(cipher) ?? '', /make no words/u);
  });

  it('knows letters that have lost their dots, and bytes that were lost', () => {
    assert.match(unreadable('ٮٮٮ ڡٮ الٮٮٮ وٯال لهم') ?? '', /dots/u);
    assert.match(unreadable('????? ?????? 9 ????? 2021 ???? ???? ????.') ?? '', /question marks/u);
    assert.equal(unreadable('أين؟؟؟ متى؟؟ من حضر الافتتاح في المدينة ومن غاب عنه؟؟'), undefined);
    assert.match(
      unreadable('ØµÙØØ© Ø±Ø£Ø³ÙØ§ ÙØ§ØªÙÙÙ Ø§ÙØªÙØªØ ÙØªØÙ Ø§ÙØÙ ÙÙ Ø´Ø§Ø±Ø¹') ?? '',
      /cannot be read/u,
    );
  });
});
