"""Hard negatives: chunks of other articles that stand near a question, by BM25 or by the model as it is."""

import numpy as np
from scipy.sparse import csr_matrix, diags

import measure
from model import embed

# A word in more chunks than this says little about which are near, and costs most of the time.
CHUNKS_OF_A_WORD_MAX = 2000
NEAREST = 10
# The model's own nearest are looked for among one chunk in this many.
CHUNKS_SKIPPED = 4


def pick(columns, scores, own_article, article, rng):
    """One of the NEAREST columns that are of another article; -1 where there is none."""
    columns, scores = (a[article[columns] != own_article] for a in (columns, scores))
    if not len(columns):
        return -1
    best = np.argsort(-scores, kind="stable")[:NEAREST]
    return columns[rng.choice(best)]


class WordNeighbours:
    """`words` are the WordScores of the same pairs."""

    def __init__(self, pairs, words, rng):
        self.article, self.words, self.rng = pairs.article, words, rng
        held, lengths = words.bags([np.concatenate(c) for c in pairs.chunks])
        norm = np.repeat(measure.K1 * (1 - measure.B + measure.B * lengths / words.mean), np.diff(held.indptr))
        held.data = held.data * (measure.K1 + 1) / (held.data + norm)
        often = np.bincount(held.indices, minlength=words.size) > CHUNKS_OF_A_WORD_MAX
        self.held = (held @ diags(np.where(often, 0, words.idf).astype(np.float32))).T.tocsr()
        self.held.eliminate_zeros()

    def __call__(self, questions, articles):
        found = self.words.bags(questions)[0] @ self.held
        near = np.empty(len(questions), np.int64)
        for row, own in enumerate(articles):
            part = slice(found.indptr[row], found.indptr[row + 1])
            near[row] = pick(found.indices[part], found.data[part], own, self.article, self.rng)
        return np.where(near < 0, self.rng.integers(len(self.article), size=len(near)), near)


class OwnNeighbours:
    """By the vectors that `table` gives; nothing is learned from them until they are made again."""

    def __init__(self, pairs, table, rng):
        self.table, self.rng, self.article = table, rng, pairs.article
        self.chunks = np.sort(rng.choice(len(pairs.chunks), len(pairs.chunks) // CHUNKS_SKIPPED, replace=False))
        self.vectors = embed(table, [np.concatenate([[1], *pairs.chunks[c]]) for c in self.chunks])

    def __call__(self, questions, articles):
        scores = embed(self.table, questions) @ self.vectors.T
        tops = np.argpartition(-scores, 4 * NEAREST, axis=1)[:, :4 * NEAREST]
        near = [pick(top, scores[row][top], own, self.article[self.chunks], self.rng) for row, (top, own) in enumerate(zip(tops, articles))]
        return self.chunks[np.maximum(near, 0)]
