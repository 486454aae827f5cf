"""
Questions beside the chunks that answer them: in-batch contrast with hard negatives, first those of the product's own
retrieval, later what the embedder itself finds. Goes on from its checkpoint where it was stopped.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

import torch
import torch.distributed
import torch.multiprocessing
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from encoder.labels import Chunks, answering, is_held, read_own_questions, read_questions  # noqa: E402
from encoder.model import load_base, padded, pooled, share_gradients  # noqa: E402
from encoder.text import BOS, EOS, Pieces, fold, json_lines  # noqa: E402
from embedder.distil import BEGIN_FROM  # noqa: E402

TEMPERATURE = 0.02
PASSAGE_TOKENS = 190
QUESTION_TOKENS = 48
OWN_QUESTIONS = Path(__file__).resolve().parents[1] / "reader/questions"
# Of a question's wrong chunks, the nearest ones that it learns from.
NEAREST = 30
# Questions of a step that another one of it brought, because what answers them is wrong for that one.
COMPANIONS = 3
# Beside the questions, a step has wrong chunks of some of them, headings with their sections, sentences with the chunks
# around them, and like questions.
WRONG, HEADINGS, SENTENCES, LIKES = 28, 8, 14, 8


def passage_text(chunk, titled=True, text=None) -> str:
    """@param text what stands for the chunk's own text"""
    text = chunk["text"] if text is None else text
    heading = chunk.get("heading") or ""
    lines = [chunk["title"] if titled else "", "" if heading in text[: len(heading) + 16] else heading]
    return "passage: " + "\n".join([*filter(None, lines), text])


def embed(model, pieces, texts, tokens, micro=32):
    """Unit vectors of texts, in order; those of like length together."""
    rows = [[BOS, *ids[: tokens - 2], EOS] for ids in pieces.many(texts)]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    vectors = [None] * len(rows)
    for at in range(0, len(order), micro):
        part = order[at : at + micro]
        ids = padded([rows[i] for i in part])
        for i, vector in zip(part, pooled(model(ids), ids)):
            vectors[i] = vector
    return torch.stack(vectors)


@torch.no_grad()
def embed_chunks(model, pieces, chunks, keys):
    vectors = torch.empty(len(keys), 384)
    for at in range(0, len(keys), 4096):
        part = keys[at : at + 4096]
        vectors[at : at + len(part)] = embed(model, pieces, [passage_text(chunks[key]) for key in part], PASSAGE_TOKENS)
    return vectors


class Question:
    """A question with the keys of the chunks that answer it, and of near ones that do not."""

    def __init__(self, question, right, chunks):
        self.id, self.text, self.right = question["id"], question["question"], right
        self.article = chunks[next(iter(right))]["article"]
        self.words, self.chunks = fold(question["answers"][0]), chunks
        self.wrong: list[str] = []

    def may_answer(self, key):
        """Whether a chunk is no wrong one for sure: it holds the answer's words."""
        chunk = self.chunks[key]
        if "folded" not in chunk:
            chunk["folded"] = fold(chunk["text"])
        return key in self.right or self.words in chunk["folded"]

    def learn_from(self, keys):
        """The nearest of these that do not hold the answer's words."""
        self.wrong = []
        for key in keys:
            if not self.may_answer(key):
                self.wrong.append(key)
                if len(self.wrong) == NEAREST:
                    break

    def is_open(self, key):
        """Whether this says nothing of the chunk: it may answer, or stands in the right article and was not found near."""
        return self.may_answer(key) or (self.chunks[key]["article"] == self.article and key not in self.wrong)


class Order:
    """Draws each question once before any comes again, those together whose chunks are wrong for each other."""

    def __init__(self, rnd, questions):
        self.rnd, self.questions, self.left = rnd, questions, []
        self.answered_by: dict[str, list[int]] = {}
        for i, question in enumerate(questions):
            for key in question.right:
                self.answered_by.setdefault(key, []).append(i)
        self.fresh: set[int] = set()

    def take(self, count):
        batch = []
        while len(batch) < count:
            if not self.fresh:
                self.left = self.rnd.sample(range(len(self.questions)), len(self.questions))
                self.fresh = set(self.left)
            first = self.left.pop()
            if first not in self.fresh:
                continue
            near = {i for key in self.questions[first].wrong for i in self.answered_by.get(key, []) if i in self.fresh}
            near = self.rnd.sample(sorted(near), min(COMPANIONS, len(near)))
            taken = [first, *near][: count - len(batch)]
            self.fresh.difference_update(taken)
            batch += [self.questions[i] for i in taken]
        return batch


