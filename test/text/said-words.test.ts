import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { saidWords, saysWords } from '../../src/text/said-words.ts';

const says = (text: string, sentence: string) => saysWords(saidWords(text), saidWords(sentence));

/** [a sentence, what says all of it, why] */
const SAID: readonly (readonly [string, string, string])[] = [
  ['يُغلق الجسر يوم الجمعة.', 'يغلق الجسر يوم الجمعة', 'no diacritics and no stop'],
  ['قال سامي: الجسر مغلق، والطريق مفتوح.', 'قال سامي "الجسر مغلق والطريق مفتوح" .', 'other marks'],
  ['أكد سامي إغلاق الجسر.', 'وأكد معالي الدكتور سامي إغلاق الجسر.', 'a title, and «و»'],
  [
    'زار الأمير عبدالعزيز المدينة.',
    'زار صاحب السمو الملكي الأمير عبد العزيز المدينة.',
    'a royal one',
  ],
  ['يغلق الجسر.', 'الرياض - واس: يغلق الجسر. ويفتح الأحد.', 'more around it'],
  ['ارتفع السهم 3.5%.', 'ارتفع السهم 3.5 % .\nوهبط غيره.', 'a sign apart from its figure'],
  ['متى يغلق الجسر؟', 'خبر. متى يغلق الجسر ؟ يغلق الجمعة.', 'the same question'],
  ['الخطوة جديدة.', 'هذه أولى.الخطوة جديدة', 'no space after a stop'],
];

/** [a sentence, what does not say it, why] */
const NOT_SAID: readonly (readonly [string, string, string])[] = [
  ['يغلق الجسر يوم الجمعة.', 'لن يغلق الجسر يوم الجمعة.', 'a negation before'],
  ['يغلق الجسر يوم الجمعة.', 'قد يغلق الجسر يوم الجمعة.', 'perhaps'],
  ['فاز الفريق بالكأس.', 'إن فاز الفريق بالكأس سافر.', 'if'],
  ['يغلق الجسر يوم الجمعة.', 'يغلق الجسر يوم الجمعة إذا هطل المطر.', 'more after'],
  ['بلغ العدد 15 ألفًا.', 'بلغ العدد 150 ألفًا.', 'another number'],
  ['نما السوق 15%.', 'نما السوق 15.', 'a share'],
  ['حضر سامي الحداد.', 'حضر سامي النجار.', 'another name'],
  ['حضر سامي.', 'حضر سامي وهند.', 'another name beside it'],
  ['طقس قرية السلام حار.', 'طقس قرية النور حار.', 'another village'],
  ['بلغ السعر 1,500 جنيه.', 'بلغ السعر 1,5 جنيه.', 'a comma within a number'],
  ['يغلق الجسر يوم الجمعة.', 'يغلق الجسر يوم الجمعة؟', 'a question'],
  ['...', 'نص.', 'no words'],
];

describe('a text says a sentence', () => {
  for (const [sentence, text, why] of SAID) it(why, () => assert.ok(says(text, sentence)));
});

describe('a text does not say a sentence', () => {
  for (const [sentence, text, why] of NOT_SAID) it(why, () => assert.ok(!says(text, sentence)));
});
