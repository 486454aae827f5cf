"""Scenes of lives, houses, matches, land and trade in which a thing and its opposite are both told."""
from .names import CITIES, LANDS, TOWNS, Person, counted, date

FILL_LIFE = ['وكان معروفًا بين زملائه بالهدوء وحب القراءة.', 'ونشرت الصحف يومها صورًا كثيرة له.', 'وكان يزور أهله في القرية كل صيف.', 'وترك وراءه مكتبة كبيرة.', 'وكان يجيد ثلاث لغات.']
FILL_LIFE_W = ['وكانت معروفة بين زملائها بالهدوء وحب القراءة.', 'ونشرت الصحف يومها صورًا كثيرة لها.', 'وكانت تزور أهلها في القرية كل صيف.', 'وتركت وراءها مكتبة كبيرة.', 'وكانت تجيد ثلاث لغات.']


def life(r):
    p = Person(r)
    v, n = p.v, p.name
    y = r.randrange(1870, 1936)
    born, died = date(r, y), date(r, y + r.randrange(49, 88))
    here, there, third = r.sample(CITIES, 3)
    party = r.choice(['حزب النهضة الوطنية', 'رابطة الكتّاب', 'نقابة المعلمين', 'جمعية الفنون', 'حزب الإصلاح', 'نادي الصحافة', 'اتحاد العمال'])
    joined, left = y + r.randrange(20, 27), y + r.randrange(29, 44)
    wed, apart = y + r.randrange(22, 30), y + r.randrange(33, 46)
    spouse = Person(r, not p.woman)
    cause = r.choice(['نوبة قلبية', 'حادث سير', 'مرض عضال', 'التهاب رئوي', 'سكتة دماغية'])
    first, last = r.sample(['«ليل المدينة»', '«باب البحر»', '«رمال»', '«طريق الملح»', '«آخر الضوء»', '«بيت الجدة»', '«سفر طويل»', '«نافذة الشرق»'], 2)
    fy, ly = y + r.randrange(23, 28), y + r.randrange(45, 48)
    job = v(*r.choice([('كاتب', 'كاتبة'), ('طبيب', 'طبيبة'), ('معلم', 'معلمة'), ('صحفي', 'صحفية'), ('شاعر', 'شاعرة')]))
    blocks = [
        [(r.choice([f'{v("وُلد", "وُلدت")} {n} في {here} يوم {born}.' if born[0].isdigit() else f'{v("وُلد", "وُلدت")} {n} في {here} في {born}.',
                    f'{n} {job} {v("عاش", "عاشت")} في {third}، و{v("ولد", "ولدت")} في {here} في {born}.', f'رأى {n} النور في {here} في {born}.' if not p.woman else f'رأت {n} النور في {here} في {born}.']), 'born')],
        [(r.choice([f'{v("وتوفي", "وتوفيت")} في {there} في {died} إثر {cause}.', f'{v("وتُوفي", "وتُوفيت")} في {died} في {there} بعد {cause}.', f'{v("ورحل", "ورحلت")} عن الدنيا في {died} في {there}، وكان السبب {cause}.', f'{v("مات", "ماتت")} {n} في {there} في {died} إثر {cause}.']), 'died')],
        [(r.choice([f'{v("وانضم", "وانضمت")} إلى {party} عام {joined}.', f'{v("انتسب", "انتسبت")} إلى {party} سنة {joined}.', f'وكان {v("انضمامه", "انضمامها")} إلى {party} في عام {joined}.']), 'joined')],
        [(r.choice([f'{v("وانسحب", "وانسحبت")} من {party} عام {left} بعد خلاف على الانتخابات.', f'{v("ثم ترك", "ثم تركت")} {party} سنة {left}.', f'{v("واستقال", "واستقالت")} من {party} في عام {left} احتجاجًا على قراراتها.' if party.split()[0] in ('رابطة', 'نقابة', 'جمعية') else f'{v("واستقال", "واستقالت")} من {party} في عام {left} احتجاجًا على قراراته.']), 'left')],
        [(f'{v("وتزوج", "وتزوجت")} {spouse} عام {wed}.' if p.woman else f'وتزوج {spouse} عام {wed}.', 'wed')],
        [(r.choice([f'وانفصل الزوجان عام {apart}.', f'وانتهى الزواج بالطلاق عام {apart}.']), 'apart')],
        [(r.choice([f'وصدر {v("ديوانه الأول", "ديوانها الأول")} {first} عام {fy}.', f'{v("وكان أول كتبه", "وكان أول كتبها")} {first}، وقد صدر عام {fy}.']), 'first')],
        [(r.choice([f'أما {v("ديوانه الأخير", "ديوانها الأخير")} {last} فقد صدر عام {ly}.', f'{v("وآخر كتبه", "وآخر كتبها")} {last}، وصدر عام {ly}.']), 'last')],
        [(r.choice(FILL_LIFE_W if p.woman else FILL_LIFE), None)],
    ]
    blocks = [blocks[0]] + r.sample(blocks[1:], r.choice([4, 5, 6]))
    has = {k for b in blocks for _, k in b}
    all_asks = [
        ('opposites', [f'متى {v("ولد", "ولدت")} {n}؟', f'ما تاريخ ميلاد {n}؟', f'في أي عام {v("وُلد", "وُلدت")} {n}؟', f'{n} {v("اتولد", "اتولدت")} إمتى'], 'born', born), ('opposites', [f'أين {v("ولد", "ولدت")} {n}؟', f'ما مسقط رأس {n}؟'], 'born', here),
        ('opposites', [f'متى {v("توفي", "توفيت")} {n}؟', f'ما تاريخ وفاة {n}؟', f'في أي سنة {v("مات", "ماتت")} {n}؟', f'{n} {v("مات", "ماتت")} إمتى؟'], 'died', died), ('opposites', [f'أين {v("توفي", "توفيت")} {n}؟', f'في أي مدينة {v("مات", "ماتت")} {n}؟'], 'died', there),
        ('opposites', [f'كيف {v("مات", "ماتت")} {n}؟', f'ما سبب وفاة {n}؟'], 'died', cause),
        ('opposites', [f'متى {v("انضم", "انضمت")} {n} إلى {party}؟', f'في أي عام {v("دخل", "دخلت")} {n} {party}؟'], 'joined', str(joined)), ('opposites', [f'متى {v("انسحب", "انسحبت")} {n} من {party}؟', f'متى {v("ترك", "تركت")} {n} {party}؟', f'سنة كام {v("ساب", "سابت")} {n} {party}؟'], 'left', str(left)),
        ('opposites', [f'متى {v("تزوج", "تزوجت")} {n}؟'], 'wed', str(wed)), ('opposites', [f'{"من زوج" if p.woman else "من زوجة"} {n}؟'], 'wed', spouse.name), ('opposites', [f'متى {v("طُلق", "طُلقت")} {n}؟', f'متى انتهى زواج {n}؟'], 'apart', str(apart)),
        ('opposites', [f'ما أول كتب {n}؟', f'متى صدر أول كتب {n}؟'], 'first', first), ('opposites', [f'ما آخر كتب {n}؟', f'ما آخر ديوان نشر{v("ه", "ته")} {n}؟'], 'last', last),
    ]
    asks = [(m, q, (k,) if k in has else (), a if k in has else '') for m, q, k, a in all_asks]
    if 'died' in has:
        asks += [('two-part', [f'متى {v("ولد", "ولدت")} {n} ومتى {v("توفي", "توفيت")}؟', f'متى {v("وُلد", "وُلدت")} {n}، ومتى {v("مات", "ماتت")}؟', f'أين {v("ولد", "ولدت")} {n} وأين {v("توفي", "توفيت")}؟'], ('born', 'died'), '')] * 2
    if {'joined', 'left'} <= has:
        asks += [('two-part', [f'متى {v("انضم", "انضمت")} {n} إلى {party} ومتى {v("انسحب", "انسحبت")} {"منها" if party.split()[0] in ("رابطة", "نقابة", "جمعية") else "منه"}؟'], ('joined', 'left'), '')] * 2
    return dict(article='life ' + n, title=r.choice([n, n, f'سيرة {n}', f'{n}.. حكاية {job}']), blocks=blocks, asks=asks)


