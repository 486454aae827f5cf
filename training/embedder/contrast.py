"""Questions beside the chunks that answer them: in-batch contrast with hard negatives from the product's own retrieval."""

import argparse
import random
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from encoder.labels import Chunks, answering, is_held, read_questions  # noqa: E402
from encoder.model import load_base, padded, pooled  # noqa: E402
from encoder.text import BOS, EOS, Pieces, json_lines  # noqa: E402
from embedder.distil import BEGIN_FROM  # noqa: E402

TEMPERATURE = 0.02
PASSAGE_TOKENS = 190
QUESTION_TOKENS = 48


def passage_text(chunk, titled=True) -> str:
    heading = chunk.get("heading") or ""
    lines = [chunk["title"] if titled else "", "" if heading in chunk["text"][: len(heading) + 16] else heading]
    return "passage: " + "\n".join([*filter(None, lines), chunk["text"]])


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


def pairs_of_questions(data, chunks, hits):
    """(question, key of a chunk that answers, keys of wrong ones), and the same for the held passages."""
    questions, passages = read_questions(data, ("written-train", "native-train"))
    train, held = [], []
    for question in questions:
        if not question["relevant"]:
            continue
        right = [c["key"] for c in chunks.of_article.get(question["relevant"][0], []) if answering(question, passages, c)]
        if not right:
            continue
        words = question["answers"][0]
        wrong = [
            key
            for key in hits.get(question["id"], [])
            if key not in right and not (chunks[key]["article"] == question["relevant"][0] and words in chunks[key]["text"])
        ]
        (held if is_held(question["passage"]) else train).append((question["question"], right, wrong))
    return train, held


@torch.no_grad()
def recall(model, pieces, chunks, held, limit=140):
    """Of held questions, the share whose chunk is among the first 1, 5, 10 of all chunks that any of them met."""
    model.eval()
    held = held[:: max(1, len(held) // limit)]
    keys = sorted({key for _, right, wrong in held for key in (*right, *wrong)})
    vectors = embed(model, pieces, [passage_text(chunks[key]) for key in keys], PASSAGE_TOKENS)
    asked = embed(model, pieces, ["query: " + q for q, _, _ in held], QUESTION_TOKENS)
    ranks = []
    for (_, right, _), scores in zip(held, asked @ vectors.T):
        best = max(scores[keys.index(key)] for key in right)
        ranks.append(int((scores > best).sum()))
    model.train()
    at = " ".join(f"R@{k} {sum(r < k for r in ranks) / len(ranks):.3f}" for k in (1, 5, 10))
    return f"{len(held)} questions, {len(keys)} chunks: {at}"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--base", type=Path, default=Path("../shared/reader/base.npz"))
    options.add_argument("--tokenizer", type=Path, default=Path("../shared/reader/tokenizer.json"))
    options.add_argument("--dump", type=Path, required=True, help="folder with chunks.jsonl.gz and hits.jsonl.gz")
    options.add_argument("--student", type=Path, required=True, help="what distil.py gave")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--steps", type=int, default=500)
    options.add_argument("--batch", type=int, default=24, help="questions a step")
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--measure", action="store_true", help="measure base and student, and end")
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    rnd = random.Random(given.seed)
    pieces = Pieces(given.tokenizer)
    chunks = Chunks(given.dump / "chunks.jsonl.gz")
    hits = {h["id"]: [key for key, _ in h["hits"]] for h in json_lines(given.dump / "hits.jsonl.gz")}
    train, held = pairs_of_questions(given.data, chunks, hits)
    barred = {a for q in json_lines(given.data / "eval/miracl-dev-wiki.questions.jsonl") for a in q["relevant"]}
    sections = [c["key"] for c in chunks.values() if c["article"] not in barred]
    same = [(p["a"], p["b"]) for p in json_lines(given.data / "train/question-pairs.jsonl.gz") if p["same"]]
    model = load_base(given.base, BEGIN_FROM)
    model.load_state_dict(torch.load(given.student)["student"])
    print(f"{len(train)} questions, {len(held)} held; distilled: {recall(model, pieces, chunks, held)}", flush=True)
    if given.measure:
        print("base:", recall(load_base(given.base), pieces, chunks, held), flush=True)
        return
    model.tok.weight.requires_grad_(False)
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=given.rate, weight_decay=0.01)
    step = 0
    if given.out.exists():
        saved = torch.load(given.out)
        model.load_state_dict(saved["student"])
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]
        rnd.seed(given.seed + step)
    began, total, order = time.time(), 0.0, []
    while step < given.steps:
        for group in optimiser.param_groups:
            group["lr"] = given.rate * min(1, (step + 1) / 40, (given.steps - step) / given.steps + 0.02)
        while len(order) < given.batch:
            order = rnd.sample(range(len(train)), len(train)) + order
        batch = [train[order.pop()] for _ in range(given.batch)]
        keys = [rnd.choice(right) for _, right, _ in batch]
        # The first wrong ones are the hardest, and now and then answer too: take from the first twenty alike.
        keys += [rnd.choice(wrong[:20]) for _, _, wrong in batch if wrong]
        titles = rnd.sample(sections, 6)
        texts = [passage_text(chunks[key]) for key in keys] + [passage_text(chunks[key], titled=False) for key in titles]
        named = [chunks[key]["title"] + (" " + chunks[key]["heading"] if chunks[key].get("heading") else "") for key in titles]
        likes = rnd.sample(same, 8)
        queries = ["query: " + q for q in (*(q for q, _, _ in batch), *named, *(a for a, _ in likes), *(b for _, b in likes))]
        passages = embed(model, pieces, texts, PASSAGE_TOKENS, 16)
        asked = embed(model, pieces, queries, QUESTION_TOKENS, 48)
        answers = torch.arange(given.batch).tolist() + list(range(len(keys), len(keys) + len(titles)))
        articles = [chunks[key]["article"] for key in (*keys, *titles)]
        scores = asked[: len(answers)] @ passages.T / TEMPERATURE
        # Another chunk of the right article may answer as well: it is no wrong one.
        mine = [articles[a] for a in answers]
        for row, (article, own) in enumerate(zip(mine, answers)):
            for column, other in enumerate(articles):
                if other == article and column != own:
                    scores[row, column] = -1e4
        loss = F.cross_entropy(scores, torch.tensor(answers))
        first, second = asked[len(answers) :].chunk(2)
        loss = loss + 0.2 * F.cross_entropy(first @ second.T / TEMPERATURE, torch.arange(len(likes)))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        total += loss.item()
        if step % 25 == 0:
            print(f"contrast {step}/{given.steps} loss {total / 25:.4f} {time.time() - began:.0f} s", flush=True)
            total = 0.0
        if step % 100 == 0 or step == given.steps:
            torch.save({"student": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, given.out)
        if step % 250 == 0 or step == given.steps:
            print(f"at {step}: {recall(model, pieces, chunks, held)}", flush=True)


if __name__ == "__main__":
    main()
