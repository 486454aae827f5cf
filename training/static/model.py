"""The encoder: a text's vector is the normalised sum of its tokens' vectors, each times a learned weight.

While training, a token's vector is its own plus that of its light stem, so that what is learned for one word reaches
its relatives. `table()` folds the two and the weight together: what ships is one row a token.
"""

import numpy as np
import torch
import torch.nn.functional as F

from arabic import SPECIAL
from measure import light_stem

CONV_CHANNELS = 64


def stems_of(vocabulary):
    """The number of each piece's stem, int64 [tokens]; short pieces and numbers share one stem that stays zero."""
    vocabulary = [p.lstrip("\u2581") for p in vocabulary]
    stems = {"": 0}
    plain = (p in SPECIAL or len(p) < 4 or p[0].isdigit() for p in vocabulary)
    return np.array([0 if skip else stems.setdefault(light_stem(p), len(stems)) for p, skip in zip(vocabulary, plain)])


class RowAdam:
    """Adam (Kingma and Ba 2015) over the rows of a table that a batch touches; the others cost nothing."""

    def __init__(self, table, betas=(0.9, 0.98)):
        self.table, self.betas, self.steps = table, betas, 0
        self.mean, self.square = torch.zeros_like(table), torch.zeros_like(table)

    def step(self, rows, gradient, lr):
        self.steps += 1
        (one, two), t = self.betas, self.steps
        mean = self.mean[rows].mul_(one).add_(gradient, alpha=1 - one)
        square = self.square[rows].mul_(two).addcmul_(gradient, gradient, value=1 - two)
        self.mean[rows], self.square[rows] = mean, square
        self.table.index_add_(0, rows, mean.div_(1 - one**t).div_(square.div_(1 - two**t).sqrt_().add_(1e-8)), alpha=-lr)


class Encoder(torch.nn.Module):
    def __init__(self, vocabulary, counts, dim, parts="stem", seed=0, context=(), begin=None):
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        self.own = torch.randn(len(vocabulary), dim, generator=generator) / dim**0.5
        if begin is not None:
            self.own = torch.from_numpy(begin)
        self.stem = torch.from_numpy(stems_of(vocabulary))
        self.shared = None
        if parts == "stem":
            self.shared = torch.randn(int(self.stem.max()) + 1, dim, generator=generator) / dim**0.5
            if begin is not None:
                self.shared = F.normalize(torch.zeros_like(self.shared).index_add(0, self.stem, self.own), dim=1)
            self.shared[0] = 0
            self.own *= 0.5
        self.own_adam = RowAdam(self.own)
        self.shared_adam = RowAdam(self.shared) if parts == "stem" else None
        self.context = context
        if "conv" in context:
            self.conv_in = torch.nn.Parameter(torch.randn(dim, 3 * CONV_CHANNELS, generator=generator) / dim**0.5)
            self.conv_out = torch.nn.Parameter(torch.randn(CONV_CHANNELS, dim, generator=generator) * 0.01)
        share = counts / counts.sum()
        # Smooth inverse frequency (Arora, Liang and Ma 2017) as the start of the learned weights.
        self.log_weight = torch.nn.Parameter(torch.from_numpy(np.log(3e-4 / (3e-4 + share))).float())

    def rows(self, tokens):
        """Leaves for the rows of some tokens: (own rows, stems, stem rows, the vectors they make)."""
        own = self.own[tokens].requires_grad_()
        if self.shared is None:
            return own, None, None, own
        stems, where = torch.unique(self.stem[tokens], return_inverse=True)
        shared = self.shared[stems].requires_grad_()
        return own, stems, shared, own + shared[where]

    def update(self, tokens, own, stems, shared, lr):
        """Moves the rows by their gradients."""
        self.own_adam.step(tokens, own.grad, lr)
        if stems is not None:
            shared.grad[stems == 0] = 0
            self.shared_adam.step(stems, shared.grad, lr)

    def vectors(self):
        return self.own if self.shared is None else self.own + self.shared[self.stem]

    def table(self):
        """float32 [tokens, dim]: the vectors times their weights, as they ship."""
        with torch.no_grad():
            return (self.vectors() * self.log_weight.exp()[:, None]).numpy()

    def forward(self, vectors, flat, offsets, weights):
        """Unit vectors of texts: `flat` are rows of `vectors`, `offsets` where each text starts, `weights` the log weight of each."""
        weight = weights.exp()
        if not self.context:
            return F.normalize(F.embedding_bag(flat, vectors, offsets, mode="sum", per_sample_weights=weight), dim=1)
        tokens = F.embedding(flat, vectors) * weight[:, None]
        starts = torch.zeros(len(flat), dtype=torch.bool)
        starts[offsets] = True
        owner = starts.cumsum(0) - 1
        tokens = tokens + self.convolve(tokens, starts)
        summed = torch.zeros(len(offsets), tokens.shape[1]).index_add(0, owner, tokens)
        return F.normalize(summed, dim=1)

    def convolve(self, tokens, starts):
        """A window of three tokens through a narrow middle; nothing crosses from one text to the next."""
        before, here, after = (tokens @ self.conv_in).chunk(3, 1)
        zero = torch.zeros(1, before.shape[1])
        before = torch.cat([zero, before[:-1]]).masked_fill(starts[:, None], 0)
        ends = torch.cat([starts[1:], torch.ones(1, dtype=torch.bool)])
        after = torch.cat([after[1:], zero]).masked_fill(ends[:, None], 0)
        return torch.relu(before + here + after) @ self.conv_out


def encode(encoder, rows, batch=2000):
    """Unit vectors of lists of ids, by the encoder itself."""
    out = []
    with torch.no_grad():
        vectors = encoder.vectors()
        for at in range(0, len(rows), batch):
            some = [np.asarray(r, np.int64) for r in rows[at:at + batch]]
            offsets = np.cumsum([0] + [len(r) for r in some[:-1]])
            flat = torch.from_numpy(np.concatenate(some))
            out.append(encoder(vectors, flat, torch.from_numpy(offsets), encoder.log_weight[flat]))
    return torch.cat(out).numpy()


def embed(table, rows):
    """Unit vectors of lists of ids, with a table as it ships."""
    flat = torch.from_numpy(np.concatenate([np.asarray(r, np.int64) for r in rows]))
    offsets = torch.from_numpy(np.cumsum([0] + [len(r) for r in rows[:-1]]))
    return embed_bags(torch.from_numpy(table), flat, offsets).numpy()


def embed_bags(table, flat, offsets):
    return F.normalize(F.embedding_bag(flat, table, offsets, mode="sum"), dim=1)
