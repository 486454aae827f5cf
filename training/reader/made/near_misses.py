"""A question changed in one thing, so that its passage no longer answers it; the question as it was stays beside it."""
import re

from .names import MEN, WOMEN
from .shape import example, fold, stems

YEAR = re.compile(r'(?<![\d.,/])(1[0-9]{3}|20[0-2][0-9])(?![\d.,/])')
NUMBER = re.compile(r'(?<![\d.,/])(\d{1,3})(?![\d.,/])')
# Yes/no questions are left out of every change here: a passage that says «ولد» does answer «هل توفي…؟» as often as not.
MONTHS = 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر'.split()
# The names of the months in the Maghreb; the passage may use either.
MAGHREB = dict(zip(MONTHS, 'جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر'.split()))
DAYS = 'السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة'.split()
# Names of one line can stand for one another without touching the grammar around them.
PLACES = [line.split('، ') for line in '''
مصر، تونس، ليبيا، سوريا، فلسطين، موريتانيا، تركيا، فرنسا، إيطاليا، ألمانيا، إسبانيا، روسيا، بريطانيا، اليونان، بولندا، هولندا، بلجيكا، سويسرا، كندا، أستراليا، إثيوبيا، نيجيريا، كينيا، إيران، باكستان، ماليزيا، إندونيسيا، الصين، الهند، اليابان، البرازيل، الأرجنتين، السعودية، الجزائر، الكويت، عمان، البرتغال، السويد، النمسا، المجر، رومانيا
المغرب، السودان، العراق، الأردن، لبنان، اليمن، الصومال، تشاد، المكسيك
القاهرة، الإسكندرية، دمشق، بغداد، بيروت، الرياض، جدة، طرابلس، بنغازي، صنعاء، عدن، الخرطوم، الرباط، فاس، مراكش، وهران، قسنطينة، صفاقس، سوسة، حلب، حمص، البصرة، الموصل، القدس، غزة، باريس، لندن، روما، برلين، مدريد، موسكو، إسطنبول، نيويورك، واشنطن، طوكيو، بكين، فيينا، أثينا، لشبونة، جنيف، ميلانو، برشلونة، شيكاغو، بوسطن
أفريقيا، آسيا، أوروبا، أمريكا الجنوبية، أمريكا الشمالية
أفريقية، آسيوية، أوروبية
المصري، التونسي، الليبي، السوري، المغربي، الجزائري، العراقي، اللبناني، الأردني، الفلسطيني، السعودي، الكويتي، اليمني، السوداني، التركي، الفرنسي، الألماني، الإيطالي، الإسباني، البريطاني، الروسي، الأمريكي، الياباني، الصيني، الهندي، البرازيلي، الإيراني
المصرية، التونسية، الليبية، السورية، المغربية، الجزائرية، العراقية، اللبنانية، الأردنية، الفلسطينية، السعودية، الكويتية، اليمنية، السودانية، التركية، الفرنسية، الألمانية، الإيطالية، الإسبانية، البريطانية، الروسية، الأمريكية، اليابانية، الصينية، الهندية، البرازيلية، الإيرانية
'''.strip().split('\n')]
ORDINALS = ['الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر'.split(),
            'الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة'.split()]
