"""
Trains the reader. For each question, a softmax over the sentences of all its passages and "none" (log-odds 0), each
passage less what it loses for being found late, and a share of a loss on the ends of the marked answer. Goes on from its
checkpoint where it was stopped.
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
from encoder.labels import Chunks, is_held, read_judged, read_own_questions, read_questions  # noqa: E402
from encoder.model import load_base, padded, share_gradients, width_of  # noqa: E402
from encoder.text import Pieces, json_lines  # noqa: E402
from reader.groups import Asked, Packer, made_rows  # noqa: E402
from reader.measure import measure_asked, measure_made  # noqa: E402
from reader.model import Reader, load_weights  # noqa: E402

SPAN_SHARE = 0.4


# A passage whose sentences are within this of where they should be, in probability, teaches nothing.
LEARNED = 0.02


def by_length(rows, micro=8):
    """Places of the rows, those of like length together: padding is work."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    return [order[at : at + micro] for at in range(0, len(order), micro)]


@torch.no_grad()
def look(model, rows):
    """For each row, what the still layers give [tokens, width] and the log-odds at its marks."""
    seen = [None] * len(rows)
    for part in by_length(rows):
        states, mask = model.enc.still(padded([rows[i].ids for i in part]))
        odds, _ = model.heads(model.enc.learning(states, mask))
        for j, i in enumerate(part):
            seen[i] = (states[j, : len(rows[i].ids)].clone(), odds[j, rows[i].marks])
    return seen


def wrong_by(rows, odds):
    """(loss of the group, by row how much probability lies where it should not)."""
    z = torch.cat([torch.zeros(1), *(o - row.price for row, o in zip(rows, odds))])
    right = torch.zeros(len(z), dtype=torch.bool)
    at, ends = 1, []
    for row in rows:
        for label in row.labels:
            right[at + label] = True
        at += len(row.marks)
        ends.append(at)
    if not right.any():
        right[0] = True
    wanted = torch.softmax(z.masked_fill(~right, float("-inf")), 0)
    off = (torch.softmax(z, 0) - wanted).abs()
    begins = [1, *ends[:-1]]
    return (torch.logsumexp(z, 0) - torch.logsumexp(z[right], 0)), [off[b:e].sum().item() for b, e in zip(begins, ends)]


def step_of(model, groups, most):
    """
    Reads all passages of a step once, and again with gradients only those that still teach something, at most so many a
    group; of the others their log-odds stand as they are. Leaves the gradients in the model.

    @returns mean loss, mean span loss, rows that were read again
    """
    rows = [row for group in groups for row in group]
    seen = look(model, rows)
    at, total, again, held = 0, 0.0, [], []
    for group in groups:
        odds = [seen[at + i][1] for i in range(len(group))]
        loss, off = wrong_by(group, odds)
        total += loss.item()
        hard = sorted((i for i in range(len(group)) if off[i] > LEARNED), key=lambda i: -off[i])[:most]
        if hard:
            held.append((group, odds, at))
            again += [at + i for i in hard]
        at += len(group)
    spans, fresh = [], {}
    for part in by_length([rows[i] for i in again]):
        places = [again[j] for j in part]
        width = width_of([rows[i].ids for i in places])
        states = torch.zeros(len(places), width, seen[0][0].shape[1], dtype=seen[0][0].dtype)
        mask = torch.full((len(places), 1, 1, width), -1e4, dtype=states.dtype)
        for j, i in enumerate(places):
            count = len(rows[i].ids)
            states[j, :count] = seen[i][0]
            mask[j, :, :, :count] = 0
        odds, ends = model.heads(model.enc.learning(states, mask))
        for j, i in enumerate(places):
            fresh[i] = odds[j, rows[i].marks]
            if rows[i].span:
                spans.append(F.cross_entropy(ends[j, : len(rows[i].ids)].T, torch.tensor(rows[i].span)))
    loss = torch.zeros(())
    for group, odds, at in held:
        loss = loss + wrong_by(group, [fresh.get(at + i, o) for i, o in enumerate(odds)])[0]
    span = torch.stack(spans).mean() if spans else torch.zeros(())
    if again:
        (loss / len(groups) + SPAN_SHARE * span).backward()
    return total / len(groups), span.item(), len(again)


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
    options.add_argument("--asked", type=int, default=8, help="questions of the data a step")
    options.add_argument("--own-count", type=int, default=4, help="questions that we wrote over passages of the data (questions/) a step")
    options.add_argument("--made-count", type=int, default=4, help="examples made by program a step")
    options.add_argument("--article-count", type=int, default=4, help="examples about articles that were written for it (articles/) a step")
    options.add_argument("--passages", type=int, default=8, help="passages of a question of the data")
    options.add_argument("--again", type=int, default=3, help="passages of a question that are read again to learn from")
    options.add_argument("--rate", type=float, default=7e-5)
    options.add_argument("--frozen", type=int, default=0, help="first layers that learn no more, where the weights are near their end")
    options.add_argument("--every", type=int, default=200, help="steps between measurements")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--processes", type=int, default=2, help="that share the groups of a step, one core each")
    options.add_argument("--half", action="store_true", help="read in bf16: several times as fast on a processor with AMX, no faster on others")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        torch.multiprocessing.spawn(train, (given, folder), nprocs=given.processes)


