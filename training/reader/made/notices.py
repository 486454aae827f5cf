"""Sentences that stand in articles and answer nothing: boilerplate, calls to read on, authors' lines, questions of the article itself."""
import re

from .names import FAMILIES, MEN, MONTHS, OUTLETS, WOMEN, DAYS
from .shape import example, fold, passage
from .wording import KEYWORDS

BOILERPLATE = ['جميع الحقوق محفوظة', 'جميع الحقوق محفوظة لـ{o} © {y}', 'جميع الحقوق محفوظة {o} {y}.', 'حقوق النشر محفوظة {y}، ولا يجوز النقل من دون إذن مكتوب.', 'تابعونا على فيسبوك وتويتر', 'تابعونا على {n} وانضموا إلى قناتنا على تيليغرام.', 'تابع آخر الأخبار على {n}.',
               'اشترك في نشرتنا البريدية ليصلك كل جديد.', 'كتب: {p}', 'كتبت: {w}', 'بقلم: {p}', 'بقلم {w}', 'تحرير: {p}', 'إعداد: {w} — تصوير: {p}', 'تصوير: {p}', 'المصدر: {o}', 'المصدر: {o} + وكالات', 'نُشر في {d} {m} {y}', 'آخر تحديث: {d} {m} {y}', 'تاريخ النشر: {d}/{k}/{y}',
               'شارك المقال مع أصدقائك.', 'شاركنا رأيك في التعليقات.', 'هل أعجبك المقال؟ شاركه مع أصدقائك', 'اطبع الصفحة', 'أرسل إلى صديق', 'التعليقات ({k})', 'عدد المشاهدات: {v}', 'وقت القراءة: {k} دقائق', 'صورة أرشيفية', 'الصورة من الأرشيف ({o})', 'للتواصل: صفحة «اتصل بنا» في الموقع.',
               'الآراء الواردة في المقال لا تعبّر بالضرورة عن رأي {o}.', 'تنويه: المادة منقولة، والمسؤولية على صاحبها.', 'سجّل الدخول لإضافة تعليق', 'الكلمات المفتاحية: أخبار، محليات، {o}', 'العودة إلى الصفحة الرئيسية', 'حمّل تطبيق {o} من المتجر.', 'هذا الخبر قيد التحديث.', 'ترجمة: {w}', 'يُحدَّث الجدول كل شهر.',
               'مراسل {o} — {c}', 'انتهى الخبر.', 'اقرأ الخبر من المصدر']
NETS = 'فيسبوك;إنستغرام;تويتر;يوتيوب;تيك توك;واتساب;غوغل نيوز'.split(';')
# {t} takes a topic, {q} a whole question.
TEASERS = ['اقرأ أيضًا: {q}', 'اقرأ أيضا: {q}', 'اقرأ المزيد: {q}', 'إقرأ أيضاً: {t}', 'طالع أيضًا: {q}', 'مواضيع ذات صلة: {q}', 'قد يهمك: {q}', 'قد يهمك أيضًا: {t}', 'شاهد: {q}', 'شاهد أيضًا: {t} بالتفصيل', 'تعرف على {t}', 'تعرّف على {t} من هنا', 'اعرف الآن {t}', 'لمعرفة {t} اضغط هنا', 'في السطور التالية نعرض لكم {t}.',
           'ويبحث كثيرون عن {t} خلال الساعات الماضية.', 'ويتساءل كثيرون: {q}', 'تصدّر سؤال «{q}» محركات البحث.', 'وسنتناول في مقال لاحق {t}.', 'يقدّم لكم {o} {t}.', 'بالفيديو: {t}', 'عاجل: {t} بالتفاصيل', 'سؤال القراء: {q}', '- {q}', '• {q}', '• {t}', '{q}', 'ملف خاص: {t}', 'في العدد القادم: {t}.', 'للمزيد حول {t} تابعوا الصفحة.']
