"""
Trains the reader. For each question, a softmax over the sentences of all its passages and "none" (log-odds 0), and a
share of a loss on the ends of the marked answer. Goes on from its checkpoint where it was stopped.
"""

import argparse
import random
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from encoder.labels import Chunks, is_held, read_questions  # noqa: E402
from encoder.model import load_base  # noqa: E402
from encoder.text import Pieces, json_lines  # noqa: E402
from reader.groups import Asked, Packer, made_rows  # noqa: E402
from reader.measure import measure_asked, measure_made  # noqa: E402
from reader.model import Reader, load_weights, read  # noqa: E402

SPAN_SHARE = 0.4


def loss_of(model, groups):
    """Mean over the groups of −log of the share that falls on answering sentences, or on none."""
    out = read(model, [row for rows in groups for row in rows])
    total, spans, at = 0.0, [], 0
    for rows in groups:
        logits, right = [torch.zeros(1)], []
        count = 1
        for row in rows:
            odds, ends = out[at]
            at += 1
            logits.append(odds[row.marks])
            right += [count + label for label in row.labels]
            count += len(row.marks)
            if row.span:
                spans.append(F.cross_entropy(ends.T, torch.tensor(row.span)))
        z = torch.cat(logits)
        total = total + torch.logsumexp(z, 0) - (torch.logsumexp(z[right], 0) if right else z[0])
    return total / len(groups), (torch.stack(spans).mean() if spans else torch.zeros(()))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--base", type=Path, default=Path("../shared/reader/base.npz"))
    options.add_argument("--tokenizer", type=Path, default=Path("../shared/reader/tokenizer.json"))
    options.add_argument("--init", type=Path, help="weights to begin from (npz or checkpoint); the base, without it")
    options.add_argument("--dump", type=Path, required=True, help="folder with chunks.jsonl.gz and hits.jsonl.gz")
    options.add_argument("--made", type=Path, help="what examples.py gave")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--steps", type=int, default=850)
    options.add_argument("--asked", type=int, default=6, help="questions of the data a step")
    options.add_argument("--made-count", type=int, default=6, help="made examples a step")
    options.add_argument("--passages", type=int, default=4, help="passages of a question of the data")
    options.add_argument("--rate", type=float, default=7e-5)
    options.add_argument("--frozen", type=int, default=0, help="first layers that learn no more, where the weights are near their end")
    options.add_argument("--every", type=int, default=200, help="steps between measurements")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    packer = Packer(Pieces(given.tokenizer))
    chunks = Chunks(given.dump / "chunks.jsonl.gz")
    hits = {h["id"]: [key for key, _ in h["hits"]] for h in json_lines(given.dump / "hits.jsonl.gz")}
    questions, passages = read_questions(given.data, ("written-train", "native-train"))
    asked = Asked(packer, chunks, hits, passages)
    held = [q for q in questions if is_held(q["passage"])]
    train = [q for q in questions if not is_held(q["passage"])]
    made = list(json_lines(given.made)) if given.made else []
    made_held = [e for e in made if e["split"] == "held"]
    made = [e for e in made if e["split"] == "train"]
    model = Reader(load_base(given.base))
    if given.init:
        load_weights(model, given.init)
    model.enc.tok.weight.requires_grad_(False)
    if given.frozen:
        model.enc.freeze(given.frozen)
    # The mark's own vector is the one piece of the vocabulary that the base never learned.
    decayed = [p for p in model.parameters() if p.requires_grad and p.ndim >= 2]
    plain = [p for p in model.parameters() if p.requires_grad and p.ndim < 2]
    optimiser = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=given.rate
    )
    step = 0
    if given.out.exists():
        saved = torch.load(given.out)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]
    rnd = random.Random(given.seed + step)
    print(f"{len(train)} questions, {len(made)} made; held: {len(held)}, {len(made_held)}", flush=True)

    def measure():
        model.eval()
        with torch.no_grad():
            print(f"at {step}: {measure_asked(model, asked, held[:: max(1, len(held) // 160)])}", flush=True)
            if made_held:
                print(f"at {step}: made {measure_made(model, packer, made_held, 300)}", flush=True)
        model.train()

    if step == 0:
        measure()
    began, sums, orders = time.time(), [0.0, 0.0], {"asked": [], "made": []}

    def draw(name, source, count):
        order = orders[name]
        while source and len(order) < count:
            order[:0] = rnd.sample(range(len(source)), len(source))
        return [source[order.pop()] for _ in range(count if source else 0)]

    while step < given.steps:
        for group in optimiser.param_groups:
            group["lr"] = given.rate * min(1, (step + 1) / (0.05 * given.steps), (given.steps - step) / given.steps + 0.02)
        groups = [asked.training(q, rnd, given.passages) for q in draw("asked", train, given.asked)]
        groups += [made_rows(packer, e) for e in draw("made", made, given.made_count)]
        loss, span = loss_of(model, [g for g in groups if g])
        optimiser.zero_grad(set_to_none=True)
        (loss + SPAN_SHARE * span).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        sums = [sums[0] + loss.item(), sums[1] + span.item()]
        if step % 25 == 0:
            print(f"step {step}/{given.steps} loss {sums[0] / 25:.4f} span {sums[1] / 25:.4f} {time.time() - began:.0f} s", flush=True)
            sums = [0.0, 0.0]
        if step % 50 == 0 or step == given.steps:
            torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, given.out)
        if step % given.every == 0 or step == given.steps:
            measure()


if __name__ == "__main__":
    main()