def house(r):
    """A museum or a factory: opened and closed, founded and burnt."""
    t, c = r.choice(TOWNS), r.choice(CITIES)
    kind = r.choice([('متحف', 'm'), ('مصنع', 'm'), ('مسرح', 'm'), ('ملعب', 'm'), ('مستشفى', 'm'), ('سينما', 'f'), ('مكتبة', 'f'), ('محطة', 'f'), ('حديقة', 'f'), ('مدرسة', 'f')])
    f = kind[1] == 'f'
    name = f'{kind[0]} {t}'
    y = r.randrange(1890, 1990)
    opened, closed, again = date(r, y), date(r, y + r.randrange(12, 33)), date(r, y + r.randrange(34, 36))
    founder, closer = Person(r, False), Person(r, False)
    v = (lambda a, b: b) if f else (lambda a, b: a)
    blocks = [
        [(r.choice([f'{v("افتُتح", "افتُتحت")} {name} في {c} في {opened} بحضور أعيان المدينة.', f'{v("فتح", "فتحت")} {name} {v("أبوابه", "أبوابها")} للناس في {opened}.', f'في {opened} جرى افتتاح {name} في وسط {c}.']), 'open')],
        [(r.choice([f'{v("وأُغلق", "وأُغلقت")} في {closed} بسبب نقص المال.', f'وفي {closed} أقفل {name} {v("أبوابه", "أبوابها")} بسبب نقص المال.' if not f else f'وفي {closed} أقفلت {name} أبوابها بسبب نقص المال.', f'وتقرر إغلاق {name} في {closed} بسبب نقص المال.']), 'close')],
        [(f'وأسّس{v("ه", "ها")} التاجر {founder} من ماله.', 'founder')],
        [('وهُدم المبنى القديم فيما بعد وأقيم مكانه سوق.', None)],
        [(f'{v("وأعيد فتحه", "وأعيد فتحها")} في {again} بعد ترميم طويل.', 'again')],
        [(f'{v("ويضم", "وتضم")} قاعتين كبيرتين وساحة فيها أشجار قديمة.', None)],
        [(f'وزار{v("ه", "ها")} في السنة الأولى {counted(r.randrange(3, 90) * 100 + 50, "زائر", "زوار", "زائرًا")}.', 'visits')],
    ]
    blocks = [blocks[0]] + r.sample(blocks[1:], r.choice([3, 4, 5]))
    has = {k for b in blocks for _, k in b}
    raw = [([f'متى {v("افتتح", "افتتحت")} {name}؟', f'ما تاريخ افتتاح {name}؟', f'امتى {v("فتح", "فتحت")} {name}'], 'open', opened), ([f'متى {v("أُغلق", "أُغلقت")} {name}؟', f'متى أقفل{v("", "ت")} {name} {v("أبوابه", "أبوابها")}؟', f'إمتى {v("اتقفل", "اتقفلت")} {name}؟'], 'close', closed), ([f'لماذا {v("أُغلق", "أُغلقت")} {name}؟', f'ما سبب إغلاق {name}؟', f'ليش سكّر{v("", "ت")} {name}؟'], 'close', 'نقص المال'),
           ([f'من أسس {name}؟', f'من مؤسس {name}؟', f'مين أسس {name}؟'], 'founder', founder.name), ([f'متى أعيد افتتاح {name}؟', f'متى أعيد فتح {name} بعد الترميم؟'], 'again', again)]
    asks = [('opposites', q, (k,) if k in has else (), a if k in has else '') for q, k, a in raw]
    asks += [('opposites', [f'من أغلق {name}؟', f'من أمر بإغلاق {name}؟'], (), '')]
    if 'close' in has:
        asks.append(('two-part', [f'متى {v("افتتح", "افتتحت")} {name} ومتى {v("أُغلق", "أُغلقت")}؟', f'متى {v("فُتح", "فُتحت")} {name}، ولماذا {v("أُغلق", "أُغلقت")}؟'], ('open', 'close'), ''))
    return dict(article='house ' + name + c, title=r.choice([name, f'تاريخ {name}', f'{name} في {c}', '']), blocks=blocks, asks=asks, untitled_ok=True)


