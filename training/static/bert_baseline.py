"""Writes a BERT of 12 layers and 384 dimensions with random weights, as a model folder beside the bundled tokenizer.

Only its speed is of interest: it is what the benchmark divides by. Its size is that of the multilingual MiniLM and
E5-small encoders; `--int8` quantises the matrix products dynamically, as their hub exports do.
"""

import argparse
import json
import os
import shutil

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, DIM, HEADS, INNER = 12, 384, 12, 1536


class Graph:
    def __init__(self, int8):
        self.int8, self.nodes, self.constants, self.count = int8, [], [], 0
        self.rng = np.random.default_rng(0)

    def constant(self, value):
        self.count += 1
        self.constants.append(numpy_helper.from_array(value, f"c{self.count}"))
        return f"c{self.count}"

    def __call__(self, op, *inputs, outputs=1, **attributes):
        self.count += 1
        names = [f"t{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def dense(self, x, rows, columns):
        weight = (self.rng.standard_normal((rows, columns)) / rows**0.5).astype(np.float32)
        if self.int8:
            scale = np.float32(np.abs(weight).max() / 127)
            quantised, x_scale, zero = self("DynamicQuantizeLinear", x, outputs=3)
            product = self("MatMulInteger", quantised, self.constant(np.rint(weight / scale).astype(np.int8)), zero, self.constant(np.int8(0)))
            out = self("Mul", self("Cast", product, to=TensorProto.FLOAT), self("Mul", x_scale, self.constant(scale)))
        else:
            out = self("MatMul", x, self.constant(weight))
        return self("Add", out, self.constant(np.zeros(columns, np.float32)))

    def norm(self, x):
        return self("LayerNormalization", x, self.constant(np.ones(DIM, np.float32)), self.constant(np.zeros(DIM, np.float32)), axis=-1)

    def heads(self, x, order):
        split = self("Reshape", x, self.constant(np.array([0, 0, HEADS, DIM // HEADS], np.int64)))
        return self("Transpose", split, perm=order)


def build(vocabulary, int8):
    g = Graph(int8)
    x = g.norm(g("Gather", g.constant(g.rng.standard_normal((vocabulary, DIM)).astype(np.float32)), "input_ids"))
    hidden = g("Sub", g.constant(np.float32(1)), g("Cast", "attention_mask", to=TensorProto.FLOAT))
    bias = g("Unsqueeze", g("Mul", hidden, g.constant(np.float32(-1e4))), g.constant(np.array([1, 2], np.int64)))
    for _ in range(LAYERS):
        q, k, v = (g.heads(g.dense(x, DIM, DIM), order) for order in ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]))
        scores = g("Div", g("MatMul", q, k), g.constant(np.float32((DIM // HEADS) ** 0.5)))
        mixed = g("MatMul", g("Softmax", g("Add", scores, bias), axis=-1), v)
        joined = g("Reshape", g("Transpose", mixed, perm=[0, 2, 1, 3]), g.constant(np.array([0, 0, DIM], np.int64)))
        x = g.norm(g("Add", x, g.dense(joined, DIM, DIM)))
        inner = g.dense(x, DIM, INNER)
        erf = g("Add", g("Erf", g("Div", inner, g.constant(np.float32(2**0.5)))), g.constant(np.float32(1)))
        gelu = g("Mul", g("Mul", inner, g.constant(np.float32(0.5))), erf)
        x = g.norm(g("Add", x, g.dense(gelu, INNER, DIM)))
    g.nodes.append(helper.make_node("Identity", [x], ["last_hidden_state"]))
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"]) for n in ("input_ids", "attention_mask")]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", DIM])
    model = helper.make_model(helper.make_graph(g.nodes, "bert-random", inputs, [output], g.constants),
                              opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    return model


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("bundled", help="the bundled model's folder, for its tokenizer")
    parser.add_argument("folder")
    parser.add_argument("--int8", action="store_true")
    args = parser.parse_args()
    os.makedirs(os.path.join(args.folder, "onnx"), exist_ok=True)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(os.path.join(args.bundled, name), args.folder)
    with open(os.path.join(args.bundled, "config.json"), encoding="utf-8") as file:
        vocabulary = json.load(file)["vocab_size"]
    with open(os.path.join(args.folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump({"model_type": "bert", "hidden_size": DIM, "vocab_size": vocabulary}, file)
    onnx.save(build(vocabulary, args.int8), os.path.join(args.folder, "onnx", "model_quantized.onnx"))
