"""Scenes in which both who did and who did not are told: «لم» changes which sentence answers."""
from .names import CITIES, LANDS, TOWNS, Person, counted, date


def listed(items):
    return '، '.join(items[:-1]) + ' و' + items[-1] if len(items) > 1 else items[0]


def treaty(r):
    lands = r.sample(LANDS, 7)
    did, did_not = lands[:4], lands[4:4 + r.choice([1, 2, 3])]
    c, y = r.choice(CITIES), r.randrange(1946, 2020)
    name = r.choice(['معاهدة', 'اتفاقية', 'مبادرة', 'وثيقة']) + ' ' + c + ' ' + r.choice(['للمياه', 'للتجارة', 'للنقل البحري', 'للبيئة', 'للتعليم']) + ' عام ' + str(y)
    pos = r.choice([f'وقّعت {listed(did)} على {name}.', f'حمل النص النهائي من {name} توقيعات {listed(did)}.', f'والدول الموقّعة على {name} هي {listed(did)}.'])
    neg = r.choice([f'ولم توقّع {listed(did_not)} عليها.', f'أما {listed(did_not)} فلم توقّع الوثيقة.', f'وامتنعت {listed(did_not)} عن التوقيع.', f'ورفضت {listed(did_not)} أن توقّع.', f'وبقيت {listed(did_not)} خارج الاتفاق بلا توقيع.'])
    blocks = [[(pos, 'did')], [(neg, 'not')], [(f'وجرت المفاوضات في {c} عدة أشهر.', None)], [('وتنص المادة الأولى على التعاون بين الدول الأطراف.', None)], [(f'ودخل الاتفاق حيّز التنفيذ في {date(r, y + 1)}.', 'force')]]
    told_not = r.random() < 0.65
    if not told_not:
        blocks = [b for b in blocks if b[0][1] != 'not']
    asks = [('negation', [f'ما الدول التي لم توقع {name}؟', f'من لم يوقّع على {name}؟', f'أي دولة رفضت التوقيع على {name}؟', f'مين اللي ما وقعش على {name}؟', f'مين ما وقّع على {name}؟', f'الدول غير الموقعة على {name}'], ('not',) if told_not else (), listed(did_not) if told_not else '')] * 2
    asks += [('negation', [f'ما الدول التي وقعت {name}؟', f'من وقّع على {name}؟', f'مين اللي وقّع على {name}؟'], ('did',), listed(did))] * 2
    return dict(article='treaty ' + name, title=r.choice([name, f'قصة {name}', '']), blocks=blocks, asks=asks, untitled_ok=True)


def meeting(r):
    body = r.choice(['مجلس بلدية', 'مجلس إدارة نادي', 'جمعية أهالي', 'لجنة سوق', 'اتحاد طلبة كلية']) + ' ' + r.choice(TOWNS)
    people = []
    while len(people) < 5:
        p = Person(r)
        if p.name not in [q.name for q in people]:
            people.append(p)
    came, away = [p.name for p in people[:3]], people[3]
    d = date(r, r.randrange(2001, 2024))
    # «لجنة» and «جمعية» are she, «مجلس» and «اتحاد» are he.
    she = body.split()[0] in ('جمعية', 'لجنة')
    v = away.v
    pos = r.choice([f'حضر اجتماع {body} في {d} كلٌّ من {listed(came)}.', f'وشارك في اجتماع {body} {listed(came)}.'])
    neg = r.choice([f'{v("وتغيّب", "وتغيّبت")} {away} عن الاجتماع بسبب المرض.', f'ولم {v("يحضر", "تحضر")} {away} بسبب المرض.', f'{v("واعتذر", "واعتذرت")} {away} عن عدم الحضور بسبب المرض.', f'وخلا مقعد {away} لأن المرض {v("منعه", "منعها")} من المجيء.'])
    ok, bad = r.sample(['زيادة الاشتراك', 'شراء حافلة جديدة', 'بناء سور الملعب', 'تغيير موعد الدوام', 'بيع الأرض القديمة', 'توسيع المكتبة', 'إنارة الشارع الرئيسي'], 2)
    yes = r.choice([f'ووافق الحاضرون على {ok}.', f'وأقرّ المجتمعون {ok}.'])
    no = r.choice([f'ولم يوافقوا على {bad}.', f'ورفضوا {bad}.', f'وسقط اقتراح {bad} في التصويت.'])
    show_not, show_no = r.random() < 0.7, r.random() < 0.7
    blocks = [[(pos, 'came')]] + ([[(neg, 'away')]] if show_not else []) + [[(yes, 'ok')] + ([(no, 'bad')] if show_no else [])] + [[('ورُفعت الجلسة بعد ساعتين.', None)], [('ونوقشت ميزانية السنة المقبلة.', None)]]
    asks = [('negation', [f'من لم يحضر اجتماع {body}؟', f'من غاب عن اجتماع {body}؟', f'مين محضرش اجتماع {body}؟', f'مين ما حضر اجتماع {body}؟', f'شكون ما حضرش في اجتماع {body}؟'], ('away',) if show_not else (), away.name if show_not else ''),
            ('negation', [f'من حضر اجتماع {body}؟', f'مين اللي حضر اجتماع {body}؟'], ('came',), listed(came)),
            ('negation', [f'على ماذا وافق اجتماع {body}؟', f'ما الذي أقرّه اجتماع {body}؟'], ('ok',), ok),
            ('negation', [f'على ماذا لم يوافق اجتماع {body}؟', f'ما الاقتراح الذي لم يقبله اجتماع {body}؟', f'ما الذي رفضه اجتماع {body}؟'], ('bad',) if show_no else (), bad if show_no else '')]
    if show_not:
        asks.append(('negation', [f'لماذا لم {v("يحضر", "تحضر")} {away} الاجتماع؟'], ('away',), 'المرض' if 'المرض' in neg else ''))
        asks.append(('yes-no', [f'هل حضر{v("", "ت")} {away} اجتماع {body}؟', f'هل شارك{v("", "ت")} {away} في الاجتماع؟'], ('away',), ''))
    return dict(article='meeting ' + body, title=r.choice([f'اجتماع {body}', f'أخبار {body}']), blocks=blocks, asks=asks)


