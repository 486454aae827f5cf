"""How well a reader reads: the right sentence first, and right told from none. Figures for the trainer's log."""

import math
from collections import defaultdict

import torch

from .groups import made_rows
from .model import read

READ = 8


def auroc(positive, negative):
    """The chance that one of the first is greater than one of the second."""
    if not positive or not negative:
        return float("nan")
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def best_of(model, rows):
    """Probability of the likeliest sentence among all and none, and whether it answers; and the same within each row."""
    scored = []
    for r, (row, (odds, _)) in enumerate(zip(rows, read(model, rows))):
        scored += [(odds[mark].item() - row.price, r, i in row.labels) for i, mark in enumerate(row.marks)]
    top = max(scored)
    total = torch.logsumexp(torch.tensor([0.0] + [s[0] for s in scored]), 0).item()
    within = [max(s for s in scored if s[1] == r)[2] for r, row in enumerate(rows) if row.labels]
    return math.exp(top[0] - total), top[2], within[0] if within else None


def measure_asked(model, asked, questions):
    first, within, read_of, sure, unsure = [], [], [], [], []
    for question in questions:
        found, labels = asked.prepared(question)
        if not found or (question["relevant"] and not labels):
            continue
        rows = asked.rows(question["question"], question, dict(list(found.items())[:READ]), labels)
        probability, right, in_row = best_of(model, rows)
        if question["relevant"]:
            first.append(right)
            read_of.append(in_row is not None)
            if in_row is not None:
                within.append(in_row)
            sure.append(probability)
        else:
            unsure.append(probability)
    share = lambda values: sum(values) / max(1, len(values))  # noqa: E731
    given_read = sum(f for f, seen in zip(first, read_of) if seen) / max(1, sum(read_of))
    return (
        f"{len(first)} answerable: first {share(first):.3f}, chunk read {share(read_of):.3f}, first given read {given_read:.3f}, "
        f"within its chunk {share(within):.3f}; {len(unsure)} near misses: AUROC {auroc(sure, unsure):.3f}"
    )


def measure_made(model, packer, examples, limit):
    """By kind: the share where the likeliest of sentences and none is right."""
    by_kind = defaultdict(list)
    for example in examples[:: max(1, len(examples) // limit)]:
        rows = made_rows(packer, example)
        if not rows:
            continue
        logits = [(0.0, not any(row.labels for row in rows))]
        for row, (odds, _) in zip(rows, read(model, rows)):
            logits += [(odds[mark].item(), i in row.labels) for i, mark in enumerate(row.marks)]
        by_kind[example["made"]].append(max(logits)[1])
    return " ".join(f"{kind} {sum(v) / len(v):.2f}/{len(v)}" for kind, v in sorted(by_kind.items()))
