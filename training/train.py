"""Trains the encoder: shared data in, a folder with table.npy, vocabulary.json and log.txt out. See README.md."""

import argparse
import hashlib
import json
import os
import pickle
import random
import time
from collections import Counter

import numpy as np
import torch
import torch.nn.functional as F

import measure
from arabic import Segmenter, Tokenizer
from corpus import native_questions, read, sentences, training_corpus
from export import load
from scipy.sparse import csr_matrix

from measure import light_stem
from model import Encoder, embed, encode
from pairs import KINDS, Pairs
from questions import cloze
from vocabulary import learn

# How much of a batch each kind of pair fills.
SHARES = {"title": 8, "keywords": 8, "template": 20, "cloze": 34, "inverse": 10, "lead": 4, "twin": 3, "native": 9, "similar": 4}
VALIDATION_QUESTIONS = 400


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("--out", required=True)
    p.add_argument("--cache", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), ".cache"))
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--vocabulary", type=int, default=48000)
    p.add_argument("--whole", type=int, default=8000, help="most frequent words that are never taken apart")
    p.add_argument("--no-article", action="store_true", help="leave the definite article on")
    p.add_argument("--no-clitics", action="store_true", help="whole words and byte pairs only")
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
    p.add_argument("--neighbours", type=int, default=0, help="hard negatives a row: another chunk of the article or a judged one")
    p.add_argument("--topic", type=float, default=0.0, help="share of a batch drawn from one cluster of articles, so that its negatives are near")
    p.add_argument("--residual", type=float, default=0.0, help="share of the loss taken on the sum with BM25, as the product fuses them")
    p.add_argument("--unshared", type=float, default=0.0, help="share of passages that lose the words they share with their question")
    p.add_argument("--validate", action="store_true", help="hold 400 native questions and their articles out")
    p.add_argument("--measure", action="store_true", help="ARCD, XQuAD and miracl-dev-wiki at the end: to report, not to choose")
    p.add_argument("--context", default="", choices=["", "conv"], help="a convolution of three tokens before the sum")
    p.add_argument("--evaluate-only", action="store_true")
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


def held_out_questions(seed):
    measured = {i for q in read("eval", "miracl-dev-wiki.questions.jsonl") for i in q["relevant"]}
    free = [q for q in read("train", "mrtydi-train.questions.jsonl.gz") if not measured & set(q["relevant"])]
    return random.Random(seed).sample(free, VALIDATION_QUESTIONS)


def held_out_cloze(seed, texts, owners):
    """300 made questions over chunks of the held-out articles; the one right answer is the chunk itself."""
    rng = random.Random(seed)
    articles = {i for q in held_out_questions(seed) for i in q["relevant"]}
    out = []
    for index in rng.sample([i for i, o in enumerate(owners) if o in articles], 450):
        title, _, text = texts[index].partition("\n")
        question = cloze(rng.choice(sentences(text) or [text]), title, rng)
        if question:
            out.append({"question": question, "relevant": [str(index)]})
    return out[:300]


def cached(folder, key, make):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()[:16] + ".pkl")
    if not os.path.exists(path):
        value = make()
        with open(path + ".part", "wb") as file:
            pickle.dump(value, file, protocol=4)
        os.replace(path + ".part", path)
    with open(path, "rb") as file:
        return pickle.load(file)


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
        return learn(counts, args.vocabulary, segmenter, whole=args.whole, clitics=not args.no_clitics)

    key = corpus_key + [args.vocabulary, args.whole, args.no_article, args.no_clitics]
    tokenizer = Tokenizer(cached(args.cache, ["vocabulary"] + key, vocabulary), segmenter)
    pairs = cached(args.cache, ["pairs", 3] + key + [args.seed],
                   lambda: Pairs(corpus, tokenizer, args.seed, log=log))
    counts = np.bincount(np.concatenate([np.concatenate(c) for c in pairs.chunks]), minlength=len(tokenizer.vocabulary)) + 1
    return tokenizer, pairs, counts


