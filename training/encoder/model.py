"""The encoder: BERT with post-norm layers, and its weights from the base's file."""

import copy

import numpy as np
import torch
import torch.distributed
import torch.nn as nn
import torch.nn.functional as F

from .text import PAD

EPS = 1e-12


def attention(q, k, v, mask):
    if q.dtype == torch.float32:
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    # In bf16 on a processor the fused one learns several times slower than these two products.
    odds = torch.matmul(q * q.shape[-1] ** -0.5, k.transpose(-1, -2)) + mask
    return torch.matmul(torch.softmax(odds, -1), v)


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.ln1 = nn.LayerNorm(width, EPS)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.ln2 = nn.LayerNorm(width, EPS)

    def forward(self, x, mask):
        rows, tokens, width = x.shape
        q, k, v = self.qkv(x).view(rows, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        seen = attention(q, k, v, mask)
        x = self.ln1(x + self.out(seen.transpose(1, 2).reshape(rows, tokens, width)))
        return self.ln2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """Token ids [rows, tokens], padded with PAD, to vectors [rows, tokens, width]."""

    def __init__(self, vocabulary: int, layers: int, width=384, heads=12, inner=1536, positions=512):
        super().__init__()
        self.tok = nn.Embedding(vocabulary, width)
        self.pos = nn.Embedding(positions, width)
        self.seg = nn.Parameter(torch.zeros(width))
        self.ln = nn.LayerNorm(width, EPS)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        self.frozen = 0

    def freeze(self, count: int):
        """The vocabulary, the places and the first layers learn no more, and no gradient is worked out for them."""
        self.frozen = count
        for part in (self.tok, self.pos, self.ln, *self.layers[:count]):
            part.requires_grad_(False)
        self.seg.requires_grad_(False)

    def begin(self, ids):
        keep = ids != PAD
        x = self.ln(self.tok(ids) + self.pos.weight[: ids.shape[1]] + self.seg)
        return x, torch.zeros(keep.shape, dtype=x.dtype).masked_fill(~keep, -1e4)[:, None, None, :]

    def hidden(self, ids) -> list:
        """What each layer gives, the first to the last."""
        x, mask = self.begin(ids)
        states = []
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        return states

    @torch.no_grad()
    def still(self, ids):
        """What the vocabulary, the places and the layers that learn no more give, and the mask of the tokens."""
        x, mask = self.begin(ids)
        for layer in self.layers[: self.frozen]:
            x = layer(x, mask)
        return x, mask

    def learning(self, x, mask):
        """What the last layer makes of what the still ones gave."""
        for layer in self.layers[self.frozen :]:
            x = layer(x, mask)
        return x

    def forward(self, ids):
        return self.hidden(ids)[-1]

    def halved(self) -> "Encoder":
        """
        The same encoder in bf16 and compiled: several times as fast on processors with AMX. It reads and gives
        gradients; the steps are taken on the weights in fp32.
        """
        half = copy.deepcopy(self).bfloat16()
        half.layers = nn.ModuleList(torch.compile(layer, dynamic=True) for layer in half.layers)
        return half

    def take_gradients(self, half: "Encoder"):
        """From a halved one, whose own are gone afterwards."""
        for full, other in zip(self.parameters(), half.parameters()):
            full.grad = None if other.grad is None else other.grad.float()
            other.grad = None

    @torch.no_grad()
    def give_weights(self, half: "Encoder"):
        for full, other in zip(self.parameters(), half.parameters()):
            other.copy_(full)


def share_gradients(parameters, processes):
    """Each process's gradients become the mean of all."""
    if processes == 1:
        return
    whole = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in parameters])
    torch.distributed.all_reduce(whole)
    for p, part in zip(parameters, (whole / processes).split([p.numel() for p in parameters])):
        p.grad = part.view_as(p)


def pooled(states, ids):
    """The mean of a row's tokens, at unit length."""
    states = states.float()
    keep = (ids != PAD).unsqueeze(-1).float()
    return F.normalize((states * keep).sum(1) / keep.sum(1), dim=-1)


def width_of(rows) -> int:
    """Tokens of the longest row, in steps of 32: with few widths, memory of the same sizes is used again."""
    return -(-max(map(len, rows)) // 32) * 32


def padded(rows):
    ids = torch.full((len(rows), width_of(rows)), PAD)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
    return ids


def load_base(path, layers=None) -> Encoder:
    """@param layers which of the base's twelve to keep, in order; all, without it."""
    weights = {name: torch.from_numpy(array.astype("float32")) for name, array in np.load(path).items()}
    count = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    keep = list(range(count) if layers is None else layers)
    encoder = Encoder(weights["embeddings.word_embeddings.weight"].shape[0], len(keep))
    with torch.no_grad():
        encoder.tok.weight.copy_(weights["embeddings.word_embeddings.weight"])
        encoder.pos.weight.copy_(weights["embeddings.position_embeddings.weight"][:512])
        encoder.seg.copy_(weights["embeddings.token_type_embeddings.weight"][0])
        encoder.ln.weight.copy_(weights["embeddings.LayerNorm.weight"])
        encoder.ln.bias.copy_(weights["embeddings.LayerNorm.bias"])
        for layer, number in zip(encoder.layers, keep):
            of = f"encoder.layer.{number}."
            for end in ("weight", "bias"):
                layer.qkv.get_parameter(end).copy_(
                    torch.cat([weights[f"{of}attention.self.{part}.{end}"] for part in ("query", "key", "value")])
                )
                for module, name in (
                    (layer.out, "attention.output.dense"),
                    (layer.ln1, "attention.output.LayerNorm"),
                    (layer.up, "intermediate.dense"),
                    (layer.down, "output.dense"),
                    (layer.ln2, "output.LayerNorm"),
                ):
                    module.get_parameter(end).copy_(weights[f"{of}{name}.{end}"])
    return encoder