def games(r):
    """Gold, silver and bronze; winner and loser; first and last."""
    sport = r.choice(['سباق الدراجات', 'بطولة الجري', 'بطولة الشطرنج', 'بطولة السباحة', 'سباق الماراثون', 'بطولة الرماية', 'بطولة الجودو'])
    y, c = r.randrange(1995, 2024), r.choice(CITIES)
    g, s, b, l = (Person(r, False) for _ in range(4))
    if len({x.name for x in (g, s, b, l)}) < 4:
        return games(r)
    name = f'{sport} في {c} عام {y}'
    n = r.randrange(12, 90)
    blocks = [
        [(f'أقيم{"ت" if sport.startswith("بطولة") else ""} {name} بمشاركة {counted(n, "متسابق", "متسابقين", "متسابقًا")}.', 'count')],
        [(r.choice([f'وفاز {g} بالميدالية الذهبية.', f'ونال {g} الذهبية بعد منافسة قوية.', f'وحلّ {g} في المركز الأول وأخذ الذهب.']), 'gold')],
        [(r.choice([f'وكانت الفضية من نصيب {s}.', f'ونال {s} الميدالية الفضية.', f'وجاء {s} ثانيًا فأخذ الفضية.']), 'silver')],
        [(r.choice([f'وذهبت البرونزية إلى {b}.', f'واكتفى {b} بالميدالية البرونزية.', f'وحلّ {b} ثالثًا ونال البرونزية.']), 'bronze')],
        [(r.choice([f'ووصل {l} في المركز الأخير.', f'وأنهى {l} المنافسة أخيرًا.']), 'last')],
        [('وسلّم المحافظ الجوائز في حفل قصير.', None)], [('وكان الجو حارًّا والحضور كثيرًا.', None)]]
    blocks = [blocks[0]] + r.sample(blocks[1:], r.choice([3, 4, 5]))
    has = {k for x in blocks for _, k in x}
    raw = [([f'من فاز بذهبية {name}؟', f'مين أخد الدهبية في {name}؟', f'من صاحب المركز الأول في {name}؟', f'الفائز بالذهبية في {name}'], 'gold', g.name), ([f'من نال فضية {name}؟', f'لمن ذهبت الميدالية الفضية في {name}؟', f'من جاء ثانيًا في {name}؟'], 'silver', s.name),
           ([f'من حصل على برونزية {name}؟', f'من حل ثالثًا في {name}؟'], 'bronze', b.name), ([f'من حل أخيرًا في {name}؟', f'من صاحب المركز الأخير في {name}؟'], 'last', l.name), ([f'كم متسابقًا شارك في {name}؟'], 'count', str(n))]
    asks = [('opposites', q, (k,) if k in has else (), a if k in has else '') for q, k, a in raw]
    asks.append(('near-year', [f'من فاز بذهبية {sport} في {c} عام {y + r.choice([-2, -1, 1, 2, 4])}؟'], (), ''))
    if {'gold', 'silver'} <= has:
        asks.append(('two-part', [f'من فاز بالذهبية ومن فاز بالفضية في {name}؟'], ('gold', 'silver'), ''))
    return dict(article='games ' + name, title=r.choice([f'نتائج {sport}', name, f'{g} بطلًا' if 'gold' not in has else name]), blocks=blocks, asks=asks)


