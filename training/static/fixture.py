"""Writes the lines, and the trainer's ids for them, that test/embed/tokenizer.test.ts holds the library to.

The lines are made, not quoted: words of the vocabulary, clitics and slips around them, and every kind of character
that has broken an Arabic tokenizer before.
"""

import argparse
import json
import random

from arabic import SPECIAL
from export import load
from questions import mistype

LINES = 1200
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"
HIDDEN = "\u0640\u200b\u200c\u200d\u200e\u200f\u202b\u202c\u2067\u2069\ufeff\u00ad\u061c\u2060"
SEATS = {"ا": "اأإآٱ", "ي": "يىئی", "ه": "هة", "و": "وؤ", "ك": "كک"}
ODD = ["😀", "👨‍👩‍👧", "🇪🇬", "ﷺ", "ﷲ", "ﻻ", "ﻣﺼﺮ", "ﺍﻟﻌﺮﺑﻴﺔ", "ﬁ", "①", "Ⅷ", "½", "²", "Москва", "ελληνικά", "東京", "한국", "हिन्दी", "İstanbul", "Straße", "naïve",
       "Ａｂｃ１２", "C++", "e-mail@example.org", "https://ar.example.org/صفحة?x=1", "٪٥٠", "١٬٢٣٤٫٥", "۱۲۳۴", "3.14", "2015-07-21", "ـــ", "...", "؟!", "«»", "﴿بسم﴾",
       "\u0000", "\t", "\n", "\u2028", "\u00a0", "\ud7ff", "گچپژڤ", "ۀ", "ە", "ھ", "ٹ", "ڭ", "ء", "ال", "والله", "للغة", "فبالذي", "بالتالي", "كالتي",
       "a" * 45, "ا" * 41, "و" * 40, "[CLS]x", "##ات", "'s", "N'Djamena", "ǅ", "ſ", "ŉ"]
CLITICS = ["", "", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "و", "ب", "ف", "ل", "س", "وبال"]


def line(pieces, rng):
    words = []
    for _ in range(rng.randint(1, 14)):
        if rng.random() < 0.12:
            words.append(rng.choice(ODD))
            continue
        word = rng.choice(CLITICS) + rng.choice(pieces)
        if rng.random() < 0.2:
            word = "".join(rng.choice(SEATS.get(c, c)) for c in word)
        if rng.random() < 0.15:
            word = "".join(c + (rng.choice(MARKS) if rng.random() < 0.6 else "") for c in word)
        if rng.random() < 0.08:
            at = rng.randrange(len(word) + 1)
            word = word[:at] + rng.choice(HIDDEN) + word[at:]
        if rng.random() < 0.1:
            word = "".join(rng.choice("٠١٢٣٤٥٦٧٨٩0123456789") for _ in range(rng.randint(1, 6))) + rng.choice(["", word])
        if rng.random() < 0.1:
            word += rng.choice("،.؛:!؟)]»\"%")
        words.append(word if rng.random() > 0.03 else mistype(word, rng).upper())
    return rng.choice([" ", " ", " ", "  ", " - "]).join(words)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("trained")
    parser.add_argument("fixture")
    parsed = parser.parse_args()
    _, tokenizer = load(parsed.trained)
    rng = random.Random(11)
    pieces = [p for p in tokenizer.vocabulary if p not in SPECIAL and len(p) > 1]
    lines = ["", " ", *ODD] + [line(pieces, rng) for _ in range(LINES)]
    # [CLS] written in a text is the library's special token; the trainer never meets one.
    rows = [{"text": t, "ids": tokenizer.encode(t)} for t in lines if "[CLS]" not in t]
    with open(parsed.fixture, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(r, ensure_ascii=True, separators=(",", ":")) for r in rows) + "\n]\n")
    print(f"{len(rows)} lines")
