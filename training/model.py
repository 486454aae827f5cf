"""The encoder: a text's vector is the normalised sum of its tokens' vectors, each times a learned weight.

While training, a token's vector is its own plus those of its parts (stem, and letter runs hashed into buckets), so
that what is learned for one word reaches its relatives. `table()` folds the parts in: what ships is one row a token.
"""

import numpy as np
import torch
import torch.nn.functional as F

from arabic import SPECIAL
from measure import light_stem

BUCKETS = 30000
RUN_LETTERS = (3, 4, 5)


def parts_of(piece):
    """The stem and the letter runs of a piece, as text; a number has none."""
    if len(piece) < 4 or piece[0].isdigit():
        return None
    runs = [f"<{piece}>"[i:i + n] for n in RUN_LETTERS for i in range(len(piece) + 3 - n)]
    return light_stem(piece), runs


def bucket(text):
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


class Encoder(torch.nn.Module):
    def __init__(self, vocabulary, counts, dim, parts="stem", seed=0):
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        self.parts = parts
        own = torch.randn(len(vocabulary), dim, generator=generator) / dim**0.5
        ids, weights, offsets, stems = [], [], [], {}
        for piece in vocabulary:
            offsets.append(len(ids))
            found = parts_of(piece) if piece not in SPECIAL and parts != "none" else None
            if found:
                stem, runs = found
                ids.append(stems.setdefault(stem, len(stems)))
                weights.append(1.0)
                if parts == "runs":
                    ids.extend(-1 - bucket(r) % BUCKETS for r in runs)
                    weights.extend([1.0 / len(runs) ** 0.5 * 0.7] * len(runs))
        ids = np.array(ids or [0], np.int64)
        ids = np.where(ids < 0, len(stems) - 1 - ids, ids)
        self.register_buffer("part_ids", torch.from_numpy(ids))
        self.register_buffer("part_weights", torch.tensor(weights or [0.0]))
        self.register_buffer("part_offsets", torch.tensor(offsets))
        if parts != "none":
            shared = torch.randn(len(stems) + (BUCKETS if parts == "runs" else 0), dim, generator=generator) / dim**0.5
            self.shared = torch.nn.Parameter(shared)
            own *= 0.5
        self.own = torch.nn.Parameter(own)
        share = counts / counts.sum()
        # Smooth inverse frequency (Arora, Liang and Ma 2017) as the start of the learned weights.
        self.log_weight = torch.nn.Parameter(torch.from_numpy(np.log(3e-4 / (3e-4 + share))).float())

    def vectors(self):
        if self.parts == "none":
            return self.own
        return self.own + F.embedding_bag(self.part_ids, self.shared, self.part_offsets, mode="sum",
                                          per_sample_weights=self.part_weights)

    def table(self):
        """float32 [tokens, dim]: the vectors times their weights, as they ship."""
        with torch.no_grad():
            return (self.vectors() * self.log_weight.exp()[:, None]).numpy()

    def forward(self, vectors, flat, offsets):
        weight = self.log_weight.exp()[flat]
        return F.normalize(F.embedding_bag(flat, vectors, offsets, mode="sum", per_sample_weights=weight), dim=1)


def embed(table, rows):
    """Unit vectors of lists of ids, with a table as it ships."""
    flat = torch.from_numpy(np.concatenate([np.asarray(r, np.int64) for r in rows]))
    offsets = torch.from_numpy(np.cumsum([0] + [len(r) for r in rows[:-1]]))
    summed = F.embedding_bag(flat, torch.from_numpy(table), offsets, mode="sum")
    return F.normalize(summed, dim=1).numpy()
