"""«ما هو X؟» over first sentences «X هو …», with passages that only speak of X as what does not define it."""
import collections
import re

from .shape import example, fold, passage
from .sources import lines

SPLIT = re.compile(r'(?<=[.!؟])\s+(?=[^\d\s])')
HE_IS = re.compile(r'^(.{2,140}?)(?:\s|،|\)|,)\s?(هو|هي|هما|هم)\s+(.+)$')
PEOPLE = re.compile(r'^(?:لاعب|لاعبة|ممثل|ممثلة|سياسي|سياسية|كاتب|كاتبة|شاعر|شاعرة|مغني|مغنية|مطرب|مطربة|عالم|مخرج|صحفي|صحفية|رسام|رئيس|ملك|محام|طبيب|فيلسوف|مؤرخ|روائي|روائية|ملحن|داعية|فنان|فنانة|أديب|مدرب|ضابط|مهندس|صحابي|فقيه)(?:\s|ة|$)')
# A thing with a name of its own has no «معنى» or «تعريف»: one asks only what it is.
PROPER = re.compile(r'^(?:دوري|كأس|بطولة|دولة|إحدى|أحد|عاصمة|جزيرة|بلدة|ناد|قناة|صحيفة|رواية|كتاب|برنامج|ميناء|بحيرة|حي|ثاني|أكبر|مركز|منطقة|ألبوم|أغنية|مسرحية|مجلة|وكالة|منظمة|جائزة|قبيلة|سلسلة|لعبة|واحة|أول|موقع|اسم|فرقة|عملة|مسجد|كنيسة|بطل|واحد|واحدة|رابع|ثالث|آخر|زعيم|ابن|ملك|أمير|سلطان|قائمة|معركة|نادي|جامعة|محافظة|مقاطعة|مدينة|قرية|بلدية|حزب|فيلم|مسلسل|ولاية|موسم|شارع|مطار|ملعب|مستشفى|مدرسة|كلية|شركة|قصر|جبل|نهر|حرب|ثورة|سورة)')
BAD = re.compile(r'[\[\]{}|\d]')


def sentences_of(text):
    out = []
    for line in text.split('\n')[:6]:
        line = line.strip()
        if line:
            out += [s.strip() for s in SPLIT.split(line) if len(s.strip()) > 12]
    return out


def asks(title, pronoun, person, proper, r):
    bare = re.sub(r'\s*\(.*?\)', '', title).strip()
    she = pronoun == 'هي'
    if person:
        return r.choice([f'من {pronoun} {bare}؟', f'من {pronoun} {bare}؟', f'من تكون {bare}؟' if she else f'من يكون {bare}؟', f'مين {pronoun} {bare}', f'مين {bare}؟', f'عرّفني على {bare}', f'منو {bare}؟', f'شكون {pronoun} {bare}؟', f'{bare} مين {pronoun}؟', f'بماذا عُرف' + (f'ت {bare}؟' if she else f' {bare}؟')])
    if proper:
        return r.choice([f'ما {pronoun} {bare}؟', f'ما {pronoun} {bare}', f'إيه {"هي" if she else "هو"} {bare}؟', f'شو {pronoun} {bare}؟', f'وش {pronoun} {bare}', f'شنية {bare}؟' if she else f'شنوة {bare}؟', f'معلومات عن {bare}', f'نبذة عن {bare}', f'{bare} ايه {pronoun}'])
    by = 'ب' + bare if not bare.startswith('ال') else 'بال' + bare[2:]
    return r.choice([f'ما {pronoun} {bare}؟', f'ما {pronoun} {bare}؟', f'ما {pronoun} {bare}', f'ما المقصود {by}؟', f'ماذا يُقصد {by}؟', f'ما معنى {bare}؟', f'ما تعريف {bare}؟', f'عرّف {bare}', f'يعني إيه {bare}؟', f'يعني ايه {bare}', f'إيه {"هي" if she else "هو"} {bare}؟', f'شو يعني {bare}؟', f'شو {pronoun} {bare}', f'وش {pronoun} {bare}؟', f'شنو معنى {bare}؟', f'شنوة {bare}؟',
                     f'تعريف {bare}', f'معنى {bare}', f'{bare} يعني ايه', f'ماذا تعني كلمة {bare}؟' if ' ' not in bare else f'ماذا يعني مصطلح {bare}؟', f'اشرح لي ما {pronoun} {bare}'])


