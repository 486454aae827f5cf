"""Yes/no questions whose answer is the sentence that says the opposite, or nothing; and prices of a day that is past."""
from .names import CITIES, DAYS, MONTHS, TOWNS, Person, counted, date

# (what {n} is, says, asks, asks that nothing answers). Each question is answered by the sentence, with yes or with no.
FACTS = [
    ('الدراسة في معهد {t} مجانية، ولا يدفع الطالب إلا ثمن الكتب.', ['هل الدراسة في معهد {t} مجانية؟', 'هل يدفع الطالب رسومًا في معهد {t}؟', 'الدراسة في معهد {t} بفلوس؟']),
    ('ويقبل معهد {t} الفتيان والفتيات على حد سواء.', ['هل معهد {t} للفتيان فقط؟', 'هل يقبل معهد {t} الفتيات؟', 'معهد {t} بياخد بنات؟']),
    ('ولا يوفّر معهد {t} سكنًا لطلابه.', ['هل في معهد {t} سكن للطلاب؟', 'هل يوفر معهد {t} السكن؟', 'معهد {t} فيه سكن؟']),
    ('وتُدرَّس المواد كلها بالعربية.', ['هل الدراسة في معهد {t} بالإنجليزية؟', 'هل تُدرَّس المواد بالعربية في معهد {t}؟']),
    ('ومبنى معهد {t} أقدم من مبنى البلدية بنحو عشرين سنة.', ['هل مبنى معهد {t} أحدث من مبنى البلدية؟', 'هل مبنى البلدية أقدم من معهد {t}؟']),
    ('ولم يُغلق معهد {t} أبوابه في سنوات الحرب.', ['هل أُغلق معهد {t} أثناء الحرب؟', 'هل ظل معهد {t} يعمل في سنوات الحرب؟', 'هو معهد {t} قفل أيام الحرب؟']),
    ('ونهر {t} أقصر من نهر الوادي الكبير بمئة كيلومتر.', ['هل نهر {t} أطول من نهر الوادي الكبير؟', 'هل نهر {t} أقصر من الوادي الكبير؟']),
    ('ومياه نهر {t} عذبة تُشرب من غير معالجة.', ['هل مياه نهر {t} مالحة؟', 'هل تصلح مياه نهر {t} للشرب؟', 'مية نهر {t} بتتشرب؟']),
    ('ولا يجفّ نهر {t} في الصيف.', ['هل يجف نهر {t} صيفًا؟', 'هل يجري نهر {t} طوال السنة؟']),
    ('ويُمنع صيد السمك في نهر {t} من مارس إلى مايو.', ['هل يجوز صيد السمك في نهر {t} في أبريل؟', 'هل الصيد مسموح في نهر {t} طوال السنة؟']),
    ('ينبع نهر {t} من الجبال الشرقية، ولا يمرّ بالعاصمة.', ['هل يمر نهر {t} بالعاصمة؟', 'هل ينبع نهر {t} من الغرب؟', 'هل منبع نهر {t} في الجبال؟']),
    ('وبقي جسر {t} خشبيًّا حتى أعيد بناؤه بالحجر قبل خمسين عامًا.', ['هل كان جسر {t} من الخشب في الأصل؟', 'هل جسر {t} حجري منذ بنائه؟']),
    ('وعبور جسر {t} بالسيارة يكلّف دينارين، أما المشاة فلا يدفعون.', ['هل عبور جسر {t} مجاني للمشاة؟', 'هل يدفع أصحاب السيارات لعبور جسر {t}؟']),
    ('ويتسع جسر {t} لسيارة واحدة في كل اتجاه.', ['هل جسر {t} باتجاه واحد؟', 'هل يتسع جسر {t} لسيارتين متقابلتين؟']),
    ('أعلنت شركة {t} أنها لن تسرّح أحدًا من عمالها.', ['هل تسرّح شركة {t} عمالها؟', 'هل ستحتفظ شركة {t} بعمالها؟', 'شركة {t} حتمشّي العمال؟']),
    ('وخسرت شركة {t} في العام الماضي مليوني دينار.', ['هل ربحت شركة {t} العام الماضي؟', 'هل حققت شركة {t} أرباحًا في العام الماضي؟']),
    ('ويملك الأهالي ثلثي أسهم شركة {t}، والثلث الباقي للدولة.', ['هل تملك الدولة أغلب أسهم شركة {t}؟', 'هل شركة {t} ملك للدولة كلها؟']),
    ('وتعمل مصانع شركة {t} في الليل أيضًا.', ['هل تتوقف مصانع شركة {t} ليلًا؟', 'هل تعمل مصانع {t} في الليل؟']),
    ('وترفض شركة {t} الدفع بالبطاقات المصرفية.', ['هل تقبل شركة {t} الدفع بالبطاقة؟', 'أقدر أدفع بالكارت في شركة {t}؟']),
]
NOWHERE = {'معهد': ['هل في معهد {t} مسبح؟', 'هل يمنح معهد {t} شهادة الدكتوراه؟', 'هل زار الوزير معهد {t} هذا العام؟'], 'نهر': ['هل في نهر {t} تماسيح؟', 'هل يصب نهر {t} في البحيرة؟', 'هل بُني سد على نهر {t}؟'],
           'جسر': ['هل أضيء جسر {t} ليلًا؟', 'هل وقعت حوادث على جسر {t}؟', 'هل يعبر القطار جسر {t}؟'], 'شركة': ['هل تصدّر شركة {t} إلى أوروبا؟', 'هل ستندمج شركة {t} مع غيرها؟', 'هل لشركة {t} فرع في العاصمة؟']}


