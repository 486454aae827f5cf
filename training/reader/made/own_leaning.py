"""The answer stands in a sentence that leans on the one before it: «وكان ذلك عام…»."""
from .names import CITIES, TOWNS, Person, counted, date

# what is told; the question; the thing's name; its likely causes; what else a leaning sentence may say of it.
EVENTS = [
    ('افتُتح متحف {t} في احتفال حضره أهل المدينة.', 'متى افتُتح متحف {t}؟', 'متحف {t}', '', ['وحضر الوزير الحفل.', 'واستمر الاحتفال ثلاث ساعات.']),
    ('التقى الفريقان {t} والنجم في المباراة النهائية.', 'متى التقى {t} والنجم في النهائي؟', 'مباراة {t} والنجم', '', ['وانتهى اللقاء بالتعادل.', 'وحضره عشرون ألف متفرج.']),
    ('غرقت السفينة «{t}» وعلى متنها بضائع ثمينة.', 'متى غرقت السفينة «{t}»؟', 'السفينة {t}', 'عاصفة شديدة;خطأ الربان;ثقب في الهيكل', ['ونجا الطاقم كله.', 'واستغرق إنقاذ البحارة يومين.']),
    ('وقع انهيار كبير في منجم {t} وأُغلقت مداخله.', 'متى وقع انهيار منجم {t}؟', 'انهيار منجم {t}', 'تسرب المياه;ضعف الدعامات;انفجار الغاز', ['ولم يصب أحد من العمال.', 'واستمر رفع الأنقاض أسبوعين.']),
    ('اندلع حريق في سوق {t} القديم.', 'متى اندلع حريق سوق {t}؟', 'حريق سوق {t}', 'تماس كهربائي;إهمال أحد التجار;أسطوانة غاز', ['واحترق أربعون دكانًا.', 'واستمر إخماده تسع ساعات.']),
    ('صدر العدد الأول من مجلة {t} في أربع صفحات.', 'متى صدر العدد الأول من مجلة {t}؟', 'مجلة {t}', '', ['وبيع منه ألف نسخة.', 'ونفد في يومين.']),
    ('أُعلن استقلال جزيرة {t} بعد مفاوضات طويلة.', 'متى استقلت جزيرة {t}؟', 'جزيرة {t}', '', ['واحتفل السكان ثلاثة أيام.', 'ورُفع العلم الجديد فوق القلعة.']),
    ('سافرت بعثة {t} إلى القطب.', 'متى سافرت بعثة {t} إلى القطب؟', 'بعثة {t}', '', ['وضمّت سبعة علماء.', 'ودامت الرحلة خمسة أشهر.']),
    ('هُزم جيش {t} في معركة السهل.', 'متى هُزم جيش {t} في معركة السهل؟', 'معركة السهل', 'نفاد الماء;خيانة أحد القادة;تأخر المدد', ['وانسحب من بقي إلى الجبال.', 'ودام القتال يومين.']),
    ('وُقّع عقد بناء ميناء {t} مع شركة أجنبية.', 'متى وُقّع عقد بناء ميناء {t}؟', 'ميناء {t}', '', ['وبلغت قيمته ستين مليون دينار.', 'وحضر التوقيع رئيس البلدية.']),
    ('أضرب عمال مصنع {t} عن العمل.', 'متى أضرب عمال مصنع {t}؟', 'إضراب مصنع {t}', 'تأخر الأجور;طول ساعات العمل;فصل زميلين لهم', ['ودام الإضراب أسبوعًا.', 'وشارك فيه تسعون عاملًا.']),
    ('توقف القطار عن خدمة بلدة {t}.', 'متى توقف القطار عن خدمة بلدة {t}؟', 'محطة {t}', 'قلة الركاب;تلف السكة;ارتفاع الكلفة', ['وحلّت الحافلات محله.', 'واعترض الأهالي أشهرًا.']),
]


