"""Batches: which pairs stand together, what is dropped from them, and which passages no question may be held against."""

import numpy as np
import torch
from scipy.sparse import csr_matrix

import measure
from measure import light_stem
from model import embed
from nearest import WordNeighbours
from pairs import KINDS

# How much of a batch each kind of pair fills.
SHARES = {"title": 8, "keywords": 8, "template": 20, "cloze": 34, "inverse": 10, "lead": 4, "twin": 3, "native": 9, "similar": 4}
# These ask for the article, not for the chunk: the neighbours of their chunk are not wrong.
BROAD = [KINDS.index(k) for k in ("title", "lead", "twin")]


class WordScores:
    """BM25 of a batch's questions against its passages, over stems, each row divided by its largest: as the product fuses it."""

    def __init__(self, pairs, tokenizer):
        stems = {}
        self.stem = np.array([stems.setdefault(light_stem(p) if len(p) > 3 else p, len(stems)) for p in tokenizer.vocabulary])
        self.size = len(stems)
        chunks = [np.unique(self.stem[np.concatenate(c)]) for c in pairs.chunks]
        df = np.bincount(np.concatenate(chunks), minlength=self.size)
        self.idf = np.log(1 + (len(chunks) - df + 0.5) / (df + 0.5)).astype(np.float32)
        self.mean = np.mean([sum(map(len, c)) for c in pairs.chunks])

    def bags(self, rows):
        lengths = np.array([len(r) for r in rows])
        made = csr_matrix((np.ones(lengths.sum(), np.float32), self.stem[np.concatenate(rows)], np.r_[0, np.cumsum(lengths)]), (len(rows), self.size))
        made.sum_duplicates()
        return made, lengths

    def __call__(self, questions, passages):
        asked, _ = self.bags(questions)
        held, lengths = self.bags(passages)
        norm = np.repeat(measure.K1 * (1 - measure.B + measure.B * lengths / self.mean), np.diff(held.indptr))
        held.data = held.data * (measure.K1 + 1) / (held.data + norm) * self.idf[held.indices]
        scores = (asked @ held.T.tocsr()).toarray()
        return torch.from_numpy(scores / np.maximum(scores.max(1, keepdims=True), 1e-6))


def topics(pairs, counts, seed, clusters=48, rounds=8):
    """A cluster for every article: k-means over randomly projected, frequency-weighted token sums."""
    rng = np.random.default_rng(seed)
    table = rng.standard_normal((len(counts), 64)).astype(np.float32) * (1e-3 / (1e-3 + counts / counts.sum()))[:, None].astype(np.float32)
    known = [np.concatenate(c) for c in pairs.chunks]
    known = embed(table.astype(np.float32), [k if len(k) else [1] for k in known])
    articles = np.zeros((pairs.article.max() + 1, 64), np.float32)
    np.add.at(articles, pairs.article, known)
    articles -= articles.mean(0)
    articles /= np.maximum(np.linalg.norm(articles, axis=1, keepdims=True), 1e-6)
    centres = articles[rng.choice(len(articles), clusters, replace=False)]
    for _ in range(rounds):
        label = (articles @ centres.T).argmax(1)
        for c in range(clusters):
            if (label == c).any():
                centres[c] = articles[label == c].mean(0)
        centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6)
    return label


