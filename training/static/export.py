"""
Writes a model folder: python export.py RUN/model.pt TOKENIZER OUT --name NAME [--dimensions 256] [--alpha 0.5]

model.onnx: the token table as int8 with a scale for each token; a text is the sum of its tokens' vectors, each weighted by
`count ** (alpha - 1)` (so that a token that occurs n times counts n ** alpha times) and, in the header (`token_type_ids` 1),
by the header weight that was learned; then divided by its length. Prints size and the least cosine to the float32 model.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper as n


def graph_of(table: np.ndarray, scales: np.ndarray, header: float, alpha: float) -> onnx.ModelProto:
    dimensions = table.shape[1]
    constants = {
        "table": table,
        "scales": scales.astype(np.float32),
        "extra": np.array(header - 1, dtype=np.float32),
        "one": np.array(1, dtype=np.float32),
        "power": np.array(alpha - 1, dtype=np.float32),
        "tiny": np.array(1e-12, dtype=np.float32),
        "axis0": np.array([1], dtype=np.int64),
        "axis1": np.array([2], dtype=np.int64),
    }
    nodes = [
        # How often each token stands in its text; padding is no text.
        h.make_node("Unsqueeze", ["input_ids", "axis0"], ["row"]),
        h.make_node("Unsqueeze", ["input_ids", "axis1"], ["column"]),
        h.make_node("Equal", ["row", "column"], ["same"]),
        h.make_node("Cast", ["same"], ["same_float"], to=T.FLOAT),
        h.make_node("Cast", ["attention_mask"], ["mask"], to=T.FLOAT),
        h.make_node("Unsqueeze", ["mask", "axis1"], ["mask_column"]),
        h.make_node("MatMul", ["same_float", "mask_column"], ["count_column"]),
        h.make_node("Squeeze", ["count_column", "axis1"], ["count"]),
        h.make_node("Max", ["count", "one"], ["count_once"]),
        h.make_node("Pow", ["count_once", "power"], ["damped"]),
        h.make_node("Cast", ["token_type_ids"], ["type"], to=T.FLOAT),
        h.make_node("Mul", ["type", "extra"], ["header_extra"]),
        h.make_node("Add", ["header_extra", "one"], ["part"]),
        h.make_node("Gather", ["scales", "input_ids"], ["scale"]),
        h.make_node("Mul", ["damped", "part"], ["weight0"]),
        h.make_node("Mul", ["weight0", "mask"], ["weight1"]),
        h.make_node("Mul", ["weight1", "scale"], ["weight"]),
        h.make_node("Gather", ["table", "input_ids"], ["rows_int8"]),
        h.make_node("Cast", ["rows_int8"], ["rows"], to=T.FLOAT),
        h.make_node("Unsqueeze", ["weight", "axis0"], ["weight_row"]),
        h.make_node("MatMul", ["weight_row", "rows"], ["sum_row"]),
        h.make_node("Squeeze", ["sum_row", "axis0"], ["sum"]),
        h.make_node("ReduceL2", ["sum"], ["length"], axes=[1], keepdims=1),
        h.make_node("Add", ["length", "tiny"], ["length_safe"]),
        h.make_node("Div", ["sum", "length_safe"], ["sentence_embedding"]),
    ]
    inputs = [h.make_tensor_value_info(name, T.INT64, ["batch", "tokens"]) for name in ("input_ids", "attention_mask", "token_type_ids")]
    outputs = [h.make_tensor_value_info("sentence_embedding", T.FLOAT, ["batch", dimensions])]
    graph = h.make_graph(nodes, "static", inputs, outputs, [n.from_array(value, name) for name, value in constants.items()])
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], producer_name="hunch")
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", default="hunch-quick")
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--alpha", type=float, default=0.5)
    parser.add_argument("--source", default="trained from scratch by training/static on the packages of training/pairs/packages.json")
    options = parser.parse_args()

    state = torch.load(options.checkpoint)
    table = state["table.weight"][:, : options.dimensions].numpy().astype(np.float32)
    header = float(state["header"])
    # Padding is no token.
    table[0] = 0
    scales = np.maximum(np.abs(table).max(axis=1), 1e-12) / 127
    rounded = np.clip(np.round(table / scales[:, None]), -127, 127).astype(np.int8)
    options.out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph_of(rounded, scales, header, options.alpha), options.out / "model.onnx")

    # The tokenizer sees one word at a time and puts nothing around it.
    definition = json.loads(options.tokenizer.read_text())
    definition["post_processor"] = None
    (options.out / "tokenizer.json").write_text(json.dumps(definition, ensure_ascii=False))
    files = {}
    for name in ("model.onnx", "tokenizer.json"):
        data = (options.out / name).read_bytes()
        files[name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    manifest = {
        "name": options.name,
        "version": options.version,
        "dimensions": options.dimensions,
        "pooling": "mean",
        "inGraphPooling": True,
        "maxTokens": 256,
        "queryPrefix": "",
        "documentPrefix": "",
        "split": "words",
        "marksHeader": True,
        "maxWindows": 1,
        "inputs": ["input_ids", "attention_mask", "token_type_ids"],
        "output": "sentence_embedding",
        "licence": "Apache-2.0",
        "source": options.source,
        "files": files,
    }
    (options.out / "model.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    check(options.out, table, header, options.alpha)
    print({name: file["bytes"] for name, file in files.items()}, "header", round(header, 3))


def check(folder: Path, table: np.ndarray, header: float, alpha: float) -> None:
    """Against the formula of `model.py` in float32, on random texts of different lengths in one batch."""
    random = np.random.default_rng(0)
    ids = np.minimum(random.zipf(1.3, (64, 200)) + 3, len(table) - 1).astype(np.int64)
    mask = (np.arange(200) < random.integers(1, 201, (64, 1))).astype(np.int64)
    types = (np.arange(200) < random.integers(0, 40, (64, 1))).astype(np.int64) * mask
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    ids *= mask
    got = session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": types})[0]
    least = 1.0
    for row in range(64):
        total = np.zeros(table.shape[1])
        for token in np.unique(ids[row][mask[row] == 1]):
            at = (ids[row] == token) & (mask[row] == 1)
            in_header, in_body = at & (types[row] == 1), at & (types[row] == 0)
            weight = (in_header.sum() * header + in_body.sum()) * at.sum() ** (alpha - 1)
            total += weight * table[token]
        least = min(least, float(total @ got[row] / np.linalg.norm(total)))
    print(f"least cosine to float32: {least:.5f}")


if __name__ == "__main__":
    main()
