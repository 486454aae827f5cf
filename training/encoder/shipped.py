"""
A shipped model's weights as a checkpoint, so that training goes on from what the project holds where no checkpoint is
left. They come back with the rounding of their int8; what smoothing moved from inputs to weights is moved back.

    shipped.py --model models/isnad-reader-ar --key model --out reader.pt
"""

import argparse
import re
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper


def weights_of(path: Path) -> dict[str, torch.Tensor]:
    """By the names of `reader/model.py`, or of `encoder/model.py` where the graph has no heads of its own."""
    graph = onnx.load(str(path)).graph
    stored = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()).float() for t in graph.initializer}
    found = {}
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        name, number = re.match(r"/(?:finish/)?([a-z]+)(?:_(\d+))?/", node.output[0]).groups()
        weight = stored[node.input[1]] * stored[node.input[1].removesuffix("_quantized") + "_scale"]
        if "/finish/" in node.output[0]:
            found[f"{name}.weight"] = weight.T.contiguous()
            continue
        layer = int(number or 0)
        smooth = stored.get(f"s_{layer}_{name}")
        found[f"enc.layers.{layer}.{name}.weight"] = (weight.T if smooth is None else weight.T * smooth).contiguous()
    found["enc.tok.weight"] = stored["table"] * stored["table_scale"]
    for name, value in stored.items():
        if name.startswith("enc."):
            found[name] = value
        elif name.startswith("finish.") and name.endswith(".bias"):
            found[name.removeprefix("finish.")] = value
    if "head.weight" not in found:
        found = {name.removeprefix("enc."): value for name, value in found.items()}
    return found


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--model", type=Path, required=True)
    options.add_argument("--key", default="model", help="what the trainer's checkpoint calls its weights")
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    torch.save({given.key: weights_of(given.model / "onnx/model_quantized.onnx")}, given.out)
