"""Questions made from sentences, with no label: a span is dropped and the word that asks for it is put in front.

"ولد في القاهرة عام 1911" gives "متى ولد في القاهرة" and "أين ولد عام 1911". What is made is rough; what the model
takes from it is which words ask for dates, counts, places, people and reasons, and which words of a sentence a
question keeps.
"""

import re

NUMBER = re.compile(r"^[(\[«\"]?[0-9\u0660-\u0669]+([.,/\u066b-][0-9\u0660-\u0669]+)*[%)\]»\"،.:؛]*$")
YEAR_BEFORE = {"عام", "سنة", "العام", "سنه", "عامي", "يناير", "فبراير", "مارس", "أبريل", "ابريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر",
               "أكتوبر", "نوفمبر", "ديسمبر", "جانفي", "فيفري", "أفريل", "ماي", "جوان", "جويلية", "أوت", "شهر", "يوم"}
PEOPLE = {"الرئيس", "الملك", "الإمبراطور", "الأمير", "القائد", "الدكتور", "الشيخ", "الوزير", "العالم", "الكاتب", "الشاعر", "المخرج", "السلطان", "الخليفة",
          "الإمام", "اللاعب", "المدرب", "المهندس", "الجنرال", "البابا", "القديس", "النبي", "المغني", "الفنان", "الممثل", "الفيلسوف", "السيد", "وزير", "رئيس"}
REASON = {"بسبب", "لأن", "نتيجة", "لأنه", "لأنها", "نظرا", "نظراً", "وذلك", "لكي", "بهدف", "كي"}
COPULA = {"هو", "هي", "هم"}
PLACE_BEFORE = {"في", "بمدينة", "مدينة", "قرية", "بولاية", "ولاية", "دولة", "محافظة", "بمحافظة", "إلى", "جنوب", "شمال", "شرق", "غرب"}
DIALECT = {"متى": ["امتى", "إمتى"], "أين": ["فين", "وين"], "من": ["مين"], "ما": ["ايه", "شو", "إيه"], "كم": ["كام"], "لماذا": ["ليه", "ليش"],
           "كيف": ["ازاي", "إزاي"]}

# (words that must stand in the chunk, the question); {} is the article's title.
TITLE_TEMPLATES = [
    ({"ولد", "ولدت", "مواليد"}, ["متى ولد {}", "أين ولد {}", "ما هو تاريخ ميلاد {}", "متى ولدت {}"]),
    ({"توفي", "توفى", "توفيت", "وفاته"}, ["متى توفي {}", "أين توفي {}", "كيف مات {}", "متى مات {}"]),
    ({"تقع", "يقع", "موقع", "الواقعة"}, ["أين تقع {}", "أين يقع {}", "أين توجد {}"]),
    ({"سكان", "نسمة", "السكان", "سكانها"}, ["كم عدد سكان {}", "كم يبلغ عدد سكان {}"]),
    ({"مساحة", "مساحتها", "كم2", "مساحته"}, ["ما هي مساحة {}", "كم تبلغ مساحة {}"]),
    ({"تأسس", "تأسست", "أسس", "تأسيس", "أنشئ", "أنشئت", "تأسيسها"}, ["متى تأسس {}", "متى تأسست {}", "من أسس {}", "من هو مؤسس {}", "متى أنشئت {}"]),
    ({"عاصمة", "عاصمتها", "العاصمة"}, ["ما هي عاصمة {}"]),
    ({"رئيس", "الرئيس", "رئيسها"}, ["من هو رئيس {}"]),
    ({"ألف", "تأليف", "كتاب", "مؤلفاته", "كتب"}, ["من ألف {}", "ما هي أشهر مؤلفات {}", "ما هي كتب {}"]),
    ({"اكتشف", "اكتشاف", "اخترع", "اكتشفت"}, ["من اكتشف {}", "متى اكتشف {}", "من اخترع {}", "من هو مخترع {}"]),
    ({"معركة", "المعركة", "حرب", "الحرب"}, ["متى وقعت {}", "من انتصر في {}", "ما سبب {}", "متى انتهت {}", "متى بدأت {}"]),
    ({"أعراض", "الأعراض"}, ["ما هي أعراض {}"]), ({"علاج", "العلاج"}, ["ما هو علاج {}", "كيف يعالج {}"]),
    ({"أنواع", "أقسام", "تنقسم"}, ["ما هي أنواع {}", "ما هي أقسام {}", "إلى كم قسم تنقسم {}"]),
    ({"لغة", "اللغة", "اللغات"}, ["ما هي لغة {}", "ما هي اللغة الرسمية في {}"]),
    ({"دين", "الإسلام", "المسيحية", "ديانة"}, ["ما هي ديانة {}"]), ({"أصل", "سمي", "التسمية", "سميت"}, ["ما أصل تسمية {}", "لماذا سميت {} بهذا الاسم", "ما معنى {}"]),
    ({"ارتفاع", "ارتفاعه", "يبلغ"}, ["كم يبلغ ارتفاع {}", "ما هو ارتفاع {}"]), ({"فيلم", "مسلسل", "بطولة"}, ["من بطل {}", "من أخرج {}", "من هم أبطال {}"]),
    ({"جائزة", "جوائز"}, ["ما هي الجوائز التي حصل عليها {}"]), ({"تزوج", "زوجته", "زوجها", "تزوجت"}, ["من هي زوجة {}", "من هو زوج {}", "كم مرة تزوج {}"]),
    ({"نادي", "لاعب", "الدوري"}, ["في أي ناد يلعب {}", "كم بطولة فاز بها {}", "متى تأسس نادي {}"]), ({"عملة", "العملة"}, ["ما هي عملة {}"]),
    ({"درس", "جامعة", "تخرج"}, ["أين درس {}", "أين تخرج {}"]), ({"نظام", "الحكم", "حكم"}, ["ما هو نظام الحكم في {}", "كم سنة حكم {}", "متى حكم {}"]),
]
LEAD_TEMPLATES = ["من هو {}", "من هي {}", "ما هو {}", "ما هي {}", "ما {}", "ما المقصود ب{}", "عرف {}", "ما تعريف {}", "ما معنى {}", "ماذا تعرف عن {}", "من يكون {}", "ما هو مفهوم {}"]