class WordScores:
    """BM25 of a batch's questions against its passages, over stems, each row divided by its largest: as the product fuses it."""

    def __init__(self, pairs, tokenizer):
        stems = {}
        self.stem = np.array([stems.setdefault(light_stem(p) if len(p) > 3 else p, len(stems)) for p in tokenizer.vocabulary])
        self.size = len(stems)
        chunks = [np.unique(self.stem[np.concatenate(c)]) for c in pairs.chunks]
        df = np.bincount(np.concatenate(chunks), minlength=self.size)
        self.idf = np.log(1 + (len(chunks) - df + 0.5) / (df + 0.5)).astype(np.float32)
        self.mean = np.mean([sum(map(len, c)) for c in pairs.chunks])

    def bags(self, rows):
        lengths = np.array([len(r) for r in rows])
        made = csr_matrix((np.ones(lengths.sum(), np.float32), self.stem[np.concatenate(rows)], np.r_[0, np.cumsum(lengths)]), (len(rows), self.size))
        made.sum_duplicates()
        return made, lengths

    def __call__(self, questions, passages):
        asked, _ = self.bags(questions)
        held, lengths = self.bags(passages)
        norm = np.repeat(measure.K1 * (1 - measure.B + measure.B * lengths / self.mean), np.diff(held.indptr))
        held.data = held.data * (measure.K1 + 1) / (held.data + norm) * self.idf[held.indices]
        scores = (asked @ held.T.tocsr()).toarray()
        return torch.from_numpy(scores / np.maximum(scores.max(1, keepdims=True), 1e-6))


def topics(pairs, counts, seed, clusters=48, rounds=8):
    """A cluster for every article: k-means over randomly projected, frequency-weighted token sums."""
    rng = np.random.default_rng(seed)
    table = rng.standard_normal((len(counts), 64)).astype(np.float32) * (1e-3 / (1e-3 + counts / counts.sum()))[:, None].astype(np.float32)
    known = [np.concatenate(c) for c in pairs.chunks]
    known = embed(table.astype(np.float32), [k if len(k) else [1] for k in known])
    articles = np.zeros((pairs.article.max() + 1, 64), np.float32)
    np.add.at(articles, pairs.article, known)
    articles -= articles.mean(0)
    articles /= np.maximum(np.linalg.norm(articles, axis=1, keepdims=True), 1e-6)
    centres = articles[rng.choice(len(articles), clusters, replace=False)]
    for _ in range(rounds):
        label = (articles @ centres.T).argmax(1)
        for c in range(clusters):
            if (label == c).any():
                centres[c] = articles[label == c].mean(0)
        centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6)
    return label


