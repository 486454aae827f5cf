"""Twelve layers into four: the student's vectors as the teacher's, layer by layer and text by text."""

import argparse
import random
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from encoder.model import load_base, padded, pooled  # noqa: E402
from encoder.text import BOS, EOS, Pieces, json_lines  # noqa: E402

# Which of the teacher's layers the student begins from, and whose states it learns to give.
BEGIN_FROM = (0, 3, 7, 11)
LEARN_FROM = (2, 5, 8, 11)
TEMPERATURE = 0.03
MICRO = 12


def passages(data: Path, rnd: random.Random):
    """Pieces of articles that may be trained on, in random order, for ever: title and 30 to 110 words."""
    barred = {a for q in json_lines(data / "eval/miracl-dev-wiki.questions.jsonl") for a in q["relevant"]}
    texts = []
    for name in ("wiki-ar", "wiki-arz", "ant-news"):
        for article in json_lines(data / f"corpora/{name}.jsonl.gz"):
            if name == "wiki-ar" and article["id"] in barred:
                continue
            words = article["text"].split()
            for start in range(0, max(1, len(words) - 20), 96):
                texts.append((article["title"], words[start : start + 110]))
    while True:
        rnd.shuffle(texts)
        for title, words in texts:
            yield "passage: " + " ".join([title, *words[: rnd.randint(30, 110)]])


def questions(data: Path, rnd: random.Random):
    asked = [q["question"] for name in ("written-train", "native-train", "mrtydi-train") for q in json_lines(data / f"train/{name}.questions.jsonl.gz")]
    for pair in json_lines(data / "train/question-pairs.jsonl.gz"):
        asked += [pair["a"], pair["b"]]
    while True:
        rnd.shuffle(asked)
        for question in asked:
            yield "query: " + question


def similarity_loss(student, teacher):
    """Kullback–Leibler divergence between whom each text resembles, by the two models."""
    off = torch.eye(len(student), dtype=torch.bool)
    ours = (student @ student.T / TEMPERATURE).masked_fill(off, -1e4)
    theirs = (teacher @ teacher.T / TEMPERATURE).masked_fill(off, -1e4)
    return F.kl_div(F.log_softmax(ours, -1), F.log_softmax(theirs, -1), log_target=True, reduction="batchmean")


def hidden_loss(ours, theirs, keep):
    width = ours.shape[-1:]
    difference = (F.layer_norm(ours, width) - F.layer_norm(theirs, width)).pow(2).mean(-1)
    return (difference * keep).sum() / keep.sum()


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--base", type=Path, default=Path("../shared/reader/base.npz"))
    options.add_argument("--tokenizer", type=Path, default=Path("../shared/reader/tokenizer.json"))
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--steps", type=int, default=600)
    options.add_argument("--batch", type=int, default=48, help="texts a step; half of them questions")
    options.add_argument("--rate", type=float, default=4e-4)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    rnd = random.Random(given.seed)
    pieces = Pieces(given.tokenizer)
    teacher = load_base(given.base).eval()
    student = load_base(given.base, BEGIN_FROM)
    student.tok.weight.requires_grad_(False)
    optimiser = torch.optim.AdamW([p for p in student.parameters() if p.requires_grad], lr=given.rate, weight_decay=0.01)
    step = 0
    if given.out.exists():
        saved = torch.load(given.out)
        student.load_state_dict(saved["student"])
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]
        rnd.seed(given.seed + step)
    sources = (passages(given.data, rnd), questions(given.data, rnd))
    began, sums = time.time(), [0.0] * 4
    while step < given.steps:
        rate = given.rate * min(1, (step + 1) / 40, (given.steps - step) / given.steps + 0.02)
        for group in optimiser.param_groups:
            group["lr"] = rate
        texts = [next(source) for source in sources for _ in range(given.batch // 2)]
        rows = [[BOS, *ids[:158], EOS] for ids in pieces.many(texts)]
        # Rows of like length together: padding is work.
        rows.sort(key=len)
        vectors, targets, loss_hidden = [], [], 0.0
        for at in range(0, len(rows), MICRO):
            ids = padded(rows[at : at + MICRO])
            with torch.no_grad():
                theirs = teacher.hidden(ids)
            ours = student.hidden(ids)
            keep = (ids != 1).float()
            share = len(ids) / len(rows) / len(LEARN_FROM)
            loss_hidden = loss_hidden + sum(hidden_loss(o, theirs[t], keep) for o, t in zip(ours, LEARN_FROM)) * share
            vectors.append(pooled(ours[-1], ids))
            targets.append(pooled(theirs[-1], ids))
        student_vectors, teacher_vectors = torch.cat(vectors), torch.cat(targets)
        loss_vector = 1 - (student_vectors * teacher_vectors).sum(-1).mean()
        loss_like = similarity_loss(student_vectors, teacher_vectors)
        loss = loss_hidden + 10 * loss_vector + loss_like
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        step += 1
        sums = [s + float(x) for s, x in zip(sums, (loss, loss_hidden, loss_vector, loss_like))]
        if step % 25 == 0:
            means = " ".join(f"{name} {s / 25:.4f}" for name, s in zip(("loss", "hidden", "vector", "like"), sums))
            print(f"distil {step}/{given.steps} {means} {time.time() - began:.0f} s", flush=True)
            sums = [0.0] * 4
        if step % 100 == 0 or step == given.steps:
            given.out.parent.mkdir(parents=True, exist_ok=True)
            torch.save({"student": student.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, given.out)


if __name__ == "__main__":
    main()
