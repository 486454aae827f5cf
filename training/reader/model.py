"""The reader: the encoder with, for each token, the log-odds that the sentence it marks answers, and a span's two ends."""

import numpy as np
import torch
import torch.nn as nn

from encoder.model import Encoder, padded
from encoder.text import PAD


class Reader(nn.Module):
    def __init__(self, encoder: Encoder, width=384):
        super().__init__()
        self.enc = encoder
        self.dense = nn.Linear(width, width)
        self.head = nn.Linear(width, 1)
        self.span = nn.Linear(width, 2)
        nn.init.zeros_(self.head.weight)
        nn.init.constant_(self.head.bias, -2.0)

    def heads(self, states):
        states = states.float()
        return self.head(torch.tanh(self.dense(states))).squeeze(-1), self.span(states)

    def forward(self, ids):
        return self.heads(self.enc(ids))

    def halved(self) -> "Reader":
        """The same reader with its encoder halved; the heads are shared."""
        half = Reader(self.enc.halved())
        half.dense, half.head, half.span = self.dense, self.head, self.span
        return half


def load_weights(model: nn.Module, path):
    """From a checkpoint of `train.py`, or from an npz with the same names."""
    if str(path).endswith(".npz"):
        model.load_state_dict({name: torch.from_numpy(array.astype("float32")) for name, array in np.load(path).items()})
    else:
        model.load_state_dict(torch.load(path)["model"])


def read(model, rows, micro=8):
    """For each row, its tokens' log-odds and span logits. Rows of like length run together: padding is work."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    out = [None] * len(rows)
    for at in range(0, len(order), micro):
        part = order[at : at + micro]
        odds, spans = model(padded([rows[i].ids for i in part]))
        for j, i in enumerate(part):
            out[i] = (odds[j], spans[j][: len(rows[i].ids)])
    return out


assert PAD == 1