def exam(r):
    school = r.choice(['مدرسة', 'كلية', 'معهد']) + ' ' + r.choice(TOWNS)
    y = r.randrange(2005, 2024)
    ok, bad = r.randrange(40, 300), r.randrange(3, 39)
    passed = r.choice([f'نجح {counted(ok, "طالب", "طلاب", "طالبًا")} في امتحان {school} عام {y}.', f'بلغ عدد الناجحين عام {y} في امتحان {school} {counted(ok, "طالب", "طلاب", "طالبًا")}.'])
    failed = r.choice([f'ولم ينجح {counted(bad, "طالب", "طلاب", "طالبًا")}.', f'ورسب {counted(bad, "طالب", "طلاب", "طالبًا")}.', f'أما {counted(bad, "طالب", "طلاب", "طالبًا")} فلم يحالفهم الحظ.'])
    allowed, banned = r.sample(['الآلة الحاسبة', 'القلم الأزرق', 'المسطرة', 'القاموس الورقي', 'زجاجة الماء', 'الهاتف', 'السماعات', 'الساعة الذكية'], 2)
    show = r.random() < 0.65
    show_ban = r.random() < 0.65
    blocks = [[(passed, 'ok')] + ([(failed, 'bad')] if show else []), [(f'ويُسمح للطالب بإدخال {allowed} إلى القاعة.', 'may')] + ([(r.choice([f'ولا يُسمح بإدخال {banned}.', f'ويُمنع إدخال {banned}.', f'ولا يجوز للطالب أن يحمل {banned}.']), 'ban')] if show_ban else []),
              [('وتُعلن النتائج على باب المدرسة وفي الموقع.', None)], [('وبدأ الامتحان في الثامنة صباحًا.', None)]]
    asks = [('negation', [f'كم طالبًا لم ينجح في امتحان {school}؟', f'كم طالب ما نجحش في {school} سنة {y}؟', f'كم عدد الراسبين في {school} عام {y}؟'], ('bad',) if show else (), str(bad) if show else ''), ('negation', [f'كم طالبًا نجح في {school} عام {y}؟', f'كام طالب نجح في {school}؟'], ('ok',), str(ok)),
            ('negation', [f'ماذا لا يُسمح بإدخاله إلى قاعة الامتحان في {school}؟', f'ما الممنوع في امتحان {school}؟', f'شو ممنوع ندخل معنا على امتحان {school}؟', f'إيه اللي ما ينفعش أدخل بيه امتحان {school}؟'], ('ban',) if show_ban else (), banned if show_ban else ''),
            ('negation', [f'ماذا يُسمح بإدخاله إلى امتحان {school}؟', f'إيه المسموح بيه في امتحان {school}؟'], ('may',), allowed)]
    return dict(article='exam ' + school, title=r.choice([f'امتحانات {school}', f'نتائج {school} {y}']), blocks=blocks, asks=asks)


