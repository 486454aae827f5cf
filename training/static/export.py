"""Writes a trained table as a model folder that @xenova/transformers loads like any hub model.

The graph:   input_ids, attention_mask ──► Gather int8 rows ──► × the row's scale × mask ──► sum ──► unit length
Pooling and normalising inside the graph spare the library's slow JavaScript pooling: `last_hidden_state` is
[batch, 1, dim], so `pooling: 'none'` (or 'cls') hands over the sentence vector.
"""

import argparse
import hashlib
import json
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from arabic import CLS, PAD, TOKENS_MAX, UNK, Segmenter, Tokenizer, tokenizer_json

# [CLS] is on every text so that an empty one has a vector too; beside a word it weighs nothing.
CLS_WEIGHT = 1e-6


def quantise(table):
    """int8 [tokens, dim] and float32 [tokens, 1], symmetric, a scale a row."""
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-12) / 127
    return np.clip(np.rint(table / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def graph(rows, scale):
    dim = rows.shape[1]
    constants = {"rows": rows, "scale": scale,
                 "last_axis": np.array([2], np.int64), "tiny": np.array(1e-12, np.float32)}
    nodes = [
        helper.make_node("Gather", ["rows", "input_ids"], ["rows_int8"], axis=0),
        helper.make_node("Cast", ["rows_int8"], ["rows_float"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scale", "input_ids"], ["row_scale"], axis=0),
        helper.make_node("Cast", ["attention_mask"], ["mask_float"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask_float", "last_axis"], ["mask_column"]),
        helper.make_node("Mul", ["row_scale", "mask_column"], ["weight_column"]),
        helper.make_node("Transpose", ["weight_column"], ["weight_row"], perm=[0, 2, 1]),
        # A product of [1, tokens] and [tokens, dim] sums and weighs in one pass.
        helper.make_node("MatMul", ["weight_row", "rows_float"], ["summed"]),
        helper.make_node("ReduceL2", ["summed"], ["norm"], axes=[2], keepdims=1),
        helper.make_node("Max", ["norm", "tiny"], ["safe_norm"]),
        helper.make_node("Div", ["summed", "safe_norm"], ["last_hidden_state"]),
    ]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"]) for n in ("input_ids", "attention_mask")]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", 1, dim])
    made = helper.make_graph(nodes, "isnad-ar-small", inputs, [output],
                             [numpy_helper.from_array(v, k) for k, v in constants.items()])
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], producer_name="isnad training/export.py")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def write(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    data = content if isinstance(content, bytes) else (json.dumps(content, ensure_ascii=False, indent=None if "tokenizer.json" in name else 2) + "\n").encode()
    with open(path, "wb") as file:
        file.write(data)
    return data


def export(table, tokenizer, folder):
    table = table.copy()
    special = tokenizer.ids[CLS]
    table[special] *= CLS_WEIGHT / np.abs(table[special]).max()
    table[tokenizer.ids[PAD]] = 0
    rows, scale = quantise(table)
    vocabulary, dim = rows.shape
    files = {
        "config.json": {
            "model_type": "bert", "architectures": ["BertModel"], "hidden_size": dim, "vocab_size": vocabulary,
            "max_position_embeddings": TOKENS_MAX, "pad_token_id": tokenizer.ids[PAD],
            "isnad": {"kind": "static", "pooling": "none", "normalized": True, "dim": dim, "maxTokens": TOKENS_MAX,
                      "queryPrefix": "", "passagePrefix": ""},
        },
        "tokenizer.json": tokenizer_json(tokenizer),
        "tokenizer_config.json": {
            "tokenizer_class": "DistilBertTokenizer", "model_max_length": TOKENS_MAX, "pad_token": PAD, "unk_token": UNK,
            "cls_token": CLS, "sep_token": CLS, "mask_token": UNK, "do_lower_case": False, "clean_up_tokenization_spaces": False,
        },
        "onnx/model_quantized.onnx": graph(rows, scale).SerializeToString(),
    }
    sums = {name: hashlib.sha256(write(folder, name, content)).hexdigest() for name, content in files.items()}
    write(folder, "checksums.json", {"algorithm": "sha256", "files": sums})
    return rows.astype(np.float32) * scale


def load(folder):
    """(table, tokenizer) of a folder that train.py wrote."""
    with open(os.path.join(folder, "vocabulary.json"), encoding="utf-8") as file:
        saved = json.load(file)
    return np.load(os.path.join(folder, "table.npy")), Tokenizer(saved["pieces"], Segmenter(article=saved["article"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("trained")
    parser.add_argument("folder")
    parsed = parser.parse_args()
    export(*load(parsed.trained), parsed.folder)
    total = sum(os.path.getsize(os.path.join(d, f)) for d, _, fs in os.walk(parsed.folder) for f in fs)
    print(f"wrote {parsed.folder}: {total / 1e6:.1f} MB")