def yes_no(r, kind=None):
    t, kind = r.choice(TOWNS), kind or r.choice(list(NOWHERE))
    mine = [(s, a) for s, a in FACTS if kind in a[0]]
    mine = r.sample(mine, r.randrange(3, min(5, len(mine)) + 1))
    blocks = [[(s.format(t=t), str(i))] for i, (s, _) in enumerate(mine)]
    asks = [('yes-no', [q.format(t=t) for q in a], (str(i),), '') for i, (_, a) in enumerate(mine)]
    asks += [('yes-no', [q.format(t=t) for q in NOWHERE[kind]], (), '')]
    rest = [a for s, a in FACTS if kind in a[0] and s not in [m[0] for m in mine]]
    asks += [('yes-no', [q.format(t=t) for q in a], (), '') for a in rest[:1]]
    return dict(article=f'yes {kind} {t}', title=f'{kind} {t}', blocks=blocks, asks=asks, named=t, alike=lambda r: yes_no(r, kind))


GOODS = [('غرام الذهب عيار 21', 'جنيهًا', (1500, 4000)), ('غرام الذهب عيار 18', 'جنيهًا', (1000, 3000)), ('الدولار في السوق الموازية', 'دينارًا', (4, 60)), ('كيلو اللحم البقري', 'دينارًا', (12, 90)), ('لتر البنزين', 'قرشًا', (100, 900)), ('كيس الإسمنت', 'جنيهًا', (40, 200)), ('كيلو السكر', 'قرشًا', (90, 900)), ('برميل النفط', 'دولارًا', (41, 99)), ('رغيف الخبز', 'قرشًا', (11, 99))]


