"""Rows of tables as the program prints them: «الدرجة الثانية — السعر: 60، المدة: خمس سنوات.»"""
from .names import CITIES, DAYS, TOWNS, LANDS, counted

# first column, its rows, then the other columns with how their cells are drawn and how one asks for them ({k} is the row's name, {t} the place).
TIMES = ['6:30', '7:00', '7:15', '8:00', '8:45', '9:00', '9:30', '10:15', '11:00', '12:30', '13:00', '14:45', '16:00', '17:30', '18:15', '20:00']
SPANS = ['سنة واحدة', 'سنتان', 'ثلاث سنوات', 'خمس سنوات', 'سبع سنوات', 'عشر سنوات']
SHORTS = ['ربع ساعة', 'نصف ساعة', 'ساعة', 'ساعة ونصف', 'ساعتان', 'أربعون دقيقة', 'ثلاث ساعات']
TABLES = [
    dict(title='رسوم الجوازات في بلدية {t}', first='نوع الجواز', heading='الرسوم', rows=['عادي', 'مستعجل', 'دبلوماسي', 'مؤقت', 'جماعي', 'للطلاب'], name='الجواز ال{k}', names={'عادي': 'الجواز العادي', 'مستعجل': 'الجواز المستعجل', 'دبلوماسي': 'الجواز الدبلوماسي', 'مؤقت': 'الجواز المؤقت', 'جماعي': 'الجواز الجماعي', 'للطلاب': 'جواز الطلاب'},
         columns=[('المدة', SPANS, ['كم مدة {k} في {t}؟', 'ما مدة صلاحية {k}؟', '{k} بيقعد كام سنة؟']), ('الرسم بالدينار', (10, 95), ['كم رسم {k}؟', 'بكم {k} في بلدية {t}؟', 'ما رسم {k}؟', 'قديش رسم {k}؟', 'رسوم {k}']), ('مدة الإنجاز', ['يوم واحد', 'ثلاثة أيام', 'أسبوع', 'عشرة أيام', 'شهر'], ['متى يصدر {k}؟', 'كم يستغرق إصدار {k}؟'])]),
    dict(title='أسعار تذاكر القطار إلى {t}', first='الدرجة', heading='الأسعار', rows=['الأولى', 'الثانية', 'الثالثة', 'العائلية', 'النوم'], names={'الأولى': 'الدرجة الأولى', 'الثانية': 'الدرجة الثانية', 'الثالثة': 'الدرجة الثالثة', 'العائلية': 'الدرجة العائلية', 'النوم': 'درجة النوم'},
         columns=[('السعر', (8, 140), ['كم سعر تذكرة {k} إلى {t}؟', 'بكام تذكرة {k} في قطار {t}؟', 'ما ثمن تذكرة {k}؟', 'سعر {k} قطار {t}']), ('الوزن المسموح', ['10 كغ', '20 كغ', '25 كغ', '30 كغ', '40 كغ'], ['كم الوزن المسموح به في {k}؟', 'كم كيلو يُسمح لراكب {k}؟']), ('عدد المقاعد', (20, 90), ['كم مقعدًا في {k}؟', 'كم عدد مقاعد {k} في قطار {t}؟'])]),
    dict(title='مواعيد الحافلات في {t}', first='الحافلة', heading='المواعيد', rows=['الأولى', 'الثانية', 'الثالثة', 'الرابعة'], names={'الأولى': 'الحافلة الأولى', 'الثانية': 'الحافلة الثانية', 'الثالثة': 'الحافلة الثالثة', 'الرابعة': 'الحافلة الرابعة'},
         columns=[('موعد الانطلاق', TIMES, ['متى تنطلق {k} من {t}؟', 'الساعة كام بتتحرك {k}؟', 'ما موعد انطلاق {k}؟', 'وقتاش تخرج {k}؟']), ('الأجرة', (2, 19), ['كم أجرة {k} في {t}؟', 'بكم {k}؟', 'كم تكلف {k}؟']), ('الرصيف', (1, 9), ['من أي رصيف تنطلق {k}؟', 'ما رقم رصيف {k}؟'])]),
    dict(title='أوقات الدوام في مركز {t} الصحي', first='العيادة', heading='أوقات العمل', rows=['الأسنان', 'العيون', 'الأطفال', 'الجلدية', 'القلب', 'الأذن'], names={k: f'عيادة {k}' for k in ['الأسنان', 'العيون', 'الأطفال', 'الجلدية', 'القلب', 'الأذن']},
         columns=[('من', TIMES[:7], ['متى تفتح {k} في مركز {t}؟', 'من أي ساعة تعمل {k}؟', 'إمتى بتفتح {k}؟']), ('إلى', TIMES[9:], ['متى تغلق {k}؟', 'إلى أي ساعة تعمل {k} في {t}؟', '{k} بتقفل الساعة كام؟']), ('أيام العمل', ['السبت والاثنين', 'الأحد والثلاثاء', 'كل يوم عدا الجمعة', 'الأربعاء فقط', 'الخميس والسبت'], ['في أي أيام تعمل {k}؟', 'ما أيام عمل {k} في مركز {t}؟'])]),
    dict(title='اشتراكات نادي {t}', first='الاشتراك', heading='', rows=['الشهري', 'السنوي', 'العائلي', 'الطلابي', 'الفضي', 'الذهبي'], names={k: f'الاشتراك {k}' for k in ['الشهري', 'السنوي', 'العائلي', 'الطلابي', 'الفضي', 'الذهبي']},
         columns=[('السعر', (15, 400), ['كم سعر {k} في نادي {t}؟', 'بكم {k}؟', '{k} بكام؟', 'سعر {k} نادي {t}']), ('عدد الحصص', (4, 60), ['كم حصة في {k}؟', 'كم عدد الحصص في {k} بنادي {t}؟']), ('المسبح', ['مشمول', 'غير مشمول', 'بنصف السعر'], ['هل يشمل {k} المسبح؟', 'هل المسبح مشمول في {k}؟'])]),
    dict(title='أسعار الخضر في سوق {t}', first='الصنف', heading='الأسعار اليوم', rows=['الطماطم', 'البطاطا', 'الخيار', 'البصل', 'الجزر', 'الباذنجان', 'الفلفل'], names={},
         columns=[('سعر الكيلو', (2, 30), ['كم سعر كيلو {k} في سوق {t}؟', 'بكم {k} في سوق {t}؟', 'كيلو {k} بكام؟', 'سعر {k}']), ('المصدر', CITIES, ['من أين تأتي {k} في سوق {t}؟', 'ما مصدر {k} التي تباع في سوق {t}؟']), ('الكمية بالطن', (3, 80), ['كم طنًا من {k} في سوق {t}؟'])]),
    dict(title='جدول الميداليات في دورة {t}', first='البلد', heading='الميداليات', rows=LANDS, names={},
         columns=[('الذهبية', (1, 40), ['كم ذهبية نالت {k} في دورة {t}؟', 'كم ميدالية ذهبية ل{k}؟']), ('الفضية', (1, 40), ['كم فضية حصدت {k} في دورة {t}؟', 'كم ميدالية فضية نالتها {k}؟']), ('البرونزية', (1, 40), ['كم برونزية أخذت {k}؟', 'عدد برونزيات {k} في دورة {t}'])]),
    dict(title='أقسام جامعة {t}', first='القسم', heading='القبول', rows=['الرياضيات', 'الفيزياء', 'التاريخ', 'الحاسوب', 'الكيمياء', 'القانون', 'الهندسة المدنية'], names={k: f'قسم {k}' for k in ['الرياضيات', 'الفيزياء', 'التاريخ', 'الحاسوب', 'الكيمياء', 'القانون', 'الهندسة المدنية']},
         columns=[('المعدل المطلوب', (60, 99), ['ما المعدل المطلوب ل{k}؟', 'كم معدل القبول في {k} بجامعة {t}؟']), ('عدد المقاعد', (20, 200), ['كم مقعدًا في {k}؟', 'كم طالبًا يقبل {k} في جامعة {t}؟']), ('مدة الدراسة', ['أربع سنوات', 'خمس سنوات', 'ثلاث سنوات', 'ست سنوات'], ['كم سنة الدراسة في {k}؟', 'ما مدة الدراسة في {k}؟'])]),
    dict(title='رحلات العبّارة إلى {t}', first='اليوم', heading='الرحلات', rows=DAYS, names={k: f'يوم {k}' for k in DAYS},
         columns=[('الانطلاق', TIMES[:9], ['متى تنطلق العبّارة إلى {t} {k}؟', 'الساعة كام العبّارة {k}؟']), ('العودة', TIMES[9:], ['متى تعود العبّارة من {t} {k}؟', 'ما موعد عودة العبّارة {k}؟']), ('الأجرة', (4, 35), ['كم أجرة العبّارة {k} إلى {t}؟', 'بكم تذكرة العبّارة {k}؟'])]),
    dict(title='عقوبات المرور في {t}', first='المخالفة', heading='الغرامات', rows=['تجاوز السرعة', 'قطع الإشارة', 'الوقوف الممنوع', 'القيادة بلا رخصة', 'استعمال الهاتف', 'عدم ربط الحزام'], names={},
         columns=[('الغرامة', (20, 600), ['كم غرامة {k}؟', 'كم تبلغ غرامة {k} في {t}؟', 'غرامة {k} كام؟', 'مخالفة {k} بكم']), ('النقاط', (1, 9), ['كم نقطة تُحسم عند {k}؟', 'كم عدد نقاط مخالفة {k}؟']), ('مهلة الدفع', ['أسبوع', 'أسبوعان', 'شهر', 'ثلاثة أشهر'], ['ما مهلة دفع غرامة {k}؟'])]),
]
LEAD = ['يبيّن الجدول التالي التفاصيل:', 'وهذه هي القائمة كاملة:', 'تُحدَّث هذه الأرقام كل عام.', 'الجدول صادر عن الإدارة، وقد يتغيّر من دون إعلان.', 'للاستفسار يُراجع المكتب في أوقات الدوام.', 'ويُعفى من الرسم من تجاوز السبعين.']


