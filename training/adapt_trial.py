"""What a few minutes of unsupervised training on the very corpus to be served adds; decides whether the product offers it.

Measures only. `wiki` adapts to all of wiki-ar and asks miracl-dev-wiki; `news` adapts to the first 20,000 articles of
saudi-news and asks each of 1,000 headlines for its article. Neither result is shipped.
"""

import argparse
import random
import time
from types import SimpleNamespace

import numpy as np
import torch
import torch.nn.functional as F

import measure
from corpus import chunk_sentences, read
from export import load
from model import embed
from pairs import Pairs
from batches import SHARES, Batches
from train import loss_of
from validation import cached


def corpus_of(name):
    articles = read("corpora", f"{name}.jsonl.gz")[:20000]
    return [{"source": "served", "id": a["id"], "title": a["title"], "pair": None, "chunks": chunks}
            for a in articles if (chunks := list(chunk_sentences(a["text"])))]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("trained")
    p.add_argument("corpus", choices=["wiki", "news"])
    p.add_argument("--cache", required=True)
    p.add_argument("--steps", type=int, default=400)
    p.add_argument("--batch", type=int, default=512)
    p.add_argument("--lr", type=float, default=2e-3)
    p.add_argument("--kinds", default="title,keywords,inverse,lead")
    p.add_argument("--hide-titles", action="store_true", help="news: headlines are the questions, so they are not trained on")
    args = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    table, tokenizer = load(args.trained)
    name = "wiki-ar" if args.corpus == "wiki" else "saudi-news"
    corpus = cached(args.cache, ["served", name], lambda: corpus_of(name))
    kinds = args.kinds.split(",")
    pairs = cached(args.cache, ["served pairs", 1, name, kinds, tokenizer.vocabulary], lambda: Pairs(corpus, tokenizer, 7, kinds))
    owners = [a["id"] for a in corpus for _ in a["chunks"]]
    with_title = args.corpus == "wiki"
    rows = [pairs.passage(i, -1, with_title) for i in range(len(pairs.chunks))]
    rows = [r if len(r) else [1] for r in rows]
    if args.corpus == "wiki":
        questions = read("eval", "miracl-dev-wiki.questions.jsonl")
    else:
        chosen = random.Random(7).sample([a for a in corpus if len(a["title"].split()) > 4], 1000)
        questions = [{"question": a["title"], "relevant": [a["id"]]} for a in chosen]
    texts = [" ".join(c) if not with_title else a["title"] + "\n" + " ".join(c) for a in corpus for c in a["chunks"]]
    board = measure.Board("adapt-" + args.corpus, texts, owners, questions, args.cache)
    asked = [tokenizer.encode(q)[1:] or [1] for q in board.questions]

    def judge(table, label):
        print(label, flush=True)
        measure.report(board, board.judge(embed(table, asked), embed(table, rows)))

    judge(table, "before")
    options = SimpleNamespace(seed=7, run_seed=7, share=[], kinds=args.kinds, batch=args.batch, drop=0.1, titled=0.0 if args.hide_titles else 0.5, negatives=None, topic=0, residual=0, unshared=0)
    counts = np.ones(len(tokenizer.vocabulary))
    batches = Batches(pairs, options, tokenizer, counts)
    start = torch.from_numpy(table)
    # A row moves in proportion to its length, so that light words stay light.
    unit = start.norm(dim=1, keepdim=True)
    moved = torch.nn.Parameter(torch.zeros_like(start))
    optimizer = torch.optim.Adam([moved], args.lr)
    started = time.time()
    for step in range(args.steps):
        for group in optimizer.param_groups:
            group["lr"] = args.lr * (1 - step / args.steps)
        (q, qo), (p_, po), blocked, _ = batches.next()
        weights = start + unit * moved
        bag = lambda flat, offsets: F.normalize(F.embedding_bag(flat, weights, offsets, mode="sum"), dim=1)
        loss = loss_of(bag(q, qo), bag(p_, po), blocked, 20.0)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    judge((start + unit * moved).detach().numpy(), f"after {args.steps} steps of {args.batch}, lr {args.lr}: {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