class Batches:
    def __init__(self, pairs, args, tokenizer, counts):
        self.pairs, self.args = pairs, args
        self.stem = WordScores(pairs, tokenizer).stem if args.unshared else None
        self.words = WordScores(pairs, tokenizer) if args.residual else None
        self.rng = np.random.default_rng(args.seed)
        shares = dict(SHARES, **{k: float(v) for k, v in (s.split("=") for s in args.share)})
        self.members = {k: np.flatnonzero(pairs.kind == KINDS.index(k)) for k in args.kinds.split(",")}
        self.members = {k: m for k, m in self.members.items() if len(m)}
        weights = np.array([shares[k] for k in self.members], float)
        self.sizes = np.floor(weights / weights.sum() * args.batch).astype(int)
        self.sizes[-1] += args.batch - self.sizes.sum()
        if args.topic:
            label = topics(pairs, counts, args.seed)[pairs.article[pairs.chunk]]
            self.topic_of = label
            self.by_topic = {k: [m[label[m] == c] for c in range(label.max() + 1)] for k, m in self.members.items()}
        order = np.argsort(pairs.article, kind="stable")
        first = np.searchsorted(pairs.article[order], pairs.article, "left")
        last = np.searchsorted(pairs.article[order], pairs.article, "right")
        self.order, self.first, self.last = order, first, last

    def bag(self, rows):
        """Ids of all rows in a line, some dropped at random, and where each row starts."""
        lengths = np.array([len(r) for r in rows])
        flat = np.concatenate(rows)
        keep = self.rng.random(len(flat)) >= self.args.drop
        owner = np.repeat(np.arange(len(rows)), lengths)
        kept = np.bincount(owner[keep], minlength=len(rows))
        keep[np.isin(owner, np.flatnonzero(kept == 0))] = True
        counts = np.bincount(owner[keep], minlength=len(rows))
        return torch.from_numpy(flat[keep].astype(np.int64)), torch.from_numpy(np.r_[0, np.cumsum(counts)[:-1]])

    def neighbour(self, row):
        """A chunk that is near and wrong: judged so by a person, or beside the right one in its article."""
        pairs = self.pairs
        judged = pairs.negative.get(int(row))
        if judged is not None:
            return judged
        chunk = pairs.chunk[row]
        first, last = self.first[chunk], self.last[chunk]
        if last - first > 1:
            other = self.order[self.rng.integers(first, last - 1)]
            return self.order[last - 1] if other == chunk else other
        return self.rng.integers(len(pairs.chunks))

    def draws(self):
        self.topic = self.topic_of[self.rng.integers(len(self.topic_of))] if self.args.topic else None
        return zip(self.members, self.sizes)

    def draw(self, kind, size):
        rng, everywhere = self.rng, self.members[kind]
        if self.topic is None or not len(self.by_topic[kind][self.topic]):
            return rng.choice(everywhere, size)
        near = int(size * self.args.topic)
        return np.r_[rng.choice(self.by_topic[kind][self.topic], near), rng.choice(everywhere, size - near)]

    def without_shared(self, passages, questions):
        """BM25 sees shared words; what it cannot see is learned where they are missing. A passage keeps three words at least."""
        chosen = self.rng.random(len(passages)) < self.args.unshared
        out = list(passages)
        for row in np.flatnonzero(chosen):
            own = ~np.isin(self.stem[passages[row]], self.stem[questions[row]])
            if own.sum() >= 3:
                out[row] = passages[row][own]
        return out

    def next(self):
        pairs, rng = self.pairs, self.rng
        rows = np.concatenate([self.draw(k, n) for k, n in self.draws()])
        chunks = pairs.chunk[rows]
        titled = rng.random(len(rows)) < self.args.titled
        passages = [pairs.passage(c, l, t) for c, l, t in zip(chunks, pairs.left_out[rows], titled)]
        passages = [p if len(p) else pairs.titles[c][:1] if len(pairs.titles[c]) else np.ones(1, np.int32) for p, c in zip(passages, chunks)]
        if self.args.unshared:
            passages = self.without_shared(passages, [pairs.query[r] for r in rows])
        articles = pairs.article[chunks]
        blocked = articles[:, None] == articles[None, :]
        np.fill_diagonal(blocked, False)
        for _ in range(self.args.neighbours):
            near = np.array([self.neighbour(r) for r in rows])
            found = [pairs.passage(c, -1, t) for c, t in zip(near, titled)]
            passages += [p if len(p) else np.ones(1, np.int32) for p in found]
            other = articles[:, None] == pairs.article[near][None, :]
            np.fill_diagonal(other, near == chunks)
            # A title asks for the article, not for the chunk: its neighbours are not wrong.
            broad = np.isin(pairs.kind[rows], [KINDS.index("title"), KINDS.index("lead"), KINDS.index("twin")])
            diagonal = np.arange(len(rows))
            other[diagonal[broad], diagonal[broad]] = True
            blocked = np.concatenate([blocked, other], 1)
        questions = [pairs.query[r] for r in rows]
        words = self.words(questions, passages) if self.words else None
        return self.bag(questions), self.bag(passages), torch.from_numpy(blocked), words