def land(r):
    t = r.choice(TOWNS)
    kind = r.choice(['محافظة', 'ولاية', 'جزيرة', 'واحة'])
    name = f'{kind} {t}'
    e, w, n, s = r.sample(['جبال الحمراء', 'سهل القمح', 'صحراء الملح', 'غابة الصنوبر', 'بحيرة البجع', 'هضبة الريح', 'وادي العقيق', 'تلال الزعتر'], 4)
    hi, lo = r.sample(['جبل النسر', 'جبل الشيح', 'تل الغزال', 'جبل العقاب', 'تل الحمام'], 2)
    h1, h2 = r.randrange(1200, 3000), r.randrange(120, 900)
    a, b = r.sample(['القمح', 'التمر', 'الزيتون', 'القطن', 'السكر', 'الآلات', 'الورق', 'الأدوية'], 2)
    hot, cold = r.randrange(36, 48), r.randrange(3, 10)
    up, dn, y = r.randrange(4, 30), r.randrange(3, 25), r.randrange(2005, 2023)
    blocks = [
        [(f'تشتهر {name} بتنوع أرضها.', None)],
        [(f'وإلى الشرق منها {e}.', 'east')], [(r.choice([f'وإلى الغرب منها {w}.', f'أما في جهة الغرب فهناك {w}.']), 'west')], [(f'وفي شمالها {n}.', 'north')], [(f'وفي جنوبها {s}.', 'south')],
        [(f'وأعلى قممها {hi}، وارتفاعه {h1} مترًا.', 'high')], [(f'وأدناها {lo} الذي لا يزيد على {h2} مترًا.', 'low')],
        [(f'وتصدّر {a} إلى جيرانها.', 'export')], [(f'وتستورد {b} من الخارج.', 'import')],
        [(f'وتصل الحرارة صيفًا إلى {counted(hot, "درجة", "درجات", "درجة")}.', 'hot')], [(f'وتهبط في الشتاء إلى {cold} درجات.', 'cold')],
        [(f'وارتفع عدد السياح في {y} بنسبة {up}%.', 'up')], [(f'ثم انخفض في {y + 1} بنسبة {dn}%.', 'down')]]
    pairs = [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)]
    pick = r.sample(pairs, 3)
    keep = [blocks[0]] + [blocks[i] for p in pick for i in p]
    if r.random() < 0.6:
        keep.append([blocks[11][0], blocks[12][0]])
    has = {k for x in keep for _, k in x}
    raw = [([f'ماذا يحد {name} من الشرق؟', f'ما الذي يقع شرق {name}؟'], 'east', e), ([f'ماذا يحد {name} من الغرب؟', f'شو في غرب {name}؟'], 'west', w), ([f'ماذا يوجد في شمال {name}؟'], 'north', n), ([f'ماذا يوجد في جنوب {name}؟', f'ما الذي يقع جنوب {name}؟'], 'south', s),
           ([f'ما أعلى قمة في {name}؟', f'كم ارتفاع أعلى قمم {name}؟'], 'high', hi), ([f'ما أدنى قمم {name}؟'], 'low', lo), ([f'ماذا تصدّر {name}؟', f'صادرات {name}'], 'export', a), ([f'ماذا تستورد {name}؟', f'واردات {name}'], 'import', b),
           ([f'كم تبلغ الحرارة في صيف {name}؟'], 'hot', str(hot)), ([f'إلى كم تهبط الحرارة شتاءً في {name}؟', f'كم درجة الحرارة في الشتاء في {name}؟'], 'cold', str(cold)), ([f'كم زاد عدد السياح في {name} عام {y}؟', f'بكم ارتفع عدد سياح {name}؟'], 'up', f'{up}%'), ([f'كم نقص عدد السياح في {name} عام {y + 1}؟', f'بكم انخفض عدد السياح في {name}؟'], 'down', f'{dn}%'),
           ([f'ما أطول نهر في {name}؟', f'كم عدد سكان {name}؟', f'ما عاصمة {name}؟'], 'none', '')]
    asks = [('opposites', q, (k,) if k in has else (), x if k in has else '') for q, k, x in raw if k in has or r.random() < 0.3]
    return dict(article='land ' + name, title=r.choice([name, f'جغرافية {name}']), blocks=keep, asks=asks)


SCENES = [(life, 300), (house, 190), (games, 160), (land, 150)]