def plain_title(title):
    """Without what is in brackets: «الحديد (عنصر)» asks as «الحديد»."""
    return re.sub(r"\s*\([^)]*\)", "", title).replace("_", " ").strip() or title


def title_questions(title, chunk_words, is_lead, rng, most=2):
    have = set(chunk_words)
    fitting = [q for needed, questions in TITLE_TEMPLATES if needed & have for q in questions]
    rng.shuffle(fitting)
    out = fitting[:most]
    if is_lead:
        out += rng.sample(LEAD_TEMPLATES, 2)
    return [dialect(q.format(plain_title(title)), rng) for q in out]


def dialect(question, rng, share=0.08):
    word, _, rest = question.partition(" ")
    if word in DIALECT and rng.random() < share:
        return f"{rng.choice(DIALECT[word])} {rest}"
    return question


def spans(words):
    """Every (question word, start, end) that could be asked for; end is exclusive."""
    found = []
    for i, word in enumerate(words):
        bare = word.strip("،.:؛()«»\"")
        before = words[i - 1] if i else ""
        if NUMBER.match(word):
            if before in YEAR_BEFORE or len(bare) == 4:
                start = i
                while start and (words[start - 1] in YEAR_BEFORE or words[start - 1] == "في" or NUMBER.match(words[start - 1])):
                    start -= 1
                found.append(("متى", start, i + 1))
                found.append(("في أي عام", start, i + 1))
            else:
                found.append(("كم", i, i + 1))
                found.append(("كم عدد", i, i + 1))
        elif bare in PEOPLE and i + 2 < len(words):
            found.append((f"من هو {bare}", i, min(i + 3, len(words))))
            found.append(("من", i, min(i + 3, len(words))))
        elif bare == "بن" and 0 < i < len(words) - 1:
            found.append(("من", i - 1, i + 2))
        elif bare in REASON and 2 < i < len(words) - 2:
            found.append(("لماذا", i, len(words)))
            found.append(("ما سبب", i, len(words)))
        elif bare in COPULA and 0 < i < 6 and i + 2 < len(words):
            found.append((f"{'من' if bare == 'هم' else 'ما'} {bare}", i, len(words)))
            found.append((f"من {bare}", i, len(words)))
        elif before in PLACE_BEFORE and len(bare) > 2:
            start = i - 1 if before in ("في", "إلى", "بمدينة", "بولاية", "بمحافظة") else i
            found.append(("أين" if before != "إلى" else "إلى أين", start, i + 1))
    return found


def cloze(sentence, title, rng):
    """One question from a sentence, or None where the sentence is too short."""
    words = sentence.split()
    if len(words) < 5:
        return None
    candidates = spans(words)
    if candidates and rng.random() < 0.8:
        asks, start, end = rng.choice(candidates)
    else:
        length = rng.randint(1, 3)
        start = rng.randrange(0, len(words) - length)
        end = start + length
        asks = rng.choice(["ما", "ما هو", "ما هي", "ماذا", "من", "ما الذي", "أي", "كيف", "ما اسم", "من الذي", "بماذا", "ما هي أهم"])
    size = rng.randint(3, 10)
    left = rng.randint(0, size)
    near = words[max(0, start - left):start] + words[end:end + size - left]
    if len(near) < 3:
        near = words[:start] + words[end:]
    near = [w for w in near if rng.random() > 0.15]
    if rng.random() < 0.2:
        cut = rng.randrange(0, len(near) + 1)
        near = near[cut:] + near[:cut]
    if title and rng.random() < 0.35:
        near.insert(rng.choice([0, len(near)]), plain_title(title))
    if len(near) < 2:
        return None
    return dialect(f"{asks} {' '.join(near)}؟", rng)


def mistype(text, rng):
    """One slip of the finger: two letters swapped, one missing, one doubled, or a space lost."""
    if len(text) < 6:
        return text
    i = rng.randrange(1, len(text) - 2)
    slip = rng.randrange(4)
    if slip == 0:
        return text[:i] + text[i + 1] + text[i] + text[i + 2:]
    if slip == 1:
        return text[:i] + text[i + 1:]
    if slip == 2:
        return text[:i] + text[i] + text[i:]
    spaces = [k for k, c in enumerate(text) if c == " "]
    if not spaces:
        return text
    k = rng.choice(spaces)
    return text[:k] + text[k + 1:]