def loss_of(queries, passages, blocked, scale, words=None):
    scores = queries @ passages.T
    if words is not None:
        scores = scores + words
    scores = (scores * scale).masked_fill(blocked, -1e4)
    target = torch.arange(len(queries))
    square = scores[:, :len(queries)]
    return F.cross_entropy(scores, target) + 0.5 * F.cross_entropy(square.T, target)


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
    torch.manual_seed(args.seed)
    tokenizer, pairs, counts = prepare(args, log)
    log(f"prepared in {time.time() - started:.0f} s; {len(pairs.query)} pairs over {len(pairs.chunks)} chunks")
    encoder = Encoder(tokenizer.vocabulary, counts, args.dim, args.parts, args.seed, args.context)
    weights = [p for n, p in encoder.named_parameters() if "weight" in n]
    others = [p for n, p in encoder.named_parameters() if "weight" not in n]
    groups = [{"params": weights, "lr": args.lr * 3}, {"params": others, "lr": args.lr}]
    optimizer = torch.optim.Adam([g for g in groups if g["params"]], betas=(0.9, 0.98))
    warm = max(20, args.steps // 30)
    pace = lambda s: min((s + 1) / warm, max(0.02, (args.steps - s) / max(1, args.steps - warm)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    batches = Batches(pairs, args, tokenizer, counts)
    trained, seen = time.time(), []
    for step in range(1, args.steps + 1):
        (q, qo), (p, po), blocked, words = batches.next()
        tokens, local = torch.unique(torch.cat([q, p]), return_inverse=True)
        own, stems, shared, vectors = encoder.rows(tokens)
        queries = encoder(vectors, local[:len(q)], qo, encoder.log_weight[q])
        passages = encoder(vectors, local[len(q):], po, encoder.log_weight[p])
        loss = loss_of(queries, passages, blocked, args.scale)
        if words is not None:
            fused = loss_of(queries, passages, blocked, args.scale, words)
            loss = (1 - args.residual) * loss + args.residual * fused
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        encoder.update(tokens, own, stems, shared, args.lr * pace(step - 1))
        schedule.step()
        seen.append(loss.item())
        if step % 200 == 0 or step == args.steps:
            log(f"step {step} loss {np.mean(seen[-200:]):.4f} {(time.time() - trained) / step:.3f} s/step")
    table = encoder.table()
    np.save(os.path.join(args.out, "table.npy"), table)
    with open(os.path.join(args.out, "vocabulary.json"), "w", encoding="utf-8") as file:
        json.dump({"article": not args.no_article, "pieces": tokenizer.vocabulary}, file, ensure_ascii=False)
    log(f"trained in {time.time() - trained:.0f} s")
    contextual = encoder if args.context else None
    evaluate(args, tokenizer, table, log, contextual)


def evaluate(args, tokenizer, table, log, encoder=None):
    if not (args.validate or args.measure):
        return

    def rows_of(texts):
        return [np.array(tokenizer.encode(t)[1:] or [1], np.int32) for t in texts]

    def of_rows(rows):
        return encode(encoder, rows) if encoder else embed(table, rows)

    def vectors(texts):
        return of_rows(rows_of(texts))

    texts, owners = cached(args.cache, ["wiki chunks", 1], measure.wiki_chunks)
    encoded = None
    boards = []
    if args.validate:
        boards.append(("validation", held_out_questions(args.seed)))
        boards.append(("made", held_out_cloze(args.seed, texts, owners)))
    if args.measure:
        boards.append(("miracl", read("eval", "miracl-dev-wiki.questions.jsonl")))
    for name, questions in boards:
        keys = ("words", "alone", *measure.WEIGHTS) if name == "miracl" else ("alone", 0.4, 0.5)
        of = owners if name != "made" else [str(i) for i in range(len(texts))]
        board = measure.Board(name, texts, of, questions, args.cache)
        if encoded is None:
            pieces = hashlib.sha256("\n".join(tokenizer.vocabulary).encode()).hexdigest()
            encoded = of_rows(cached(args.cache, ["wiki ids", 1, pieces], lambda: rows_of(texts)))
        measure.report(board, board.judge(vectors(board.questions), encoded, keys), log)
    if args.measure:
        for name in ("arcd", "xquad-ar"):
            board = measure.standard_board(name, args.cache)
            measure.report(board, board.judge(vectors(board.questions), vectors(board.passages)), log)


if __name__ == "__main__":
    main()
