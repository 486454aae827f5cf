"""Pairs of a query and the chunk it should find, as arrays of token ids."""

import random

import numpy as np

from corpus import native_questions, read
from questions import cloze, mistype, title_questions

KINDS = ["title", "keywords", "template", "cloze", "inverse", "lead", "twin", "native", "similar"]
MISTYPED = 0.08


class Pairs:
    """All pairs, flat: query ids, kind, chunk, sentence to leave out of the chunk (-1: none).

    `chunks[i]` is the list of the chunk's sentences, each an int32 array; `titles[i]` the ids of its title,
    `article[i]` its article's number. Pairs of questions are chunks of one sentence with no title.
    """

    def __init__(self, corpus, tokenizer, seed, kinds=KINDS, mistyped=MISTYPED, log=print):
        rng = random.Random(seed)
        self.tokenizer, self.mistyped = tokenizer, mistyped
        self.chunks, self.titles, self.article = [], [], []
        self.query, self.kind, self.chunk, self.left_out = [], [], [], []
        self.negative = {}  # pair index -> chunk index that a person judged not to be the same question
        first_chunk = {}
        for number, article in enumerate(corpus):
            first_chunk[id(article)] = len(self.chunks)
            title = self.ids(article["title"])
            for chunk in article["chunks"]:
                self.chunks.append([self.ids(s) for s in chunk])
                self.titles.append(title)
                self.article.append(number)
        everywhere = np.concatenate([np.unique(np.concatenate(c)) for c in self.chunks])
        self.rarity = np.log(len(self.chunks) / (1 + np.bincount(everywhere, minlength=len(tokenizer.vocabulary))))
        lead_by_pair = {a["pair"]: a for a in corpus if a["source"] == "wiki-ar" and a["pair"]}
        at = 0
        for article in corpus:
            news = article["source"] == "ant-news"
            lead = article["chunks"][0][0]
            for position, chunk in enumerate(article["chunks"]):
                self._chunk_pairs(article, chunk, at, position, lead, news, kinds, rng)
                at += 1
            twin = lead_by_pair.get(article["pair"]) if article["source"] == "wiki-arz" else None
            if twin and "twin" in kinds:
                self.add("twin", article["chunks"][0][0], first_chunk[id(twin)], -1, rng)
                self.add("twin", twin["chunks"][0][0], first_chunk[id(article)], -1, rng)
        if "native" in kinds:
            for question, article, k in native_questions(corpus):
                self.add("native", question, first_chunk[id(article)] + self._best_chunk(question, article, k), -1, rng)
        if "similar" in kinds:
            self._similar(len(corpus), rng)
        self.kind = np.array(self.kind)
        self.chunk = np.array(self.chunk)
        self.left_out = np.array(self.left_out)
        self.article = np.array(self.article)
        log("pairs: " + ", ".join(f"{(self.kind == k).sum()} {name}" for k, name in enumerate(KINDS)))

    def ids(self, text):
        return np.array(self.tokenizer.encode(text)[1:], np.int32)

    def add(self, kind, text, chunk, left_out, rng):
        if rng.random() < self.mistyped:
            text = mistype(text, rng)
        ids = self.ids(text)
        if len(ids):
            self.query.append(ids[:64])
            self.kind.append(KINDS.index(kind))
            self.chunk.append(chunk)
            self.left_out.append(left_out)

    def _chunk_pairs(self, article, chunk, at, position, lead, news, kinds, rng):
        title = article["title"]
        if "title" in kinds and (position < 3 or rng.random() < 0.3):
            self.add("title", title, at, -1, rng)
        long = [i for i, s in enumerate(chunk) if len(s.split()) >= 5]
        if not long:
            return
        if "keywords" in kinds:
            words = [w for w in " ".join(chunk).split() if len(w) > 3]
            if len(words) > 6:
                picked = rng.sample(words, rng.randint(2, 5))
                self.add("keywords", " ".join(([title] if rng.random() < 0.5 else []) + picked), at, -1, rng)
        if "template" in kinds and not news:
            for question in title_questions(title, " ".join(chunk).split(), position == 0, rng):
                self.add("template", question, at, -1, rng)
        if "cloze" in kinds:
            for i in rng.sample(long, min(3, len(long))):
                question = cloze(chunk[i], None if news else title, rng)
                if question:
                    self.add("cloze", question, at, -1, rng)
        if "inverse" in kinds and len(chunk) > 1:
            i = rng.choice(long)
            self.add("inverse", chunk[i], at, i if rng.random() < 0.9 else -1, rng)
        if "lead" in kinds and position and position < 6:
            self.add("lead", lead, at, -1, rng)

    def _best_chunk(self, question, article, k):
        """The lead where the label says so; otherwise the chunk that shares most rare words with the question."""
        if k == 0:
            return 0
        asked = set(self.tokenizer.encode(question)[1:])
        scores = [sum(self.rarity[t] for t in asked & set(self.tokenizer.encode(" ".join(c)))) for c in article["chunks"]]
        return int(np.argmax(scores))

    def _similar(self, article, rng):
        rows = read("train", "question-pairs.jsonl.gz")
        for a, b, same in ((r["a"], r["b"], r["same"]) for r in rows):
            if same:
                self._question_chunk(b, article)
                self.add("similar", a, len(self.chunks) - 1, -1, rng)
                article += 1
        last = {}
        for index, (kind, chunk) in enumerate(zip(self.kind, self.chunk)):
            if kind == KINDS.index("similar"):
                last[tuple(self.query[index])] = index
        for a, b, same in ((r["a"], r["b"], r["same"]) for r in rows):
            index = None if same else last.get(tuple(self.ids(a)))
            if index is not None:
                self._question_chunk(b, article)
                self.negative[index] = len(self.chunks) - 1
                article += 1

    def _question_chunk(self, text, article):
        self.chunks.append([self.ids(text)])
        self.titles.append(np.zeros(0, np.int32))
        self.article.append(article)

    def passage(self, chunk, left_out=-1, titled=False):
        parts = [self.titles[chunk]] if titled else []
        parts += [s for i, s in enumerate(self.chunks[chunk]) if i != left_out]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)