def printed(key, cells, first, style):
    body = '، '.join(f'{c}: {v}' for c, v in cells)
    if style == 'dash':
        return f'{key} — {body}.'
    if style == 'named':
        return f'{first}: {key}، {body}.'
    return '| ' + ' | '.join([key] + [str(v) for _, v in cells]) + ' |'


def fitted(question, **slots):
    return question.format(**slots).replace(' لال', ' لل')


def table(r, shape=None):
    t, shape = r.choice(TOWNS), shape or r.choice(TABLES)
    rows = r.sample(shape['rows'], min(len(shape['rows']) - 1, r.choice([2, 3, 4, 5])))
    columns = r.sample(shape['columns'], r.choice([2, 2, 3]))
    style = r.choice(['dash'] * 6 + ['named', 'bars'])
    # Values differ within a column, so that a value names its row.
    drawn = {}
    for head, values, _ in columns:
        pool = list(range(values[0], values[1])) if isinstance(values, tuple) else list(values)
        drawn[head] = r.sample(pool, len(rows)) if len(pool) >= len(rows) else [r.choice(pool) for _ in rows]
    blocks = []
    if r.random() < 0.6:
        blocks.append([(r.choice(LEAD), None)])
    if style == 'bars':
        blocks.append([('| ' + ' | '.join([shape['first']] + [c[0] for c in columns]) + ' |', None)])
    label = shape['names'] or {k: k for k in shape['rows']}
    key_shown = (lambda k: label[k] if r.random() < 0.5 and style == 'dash' else k)
    for i, k in enumerate(rows):
        blocks.append([(printed(key_shown(k), [(h, drawn[h][i]) for h, _, _ in columns], shape['first'], style), k)])
    if r.random() < 0.4:
        blocks.append([(r.choice(LEAD[2:]), None)])
    asks = []
    for i, k in enumerate(rows):
        for head, _, questions in columns:
            asks.append(('table', [fitted(q, k=label[k], t=t) for q in questions], (k,), str(drawn[head][i])))
    missing_rows = [k for k in shape['rows'] if k not in rows]
    missing_columns = [c for c in shape['columns'] if c not in columns]
    for k in r.sample(missing_rows, min(2, len(missing_rows))):
        for head, _, questions in columns[:1]:
            asks.append(('table', [fitted(q, k=label[k], t=t) for q in questions], (), ''))
    for _, _, questions in missing_columns:
        asks.append(('table', [fitted(q, k=label[rows[0]], t=t) for q in questions], (), ''))
    # From the value to the row.
    head, values, _ = r.choice(columns)
    if len(set(drawn[head])) == len(rows) and isinstance(values, tuple) and head not in ('الرصيف',):
        i = r.randrange(len(rows))
        first = shape['first']
        asks += [('table', [f'أي {first.replace("ال", "", 1) if first.startswith("ال") else first} فيه {head} {drawn[head][i]} في {t}؟' if first not in ('الدرجة', 'الحافلة', 'العيادة', 'المخالفة') else f'أي {first.replace("ال", "", 1)} فيها {head} {drawn[head][i]} في {t}؟'], (rows[i],), rows[i] if rows[i] != label[rows[i]] else rows[i])]
    return dict(article='table ' + shape['title'].format(t=t), title=shape['title'].format(t=t), heading=r.choice([shape['heading'], shape['heading'], '']), blocks=blocks, asks=asks, ordered=True, named=t, keep=r.random() < 0.8, alike=lambda r: table(r, shape))