# Left: what the question says. Right: what it says after the change. Longer phrases stand first.
PREDICATES = [tuple(p.split('/')) for p in '''
انضم إلى/انسحب من;انضمت إلى/انسحبت من;انضم الى/انسحب من;ولد/توفي;ولدت/توفيت;وُلد/تُوفي;وُلدت/تُوفيت;توفي/ولد;توفيت/ولدت
تأسس/أُغلق;تأسست/أُغلقت;تاسست/اغلقت;أُسس/أُغلق;أُسست/أُغلقت;أسس/أغلق;أسست/أغلقت;افتتح/هدم;افتتحت/هدمت;افتُتح/هُدم;افتُتحت/هُدمت;بُني/هُدم;بُنيت/هُدمت;بنى/هدم
شرق/غرب;غرب/شرق;شمال/جنوب;جنوب/شمال;أول/آخر;آخر/أول;أكبر/أصغر;أصغر/أكبر;أعلى/أدنى;أطول/أقصر;أكثر/أقل;أقل/أكثر;أقدم/أحدث;أبرد/أحر;أغلى/أرخص;أسرع/أبطأ
بدأ/انتهى;بدأت/انتهت;انتهى/بدأ;انتهت/بدأت;بداية/نهاية;نهاية/بداية;اندلعت/انتهت;ارتفع/انخفض;ارتفعت/انخفضت;انخفض/ارتفع;زاد/نقص;زادت/نقصت
الذهبية/الفضية;الفضية/البرونزية;الصيف/الشتاء;الشتاء/الصيف;الرجال/النساء;النساء/الرجال;الذكور/الإناث;الإناث/الذكور;صادرات/واردات;الواردات/الصادرات
عدد سكان/مساحة;مساحة/عدد سكان;عاصمة/عملة;ارتفاع/عمق;طول/عرض;مؤلف/مترجم;كاتب/ناشر;مخرج/منتج;أخرج/أنتج;ألف/ترجم;ألّف/ترجم;كتب/ترجم;لحن/غنى;اخترع/منع
وصل إلى/غادر;وصلت إلى/غادرت;دخل/غادر;دخلت/غادرت;عُيّن/استقال;عُين/استقال;تولى/رفض;تولت/رفضت;تزوج/طلّق;تزوجت/طُلّقت من;وافق على/رفض;وافقت على/رفضت;اشترى/باع;اشترت/باعت;استورد/صدّر;حصل على/خسر;حصلت على/خسرت;فازت/خسرت
والد/جد;شقيق/ابن;زوجة/والدة;زوج/والد;حفيد/عم;مدرب/طبيب;قائد/سفير;وزير الداخلية/وزير الصحة;وزير الخارجية/وزير الزراعة;وزير التربية/وزير النقل;وزير الدفاع/وزير الثقافة;رئيس الحكومة/رئيس البرلمان;رئيس الوزراء/وزير المالية
أعراض/طرق الوقاية من;أسباب/نتائج;علاج/أعراض;فوائد/أضرار;مزايا/عيوب;قبل/بعد;بعد/قبل;داخل/خارج;فوق/تحت;ليلا/نهارا
'''.replace('\n', ';').strip(';').split(';')]
# The day of a death and the day of a birth often stand in one bracket without a word for either.
BRACKET = re.compile(r'\d{3,4}[^()]{0,25}[-–—/~][^()]{0,25}\d{3,4}')
# Asked-for words that the passage may have in another form.
KIN = {'توفي': 'وفاه وفاته وفاتها رحل رحلت مات ماتت توفيت قتل اغتيل استشهد', 'ولد': 'مواليد ميلاد ولاده مولده مولدها ولدت ميلاده ولادته',
       'مساحة': 'مساحته مساحتها كم2 كيلومتر', 'عدد سكان': 'سكانها نسمه سكان عددهم', 'انتهى': 'نهايه انتهاء حتي', 'انتهت': 'نهايه انتهاء حتي',
       'بدأ': 'بدايه بدء منذ', 'بدأت': 'بدايه بدء منذ', 'عملة': 'عملتها دينار جنيه دولار درهم ريال', 'خسر': 'هزيمه خساره', 'عمق': 'عمقه عمقها',
       'نهاية': 'انتهاء انتهي انتهت حتي', 'بداية': 'بدء بدا بدات منذ', 'هدم': 'تدمير دمر هدمت دمرت', 'رفض': 'رفضه رفضها رفضت يرفض', 'غادر': 'مغادره ترك رحل',
       'أعراض': 'عرض علامات', 'نتائج': 'نتيجه ادي ادت', 'آخر': 'اخير اخيره اخر', 'أول': 'اولي اولا'}
PERSON = re.compile(r'(?:^|\s)(?:ولد|ولدت|وُلد|وُلدت|سياسي|سياسية|ممثل|ممثلة|مغني|مغنية|مطرب|مطربة|لاعب|لاعبة|شاعر|شاعرة|كاتب|كاتبة|عالم|رسام|مخرج|ملك|خليفة|قائد|فيلسوف|مؤرخ|رئيس)(?:\s|$)')
WOMAN = re.compile(r'(?:^|\s)(?:ولدت|وُلدت|سياسية|ممثلة|مغنية|مطربة|لاعبة|شاعرة|كاتبة|هي)(?:\s|$)')


def whole(word):
    return re.compile(r'(?<!\w)([وفبلك]?)' + re.escape(word) + r'(?!\w)')


def in_text(word, source):
    """Whether the passage may speak of it: the change is made only where it does not."""
    own = set(stems(word)) | {fold(word)}
    kin = set(KIN.get(word, '').split())
    return bool(own & source.stems) or bool(kin & source.stems) or (len(word) > 3 and fold(word) in source.text)


