import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textValuesDiffer } from '../../src/answer/values.ts';

/** [one source, another, why] */
const AGREE: readonly (readonly [string, string, string])[] = [
  ['1,240 مطية', '١٢٤٠ مطية', 'digits of either script, with and without a separator'],
  ['15 ألفًا', '15,000', 'a word for a thousand'],
  ['خمسة عشر ألف زائر', '15 ألف زائر', 'or in words'],
  ['ثلاثة', '3', 'a number in words'],
  ['22 مارس 1945', 'مارس 1945', 'one says more of the date than the other'],
  ['22 مارس 1945', 'عام 1945', 'or less'],
  ['٢٢ آذار ١٩٤٥', '22 مارس 1945', 'a month under its other name'],
  ['ربيع 2019', 'أبريل 2019', 'a month of that season'],
  ['ربيع 2019', 'عام 2019', 'the year of that season'],
  ['شتاء 2019', 'يناير 2020', 'a winter ends in the next year'],
  ['سنة ٦٥٨ هـ', 'عام ١٢٦٠ م', 'a Hijri year and a Gregorian one that it meets'],
  ['عام 1445هـ', 'عام 2023', 'the same in our days'],
  ['سنة 658', 'عام 1260 م', 'a year of nobody says which calendar'],
  ['1 محرم 1446هـ', '7 يوليو 2024', 'a day in both calendars'],
  ['رمضان 1445هـ', '20 مارس 2024', 'a month in one and a day in the other'],
  ['1500 سنتيمتر', '15 مترًا', 'centimetres and metres'],
  ['2.5 كيلومتر', '2500 متر', 'kilometres and metres'],
  ['طن ونصف', '1500 كيلوغرام', 'tons and kilograms'],
  ['نصف ساعة', '30 دقيقة', 'halves'],
  ['ساعتين', '120 دقيقة', 'a dual'],
  ['ساعة واحدة', '60 دقيقة', 'one'],
  ['ساعتان ونصف', '150 دقيقة', 'a dual and a half'],
  ['هكتارين', '20 ألف متر مربع', 'areas'],
  ['30 دولارًا', '1500 جنيه', 'currencies are not compared'],
  ['نحو 1200 مشارك', '1240 مشاركًا', 'rounded and exact'],
  ['نحو 20 شخصًا', '22 شخصًا', 'about'],
  ['أكثر من ألف زائر', '1240 زائرًا', 'more than'],
  ['ما لا يقل عن 30 قتيلًا', '34 قتيلًا', 'at least'],
  ['من 5 إلى 9', '7', 'a range and a value within it'],
  ['بين 5 و9 كيلومترات', '7 كيلومترات', 'with a unit'],
  ['5-9 أيام', 'أسبوع', 'with another unit of the kind'],
  ['15%', '15 شخصًا', 'a share and a number'],
  ['12 لاعبًا', '3 مدربين', 'other things are counted'],
  ['عبد الرحمن عزام', '1945', 'a name is no value'],
  ['نحو عام 1900', 'عام 1898', 'about a year'],
  ['حوالي سنة 650 هـ', 'سنة 655 هـ', 'in either calendar'],
  ['مليونا نسمة', 'مليوني نسمة', 'a dual that looks like an accusative'],
  ['مليونا نسمة', 'مليون نسمة', 'and the other way round'],
  ['نصف السكان', '48%', 'a share in words is a round one'],
  ['٣–٥ سنوات', 'أربع سنوات', 'a range with a long dash'],
  ['ما بين ألف وألفي زائر', '1500 زائر', 'a range in words'],
  ['متر و80 سنتيمترًا', '180 سنتيمترًا', 'a unit and a smaller one on top'],
  ['كيلومتران و300 متر', '2300 متر', 'on top of a dual'],
  ['15.000 زائر', '15 ألف زائر', 'a point between thousands'],
  ['نصف مليون نسمة', '500 ألف نسمة', 'half of a million'],
  ['ربع مليون', '250,000', 'a quarter of one'],
  ['نيف وثلاثون شخصًا', '33 شخصًا', 'some more than thirty'],
  ['من 5 إلى 10 مايو', '7 مايو', 'days of one month and a day of them'],
  ['5-10 مايو 2024', '5 مايو 2024', 'the first of them'],
  ['من الخامس إلى العاشر من مايو', '7 مايو', 'days in words'],
  ['5 و6 مايو', '5 مايو', 'two days and one of them'],
  ['من 28 أبريل إلى 10 مايو', '3 مايو', 'days of two months'],
  ['من سبتمبر إلى يونيو', 'مارس', 'months of two years'],
  ['من سنة 1910 إلى سنة 1977', 'عام 1950', 'years'],
  ['من 1 رمضان إلى 10 رمضان 1445', '15 مارس 2024', 'days of the other calendar'],
  ['الساعة الثامنة والنصف', '8:30', 'a time in words and in figures'],
  ['الساعة التاسعة إلا ربعًا', '8:45', 'before the hour'],
  ['15:00', 'الساعة الثالثة عصرًا', 'by 24 hours and by 12'],
  ['من 9:00 إلى 14:00', 'الساعة 11', 'hours and one of them'],
];
const DIFFER: readonly (readonly [string, string, string])[] = [
  ['1,240', '1,420', 'two digits changed places'],
  ['أربعة كيلومترات', 'خمسة كيلومترات', 'numbers in words'],
  ['22 مارس 1945', '23 مارس 1945', 'another day'],
  ['عام 1945', 'عام 1954', 'another year'],
  ['سنة ٦٥٨ هـ', 'عام 1270 م', 'years of two calendars that do not meet'],
  ['ربيع 2019', 'خريف 2019', 'another season'],
  ['ربيع 2019', 'ربيع 2020', 'the season of another year'],
  ['12%', '15%', 'percentages'],
  ['نصف السكان', '70%', 'a share in words'],
  ['نحو عام 1900', 'عام 1850', 'about a year, and half a century before'],
  ['10 قتلى', '12 قتيلًا', 'small numbers are counted, not rounded'],
  ['ساعتين', '3 ساعات', 'a dual and a number'],
  ['نصف ساعة', 'ساعة', 'a half and a whole'],
  ['1500 سنتيمتر', '18 مترًا', 'lengths'],
  ['قبطانان', '3 قباطنة', 'a dual and its plural'],
  ['دينار واحد', 'ديناران', 'one and two'],
  ['15 ألف زائر', '18 ألف زائر', 'thousands'],
  ['أكثر من ألف زائر', '700 زائر', 'more than, and less'],
  ['متر و80 سنتيمترًا', '160 سنتيمترًا', 'a unit and a smaller one on top'],
  ['نصف مليون نسمة', '300 ألف نسمة', 'half of a million'],
  ['من 5 إلى 10 مايو', '12 مايو', 'days and another one'],
  ['من 5 إلى 10 مايو', 'من 15 إلى 20 مايو', 'and other days'],
  ['من سنة 1910 إلى سنة 1977', 'عام 1990', 'years and another one'],
  ['8:30', '9:30', 'times of the same minute'],
  ['الساعة الثامنة والنصف', '8:45', 'times of the same hour'],
  ['الساعة 10 صباحًا', 'التاسعة صباحًا', 'hours'],
  ['قبتان', 'ثلاث قباب', 'a dual and a plural that says its consonant twice'],
];

describe('values that two sources give', () => {
  for (const [a, b, why] of AGREE) {
    it(`«${a}» and «${b}» do not differ: ${why}`, () => {
      assert.equal(textValuesDiffer(a, b), false);
      assert.equal(textValuesDiffer(b, a), false);
    });
  }
  for (const [a, b, why] of DIFFER) {
    it(`«${a}» and «${b}» differ: ${why}`, () => {
      assert.equal(textValuesDiffer(a, b), true);
      assert.equal(textValuesDiffer(b, a), true);
    });
  }
});
