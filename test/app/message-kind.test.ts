/** What a message is, before the articles are asked. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type NotAQuestion, readMessage } from '../../src/app/message-kind.ts';

const ARTICLE =
  'افتتح وزير النقل أمس الطريق الجديد الذي يربط العاصمة بالساحل، وقال في كلمته إن المشروع استغرق ثلاثة أعوام وشارك فيه مئات المهندسين والعمال. وأضاف أن الطريق سيختصر زمن الرحلة إلى النصف. وحضر الافتتاح عدد من المسؤولين والأهالي. ';

describe('small talk', () => {
  const cases: readonly (readonly [string, NotAQuestion])[] = [
    ['السلام عليكم ورحمة الله وبركاته', 'salam'],
    ['سلام', 'salam'],
    ['السلام عليكم خويا', 'salam'],
    ['hgsghl ugd;l', 'salam'],
    ['صباح الخير!', 'greeting'],
    ['أهلًا وسهلًا', 'greeting'],
    ['مرحبا يا بوت', 'greeting'],
    ['hello', 'greeting'],
    ['كيف حالك؟', 'wellbeing'],
    ['السلام عليكم، كيف حالكم؟', 'wellbeing'],
    ['شلونك', 'wellbeing'],
    ['شكرًا جزيلًا لك 🌹', 'thanks'],
    ['جزاك الله خيرًا', 'thanks'],
    ['شكرا يا سالم', 'thanks'],
    ['تسلم ايدك', 'thanks'],
    ['merci beaucoup', 'thanks'],
    ['أحسنت', 'praise'],
    ['ما شاء الله', 'praise'],
    ['آسف', 'sorry'],
    ['مع السلامة وشكرا', 'thanks'],
    ['إلى اللقاء', 'farewell'],
    ['عمّ تعرف؟', 'whatDoYouHave'],
    ['ما مصادرك؟', 'whatDoYouHave'],
    ['ايش عندك من مواضيع', 'whatDoYouHave'],
    ['عن ماذا لديك معلومات؟', 'whatDoYouHave'],
    ['السلام عليكم، شو عندك؟', 'whatDoYouHave'],
    ['ممكن سؤال؟', 'mayIAsk'],
    ['السلام عليكم عندي سؤال', 'mayIAsk'],
    ['يا بوت', 'called'],
    ['تمام', 'acknowledged'],
    ['ok', 'acknowledged'],
    ['ههههه', 'laughter'],
    ['hahaha', 'laughter'],
    ['انت غبي', 'insult'],
    ['يا حمار', 'insult'],
    ['ما تفهم شي', 'insult'],
    ['من أنت؟', 'whoAreYou'],
    ['انت مين يا بوت', 'whoAreYou'],
    ['السلام عليكم، من أنت؟', 'whoAreYou'],
    ['who are you?', 'whoAreYou'],
    ['ماذا تستطيع أن تفعل؟', 'whatCanYouDo'],
    ['بتعمل إيه', 'whatCanYouDo'],
    ['مرحبا، فيك تساعدني؟', 'whatCanYouDo'],
    ['سلام، لاباس؟', 'wellbeing'],
    ['بسلامة', 'farewell'],
    ['help', 'whatCanYouDo'],
    ['👍', 'emoji'],
    ['❤️🌹', 'emoji'],
    ['؟؟؟', 'noWords'],
    ['', 'noWords'],
    ['asdkjh', 'noWords'],
    ['ببببب', 'noWords'],
    ['https://example.org/news/1', 'link'],
    ['شكرا https://example.org/news/1', 'link'],
    ['ما رأيك؟', 'opinion'],
    ['ما رأيك في هذا المقال؟', 'opinion'],
    ['هل هذا صحيح؟', 'opinion'],
    [`${ARTICLE}\nما رأيكم في هذا الخبر؟`, 'opinion'],
    [`${ARTICLE}${ARTICLE}هل هذا الكلام صحيح`, 'opinion'],
    [`لخص لي هذا المقال: ${ARTICLE}`, 'opinion'],
    [`ما رأيك في هذا\n${ARTICLE}`, 'opinion'],
    [ARTICLE.repeat(3), 'article'],
  ];
  for (const [text, what] of cases) {
    it(`«${text.slice(0, 40)}»: ${what}`, () => {
      const typed = readMessage(text);
      assert.equal(typed.kind === 'talk' ? typed.what : typed.kind, what);
    });
  }

  it('that begins with the greeting which has an answer of its own says so', () => {
    assert.deepEqual(readMessage('السلام عليكم، من أنت؟'), {
      kind: 'talk',
      what: 'whoAreYou',
      salam: true,
    });
  });
});

describe('a question', () => {
  for (const text of [
    'متى ثار البركان؟',
    'السلام عليكم، متى ثار البركان؟',
    'كل الخير',
    'حمار',
    'من هو إسناد؟',
    'من أنت في الفيلم؟',
    'شكرا أفلاطون من قالها',
    'سلام كامب ديفيد',
    'السلام عليكم متى ولد؟',
    'ماذا عندك عن زحل؟',
    'كيف حال الاقتصاد؟',
    'هل صحيح أن القناة أُممت عام 1956؟',
    'ما رأيك الخبراء في التضخم؟',
    'نجيب محفوظ',
    'ماذا تفعل الرياح؟',
    '1956',
    'meta wulid naguib mahfouz',
    'ما هذا؟ https://example.org/x',
    `${ARTICLE}${ARTICLE}متى افتتح الطريق الجديد؟`,
  ]) {
    it(`is «${text.slice(0, 40)}»`, () =>
      assert.deepEqual(readMessage(text), { kind: 'question', text }));
  }
});
