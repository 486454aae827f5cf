"""What a run is judged by: held-out questions, clean and badly typed, and whether words alike in meaning came near."""

import functools
import hashlib
import json
import os
import pickle
import random
import re

import numpy as np

import measure
from corpus import read, sentences
from model import embed, encode
from questions import cloze

VALIDATION_QUESTIONS = 400
# Words near in meaning that share no root, to see whether they came near; no run learns from the list.
SYNONYMS = [
    ("مات", "توفي"), ("دشن", "افتتح"), ("شيد", "بنى"), ("مدرسة", "معهد"), ("طبيب", "جراح"), ("حرب", "معركة"), ("زعيم", "قائد"),
    ("سيارة", "مركبة"), ("باخرة", "سفينة"), ("طائرة", "مقاتلة"), ("زوجة", "قرينة"), ("ألف", "كتب"), ("فاز", "انتصر"), ("هزم", "خسر"),
    ("مرض", "داء"), ("دواء", "علاج"), ("جيش", "قوات"), ("شرطة", "أمن"), ("مدينة", "بلدة"), ("ملك", "عاهل"), ("هجرة", "نزوح"),
    ("اعتقل", "سجن"), ("راتب", "أجر"), ("ثمن", "سعر"), ("حريق", "نار"), ("سنة", "عام"), ("تأسس", "أنشئ"), ("يقع", "يوجد"),
]


def held_out_questions(seed):
    measured = {i for q in read("eval", "miracl-dev-wiki.questions.jsonl") for i in q["relevant"]}
    free = [q for q in read("train", "mrtydi-train.questions.jsonl.gz") if not measured & set(q["relevant"])]
    return random.Random(seed).sample(free, VALIDATION_QUESTIONS)


def held_out_cloze(seed, texts, owners):
    """300 made questions over chunks of the held-out articles; the one right answer is the chunk itself."""
    rng = random.Random(seed)
    articles = {i for q in held_out_questions(seed) for i in q["relevant"]}
    out = []
    for index in rng.sample([i for i, o in enumerate(owners) if o in articles], 450):
        title, _, text = texts[index].partition("\n")
        question = cloze(rng.choice(sentences(text) or [text]), title, rng)
        if question:
            out.append({"question": question, "relevant": [str(index)]})
    return out[:300]


HAMZA_DROPPED = str.maketrans("أإآؤئةى", "اااوىهي")


def typed_badly(question, rng):
    """As many people type: no hamza, ة as ه, ى as ي, and two letters swapped inside one word of five letters or more."""
    words = question.translate(HAMZA_DROPPED).split()
    long = [i for i, w in enumerate(words) if len(re.sub(r"[^\u0621-\u064a]", "", w)) >= 5]
    if long:
        i = rng.choice(long)
        k = rng.randrange(1, len(words[i]) - 2)
        words[i] = words[i][:k] + words[i][k + 1] + words[i][k] + words[i][k + 2:]
    return " ".join(words)


def all_typed_badly(questions, seed):
    rng = random.Random(seed)
    return [dict(q, question=typed_badly(q["question"], rng)) for q in questions]


def synonym_ranks(table, tokenizer):
    """For each pair of SYNONYMS, at what place among all pieces of three letters or more the second stands from the first."""
    words = np.array([i for i, p in enumerate(tokenizer.vocabulary) if len(p) > 2 and not p[0].isdigit()])
    pieces = embed(table, words[:, None])
    asked, wanted = (embed(table, [tokenizer.encode(w)[1:] for w in side]) for side in zip(*SYNONYMS))
    near = (asked * wanted).sum(1)
    return near, ((asked @ pieces.T) > near[:, None] + 1e-6).sum(1)


def cached(folder, key, make):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()[:16] + ".pkl")
    if not os.path.exists(path):
        value = make()
        with open(path + ".part", "wb") as file:
            pickle.dump(value, file, protocol=4)
        os.replace(path + ".part", path)
    with open(path, "rb") as file:
        return pickle.load(file)


def evaluate(args, tokenizer, table, log, encoder=None):
    if not (args.validate or args.measure):
        return

    def rows_of(texts):
        return [np.array(tokenizer.encode(t)[1:] or [1], np.int32) for t in texts]

    def of_rows(rows):
        return encode(encoder, rows) if encoder else embed(table, rows)

    def vectors(texts):
        return of_rows(rows_of(texts))

    texts, owners = cached(args.cache, ["wiki chunks", 1], measure.wiki_chunks)
    encoded = None
    indexed = functools.cache(lambda: measure.Bm25(texts))
    boards = []
    if args.validate:
        clean = {"validation": held_out_questions(args.seed), "made": held_out_cloze(args.seed, texts, owners)}
        boards += clean.items()
        if args.typed:
            boards += [(name + " typed", all_typed_badly(questions, args.seed)) for name, questions in clean.items()]
    if args.measure:
        boards.append(("miracl", read("eval", "miracl-dev-wiki.questions.jsonl")))
    for name, questions in boards:
        keys = ("words", "alone", *measure.WEIGHTS) if name == "miracl" else ("alone", 0.4, 0.5)
        of = [str(i) for i in range(len(texts))] if name.startswith("made") else owners
        board = measure.Board(name, texts, of, questions, args.cache, lambda _: indexed())
        if encoded is None:
            pieces = hashlib.sha256("\n".join(tokenizer.vocabulary).encode()).hexdigest()
            encoded = of_rows(cached(args.cache, ["wiki ids", 1, pieces], lambda: rows_of(texts)))
        asked = vectors(board.questions)
        measure.report(board, board.judge(asked, encoded, keys), log)
        for size in args.prefixes if name in ("validation", "made") else ():
            log(f"  the first {size} dimensions:")
            measure.report(board, board.judge(shortened(asked, size), shortened(encoded, size), keys), log)
    if args.validate and not encoder:
        near, ranks = synonym_ranks(table, tokenizer)
        log(f"  synonyms: cosine {near.mean():.3f} on average, place {int(np.median(ranks)) + 1} at the median")
    if args.measure:
        for name in ("arcd", "xquad-ar"):
            board = measure.standard_board(name, args.cache)
            measure.report(board, board.judge(vectors(board.questions), vectors(board.passages)), log)


def shortened(vectors, size):
    cut = vectors[:, :size]
    return cut / np.maximum(np.linalg.norm(cut, axis=1, keepdims=True), 1e-6)