def cup(r):
    y, c = r.randrange(1998, 2024), r.choice(LANDS)
    teams = r.sample(LANDS, 6)
    name = f'بطولة {c} المدرسية عام {y}'
    went, stayed = teams[:3], teams[3:3 + r.choice([1, 2, 2])]
    show = r.random() < 0.65
    pos = r.choice([f'وتأهلت إلى نهائيات {name} منتخبات {listed(went)}.', f'ضمنت {listed(went)} مقاعدها في نهائيات {name}.'])
    neg = r.choice([f'ولم تتأهل {listed(stayed)}.', f'وفشلت {listed(stayed)} في التأهل.', f'وخرجت {listed(stayed)} من التصفيات.'])
    scorer = Person(r, False)
    dry = Person(r, False)
    blocks = [[(pos, 'went')]] + ([[(neg, 'stayed')]] if show else []) + [[(f'وسجّل {scorer} أكثر الأهداف.', 'top')], [(f'ولم يسجّل {dry} أي هدف طوال الدورة.', 'dry')], [('وأقيمت المباريات على ثلاثة ملاعب.', None)]]
    asks = [('negation', [f'ما المنتخبات التي لم تتأهل إلى {name}؟', f'من لم يتأهل إلى نهائيات {name}؟', f'مين ما تأهلش ل{name}؟'], ('stayed',) if show else (), listed(stayed) if show else ''), ('negation', [f'من تأهل إلى {name}؟', f'ما المنتخبات المتأهلة إلى {name}؟'], ('went',), listed(went)),
            ('negation', [f'من لم يسجل أي هدف في {name}؟', f'مين ما جابش ولا جون في {name}؟'], ('dry',), dry.name), ('negation', [f'من سجّل أكثر الأهداف في {name}؟', f'هداف {name}'], ('top',), scorer.name)]
    return dict(article='cup ' + name, title=r.choice([name, 'نتائج التصفيات']), blocks=blocks, asks=asks)


def permit(r):
    paper = r.choice(['رخصة القيادة', 'جواز السفر', 'رخصة المحل', 'تصريح الصيد', 'بطاقة المكتبة', 'شهادة السكن'])
    t = r.choice(TOWNS)
    need, skip = r.sample(['صورة شخصية', 'شهادة الميلاد', 'عقد الإيجار', 'الفحص الطبي', 'كشف الحساب', 'شهادة حسن السلوك', 'توقيع ولي الأمر'], 2)
    free, pays = r.sample(['الطلاب', 'المتقاعدون', 'التجار', 'الأجانب', 'الموظفون', 'أصحاب الإعاقة'], 2)
    name = f'{paper} في بلدية {t}'
    show, show2 = r.random() < 0.65, r.random() < 0.65
    skipped = r.choice([f'ولا تُطلب {skip} بعد اليوم.' if skip.split()[0] in ('شهادة', 'صورة') else f'ولا يُطلب {skip} بعد اليوم.', f'وأُعفي المتقدم من {skip}.', f'ولا حاجة إلى {skip}.'])
    exempt = r.choice([f'ولا يدفع {free} أي رسم.', f'و{free} معفيون من الرسم.' if free != 'أصحاب الإعاقة' else f'و{free} معفيون من الرسم.'])
    blocks = [[(f'تشترط البلدية للحصول على {name} تقديم {need}.', 'need')]] + ([[(skipped, 'skip')]] if show else []) + [[(f'ويدفع {pays} الرسم كاملًا.', 'pays')]] + ([[(exempt, 'free')]] if show2 else []) + [[('ويتسلّم المتقدم الوثيقة بعد أسبوع.', 'when')], [('والموظف المسؤول في الطابق الأول.', None)]]
    asks = [('negation', [f'ما الأوراق التي لا تُطلب لاستخراج {name}؟', f'ما الذي لم يعد مطلوبًا من أجل {name}؟', f'شو الأوراق يلي ما بيطلبوها ل{name}؟'], ('skip',) if show else (), skip if show else ''), ('negation', [f'ماذا يُشترط للحصول على {name}؟', f'ما المطلوب من أجل {name}؟'], ('need',), need),
            ('negation', [f'من لا يدفع رسم {name}؟', f'من المعفى من رسوم {name}؟', f'مين ما بيدفعش رسوم {name}؟'], ('free',) if show2 else (), free if show2 else ''), ('negation', [f'من يدفع رسم {name} كاملًا؟'], ('pays',), pays)]
    return dict(article='permit ' + name, title=r.choice([f'استخراج {paper}', name]), heading=r.choice(['', 'الشروط', 'الرسوم والأوراق']), blocks=blocks, asks=asks)


SCENES = [(treaty, 90), (meeting, 110), (exam, 80), (cup, 80), (permit, 80)]