def questions_of(data, chunks, hits):
    """Questions whose answering chunk is known: those that are learned, and those of held passages."""
    questions, passages = read_questions(data, ("written-train", "native-train"))
    own, own_passages = read_own_questions(OWN_QUESTIONS)
    passages |= own_passages
    learned, held = [], []
    for given in questions + own:
        if not given["relevant"]:
            continue
        right = {c["key"] for c in chunks.of_article.get(given["relevant"][0], []) if answering(given, passages, c)}
        if not right:
            continue
        question = Question(given, right, chunks)
        question.learn_from(hits.get(question.id, []))
        # The reader's trainer holds no questions of our own, so none are held here.
        (held if given["passage"] not in own_passages and is_held(given["passage"]) else learned).append(question)
    return learned, held


@torch.no_grad()
def recall(model, pieces, chunks, held, limit=120):
    """Of held questions, the share whose chunk is among the first 1, 8, 30 of all chunks that any of them met."""
    held = held[:: max(1, len(held) // limit)]
    keys = sorted({key for q in held for key in (*q.right, *q.wrong)})
    place = {key: i for i, key in enumerate(keys)}
    vectors = embed_chunks(model, pieces, chunks, keys)
    asked = embed(model, pieces, ["query: " + q.text for q in held], QUESTION_TOKENS)
    ranks = [int((scores > max(scores[place[key]] for key in q.right)).sum()) for q, scores in zip(held, asked @ vectors.T)]
    at = " ".join(f"R@{k} {sum(r < k for r in ranks) / len(ranks):.3f}" for k in (1, 8, 30))
    return f"{len(held)} questions, {len(keys)} chunks: {at}"


@torch.no_grad()
def mine(model, pieces, chunks, questions, rank, processes):
    """For each question, the nearest of the chunks that answer another one. The processes share the work."""
    keys = sorted({key for q in questions for key in q.right})
    vectors = torch.zeros(len(keys), 384)
    part = range(rank, len(keys), processes)
    vectors[list(part)] = embed_chunks(model, pieces, chunks, [keys[i] for i in part])
    asked = torch.zeros(len(questions), 384)
    for at in range(256 * rank, len(questions), 256 * processes):
        some = questions[at : at + 256]
        asked[at : at + len(some)] = embed(model, pieces, ["query: " + q.text for q in some], QUESTION_TOKENS)
    if processes > 1:
        torch.distributed.all_reduce(vectors)
        torch.distributed.all_reduce(asked)
    nearest = []
    for at in range(0, len(questions), 256):
        nearest += (asked[at : at + 256] @ vectors.T).topk(2 * NEAREST).indices.tolist()
    return [[keys[i] for i in places] for places in nearest]


def take_mined(questions, mined):
    """Half of the wrong chunks become what the embedder itself found."""
    for question, keys in zip(questions, mined, strict=True):
        before = question.wrong
        question.learn_from(keys)
        question.wrong = list(dict.fromkeys(question.wrong[: NEAREST // 2] + before[: NEAREST // 2]))


def without_one(rnd, chunk):
    """One sentence of a chunk, and the chunk's text without it; one time in five with it."""
    i = rnd.randrange(len(chunk["texts"]))
    rest = chunk["texts"] if rnd.random() < 0.2 else chunk["texts"][:i] + chunk["texts"][i + 1 :]
    return chunk["texts"][i], " ".join(rest)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--base", type=Path, default=Path("../shared/reader/base.npz"))
    options.add_argument("--tokenizer", type=Path, default=Path("../shared/reader/tokenizer.json"))
    options.add_argument("--dump", type=Path, required=True, help="folder with chunks.jsonl.gz and hits.jsonl.gz")
    options.add_argument("--student", type=Path, required=True, help="what distil.py gave, or a shipped model's weights")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--steps", type=int, default=480)
    options.add_argument("--batch", type=int, default=64, help="questions a step and process")
    options.add_argument("--mine-at", type=int, default=220, help="step from which on half of the wrong chunks are what the embedder found then")
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--processes", type=int, default=2, help="that share a step, one core each")
    options.add_argument("--half", action="store_true", help="read in bf16: several times as fast on a processor with AMX, no faster on others")
    options.add_argument("--measure", action="store_true", help="measure base and student, and end")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        torch.multiprocessing.spawn(train, (given, folder), nprocs=given.processes)


def train(rank, given, folder):
    torch.distributed.init_process_group("gloo", f"file://{folder}/meet", rank=rank, world_size=given.processes)
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    say = print if rank == 0 else lambda *_, **__: None
    pieces = Pieces(given.tokenizer)
    chunks = Chunks(given.dump / "chunks.jsonl.gz")
    hits = {h["id"]: [key for key, _ in h["hits"]] for h in json_lines(given.dump / "hits.jsonl.gz")}
    learned, held = questions_of(given.data, chunks, hits)
    barred = {a for q in json_lines(given.data / "eval/miracl-dev-wiki.questions.jsonl") for a in q["relevant"]}
    sections = [c for c in chunks.values() if c["article"] not in barred]
    several = [c for c in sections if len(c["texts"]) > 2]
    same = [(p["a"], p["b"]) for p in json_lines(given.data / "train/question-pairs.jsonl.gz") if p["same"]]
    model = load_base(given.base, BEGIN_FROM)
    model.load_state_dict(torch.load(given.student)["student"])
    model.tok.weight.requires_grad_(False)
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=given.rate, weight_decay=0.01)
    step = 0
    if given.out.exists():
        saved = torch.load(given.out)
        model.load_state_dict(saved["student"])
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]
    reading = model.halved() if given.half else model
    rnd = random.Random(f"{given.seed} {step} {rank}")

    def measure():
        if rank == 0:
            say(f"at {step}: {recall(reading, pieces, chunks, held)}", flush=True)

    say(f"{len(learned)} questions, {len(held)} held", flush=True)
    if given.measure:
        measure()
        say("base:", recall(load_base(given.base), pieces, chunks, held), flush=True)
        return
    mined_at = given.out.with_suffix(".mined.pt")
    if step > given.mine_at:
        take_mined(learned, torch.load(mined_at))
    began, total, order = time.time(), 0.0, Order(rnd, learned)
    while step < given.steps:
        if step == given.mine_at:
            mined = mine(reading, pieces, chunks, learned, rank, given.processes)
            if rank == 0:
                torch.save(mined, mined_at)
            take_mined(learned, mined)
            say(f"mined, {time.time() - began:.0f} s", flush=True)
        for group in optimiser.param_groups:
            group["lr"] = given.rate * min(1, (step + 1) / 60, (given.steps - step) / given.steps + 0.02)
        batch = order.take(given.batch)
        headed, cut = rnd.sample(sections, HEADINGS), rnd.sample(several, SENTENCES)
        parts = [without_one(rnd, chunk) for chunk in cut]
        right = [rnd.choice(sorted(q.right)) for q in batch]
        wrong = [rnd.choice(q.wrong) for q in rnd.sample(batch, WRONG) if q.wrong]
        keys = [*right, *(c["key"] for c in headed), *(c["key"] for c in cut), *wrong]
        texts = [
            *(passage_text(chunks[key]) for key in right),
            *(passage_text(c, titled=False) for c in headed),
            # Without the title now and then, so that a sentence is found by what it says.
            *(passage_text(c, rnd.random() < 0.5, rest) for c, (_, rest) in zip(cut, parts)),
            *(passage_text(chunks[key]) for key in wrong),
        ]
        likes = rnd.sample(same, LIKES)
        asking = [
            *(q.text for q in batch),
            *(" ".join(filter(None, (c["title"], c.get("heading")))) for c in headed),
            *(sentence for sentence, _ in parts),
            *(a for a, _ in likes),
            *(b for _, b in likes),
        ]
        passages = embed(reading, pieces, texts, PASSAGE_TOKENS, 16)
        asked = embed(reading, pieces, ["query: " + q for q in asking], QUESTION_TOKENS, 48)
        # The n-th question is answered by the n-th passage.
        paired = given.batch + HEADINGS + SENTENCES
        articles = [chunks[key]["article"] for key in keys]
        free = torch.zeros(paired, len(keys), dtype=torch.bool)
        for row in range(paired):
            for column, key in enumerate(keys):
                if row != column:
                    free[row, column] = batch[row].is_open(key) if row < given.batch else articles[row] == articles[column]
        scores = (asked[:paired] @ passages.T / TEMPERATURE).masked_fill(free, -1e4)
        loss = F.cross_entropy(scores, torch.arange(paired))
        first, second = asked[paired:].chunk(2)
        loss = loss + 0.1 * F.cross_entropy(first @ second.T / TEMPERATURE, torch.arange(LIKES))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if given.half:
            model.take_gradients(reading)
        share_gradients([p for p in model.parameters() if p.requires_grad], given.processes)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if given.half:
            model.give_weights(reading)
        step += 1
        total += loss.item()
        if step % 25 == 0:
            say(f"contrast {step}/{given.steps} loss {total / 25:.4f} {time.time() - began:.0f} s", flush=True)
            total = 0.0
        if rank == 0 and (step % 50 == 0 or step == given.steps):
            torch.save({"student": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, given.out)
        if step % 250 == 0 or step == given.steps:
            measure()


if __name__ == "__main__":
    main()
