"""How far the int8 rows rank as the float32 ones do: figures of both, and how much of each top ten is the same."""

import argparse

import numpy as np

import measure
from export import load, quantise
from model import embed


def top(scores):
    return np.argsort(-scores, axis=1, kind="stable")[:, :10]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("trained")
    parser.add_argument("--cache", required=True)
    args = parser.parse_args()
    table, tokenizer = load(args.trained)
    rows, scale = quantise(table)
    for name in ("arcd", "xquad-ar"):
        board = measure.standard_board(name, args.cache)
        asked, held = ([tokenizer.encode(t)[1:] or [1] for t in texts] for texts in (board.questions, board.passages))
        tops = []
        for label, used in (("float32", table), ("int8", rows.astype(np.float32) * scale)):
            q, p = embed(used, asked), embed(used, held)
            print(label)
            measure.report(board, board.judge(q, p, ("alone", 0.5)))
            tops.append(top(q @ p.T))
        same = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(*tops)])
        print(f"  {name}: the first is the same for {(tops[0][:, 0] == tops[1][:, 0]).mean():.1%}, of the first ten {same:.1%}")
