"""Trains the encoder: shared data in, a folder with table.npy, vocabulary.json and log.txt out. See README.md."""

import argparse
import json
import os
import time
from collections import Counter

import numpy as np
import torch
import torch.nn.functional as F

from arabic import Segmenter, Tokenizer
from batches import Batches
from begin import distributional
from corpus import native_questions, training_corpus
from export import load
from model import Encoder, embed_bags
from nearest import OwnNeighbours
from pairs import KINDS, MISTYPED, Pairs
from plain_pieces import PlainTokenizer, learn_plain
from validation import cached, evaluate, held_out_questions
from vocabulary import learn

# Steps between the tables that --average takes the mean of.
AVERAGED_EVERY = 10


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("--out", required=True)
    p.add_argument("--cache", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), ".cache"))
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--run-seed", type=int, help="for the start and the batches alone, so that the data stay the same (default: --seed)")
    p.add_argument("--vocabulary", type=int, default=48000)
    p.add_argument("--whole", type=int, default=8000, help="most frequent words that are never taken apart")
    p.add_argument("--no-article", action="store_true", help="leave the definite article on")
    p.add_argument("--no-clitics", action="store_true", help="whole words and byte pairs only")
    p.add_argument("--plain", choices=["unigram", "bpe"], help="a vocabulary that knows no Arabic (bpe: plain WordPiece); cannot be exported")
    p.add_argument("--dim", type=int, default=256)
    p.add_argument("--parts", choices=["none", "stem"], default="stem")
    p.add_argument("--steps", type=int, default=1500)
    p.add_argument("--batch", type=int, default=1024)
    p.add_argument("--lr", type=float, default=2e-3)
    p.add_argument("--scale", type=float, default=20.0, help="inverse temperature")
    p.add_argument("--drop", type=float, default=0.1, help="share of tokens dropped")
    p.add_argument("--titled", type=float, default=0.5, help="share of passages that carry their title")
    p.add_argument("--kinds", default=",".join(KINDS))
    p.add_argument("--share", action="append", default=[], help="kind=weight, to change SHARES")
    p.add_argument("--mistyped", type=float, default=MISTYPED, help="share of queries with a slip of the finger")
    p.add_argument("--negatives", choices=["article", "bm25", "refreshed"], help="a hard negative a row: another chunk of the article or"
                   " one that a person judged; a chunk that BM25 finds near; the same, and from half-way on one that the model does")
    p.add_argument("--begin", choices=["random", "distributional"], default="random", help="the token vectors to begin from")
    p.add_argument("--prefixes", type=lambda t: [int(n) for n in t.split(",")], default=[], help="also judge the first N,N dimensions alone")
    p.add_argument("--matryoshka", action="store_true", help="take the loss on each of --prefixes too")
    p.add_argument("--average", type=float, default=0.0, help="ship the mean of the tables of this last share of the run")
    p.add_argument("--teacher", help="folder of a trained model whose scores to learn from, in half of the loss; same vocabulary")
    p.add_argument("--topic", type=float, default=0.0, help="share of a batch drawn from one cluster of articles, so that its negatives are near")
    p.add_argument("--residual", type=float, default=0.0, help="share of the loss taken on the sum with BM25, as the product fuses them")
    p.add_argument("--unshared", type=float, default=0.0, help="share of passages that lose the words they share with their question")
    p.add_argument("--validate", action="store_true", help="hold 400 native questions and their articles out")
    p.add_argument("--typed", action="store_true", help="with --validate: the same questions typed badly as well")
    p.add_argument("--measure", action="store_true", help="ARCD, XQuAD and miracl-dev-wiki at the end: to report, not to choose")
    p.add_argument("--context", default="", choices=["", "conv"], help="a convolution of three tokens before the sum")
    p.add_argument("--evaluate-only", action="store_true")
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    if args.run_seed is None:
        args.run_seed = args.seed
    return args


def prepare(args, log):
    """The corpus, the tokenizer, how often each token occurs, and the pairs."""
    held_out = [i for q in held_out_questions(args.seed) for i in q["relevant"]] if args.validate else []
    segmenter = Segmenter(article=not args.no_article)
    corpus_key = ["corpus", 1, args.seed if args.validate else None]
    corpus = cached(args.cache, corpus_key, lambda: training_corpus(log, held_out))

    def vocabulary():
        counts = Counter()
        for article in corpus:
            counts.update(segmenter.words(article["title"]))
            for chunk in article["chunks"]:
                for sentence in chunk:
                    counts.update(segmenter.words(sentence))
        for question, _, _ in native_questions(corpus):
            counts.update(segmenter.words(question))
        if args.plain:
            return learn_plain(counts, args.vocabulary, args.plain)
        return learn(counts, args.vocabulary, segmenter, whole=args.whole, clitics=not args.no_clitics)

    key = corpus_key + [args.vocabulary, args.whole, args.no_article, args.no_clitics] + ([args.plain] if args.plain else [])
    learned = cached(args.cache, ["vocabulary"] + key, vocabulary)
    tokenizer = PlainTokenizer(learned, segmenter, args.plain) if args.plain else Tokenizer(learned, segmenter)
    pairs = cached(args.cache, ["pairs", 3] + key + [args.seed] + ([args.mistyped] if args.mistyped != MISTYPED else []),
                   lambda: Pairs(corpus, tokenizer, args.seed, mistyped=args.mistyped, log=log))
    counts = np.bincount(np.concatenate([np.concatenate(c) for c in pairs.chunks]), minlength=len(tokenizer.vocabulary)) + 1
    return tokenizer, pairs, counts