def leaning(r, event=None):
    event = event or r.choice(EVENTS)
    t = r.choice(TOWNS)
    says, when, name = (x.format(t=t) for x in event[:3])
    d = date(r, r.randrange(1900, 2023))
    year = d.split()[-1]
    lean = [(r.choice([f'وكان ذلك في {d}.', f'وقد حدث هذا في {d}.', f'وجرى ذلك في {d}.', f'حدث ذلك في {d}.', f'كان هذا في {d}.', f'وتم ذلك في {d}.']), 'when')]
    more = [(x, None) for x in event[4]]
    if event[3]:
        cause = r.choice(event[3].split(';'))
        more.append((r.choice([f'ويعود السبب إلى {cause}.', f'والسبب في ذلك {cause}.', f'وقيل إن السبب {cause}.']), 'why'))
    told = lean + r.sample(more, r.randrange(len(more) + 1))
    if r.random() < 0.3:
        told = told[1:] + [told[0]]
    # Another event with a date of its own in the same passage.
    other = r.choice([f'وكانت المنطقة قد شهدت احتفالًا كبيرًا في {date(r)}.', f'وفي {date(r)} زار الوالي المنطقة.', 'وتناقلت الصحف الخبر.', 'وما زال الناس يذكرون تلك الأيام.'])
    blocks = [[(says, None)] + told] + [[(other, None)]]
    has = {k for _, k in told}
    asks = [('dependent', [when, when.replace('متى', 'إمتى'), when.replace('متى', 'إيمتى'), f'تاريخ {name}' if event[3] else when.rstrip('؟')], ('when',), d), ('dependent', [when.replace('متى', 'في أي عام'), when.replace('متى', 'سنة كام')], ('when',), year)]
    if event[3]:
        asks.append(('dependent', [when.replace('متى', 'لماذا'), when.replace('متى', 'ليه')], ('why',) if 'why' in has else (), cause if 'why' in has else ''))
    if 'why' in has:
        asks.append(('two-part', [when + ' ولماذا؟', when.rstrip('؟') + ' ولماذا؟', when.rstrip('؟') + '، وما السبب؟'], ('when', 'why'), ''))
    return dict(article='lean ' + name + t, title=r.choice([name, name, f'ذكرى {name}', '']), blocks=blocks, asks=asks, named=t, untitled_ok=True, alike=(lambda r: leaning(r, event)) if r.random() < 0.5 else leaning)


def portrait(r):
    p, c = Person(r), r.choice(CITIES)
    v = p.v
    job, works = r.choice([(('رسام', 'رسامة'), 'لوحة'), (('كاتب', 'كاتبة'), 'رواية'), (('مهندس', 'مهندسة'), 'مبنى')])
    y, k = r.randrange(1880, 1980), r.randrange(4, 60)
    sib = r.randrange(3, 10)
    rows = [(f'{v("وهو", "وهي")} من مواليد {c} عام {y}.', 'born'), (f'{v("وهو", "وهي")} {v("الابن", "الابنة")} {r.choice(["الأصغر", "الأكبر"]) if not p.woman else r.choice(["الصغرى", "الكبرى"])} بين {counted(sib, "أخ", "إخوة", "أخًا")}.', 'sib'), (f'{v("وله", "ولها")} {counted(k, works, dict(لوحة="لوحات", رواية="روايات", مبنى="مبانٍ")[works], works)} {"معروفة" if works != "مبنى" else "معروفًا"}.' if k > 10 else f'{v("وله", "ولها")} {k} {dict(لوحة="لوحات", رواية="روايات", مبنى="مبانٍ")[works]} معروفة.', 'works'),
            (f'{v("وكان يلقب", "وكانت تلقب")} بـ«{r.choice(["الصقر", "فارس المدينة", "القمر", "الحكيم"]) if not p.woman else r.choice(["نجمة الشمال", "وردة المدينة", "اللؤلؤة"])}».', 'nick'), (f'{v("وعاش", "وعاشت")} بعد ذلك في {r.choice([x for x in CITIES if x != c])}.', 'lived')]
    rows = r.sample(rows, r.choice([2, 3, 4]))
    has = {k for _, k in rows}
    first = f'{p} {v(*job)} {v("ذاع صيته", "ذاع صيتها")} في القرن الماضي.'
    raw = [([f'أين {v("ولد", "ولدت")} {p}؟'], 'born', c), ([f'متى {v("ولد", "ولدت")} {p}؟'], 'born', str(y)), ([f'كم عدد إخوة {p}؟', f'هل كان ل{p} إخوة؟'], 'sib', ''), ([f'ما لقب {p}؟', f'بماذا {v("كان يلقب", "كانت تلقب")} {p}؟'], 'nick', ''), ([f'أين {v("عاش", "عاشت")} {p}؟'], 'lived', ''), ([f'كم {works} ل{p}؟', f'كم {works} {v("ترك", "تركت")} {p}؟'], 'works', str(k))]
    asks = [('dependent', q, (k2,) if k2 in has else (), a if k2 in has else '') for q, k2, a in raw if k2 in has or r.random() < 0.25]
    return dict(article='portrait ' + p.name, title=r.choice([p.name, p.name, '']), blocks=[[(first, None)] + rows], asks=asks)


SCENES = [(leaning, 170), (portrait, 120)]
