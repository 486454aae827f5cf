"""Invented persons, places, dates and sums for the passages that we write ourselves. Any likeness to a real one is chance."""
MEN = 'سالم نادر عادل فوزي هاشم رامي جابر منير توفيق زهير أنور كمال لطفي صابر وليد حازم بدر شاكر نبيل غسان مروان فهد راشد سعد نوري ثامر يونس عيسى هيثم أيمن طلال ماهر باسم عصام جلال رشيد'.split()
WOMEN = 'منى سعاد هدى ليلى نجوى سميرة رباب وفاء إيمان سلمى نورة هند عبير لمياء أسماء رنا دلال بثينة مها سهام خديجة حنان ريم أمل نهى زينب شيماء'.split()
FAMILIES = 'المنصوري الهاشمي الطرابلسي الدباغ النجار الحداد الشامي البحيري الغرياني العبيدي المسعودي القاضي الخياط السقا البنا الكيلاني الزواوي الجبالي المرزوقي العطار الفقيه الصياد البرعي الساعدي الرفاعي الحلبي المغازي الورفلي الكعبي القطان الجندي العوضي البستاني النابلسي الشريف الدسوقي'.split()
TOWNS = 'الزهراء السلام الكوثر النخيل الياسمين الريحان الأمل الفردوس الواحة الرابية المرجان الصفاء البستان الفرات الحكمة الوادي العين الربيع الزيتون المنارة القلعة الشاطئ الرمال السدرة الميناء'.split()
CITIES = 'القاهرة تونس طرابلس بنغازي دمشق حلب بغداد البصرة بيروت صيدا عمّان إربد الرياض جدة صنعاء عدن الخرطوم الرباط فاس مراكش وهران قسنطينة صفاقس سوسة نابلس الإسكندرية المنصورة طنطا أسيوط مصراتة سبها نواكشوط مسقط الدوحة المنامة'.split()
# All of them feminine, so that verbs agree.
LANDS = 'مصر تونس ليبيا سوريا الجزائر الكويت قطر البحرين موريتانيا فرنسا إسبانيا اليابان البرازيل ألمانيا كينيا الهند تركيا إيطاليا النمسا بولندا السويد ماليزيا إندونيسيا رومانيا'.split()
MONTHS = 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر'.split()
DAYS = 'السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة'.split()
OUTLETS = 'صحيفة الأفق;جريدة المساء الجديد;موقع نبض المدينة;صحيفة الضفة;وكالة أنباء الساحل;بوابة الميدان;صحيفة الشراع;موقع خبر بلدنا;مجلة الدار;نشرة السوق'.split(';')


class Person:
    """A name with its gender: `v('ولد', 'ولدت')` chooses the word that agrees."""

    def __init__(self, r, woman=None):
        self.woman = r.random() < 0.4 if woman is None else woman
        self.first = r.choice(WOMEN if self.woman else MEN)
        self.last = r.choice(FAMILIES)
        self.middle = r.choice(MEN)
        self.name = f'{self.first} {self.last}'

    def v(self, man, woman):
        return woman if self.woman else man

    def __str__(self):
        return self.name


def date(r, year=None):
    year = year or r.randrange(1860, 2024)
    day, month = r.randrange(1, 29), r.choice(MONTHS)
    return r.choice([f'{day} {month} {year}', f'{day} {month} {year}', f'{day} {month} عام {year}', f'{month} {year}'])


def counted(n, one, few, many):
    """A number with its noun: 3 to 10 take the plural, 11 and more the singular (`many` is its accusative)."""
    return f'{n} {few}' if 3 <= n % 100 <= 10 else f'{n} {many}' if n % 100 >= 11 else f'{n} {one}'
