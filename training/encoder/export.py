"""
The encoder as ONNX at int8: the products' weights by row, their inputs by whole tensor, and the vocabulary's vectors by
row. Inputs are smoothed before (Xiao et al. 2023, arXiv:2211.10438): a few channels are many times as large as the
rest, and one scale for all of them would leave the rest a handful of steps. The inputs' scale is taken from a run as it
comes, so the product runs one text at a time: in a batch, what is said of a text would depend on its neighbours. Scales
fixed beforehand on typical texts cost .002 of the embedder's cosine and saved no time.
"""

import hashlib
import json
import shutil
from pathlib import Path

import onnx
import onnxruntime
import torch
import torch.nn as nn
from onnxruntime.quantization import QuantType, quantize_dynamic

# Seven bits a weight: with eight, the multiply-add of processors without VNNI overflows its sixteen-bit sums.
REDUCED = True
CHECKSUM_FILE = "checksums.json"


class Exported(nn.Module):
    """The encoder in plain operations, with its vocabulary at int8 and its inputs divided by `smooth`."""

    def __init__(self, encoder, scales, finish):
        super().__init__()
        self.enc, self.finish = encoder, finish
        table = encoder.tok.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("table", torch.round(table / scale).to(torch.int8))
        self.register_buffer("table_scale", scale)
        # Weights take over what the inputs lose.
        for number, layer in enumerate(encoder.layers):
            for name in ("qkv", "up", "down"):
                if f"{number}.{name}" in scales:
                    s = scales[f"{number}.{name}"]
                    self.register_buffer(f"s_{number}_{name}", 1 / s)
                    getattr(layer, name).weight.data *= s
            if f"{number}.out" in scales:
                # What attention passes on is a mean of values: their own weights can carry the division.
                s = scales[f"{number}.out"]
                width = s.shape[0]
                layer.out.weight.data *= s
                layer.qkv.weight.data[2 * width :] /= s[:, None]
                layer.qkv.bias.data[2 * width :] /= s

    def eased(self, x, number, name):
        s = getattr(self, f"s_{number}_{name}", None)
        return x if s is None else x * s

    def forward(self, input_ids, attention_mask):
        enc, tokens = self.enc, input_ids.shape[1]
        x = self.table[input_ids].float() * self.table_scale[input_ids]
        x = enc.ln(x + enc.pos.weight[:tokens] + enc.seg)
        mask = (1.0 - attention_mask[:, None, None, :].float()) * -1e4
        for number, layer in enumerate(enc.layers):
            rows, width = x.shape[0], x.shape[2]
            qkv = layer.qkv(self.eased(x, number, "qkv")).view(rows, tokens, 3, layer.heads, width // layer.heads)
            q, k, v = qkv.permute(2, 0, 3, 1, 4)
            weights = torch.softmax(q @ k.transpose(-1, -2) * (width // layer.heads) ** -0.5 + mask, -1)
            seen = (weights @ v).transpose(1, 2).reshape(rows, tokens, width)
            x = layer.ln1(x + layer.out(seen))
            inner = torch.nn.functional.gelu(layer.up(self.eased(x, number, "up")))
            x = layer.ln2(x + layer.down(self.eased(inner, number, "down")))
        return self.finish(x, attention_mask)


@torch.no_grad()
def smoothing(encoder, batches, alpha=0.5, names=("qkv", "out", "up", "down")):
    """Per product, by how much each channel of its input is divided. @param batches padded ids that are typical."""
    largest: dict[str, torch.Tensor] = {}
    hooks = []

    def watch(key):
        def hook(_, inputs):
            most = inputs[0].abs().flatten(0, -2).amax(0)
            largest[key] = torch.maximum(largest.get(key, most), most)

        return hook

    for number, layer in enumerate(encoder.layers):
        for name in names:
            hooks.append(getattr(layer, name).register_forward_pre_hook(watch(f"{number}.{name}")))
    for ids in batches:
        encoder(ids)
    for hook in hooks:
        hook.remove()
    scales = {}
    for key, most in largest.items():
        number, name = key.split(".")
        weight = getattr(encoder.layers[int(number)], name).weight.abs().amax(0)
        scale = most.clamp_min(1e-5) ** alpha / weight.clamp_min(1e-5) ** (1 - alpha)
        scales[key] = (scale / scale.mean()).clamp_min(1e-3)
    return scales


def export(module: nn.Module, output: str, folder: Path, leave=(), reduced=REDUCED):
    """Writes `onnx/model.onnx` (float32) and `onnx/model_quantized.onnx`. @param leave names of products to leave at float32."""
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    whole, small = folder / "onnx/model.onnx", folder / "onnx/model_quantized.onnx"
    ids = torch.randint(4, 2000, (2, 60))
    axes = {name: {0: "rows", 1: "tokens"} for name in ("input_ids", "attention_mask")} | {output: {0: "rows"}}
    torch.onnx.export(
        module, (ids, torch.ones_like(ids)), str(whole), opset_version=14, dynamo=False,
        input_names=["input_ids", "attention_mask"], output_names=[output], dynamic_axes=axes,
    )
    left = []
    if leave:
        graph = onnx.load(str(whole)).graph
        left = [node.name for node in graph.node if node.op_type == "MatMul" and any(f"/{name}/" in node.name for name in leave)]
    quantize_dynamic(
        str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=reduced,
        op_types_to_quantize=["MatMul", "Gemm"], nodes_to_exclude=left, extra_options={"MatMulConstBOnly": True},
    )
    return whole, small


def finish_folder(folder: Path, tokenizer: Path, config: dict, tokens: int, keep_whole=False):
    """The files that the library wants beside the weights, and checksums of all."""
    shutil.copy(tokenizer, folder / "tokenizer.json")
    (folder / "config.json").write_text(json.dumps(config, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    settings = {
        "tokenizer_class": "XLMRobertaTokenizer", "model_max_length": tokens, "bos_token": "<s>", "eos_token": "</s>",
        "pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<s>", "sep_token": "</s>",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    if not keep_whole:
        (folder / "onnx/model.onnx").unlink()
    names = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model_quantized.onnx"]
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / CHECKSUM_FILE).write_text(json.dumps({"files": files}, indent=2) + "\n", encoding="utf-8")
    print({name: (folder / name).stat().st_size for name in names}, flush=True)


def sessions(*paths: Path):
    return [onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]) for path in paths]


def run(session, ids):
    """The graph's output for padded ids."""
    return session.run(None, {"input_ids": ids.numpy(), "attention_mask": (ids != 1).long().numpy()})[0]