def pair(made, source, question, sources, r):
    """The example that nothing answers, and the one that it was made from."""
    changed = example(made, source.article, question, sources.among(source, [source.bare()], question, r), '', source.form)
    kept = example(made, source.article, source.question, sources.among(source, [source.right()], source.question, r), source.answer, source.form)
    return [changed, kept]


def fits(source):
    return source.kind != 'yesNo' and not source.question.startswith('هل ') and len(source.sentences) > 1


def year(source, sources, r):
    if not fits(source):
        return None
    found = [m for m in YEAR.finditer(source.question) if m.group() in source.text]
    if not found:
        return None
    m = r.choice(found)
    near = [y for y in range(int(m.group()) - 15, int(m.group()) + 16) if abs(y - int(m.group())) > 0 and str(y) not in source.text and y <= 2025]
    # Years within the same decade are the likelier question.
    new = r.choice([y for y in near if abs(y - int(m.group())) <= 6] or near)
    return pair('near-year', source, source.question[:m.start()] + str(new) + source.question[m.end():], sources, r)


def number(source, sources, r):
    if not fits(source):
        return None
    options = []
    for m in NUMBER.finditer(source.question):
        if m.group() in source.text and not re.match(r'\s*(?:م|هـ|ق)\b', source.question[m.end():]):
            n = int(m.group())
            new = r.choice([x for x in (n + 1, n + 2, n + 3, n + 5, max(1, n - 1), max(1, n - 2)) if x != n and str(x) not in source.text] or [n + 17])
            options.append((m.start(), m.end(), str(new)))
    for row in ORDINALS + [MONTHS, DAYS]:
        for word in row:
            for m in whole(word).finditer(source.question):
                others = [w for w in row if w != word and fold(w) not in source.text and fold(MAGHREB.get(w, w)) not in source.text]
                if fold(word) in source.text and others:
                    options.append((m.start() + len(m.group(1)), m.end(), r.choice(others[:4])))
    if not options:
        return None
    start, end, new = r.choice(options)
    return pair('near-number', source, source.question[:start] + new + source.question[end:], sources, r)


def place(source, sources, r):
    if not fits(source):
        return None
    options = []
    for row in PLACES:
        for word in row:
            if len(word) < 3 or fold(word) not in source.text:
                continue
            for m in whole(word).finditer(source.question):
                # «ل» and «ب» before «ال» are written otherwise; only names alike in that are exchanged.
                alike = [w for w in row if w != word and w.startswith('ال') == word.startswith('ال') and fold(w) not in source.text and not in_text(w, source)]
                if alike and not re.search(r'[\u0600-\u06ff]', source.answer) or alike and fold(word) not in fold(source.answer):
                    options.append((m.start() + len(m.group(1)), m.end(), r.choice(alike)))
    if not options:
        return None
    start, end, new = r.choice(options)
    return pair('near-place', source, source.question[:start] + new + source.question[end:], sources, r)


class People:
    """Titles that are persons, by gender, so that one name can stand for another."""

    def __init__(self, sources):
        self.rows = {True: [], False: []}
        for s in sources.passages.values():
            if s.kind and not PERSON.search(s.sentences[0][:160]):
                continue
            if PERSON.search(s.sentences[0][:160]) and 2 <= len(s.title.split()) <= 3 and not re.search(r'[\d():،]|^(?:معركة|جامعة|مدينة|حزب|كأس|قائمة|نادي|جائزة|دولة|فيلم|مسلسل)', s.title):
                row = self.rows[bool(WOMAN.search(s.sentences[0][:160]))]
                if s.title not in row:
                    row.append(s.title)

    def other(self, title, source, r):
        for row in self.rows.values():
            if title in row:
                first, last = title.split()[0], title.split()[-1]
                pool = [t for t in row if fold(t) not in source.text and t != title]
                # A namesake is the harder miss: same first or last name.
                same = [t for t in pool if t.split()[0] == first or t.split()[-1] == last]
                if same and r.random() < 0.5:
                    return r.choice(same)
                if r.random() < 0.4 and len(title.split()) == 2 and first in MEN + WOMEN + ['محمد', 'أحمد', 'محمود', 'علي', 'حسن', 'فريد', 'عمر', 'إبراهيم', 'سامية', 'فاتن', 'سعد']:
                    lasts = [t.split()[-1] for t in pool if fold(t.split()[-1]) not in source.text and t.split()[-1].startswith('ال')]
                    return first + ' ' + r.choice(lasts)
                return r.choice(pool)
        return None


