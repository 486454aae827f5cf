"""Token vectors to begin from: which words stand near which in the text, with no pairs at all."""

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, diags

WINDOW = 5
# Context words beyond the most frequent ones are too rare to tell anything, and make the matrix large.
CONTEXTS_MAX = 20000
COUNT_MIN = 1.0
# Contexts' frequencies are flattened by this power (Levy, Goldberg and Dagan 2015).
SMOOTHING = 0.75


def cooccurrences(chunks, size):
    """csr [size, size]: how often two tokens stand within WINDOW of each other, near ones counted for more."""
    # Zeros keep what ends one chunk apart from what begins the next.
    flat = np.concatenate([np.concatenate([*c, np.zeros(WINDOW, np.int32)]) for c in chunks]).astype(np.int64)
    total = csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        left, right = flat[:-distance], flat[distance:]
        inside = (left > 0) & (right > 0)
        weight = np.full(inside.sum(), (WINDOW + 1 - distance) / WINDOW, np.float32)
        total = total + coo_matrix((weight, (left[inside], right[inside])), (size, size)).tocsr()
    return (total + total.T).tocsr()


def distributional(chunks, size, dim, seed):
    """float32 [size, dim], rows of unit length: positive pointwise mutual information, its rank cut to `dim`.

    Levy, Goldberg and Dagan 2015 (the roots of the singular values), Halko, Martinsson and Tropp 2011 (the cut).
    """
    counts = cooccurrences(chunks, size)
    often = np.asarray(counts.sum(0)).ravel()
    contexts = np.sort(np.argsort(-often, kind="stable")[:CONTEXTS_MAX])
    counts = counts[:, contexts].tocoo()
    kept = counts.data >= COUNT_MIN
    rows, columns, data = counts.row[kept], counts.col[kept], counts.data[kept]
    smooth = often[contexts]**SMOOTHING
    information = np.log(data * smooth.sum() / (np.maximum(often[rows], 1) * smooth[columns]))
    positive = information > 0
    matrix = csr_matrix((information[positive].astype(np.float32), (rows[positive], columns[positive])), (size, len(contexts)))
    rng = np.random.default_rng(seed)
    basis = matrix @ rng.standard_normal((len(contexts), dim + 16), dtype=np.float32)
    for _ in range(2):
        basis, _ = np.linalg.qr(basis)
        basis, _ = np.linalg.qr(matrix.T @ basis)
        basis = matrix @ basis
    basis, _ = np.linalg.qr(basis)
    left, values, _ = np.linalg.svd(np.ascontiguousarray((matrix.T @ basis).T), full_matrices=False)
    vectors = (basis @ left)[:, :dim] * values[:dim]**0.5
    vectors -= vectors[np.abs(vectors).sum(1) > 0].mean(0)
    known = np.diff(matrix.indptr) > 0
    # What stands beside nothing known begins at random, as it would without this.
    vectors[~known] = rng.standard_normal(((~known).sum(), dim))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
