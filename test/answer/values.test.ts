import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differ } from '../../src/answer/values.ts';

/** [one source, another, why] */
const AGREE: readonly (readonly [string, string, string])[] = [
  ['1,240 مطية', '١٢٤٠ مطية', 'digits of either script, with and without a separator'],
  ['15 ألفًا', '15,000', 'a word for a thousand'],
  ['ثلاثة', '3', 'a number in words'],
  ['22 مارس 1945', 'مارس 1945', 'one says more of the date than the other'],
  ['22 مارس 1945', 'عام 1945', 'or less'],
  ['٢٢ آذار ١٩٤٥', '22 مارس 1945', 'a month under its other name'],
  ['سنة ٦٥٨ هـ', 'عام ١٢٦٠ م', 'years of different calendars are not compared'],
  ['1500 سنتيمتر', '15 مترًا', 'nor figures of different units'],
  ['نحو 1200 مشارك', '1240 مشاركًا', 'rounded and exact'],
  ['من 5 إلى 9', '7', 'a range and a value within it'],
  ['عبد الرحمن عزام', '1945', 'a name is no value'],
];
const DIFFER: readonly (readonly [string, string, string])[] = [
  ['1,240', '1,420', 'two digits changed places'],
  ['أربعة كيلومترات', 'خمسة كيلومترات', 'numbers in words'],
  ['22 مارس 1945', '23 مارس 1945', 'another day'],
  ['عام 1945', 'عام 1954', 'another year'],
  ['12%', '15%', 'percentages'],
];

describe('values that two sources give', () => {
  for (const [a, b, why] of AGREE) {
    it(`«${a}» and «${b}» do not differ: ${why}`, () => {
      assert.equal(differ(a, b), false);
      assert.equal(differ(b, a), false);
    });
  }
  for (const [a, b, why] of DIFFER) {
    it(`«${a}» and «${b}» differ: ${why}`, () => {
      assert.equal(differ(a, b), true);
      assert.equal(differ(b, a), true);
    });
  }
});