def loss_of(queries, passages, blocked, scale, words=None):
    scores = queries @ passages.T
    if words is not None:
        scores = scores + words
    scores = (scores * scale).masked_fill(blocked, -1e4)
    target = torch.arange(len(queries))
    square = scores[:, :len(queries)]
    return F.cross_entropy(scores, target) + 0.5 * F.cross_entropy(square.T, target)


def taught(queries, passages, blocked, scale, teacher):
    """How far the scores of a batch are from the teacher's: Kullback-Leibler, over each question's passages."""
    mine, theirs = (((q @ p.T) * scale).masked_fill(blocked, -1e4) for q, p in ((queries, passages), teacher))
    return F.kl_div(F.log_softmax(mine, 1), F.log_softmax(theirs, 1), reduction="batchmean", log_target=True)


def main():
    args = arguments()
    os.makedirs(args.out, exist_ok=True)
    started = time.time()
    logfile = open(os.path.join(args.out, "log.txt"), "a" if args.evaluate_only else "w", buffering=1)

    def log(line):
        print(line, flush=True)
        logfile.write(line + "\n")

    log(json.dumps(vars(args)))
    if args.evaluate_only:
        table, tokenizer = load(args.out)
        return evaluate(args, tokenizer, table, log)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.run_seed)
    tokenizer, pairs, counts = prepare(args, log)
    log(f"prepared in {time.time() - started:.0f} s; {len(pairs.query)} pairs over {len(pairs.chunks)} chunks")
    begin = None
    if args.begin == "distributional":
        begin = distributional(pairs.chunks, len(counts), args.dim, args.run_seed)
        log(f"token vectors to begin from after {time.time() - started:.0f} s")
    encoder = Encoder(tokenizer.vocabulary, counts, args.dim, args.parts, args.run_seed, args.context, begin)
    teacher = torch.from_numpy(load(args.teacher)[0]) if args.teacher else None
    weights = [p for n, p in encoder.named_parameters() if "weight" in n]
    others = [p for n, p in encoder.named_parameters() if "weight" not in n]
    groups = [{"params": weights, "lr": args.lr * 3}, {"params": others, "lr": args.lr}]
    optimizer = torch.optim.Adam([g for g in groups if g["params"]], betas=(0.9, 0.98))
    warm = max(20, args.steps // 30)
    pace = lambda s: min((s + 1) / warm, max(0.02, (args.steps - s) / max(1, args.steps - warm)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    batches = Batches(pairs, args, tokenizer, counts)
    trained, seen, tables = time.time(), [], []
    for step in range(1, args.steps + 1):
        if args.negatives == "refreshed" and step == args.steps // 2:
            batches.near = OwnNeighbours(pairs, encoder.table(), batches.rng)
        (q, qo), (p, po), blocked, words = batches.next()
        tokens, local = torch.unique(torch.cat([q, p]), return_inverse=True)
        own, stems, shared, vectors = encoder.rows(tokens)
        queries = encoder(vectors, local[:len(q)], qo, encoder.log_weight[q])
        passages = encoder(vectors, local[len(q):], po, encoder.log_weight[p])
        loss = loss_of(queries, passages, blocked, args.scale)
        if words is not None:
            fused = loss_of(queries, passages, blocked, args.scale, words)
            loss = (1 - args.residual) * loss + args.residual * fused
        if args.matryoshka:
            cuts = [loss_of(F.normalize(queries[:, :n], dim=1), F.normalize(passages[:, :n], dim=1), blocked, args.scale) for n in args.prefixes]
            loss = (loss + sum(cuts)) / (1 + len(cuts))
        if teacher is not None:
            loss = (loss + taught(queries, passages, blocked, args.scale, (embed_bags(teacher, q, qo), embed_bags(teacher, p, po)))) / 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        encoder.update(tokens, own, stems, shared, args.lr * pace(step - 1))
        schedule.step()
        seen.append(loss.item())
        if step > args.steps * (1 - args.average) and step % AVERAGED_EVERY == 0:
            tables.append(encoder.table())
        if step % 200 == 0 or step == args.steps:
            log(f"step {step} loss {np.mean(seen[-200:]):.4f} {(time.time() - trained) / step:.3f} s/step")
    table = np.mean(tables, axis=0) if tables else encoder.table()
    np.save(os.path.join(args.out, "table.npy"), table)
    with open(os.path.join(args.out, "vocabulary.json"), "w", encoding="utf-8") as file:
        json.dump({"article": not args.no_article, "pieces": tokenizer.vocabulary}, file, ensure_ascii=False)
    log(f"trained in {time.time() - trained:.0f} s")
    contextual = encoder if args.context else None
    evaluate(args, tokenizer, table, log, contextual)


if __name__ == "__main__":
    main()
