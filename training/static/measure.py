"""The trainer's own yardstick: BM25 over light stems, the model, and the two fused, on the measuring sets.

The product's `evaluate` is what counts; this one is here so that a training run can be judged without leaving Python.
"""

import os
from collections import Counter

import numpy as np
from scipy.sparse import csr_matrix

from arabic import Segmenter
from corpus import chunk_sentences, read

K1, B = 1.2, 0.75
WEIGHTS = [0.4, 0.5, 0.6]
STEM_PREFIXES = ["و"]
STEM_SUFFIXES = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"]


def light_stem(word):
    """Light10 (Larkey, Ballesteros and Connell 2007) after the article is gone."""
    if word[0] == "و" and len(word) >= 4:
        word = word[1:]
    for suffix in STEM_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            word = word[:-len(suffix)]
    return word


class Bm25:
    def __init__(self, texts):
        self.segmenter, self.ids = Segmenter(), {}
        rows, columns, values = [], [], []
        lengths = np.zeros(len(texts))
        for row, text in enumerate(texts):
            counted = Counter(self.terms(text))
            lengths[row] = sum(counted.values())
            for term, count in counted.items():
                columns.append(self.ids.setdefault(term, len(self.ids)))
                rows.append(row)
                values.append(count)
        rows, values = np.array(rows), np.array(values, np.float32)
        norm = K1 * (1 - B + B * lengths / lengths.mean())
        values = values * (K1 + 1) / (values + norm[rows])
        df = np.bincount(columns, minlength=len(self.ids))
        idf = np.log(1 + (len(texts) - df + 0.5) / (df + 0.5))
        self.matrix = csr_matrix((values * idf[columns], (rows, columns)), (len(texts), len(self.ids)), np.float32).T.tocsr()

    def terms(self, text):
        return [light_stem(w) for w in self.segmenter.words(text)]

    def scores(self, questions):
        rows, columns = [], []
        for row, question in enumerate(questions):
            for term in self.terms(question):
                if term in self.ids:
                    rows.append(row)
                    columns.append(self.ids[term])
        asked = csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), (len(questions), len(self.ids)))
        return (asked @ self.matrix).toarray()


class Board:
    """One measuring set: passages, their owner ids, questions, and BM25's scores, kept between runs in `cache`.

    `bm25` makes the word index of the passages; boards over the same passages may share one.
    """

    def __init__(self, name, passages, owners, questions, cache, bm25=Bm25):
        self.name, self.passages = name, passages
        self.owners, self.owner = np.unique(owners, return_inverse=True)
        number = {o: i for i, o in enumerate(self.owners)}
        self.questions = [q["question"] for q in questions]
        self.relevant = [{number[r] for r in q["relevant"] if r in number} for q in questions]
        path = os.path.join(cache, f"bm25-{name}.npy")
        if not os.path.exists(path):
            os.makedirs(cache, exist_ok=True)
            np.save(path, bm25(passages).scores(self.questions).astype(np.float16))
        self.words = np.load(path, mmap_mode="r")

    def judge(self, question_vectors, passage_vectors, keys=("words", "alone", *WEIGHTS)):
        """{"words" (BM25), "alone" (the model), weight of the model's cosine in the sum: metrics}; a vector is a row of unit length."""
        order = np.argsort(self.owner, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(self.owner[order]) > 0])
        ranks = {key: [] for key in keys}
        for at in range(0, len(self.questions), 100):
            cosine = question_vectors[at:at + 100] @ passage_vectors.T
            words = self.words[at:at + 100].astype(np.float32)
            words /= np.maximum(words.max(1, keepdims=True), 1e-6)
            for key in ranks:
                scores = words if key == "words" else cosine if key == "alone" else key * cosine + (1 - key) * words
                by_owner = np.maximum.reduceat(scores[:, order], starts, axis=1)
                top = np.argpartition(-by_owner, 10, axis=1)[:, :10]
                for row, found in enumerate(top):
                    found = found[np.argsort(-by_owner[row, found], kind="stable")]
                    relevant = self.relevant[at + row]
                    ranks[key].append(([f in relevant for f in found], len(relevant)))
        return {key: metrics(value) for key, value in ranks.items()}


def metrics(rows):
    discount = 1 / np.log2(np.arange(2, 12))
    first = [next((i for i, hit in enumerate(hits) if hit), None) for hits, _ in rows]
    return {
        "R@1": np.mean([f == 0 for f in first]),
        "R@10": np.mean([f is not None for f in first]),
        "MRR@10": np.mean([0 if f is None else 1 / (f + 1) for f in first]),
        "nDCG@10": np.mean([(np.array(hits) * discount).sum() / discount[:max(1, min(10, count))].sum() for hits, count in rows]),
    }


def standard_board(name, cache):
    passages = read("eval", f"{name}.passages.jsonl")
    news = read("corpora", "saudi-news.jsonl.gz")[:20000]
    texts = [p["text"] for p in passages] + [" ".join(a["text"].split()[:100]) for a in news]
    owners = [p["id"] for p in passages] + [a["id"] for a in news]
    return Board(name, texts, owners, read("eval", f"{name}.questions.jsonl"), cache)


def wiki_chunks():
    texts, owners = [], []
    for article in read("corpora", "wiki-ar.jsonl.gz"):
        for chunk in chunk_sentences(article["text"]):
            texts.append(article["title"] + "\n" + " ".join(chunk))
            owners.append(article["id"])
    return texts, owners


def report(board, judged, log=print):
    for key in judged:
        m = judged[key]
        label = key if isinstance(key, str) else f"fused {key}"
        log(f"  {board.name:14} {label:10} " + "  ".join(f"{k} {v:.3f}" for k, v in m.items()))
