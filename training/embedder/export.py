"""From a checkpoint to `models/isnad-embedder-ar`: pooled in the graph, smoothed, quantised, and held against float32."""

import argparse
import copy
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from embedder.contrast import PASSAGE_TOKENS, passage_text  # noqa: E402
from embedder.distil import BEGIN_FROM  # noqa: E402
from encoder.export import Exported, export, finish_folder, run, sessions, smoothing  # noqa: E402
from encoder.labels import Chunks  # noqa: E402
from encoder.model import load_base, padded, pooled  # noqa: E402
from encoder.text import BOS, EOS, Pieces  # noqa: E402

TOKENS = 512
CONFIG = {
    "model_type": "bert",
    "architectures": ["BertModel"],
    "hidden_size": 384,
    "max_position_embeddings": TOKENS,
    "pad_token_id": 1,
    "isnad": {
        "kind": "transformer",
        "pooling": "none",
        "normalized": True,
        "dim": 384,
        "maxTokens": TOKENS,
        "queryPrefix": "query: ",
        "passagePrefix": "passage: ",
        "textForm": "reading",
    },
}


class Pooled(nn.Module):
    """One unit vector a row: [rows, 1, width]."""

    def forward(self, states, attention_mask):
        keep = attention_mask.unsqueeze(-1).float()
        return F.normalize((states * keep).sum(1) / keep.sum(1), dim=-1).unsqueeze(1)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base", type=Path, default=Path("../shared/reader/base.npz"))
    options.add_argument("--tokenizer", type=Path, default=Path("../shared/reader/tokenizer.json"))
    options.add_argument("--dump", type=Path, required=True)
    options.add_argument("--state", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--alpha", type=float, default=0.5)
    given = options.parse_args()
    torch.manual_seed(7)
    pieces = Pieces(given.tokenizer)
    texts = [passage_text(c) for c in list(Chunks(given.dump / "chunks.jsonl.gz").values())[::500][:200]]
    rows = [[BOS, *ids[: PASSAGE_TOKENS - 2], EOS] for ids in pieces.many(texts)]
    batches = [padded(rows[at : at + 8]) for at in range(0, len(rows), 8)]
    model = load_base(given.base, BEGIN_FROM).eval()
    model.load_state_dict(torch.load(given.state)["student"])
    own = copy.deepcopy(model)
    exported = Exported(own, smoothing(own, batches[:8], given.alpha) if given.alpha >= 0 else {}, Pooled()).eval()
    whole, small = export(exported, "last_hidden_state", given.out)
    int8 = sessions(small)[0]
    with torch.no_grad():
        cosines = [(pooled(model(ids), ids).numpy() * run(int8, ids)[:, 0]).sum(-1).mean() for ids in batches[16:]]
    print(f"cosine of int8 and float32: {np.mean(cosines):.4f}", flush=True)
    finish_folder(given.out, given.tokenizer, CONFIG, TOKENS)


if __name__ == "__main__":
    main()