def dated(r):
    """A price or an office of a day that is named in the text. The sentence answers for that day, and no other day."""
    n, unit, (lo, hi) = r.choice(GOODS)
    y, d, m = r.randrange(2010, 2024), r.randrange(1, 28), r.choice(MONTHS)
    day = r.choice(DAYS)
    price, last = r.randrange(lo, hi), r.randrange(lo, hi)
    c = r.choice(CITIES)
    other = r.choice([x for x in GOODS if x[0] != n and x[0][:6] != n[:6]])
    # 3 to 10 take another form of the noun; the sums here stay clear of it.
    price += 11 if price % 100 in range(0, 11) else 0
    last += 11 if last % 100 in range(0, 11) else 0
    op = r.randrange(*other[2])
    op += 11 if op % 100 in range(0, 11) else 0
    blocks = [[(r.choice([f'سجّل سعر {n} في {c} يوم {day} {d} {m} {y} نحو {price} {unit}.', f'بلغ سعر {n} في أسواق {c} بتاريخ {d} {m} {y} {price} {unit}.']), 'price')], [(f'وبلغ سعر {other[0]} {op} {other[1]}.', 'other')], [(r.choice(['وقال تاجر في السوق إن الحركة هادئة.', 'وينتظر الناس قرار البنك المركزي.', 'ويتوقع الخبراء أن تتغير الأسعار.']), None)]]
    d2 = r.choice([x for x in range(1, 28) if x != d])
    asks = [('dated', [f'كم سعر {n} في {c} يوم {d} {m} {y}؟', f'كم كان سعر {n} في {c} في {m} {y}؟', f'بكم كان {n} في {c} بتاريخ {d} {m} {y}؟'], ('price',), str(price)), ('dated', [f'كم سعر {n} في {c} يوم {d2} {m} {y}؟', f'كم سعر {n} في {c} عام {y + r.choice([1, 2, -1])}؟'], (), ''),
            ('dated', [f'كم سعر {r.choice(["غرام الفضة", "كيلو الأرز", "متر القماش", "طن الحديد", "كيلو التمر"])} في {c} يوم {d} {m} {y}؟'], (), '')]
    return dict(article=f'dated {n} {c} {y}', title=r.choice([f'أسعار {day}', f'أسعار السوق في {c}', f'سعر {n}']), blocks=blocks, asks=asks, named=f'{d} {m} {y}')


def office(r):
    post, body = r.choice([('وزير', 'التعليم'), ('وزير', 'النقل'), ('محافظ', 'البنك المركزي'), ('رئيس', 'جامعة ' + r.choice(TOWNS)), ('رئيس', 'نادي ' + r.choice(TOWNS)), ('مدير', 'مستشفى ' + r.choice(TOWNS))])
    c = r.choice(CITIES)
    old, new = Person(r, False), Person(r, False)
    y = r.randrange(1990, 2018)
    if old.name == new.name:
        return office(r)
    n = f'{post} {body}'
    blocks = [[(f'كان {old} {"وزيرًا" if post == "وزير" else "محافظًا" if post == "محافظ" else "رئيسًا" if post == "رئيس" else "مديرًا"} {"ل" + body if not body.startswith("ال") else "لل" + body[2:]} حتى عام {y}.', 'old')], [(f'ثم خلفه {new} الذي ما زال في منصبه.', 'new')], [('وعُرف العهدان بكثرة المشاريع.', None)]]
    if r.random() < 0.4:
        blocks.pop(1)
        asks = [('dated', [f'من كان {n} قبل عام {y}؟'], ('old',), old.name), ('dated', [f'من {n} بعد عام {y}؟', f'من خلف {old} في منصب {n}؟'], (), '')]
    else:
        blocks = [blocks[0] + blocks[1], blocks[2]]
        asks = [('dated', [f'من {n} الآن؟', f'من هو {n} الحالي؟', f'مين {n} دلوقتي؟', f'من خلف {old}؟'], ('new',), new.name), ('dated', [f'من {n} السابق؟', f'من كان {n} حتى عام {y}؟', f'من سبق {new} في منصب {n}؟'], ('old',), old.name)]
    return dict(article=f'office {n} {old}', title=r.choice([n, f'تاريخ المنصب: {n}']), blocks=blocks, asks=asks, named='لا شيء')


SCENES = [(yes_no, 230), (dated, 90), (office, 50)]