TOPICS = 'موعد صرف الرواتب;أسعار الذهب اليوم;حالة الطقس غدًا;موعد مباراة القمة والقنوات الناقلة;نتيجة الثانوية العامة;جدول الإجازات الرسمية;شروط التقديم على السكن الجديد;طريقة تجديد رخصة القيادة;أسعار العملات في البنوك;موعد بداية العام الدراسي;رابط التسجيل في المنحة;أسباب ارتفاع الأسعار;سعر تذكرة المترو;مواعيد القطارات'.split(';')
QUESTIONS = 'متى تبدأ إجازة نصف العام؟;ما موعد نزول رواتب الشهر المقبل؟;كم سعر تذكرة المترو الجديدة؟;كيف تجدد بطاقتك في خمس دقائق؟;من يقود المنتخب في التصفيات؟;أين تقضي عطلتك هذا الصيف؟;هل ترتفع أسعار الوقود قريبًا؟;لماذا اختفت الحافلات القديمة؟;متى يُفتح باب التسجيل؟;كم تبلغ غرامة التأخير؟'.split(';')
OWN_QUESTIONS = ['فلماذا حدث ذلك؟', 'ولكن هل كان الأمر كذلك حقًا؟', 'فمن المسؤول عمّا جرى؟', 'ولكن كيف بدأت القصة؟', 'فما الذي تغيّر منذ ذلك الحين؟', 'ومتى ينتهي هذا كله؟', 'وأين ذهب الباقون؟', 'فكم كلّف ذلك؟']


def slots(r):
    man, woman = f'{r.choice(MEN)} {r.choice(FAMILIES)}', f'{r.choice(WOMEN)} {r.choice(FAMILIES)}'
    return dict(o=r.choice(OUTLETS), y=r.randrange(2009, 2026), n=r.choice(NETS), p=man, w=woman, d=r.randrange(1, 29), m=r.choice(MONTHS), k=r.randrange(1, 13), v=r.randrange(120, 9000), c=r.choice(DAYS))


def boilerplate(r):
    return r.choice(BOILERPLATE).format(**slots(r))


def teaser(r, question=None, topic=None):
    shape = r.choice(TEASERS)
    if '{q}' in shape and question is None and topic is not None or '{t}' in shape and topic is None and question is not None:
        shape = r.choice([t for t in TEASERS if ('{t}' if question is None else '{q}') in t])
    return shape.format(**{**slots(r), 'q': question or r.choice(QUESTIONS), 't': topic or r.choice(TOPICS)})


def any_notice(r):
    return boilerplate(r) if r.random() < 0.5 else teaser(r)


def topic_of(question):
    """«متى تأسس النادي؟» as «تأسيس النادي»: what a teaser promises."""
    q = question.rstrip('؟? ')
    for pattern, shapes in KEYWORDS:
        m = pattern.match(q)
        if m:
            return ' '.join(shapes.split('|')[0].format(*[(g or '') for g in m.groups()]).split())
    return None


def put_in(sentences, labels, more, r):
    """New sentences among the old ones; the labels move along."""
    tagged = [(s, i in labels) for i, s in enumerate(sentences)]
    for s in more:
        tagged.insert(r.randrange(len(tagged) + 1), (s, False))
    return [s for s, _ in tagged], [i for i, (_, l) in enumerate(tagged) if l]


def other_question(source, sources, r):
    other = r.choice(sources.by_passage[source.passage_id] or [source])
    return other.question.rstrip('؟? ') + '؟'


def with_teasers(source, sources, r):
    """The question itself as a teaser or heading: it promises the answer and is none."""
    q = source.question.rstrip('؟? ') + '؟'
    if source.form == 'raw':
        return None
    t = topic_of(source.question)
    def some():
        out = [teaser(r, q) if r.random() < 0.6 or not t else teaser(r, None, t)]
        if r.random() < 0.4:
            out.append(any_notice(r))
        if r.random() < 0.25:
            out.append(other_question(source, sources, r))
        return out
    s, l = put_in(source.sentences, source.labels, some(), r)
    made = [example('teaser', source.article, source.question, sources.among(source, [passage(source.title, s, l)], source.question, r), source.answer, source.form)]
    rest = [x for i, x in enumerate(source.sentences) if i not in source.labels]
    if rest and source.kind != 'yesNo' and not re.search(re.escape(fold(source.answer)), fold(' '.join(rest + [source.title]))):
        s, _ = put_in(rest, [], some(), r)
        made.append(example('teaser', source.article, source.question, sources.among(source, [passage(source.title, s)], source.question, r), '', source.form))
        if t and r.random() < 0.25:
            # An article that is nothing but the promise.
            s = [teaser(r, q), teaser(r, None, t), any_notice(r)]
            r.shuffle(s)
            made.append(example('teaser', source.article, source.question, sources.among(source, [passage(r.choice([source.title, t, q]), s)], source.question, r), '', source.form))
    return made


def with_boilerplate(source, sources, r):
    more = [boilerplate(r) for _ in range(r.choice([1, 2, 3]))]
    if r.random() < 0.3:
        more.append(r.choice(OWN_QUESTIONS))
    s, l = put_in(source.sentences, source.labels, more, r)
    return [example('boilerplate', source.article, source.question, sources.among(source, [passage(source.title, s, l)], source.question, r), source.answer, source.form)]
