"""Writes the model folder that the engine runs: python export.py RUN/model.pt TOKENIZER OUT --pairs PAIRS [--name N] [--dimensions D]

The graph: int8 table with a scale a row → rows of the tokens → each times its weight → sum → length 1. The weight of an
occurrence is that of training: n ** (alpha − 1) for a token that occurs n times, and more in the header. The graph is not told
where the header ends, so the first HEADER_TOKENS tokens count as header; a query lies within them, where it changes nothing.
Prints MRR of the folder as it is, on packages never trained on, and its speed.
"""

import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from evaluate import mean_reciprocal_ranks

MAX_TOKENS = 512


def graph(table: np.ndarray, scales: np.ndarray, positions: np.ndarray, alpha: float) -> onnx.ModelProto:
    """
    :param table: int8 [tokens, dimensions]
    :param scales: float32 [tokens]
    :param positions: float32 [MAX_TOKENS], the weight of each place of a text
    """
    dimensions = table.shape[1]
    constants = {
        "table": table,
        "scales": scales,
        "positions": positions,
        "exponent": np.array(alpha - 1, dtype=np.float32),
        "zero": np.array([0], dtype=np.int64),
        "one": np.array([1], dtype=np.int64),
        "two": np.array([2], dtype=np.int64),
        "least": np.array(1e-12, dtype=np.float32),
        "at_least_one": np.array(1, dtype=np.float32),
    }
    node = helper.make_node
    nodes = [
        node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["input_ids", "two"], ["column"]),
        node("Unsqueeze", ["input_ids", "one"], ["row"]),
        node("Equal", ["column", "row"], ["same"]),
        node("Cast", ["same"], ["same_number"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["mask", "two"], ["mask_column"]),
        node("MatMul", ["same_number", "mask_column"], ["counts_column"]),
        node("Squeeze", ["counts_column", "two"], ["counts_or_none"]),
        node("Max", ["counts_or_none", "at_least_one"], ["counts"]),
        node("Pow", ["counts", "exponent"], ["saturated"]),
        node("Shape", ["input_ids"], ["length"], start=1, end=2),
        node("Slice", ["positions", "zero", "length", "zero"], ["places"]),
        node("Gather", ["scales", "input_ids"], ["token_scales"]),
        node("Mul", ["saturated", "places"], ["placed"]),
        node("Mul", ["placed", "token_scales"], ["scaled"]),
        node("Mul", ["scaled", "mask"], ["weights"]),
        node("Gather", ["table", "input_ids"], ["rows"]),
        node("Cast", ["rows"], ["vectors"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["weights", "one"], ["weights_row"]),
        node("MatMul", ["weights_row", "vectors"], ["sums_row"]),
        node("Squeeze", ["sums_row", "one"], ["sums"]),
        node("ReduceL2", ["sums", "one"], ["norms"], keepdims=1),
        node("Max", ["norms", "least"], ["lengths"]),
        node("Div", ["sums", "lengths"], ["sentence_embedding"]),
    ]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("input_ids", "attention_mask")]
    outputs = [helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", dimensions])]
    initializers = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    model = helper.make_model(helper.make_graph(nodes, "static", inputs, outputs, initializers), opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def quantized(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scales = np.maximum(np.abs(table).max(axis=1), 1e-9) / 127
    return np.round(table / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def embed(session: onnxruntime.InferenceSession, ids: list[list[int]], batch_tokens: int = 4096) -> np.ndarray:
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    result = np.zeros((len(ids), session.get_outputs()[0].shape[1]), dtype=np.float32)
    at = 0
    while at < len(order):
        size = 1
        while at + size < len(order) and (size + 1) * len(ids[order[at + size]]) <= batch_tokens:
            size += 1
        rows = order[at : at + size]
        length = max(len(ids[i]) for i in rows)
        matrix = np.zeros((size, length), dtype=np.int64)
        mask = np.zeros((size, length), dtype=np.int64)
        for row, i in enumerate(rows):
            matrix[row, : len(ids[i])] = ids[i]
            mask[row, : len(ids[i])] = 1
        result[rows] = session.run(None, {"input_ids": matrix, "attention_mask": mask})[0]
        at += size
    return result


def session_of(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--name", default="hunch-static")
    parser.add_argument("--dimensions", type=int)
    parser.add_argument("--alpha", type=float, default=0.5)
    parser.add_argument("--header-tokens", type=int, nargs="*", default=[24])
    options = parser.parse_args()

    state = torch.load(options.checkpoint)
    table = state["table.weight"].numpy()[:, : options.dimensions].copy()
    header = float(state.get("header", torch.tensor(1.0)))
    # What frames and fills a text says nothing; the opening token a breath, so that no text is without a direction.
    table[[0, 3]] = 0
    table[2] = table[1] * (1e-4 / np.linalg.norm(table[1]))
    values, scales = quantized(table)

    tokenizer = Tokenizer.from_file(str(options.tokenizer))
    tokenizer.enable_truncation(MAX_TOKENS)
    rows = []
    for file in sorted(options.pairs.glob("heldout-*.jsonl")):
        with file.open() as lines:
            mined = [json.loads(line) for line in lines]
        chosen = np.random.default_rng(0).permutation(len(mined))[:1000]
        rows += [(file.stem.removeprefix("heldout-"), mined[i]) for i in chosen]
    names = list(dict.fromkeys(language for language, _ in rows))
    languages = np.array([names.index(language) for language, _ in rows])
    queries = [e.ids for e in tokenizer.encode_batch([row["query"] for _, row in rows])]
    documents = [e.ids for e in tokenizer.encode_batch([row["header"] + "\n" + row["body"] for _, row in rows])]
    options.out.mkdir(parents=True, exist_ok=True)
    file = options.out / "model.onnx"
    best = None
    for header_tokens in options.header_tokens:
        positions = np.where(np.arange(MAX_TOKENS) < header_tokens, header, 1.0).astype(np.float32)
        data = graph(values, scales, positions, options.alpha).SerializeToString()
        file.write_bytes(data)
        session = session_of(file)
        began = time.process_time()
        vectors = embed(session, documents)
        seconds = time.process_time() - began
        scores = mean_reciprocal_ranks(torch.from_numpy(embed(session, queries)), torch.from_numpy(vectors), languages, names)
        print(f"first {header_tokens} tokens × {header:.2f}: {scores}, {len(documents) / seconds:.0f} documents/s of {np.mean([len(d) for d in documents]):.0f} tokens", flush=True)
        if best is None or scores["mean"] > best[0]:
            best = (scores["mean"], data)
    file.write_bytes(best[1])
    (options.out / "tokenizer.json").write_bytes(options.tokenizer.read_bytes())
    files = {
        name: {"sha256": hashlib.sha256((options.out / name).read_bytes()).hexdigest(), "bytes": (options.out / name).stat().st_size}
        for name in ("model.onnx", "tokenizer.json")
    }
    manifest = {
        "name": options.name,
        "version": "1.0.0",
        "dimensions": table.shape[1],
        "pooling": "mean",
        "inGraphPooling": True,
        "maxTokens": MAX_TOKENS,
        "queryPrefix": "",
        "documentPrefix": "",
        "inputs": ["input_ids", "attention_mask"],
        "output": "sentence_embedding",
        "licence": "Apache-2.0",
        "source": "trained from scratch by training/static on the packages of training/pairs/manifest.json",
        "files": files,
    }
    (options.out / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(files)


if __name__ == "__main__":
    main()