class Batches:
    def __init__(self, pairs, args, tokenizer, counts):
        self.pairs, self.args = pairs, args
        self.rng = np.random.default_rng(args.run_seed)
        words = WordScores(pairs, tokenizer) if args.unshared or args.residual or args.negatives else None
        self.stem = words.stem if args.unshared else None
        self.words = words if args.residual else None
        # None: the neighbour that `neighbour` finds. Else (questions, their articles) to a chunk each.
        self.near = WordNeighbours(pairs, words, self.rng) if args.negatives in ("bm25", "refreshed") else None
        shares = dict(SHARES, **{k: float(v) for k, v in (s.split("=") for s in args.share)})
        self.members = {k: np.flatnonzero(pairs.kind == KINDS.index(k)) for k in args.kinds.split(",")}
        self.members = {k: m for k, m in self.members.items() if len(m)}
        weights = np.array([shares[k] for k in self.members], float)
        self.sizes = np.floor(weights / weights.sum() * args.batch).astype(int)
        self.sizes[-1] += args.batch - self.sizes.sum()
        if args.topic:
            label = topics(pairs, counts, args.seed)[pairs.article[pairs.chunk]]
            self.topic_of = label
            self.by_topic = {k: [m[label[m] == c] for c in range(label.max() + 1)] for k, m in self.members.items()}
        order = np.argsort(pairs.article, kind="stable")
        first = np.searchsorted(pairs.article[order], pairs.article, "left")
        last = np.searchsorted(pairs.article[order], pairs.article, "right")
        self.order, self.first, self.last = order, first, last

    def bag(self, rows):
        """Ids of all rows in a line, some dropped at random, and where each row starts."""
        lengths = np.array([len(r) for r in rows])
        flat = np.concatenate(rows)
        keep = self.rng.random(len(flat)) >= self.args.drop
        owner = np.repeat(np.arange(len(rows)), lengths)
        kept = np.bincount(owner[keep], minlength=len(rows))
        keep[np.isin(owner, np.flatnonzero(kept == 0))] = True
        counts = np.bincount(owner[keep], minlength=len(rows))
        return torch.from_numpy(flat[keep].astype(np.int64)), torch.from_numpy(np.r_[0, np.cumsum(counts)[:-1]])

    def neighbour(self, row):
        """A chunk that is near and wrong: judged so by a person, or beside the right one in its article."""
        pairs = self.pairs
        judged = pairs.negative.get(int(row))
        if judged is not None:
            return judged
        chunk = pairs.chunk[row]
        first, last = self.first[chunk], self.last[chunk]
        if last - first > 1:
            other = self.order[self.rng.integers(first, last - 1)]
            return self.order[last - 1] if other == chunk else other
        return self.rng.integers(len(pairs.chunks))

    def draws(self):
        self.topic = self.topic_of[self.rng.integers(len(self.topic_of))] if self.args.topic else None
        return zip(self.members, self.sizes)

    def draw(self, kind, size):
        rng, everywhere = self.rng, self.members[kind]
        if self.topic is None or not len(self.by_topic[kind][self.topic]):
            return rng.choice(everywhere, size)
        near = int(size * self.args.topic)
        return np.r_[rng.choice(self.by_topic[kind][self.topic], near), rng.choice(everywhere, size - near)]

    def without_shared(self, passages, questions):
        """BM25 sees shared words; what it cannot see is learned where they are missing. A passage keeps three words at least."""
        chosen = self.rng.random(len(passages)) < self.args.unshared
        out = list(passages)
        for row in np.flatnonzero(chosen):
            own = ~np.isin(self.stem[passages[row]], self.stem[questions[row]])
            if own.sum() >= 3:
                out[row] = passages[row][own]
        return out

    def next(self):
        pairs, rng = self.pairs, self.rng
        rows = np.concatenate([self.draw(k, n) for k, n in self.draws()])
        chunks = pairs.chunk[rows]
        titled = rng.random(len(rows)) < self.args.titled
        passages = [pairs.passage(c, l, t) for c, l, t in zip(chunks, pairs.left_out[rows], titled)]
        passages = [p if len(p) else pairs.titles[c][:1] if len(pairs.titles[c]) else np.ones(1, np.int32) for p, c in zip(passages, chunks)]
        if self.args.unshared:
            passages = self.without_shared(passages, [pairs.query[r] for r in rows])
        articles = pairs.article[chunks]
        blocked = articles[:, None] == articles[None, :]
        np.fill_diagonal(blocked, False)
        questions = [pairs.query[r] for r in rows]
        if self.args.negatives:
            near = self.near(questions, articles) if self.near else np.array([self.neighbour(r) for r in rows])
            found = [pairs.passage(c, -1, t) for c, t in zip(near, titled)]
            passages += [p if len(p) else np.ones(1, np.int32) for p in found]
            other = articles[:, None] == pairs.article[near][None, :]
            diagonal = np.arange(len(rows))
            other[diagonal, diagonal] = (near == chunks) | np.isin(pairs.kind[rows], BROAD)
            blocked = np.concatenate([blocked, other], 1)
        words = self.words(questions, passages) if self.words else None
        return self.bag(questions), self.bag(passages), torch.from_numpy(blocked), words