def person(source, sources, r, people):
    if source.title not in source.question or fold(source.title) in fold(source.answer):
        return None
    new = people.other(source.title, source, r)
    if not new:
        return None
    return pair('near-person', source, source.question.replace(source.title, new), sources, r)


def predicate(source, sources, r):
    if not fits(source):
        return None
    options = []
    for old, new in PREDICATES:
        for m in whole(old).finditer(source.question):
            if m.group(1) in ('ب', 'ك', 'ف') or in_text(new, source):
                continue
            # «كان أول من» and «أول مرة» turn well; «لأول مرة» and «قبل الميلاد» do not.
            tail = source.question[m.end():m.end() + 10]
            if old in ('أول', 'قبل', 'بعد') and re.match(r'\s+(?:مرة|الميلاد|أن|ال?أول|وأول)', tail) or m.group(1) == 'ل' and old == 'أول':
                continue
            if new in ('غادر', 'غادرت') and not source.question.startswith('متى '):
                continue
            # «بعد عام» and «قبل يومين» give a length of time and turn badly.
            if old in ('قبل', 'بعد') and re.match(r'\s+(?:عام|سن|يوم|شهر|ذلك|ما)', tail):
                continue
            # In «كتب التاريخ» or «ألف دينار» the word is no verb.
            if old in ('كتب', 'ألف', 'لحن', 'أكثر', 'أقل') and not re.match(r'(?:من|مين|ما|متى|أين|كم)\s', source.question):
                continue
            if old in ('ألف', 'كتب', 'لحن') and not re.match(r'(?:من|متى|أين)\s(?:الذي\s)?' + old, source.question):
                continue
            if old in ('طول', 'ارتفاع', 'مساحة', 'عدد سكان', 'عاصمة') and not re.match(r'(?:كم|ما)\s', source.question):
                continue
            if BRACKET.search(source.text) and new in ('توفي', 'ولد', 'توفيت', 'ولدت', 'تُوفي', 'تُوفيت', 'انتهت', 'انتهى', 'بدأ', 'بدأت', 'نهاية', 'بداية'):
                continue
            options.append((m.start() + len(m.group(1)), m.end(), new))
    if not options:
        return None
    start, end, new = r.choice(options)
    return pair('near-predicate', source, source.question[:start] + new + source.question[end:], sources, r)


# Perfect to the form that stands after «لم».
JUSSIVE = dict(p.split('/') for p in 'وقع/يوقع;وقّع/يوقّع;فاز/يفز;شارك/يشارك;انضم/ينضم;حضر/يحضر;وصل/يصل;أسس/يؤسس;كتب/يكتب;قتل/يقتل;حصل/يحصل;درب/يدرب;قاد/يقد;ساعد/يساعد;صمم/يصمم;بنى/يبن;حكم/يحكم;اكتشف/يكتشف;أخرج/يخرج;ترجم/يترجم;دعم/يدعم;وافق/يوافق;سجل/يسجل;زار/يزر;دعا/يدع;أعلن/يعلن;رافق/يرافق;موّل/يموّل;مول/يمول;اتهم/يتهم;عين/يعين;عيّن/يعيّن;شجع/يشجع;افتتح/يفتتح;طالب/يطالب;هزم/يهزم;ورث/يرث;لقب/يلقب;أطلق/يطلق;منح/يمنح;قرر/يقرر;اقترح/يقترح;رفض/يرفض;غنى/يغن;لحن/يلحن'.split(';'))


def negated(source, sources, r):
    """«من وقّع…؟» turned into «من لم يوقّع…؟»: who did sign does not answer it."""
    m = re.match(r'من (?:(?:هو )?(الذي|التي|الذين) )?(\w+)(?=\s)', source.question)
    if not m or m.group(2) not in JUSSIVE or m.group(1) in ('التي', 'الذين'):
        return None
    if {'لم', 'لن', 'رفض', 'امتنع', 'باستثناء', 'سوي', 'عدا'} & source.stems:
        return None
    head = 'من ' + (m.group(1) + ' ' if m.group(1) else '')
    return pair('negation', source, head + 'لم ' + JUSSIVE[m.group(2)] + source.question[m.end():], sources, r)
