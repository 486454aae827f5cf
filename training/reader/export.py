"""From a checkpoint to `models/isnad-reader-ar`: smoothed, quantised, exported, and held against float32."""

import argparse
import copy
import random
import sys
from pathlib import Path

import torch
import torch.nn as nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from encoder.export import Exported, export, finish_folder, run, sessions, smoothing  # noqa: E402
from encoder.labels import Chunks, is_held, read_questions  # noqa: E402
from encoder.model import load_base, padded  # noqa: E402
from encoder.text import Pieces, json_lines  # noqa: E402
from reader.groups import TOKENS, Asked, Packer  # noqa: E402
from reader.model import Reader, load_weights  # noqa: E402

CONFIG = {
    "model_type": "bert",
    "architectures": ["BertForTokenClassification"],
    "hidden_size": 384,
    "num_labels": 3,
    "max_position_embeddings": 512,
    "pad_token_id": 1,
    "isnad": {"kind": "reader", "maxTokens": TOKENS, "outputs": ["answers", "begin", "end"]},
}


class Heads(nn.Module):
    """Log-odds of a mark, begin and end, for each token: [rows, tokens, 3]."""

    def __init__(self, reader):
        super().__init__()
        self.dense, self.head, self.span = reader.dense, reader.head, reader.span

    def forward(self, states, _mask):
        return torch.cat([self.head(torch.tanh(self.dense(states))), self.span(states)], -1)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--base", type=Path, default=Path("../shared/reader/base.npz"))
    options.add_argument("--tokenizer", type=Path, default=Path("../shared/reader/tokenizer.json"))
    options.add_argument("--dump", type=Path, required=True)
    options.add_argument("--state", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--alpha", type=float, default=0.8, help="how much of the inputs' range goes to the weights; below 0: no smoothing")
    options.add_argument("--smooth", nargs="*", default=["qkv", "out", "up", "down"])
    options.add_argument("--leave", nargs="*", default=[], help="products to leave at float32: qkv, out, up, down, layers.0 …")
    options.add_argument("--eight", action="store_true", help="eight bits a weight instead of seven")
    options.add_argument("--questions", type=int, default=60)
    options.add_argument("--keep-whole", action="store_true")
    given = options.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(2)
    packer = Packer(Pieces(given.tokenizer))
    chunks = Chunks(given.dump / "chunks.jsonl.gz")
    hits = {h["id"]: h["hits"] for h in json_lines(given.dump / "hits.jsonl.gz")}
    questions, passages = read_questions(given.data, ("written-train", "native-train"))
    asked = Asked(packer, chunks, hits, passages, {})
    rnd = random.Random(7)
    held = [q for q in questions if is_held(q["passage"])]
    rnd.shuffle(held)
    groups = []
    for question in held:
        found, labels = asked.prepared(question)
        rows = asked.rows(question["question"], question, dict(list(found.items())[:6]), labels) if found else []
        if len(rows) == 6:
            groups.append(rows)
        if len(groups) == given.questions + 20:
            break
    model = Reader(load_base(given.base)).eval()
    load_weights(model, given.state)
    own = copy.deepcopy(model)
    typical = [padded([row.ids for row in rows]) for rows in groups[:20]]
    scales = smoothing(own.enc, typical, given.alpha, given.smooth) if given.alpha >= 0 else {}
    exported = Exported(own.enc, scales, Heads(own)).eval()
    with torch.no_grad():
        odds, _ = model(typical[0])
        drift = (exported(typical[0], (typical[0] != 1).long())[..., 0] - odds)[typical[0] != 1].abs().max()
    print(f"smoothed against the checkpoint at float32: at most {drift:.4f} apart", flush=True)
    whole, small = export(exported, "logits", given.out, leave=given.leave, reduced=not given.eight)
    same, apart, count = 0, 0.0, 0
    float32, int8 = sessions(whole, small)
    for rows in groups[20:]:
        # One row at a time, as the product reads.
        ours, theirs = (
            [(x[0, m, 0], r, m) for r, row in enumerate(rows) for x in (run(session, padded([row.ids])),) for m in row.marks]
            for session in (float32, int8)
        )
        same += max(ours)[1:] == max(theirs)[1:]
        # Only sentences that could be shown matter.
        near = [(p[0], q[0]) for p, q in zip(ours, theirs) if p[0] > max(ours)[0] - 3]
        apart += sum(abs(p - q) for p, q in near) / len(near)
        count += 1
    print(f"{count} questions, six passages each: same first sentence {same / count:.3f}, log-odds {apart / count:.3f} apart", flush=True)
    finish_folder(given.out, given.tokenizer, CONFIG, TOKENS, given.keep_whole)


if __name__ == "__main__":
    main()