def definitions(data, kept_out, kept_titles, r, count):
    articles, mention = [], collections.defaultdict(list)
    for a in lines(f'{data}/corpora/wiki-ar.jsonl.gz'):
        if a['id'] in kept_out or fold(a['title']) in kept_titles:
            continue
        s = sentences_of(a['text'])
        if len(s) < 2 or max(map(len, s[:6])) > 600:
            continue
        articles.append((a['id'], a['title'], s[:r.choice([3, 4, 5, 6])]))
    found = []
    for key, title, s in articles:
        if ' هو ' not in s[0] and ' هي ' not in s[0]:
            continue
        bare = re.sub(r'\s*\(.*?\)', '', title).strip()
        if BAD.search(bare) or len(bare.split()) > 4 or not fold(s[0]).startswith(fold(bare)):
            continue
        m = HE_IS.match(s[0])
        if not m or len(s[0]) > 420 or len(m.group(3).split()) < 4 or m.group(2) in ('هما', 'هم') or m.group(1).count('،') > 2:
            continue
        if re.search(r'(?<!\w)(?:عندما|التي|الذي|حيث|كان|كانت)(?!\w)', m.group(1)):
            continue
        person = bool(PEOPLE.match(m.group(3))) and len(bare.split()) >= 2 and '(' not in title
        if person and PROPER.match(bare):
            continue
        found.append((key, title, bare, s, m, person))
    r.shuffle(found)
    names = {f[2]: f for f in found}
    for key, title, s in articles:
        text = ' '.join(s)
        for w in set(re.findall(r'\w+', text)) | {f'{a} {b}' for a, b in zip(re.findall(r'\w+', text), re.findall(r'\w+', text)[1:])}:
            if w in names and names[w][0] != key:
                mention[w].append((key, title, s))
    # Titles that others mention are worth more: there the reader must tell a definition from a mention.
    found.sort(key=lambda f: -bool(mention.get(f[2])))
    out = []
    for key, title, bare, s, m, person in found:
        if len(out) >= count:
            break
        made = 'who-is' if person else 'definition'
        if sum(e[0]['made'] == made for e in out) >= count * (0.35 if person else 0.7):
            continue
        answer = re.split(r'[،؛:]|\.(?:\s|$)', m.group(3))[0].strip().rstrip('.')
        words = answer.split()
        answer = answer if len(words) <= 18 else ' '.join(words[:12])
        others = [o for o in mention.get(bare, ()) if not fold(' '.join(o[2])).startswith(fold(bare)) and not re.search(re.escape(fold(bare)) + r'\S*\s+(?:هو|هي)\s', fold(' '.join(o[2])))]
        r.shuffle(others)
        distract = [passage(o[1], o[2]) for o in others[:r.choice([0, 1, 1, 2, 3])]]
        if not distract and r.random() < 0.6:
            o = r.choice(found)
            if o[0] != key:
                distract.append(passage(o[1], o[3]))
        proper = bool(PROPER.match(m.group(3).removeprefix('ال')) or PROPER.match(bare))
        question = asks(title, m.group(2), person, proper, r)
        own = passage(title if r.random() < 0.85 else '', s, [0])
        family = [example(made, key, question, shuffled([own] + distract, r), answer if answer in s[0] else '')]
        if others and r.random() < 0.5:
            # Only mentions: nobody says what it is.
            family.append(example(made, key, asks(title, m.group(2), person, proper, r), shuffled([passage(o[1], o[2]) for o in others[:r.choice([1, 2, 3])]], r)))
        out.append(family)
    return out


def shuffled(items, r):
    r.shuffle(items)
    return items