def opening(r):
    """Opening hours and prices told in sentences: one day's and one visitor's are not another's."""
    kind, she = r.choice([('متحف', False), ('مكتبة', True), ('حديقة', True), ('مسبح', False), ('صيدلية', True), ('سوق', False), ('قلعة', True), ('معرض', False)])
    t = r.choice(TOWNS)
    n = f'{kind} {t}'
    v = (lambda a, b: b) if she else (lambda a, b: a)
    a, b, c, d = 'الثامنة صباحًا', 'الخامسة مساءً', 'العاشرة صباحًا', 'الثانية ظهرًا'
    a, c = r.sample(['السابعة صباحًا', 'الثامنة صباحًا', 'التاسعة صباحًا', 'العاشرة صباحًا'], 2)
    b, d = r.sample(['الواحدة ظهرًا', 'الثالثة عصرًا', 'الخامسة مساءً', 'السابعة مساءً', 'التاسعة ليلًا'], 2)
    off = r.choice(DAYS[:5])
    full, kid = r.sample(range(2, 40), 2)
    full, kid = max(full, kid), min(full, kid)
    blocks = [[(f'{v("يفتح", "تفتح")} {n} {v("أبوابه", "أبوابها")} في الشتاء من {a} إلى {b}.', 'winter')], [(f'أما في الصيف {v("فيعمل", "فتعمل")} من {c} إلى {d}.', 'summer')], [(r.choice([f'{v("ويغلق", "وتغلق")} كل يوم {off}.', f'ويوم {off} عطلة أسبوعية.']), 'off')],
              [(f'وتذكرة الكبار بـ{counted(full, "دينار", "دنانير", "دينارًا")}.', 'full')], [(f'وتذكرة الأطفال بـ{counted(kid, "دينار", "دنانير", "دينارًا")}.', 'kid')], [('ويوجد موقف للسيارات أمام الباب.', 'cars')], [('وتُمنع الحيوانات الأليفة.', 'pets')]]
    blocks = [blocks[0], blocks[1]] + r.sample(blocks[2:], r.choice([2, 3, 4]))
    has = {k for x in blocks for _, k in x}
    raw = [([f'متى {v("يفتح", "تفتح")} {n} في الشتاء؟', f'{n} بيفتح الساعة كام في الشتا؟' if not she else f'{n} بتفتح الساعة كام في الشتا؟'], 'winter', a), ([f'متى {v("يغلق", "تغلق")} {n} في الشتاء؟'], 'winter', b), ([f'متى {v("يفتح", "تفتح")} {n} صيفًا؟', f'ما أوقات دوام {n} في الصيف؟'], 'summer', c), ([f'إلى أي ساعة {v("يعمل", "تعمل")} {n} في الصيف؟'], 'summer', d),
           ([f'ما يوم عطلة {n}؟', f'في أي يوم {v("يغلق", "تغلق")} {n}؟'], 'off', off), ([f'كم تذكرة الكبار في {n}؟', f'بكم تذكرة البالغين في {n}؟'], 'full', str(full)), ([f'كم سعر تذكرة الأطفال في {n}؟', f'بكام تذكرة العيال في {n}؟'], 'kid', str(kid)), ([f'كم تذكرة الطلاب في {n}؟', f'ما أوقات عمل {n} في رمضان؟', f'ما رقم هاتف {n}؟'], 'none', '')]
    asks = [('table', q, (k,) if k in has else (), x if k in has else '') for q, k, x in raw]
    asks += [('yes-no', [f'هل {v("يعمل", "تعمل")} {n} يوم {off}؟', f'هل {n} {v("مفتوح", "مفتوحة")} يوم {off}؟'], ('off',) if 'off' in has else (), ''), ('yes-no', [f'هل الدخول إلى {n} مجاني؟', f'الدخول ل{n} ببلاش؟'], ('full', 'kid') if {'full', 'kid'} <= has else ('full',) if 'full' in has else ('kid',) if 'kid' in has else (), ''),
             ('yes-no', [f'هل يمكن أن أصطحب قطتي إلى {n}؟', f'هل يُسمح بالحيوانات في {n}؟'], ('pets',) if 'pets' in has else (), ''), ('yes-no', [f'هل يوجد موقف سيارات عند {n}؟'], ('cars',) if 'cars' in has else (), ''), ('yes-no', [f'هل يوجد مصعد في {n}؟', f'هل يقبل {n} الدفع بالبطاقة؟' if not she else f'هل تقبل {n} الدفع بالبطاقة؟'], (), '')]
    return dict(article='opening ' + n, title=r.choice([n, f'زيارة {n}', 'معلومات للزوار']), heading=r.choice(['', '', 'أوقات الزيارة']), blocks=blocks, asks=asks)


SCENES = [(table, 330), (opening, 150)]