def train(rank, given, folder):
    torch.distributed.init_process_group("gloo", f"file://{folder}/meet", rank=rank, world_size=given.processes)
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    packer = Packer(Pieces(given.tokenizer))
    chunks = Chunks(given.dump / "chunks.jsonl.gz")
    hits = {h["id"]: h["hits"] for h in json_lines(given.dump / "hits.jsonl.gz")}
    questions, passages = read_questions(given.data, ("written-train", "native-train"))
    own, own_passages = read_own_questions(Path(__file__).parent / "questions")
    judged = read_judged(Path(__file__).parent / "judged.jsonl")
    asked = Asked(packer, chunks, hits, passages | own_passages, judged)
    held = [q for q in questions if is_held(q["passage"])]
    learned = [q for q in questions if not is_held(q["passage"])]
    own = [q for q in own if q["id"] in hits]
    made = list(json_lines(given.made)) if given.made else []
    made_held = [e for e in made if e["split"] == "held"]
    written = [e for e in made if e["split"] == "train" and e["made"] == "article"]
    made = [e for e in made if e["split"] == "train" and e["made"] != "article"]
    model = Reader(load_base(given.base))
    if given.init:
        load_weights(model, given.init)
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
    reading = model.halved() if given.half else model
    # All processes draw the same examples and each makes its own share of them.
    drawing, rnd = random.Random(given.seed + step), random.Random(f"{given.seed} {step} {rank}")
    say = print if rank == 0 else lambda *_, **__: None
    say(f"{len(learned)} questions, {len(own)} own, {len(made)} made, {len(written)} about articles; held: {len(held)}, {len(made_held)}", flush=True)

    def measure():
        model.eval()
        with torch.no_grad():
            say(f"at {step}: {measure_asked(reading, asked, held[:: max(1, len(held) // 160)])}", flush=True)
            if made_held:
                say(f"at {step}: made {measure_made(reading, packer, made_held, 300)}", flush=True)
        model.train()

    began, sums, orders = time.time(), [0.0] * 3, {"asked": [], "own": [], "made": [], "written": []}

    def draw(name, source, count):
        order = orders[name]
        while source and len(order) < count:
            order[:0] = drawing.sample(range(len(source)), len(source))
        return [source[order.pop()] for _ in range(count if source else 0)][rank :: given.processes]

    while step < given.steps:
        for group in optimiser.param_groups:
            group["lr"] = given.rate * min(1, (step + 1) / (0.05 * given.steps), (given.steps - step) / given.steps + 0.02)
        groups = [asked.training(q, rnd, given.passages) for q in draw("asked", learned, given.asked)]
        groups += [asked.training(q, rnd, given.passages) for q in draw("own", own, given.own_count)]
        groups += [made_rows(packer, e) for e in draw("made", made, given.made_count)]
        groups += [made_rows(packer, e) for e in draw("written", written, given.article_count)]
        optimiser.zero_grad(set_to_none=True)
        loss, span, again = step_of(reading, [g for g in groups if g], given.again)
        if given.half:
            model.enc.take_gradients(reading.enc)
        share_gradients([p for p in model.parameters() if p.requires_grad], given.processes)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if given.half:
            model.enc.give_weights(reading.enc)
        step += 1
        sums = [total + one for total, one in zip(sums, (loss, span, again))]
        if step % 25 == 0:
            say(f"step {step}/{given.steps} loss {sums[0] / 25:.4f} span {sums[1] / 25:.4f} read again {sums[2] / 25:.0f} {time.time() - began:.0f} s", flush=True)
            sums = [0.0] * 3
        if rank == 0 and (step % 50 == 0 or step == given.steps):
            torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, given.out)
        if rank == 0 and (step % given.every == 0 or step == given.steps):
            measure()


if __name__ == "__main__":
    main()
