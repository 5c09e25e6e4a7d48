"""Measures what int8 costs against float32, on real functions, and prints the table of ../README.md.

    python export.py --out /tmp/model --float32 /tmp/float32.onnx
    python evaluate.py --float32 /tmp/float32.onnx --int8 ../../models/all-MiniLM-L6-v2/model.onnx
"""

import argparse
import time
from pathlib import Path

import numpy as np
import onnxruntime
from scipy.stats import spearmanr
from tokenizers import Tokenizer

from bert_graph import OUTPUT
from functions import evaluation_functions

MAX_TOKENS = 256  # as in model.json
BATCH = 8
NEIGHBOURS = 10
MIXED = 240  # functions embedded alone and again in batches of mixed lengths
SEED = 1


def session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run(model: onnxruntime.InferenceSession, batch: list[list[int]]) -> np.ndarray:
    """The vectors [batch, 384] of some texts' token ids, padded to the longest."""
    length = max(map(len, batch))
    ids = np.zeros((len(batch), length), np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return model.run([OUTPUT], {"input_ids": ids, "attention_mask": mask})[0]


def embed(model: onnxruntime.InferenceSession, texts: list[list[int]], batch: int, order: list[int]) -> np.ndarray:
    vectors = np.zeros((len(texts), 384), np.float32)
    for start in range(0, len(order), batch):
        chosen = order[start : start + batch]
        vectors[chosen] = run(model, [texts[index] for index in chosen])
    return vectors


def reciprocal_ranks(queries: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """1 / rank of document i for query i, among all documents."""
    scores = queries @ documents.T
    own = np.take_along_axis(scores, np.arange(len(queries))[:, None], axis=1)
    return 1 / ((scores > own).sum(axis=1) + 1)


def neighbour_agreement(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Mean share of common nearest neighbours, and mean Spearman correlation of all similarities."""
    first, second = one @ one.T, other @ other.T
    np.fill_diagonal(first, -2)
    np.fill_diagonal(second, -2)
    near = [np.argsort(-each, axis=1)[:, :NEIGHBOURS] for each in (first, second)]
    shared = [len(set(a) & set(b)) / NEIGHBOURS for a, b in zip(*near, strict=True)]
    correlations = [spearmanr(np.delete(first[i], i), np.delete(second[i], i))[0] for i in range(0, len(first), 8)]
    return float(np.mean(shared)), float(np.mean(correlations))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--float32", type=Path, required=True)
    parser.add_argument("--int8", type=Path, required=True, help="in the model folder, beside tokenizer.json")
    arguments = parser.parse_args()

    tokenizer = Tokenizer.from_file(str(arguments.int8.parent / "tokenizer.json"))
    functions = evaluation_functions()

    def tokens(text: str) -> list[int]:
        ids = tokenizer.encode(text).ids
        return ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], ids[-1]]

    documents = [tokens(one.code) for one in functions]
    queries = [tokens(one.docstring) for one in functions if one.docstring]
    models = {"float32": session(arguments.float32), "int8": session(arguments.int8)}

    vectors: dict[str, np.ndarray] = {}
    asked: dict[str, np.ndarray] = {}
    seconds: dict[str, float] = {}
    for name, model in models.items():
        by_length = sorted(range(len(documents)), key=lambda index: len(documents[index]))
        started = time.process_time()
        vectors[name] = embed(model, documents, BATCH, by_length)
        seconds[name] = time.process_time() - started
        asked[name] = embed(model, queries, BATCH, list(range(len(queries))))

    cosine = (vectors["float32"] * vectors["int8"]).sum(axis=1)
    print(f"{len(documents)} functions, {sum(map(len, documents))} tokens, {len(queries)} docstrings")
    print(f"cosine int8 to float32: mean {cosine.mean():.4f}, 1st percentile {np.percentile(cosine, 1):.4f}", end="")
    print(f", least {cosine.min():.4f}")
    shared, correlation = neighbour_agreement(vectors["float32"], vectors["int8"])
    print(f"{NEIGHBOURS} nearest neighbours in common: {shared:.3f}; Spearman of similarities: {correlation:.4f}")
    for name in models:
        ranks = reciprocal_ranks(asked[name], vectors[name])
        print(f"docstring finds its function, {name}: MRR {ranks.mean():.4f}, first {np.mean(ranks == 1):.3f}", end="")
        total = sum(map(len, documents))
        print(f"; {total / seconds[name]:.0f} tokens a second of processor time, one thread")
    print(f"time of int8 / float32: {seconds['int8'] / seconds['float32']:.2f}")

    mixed = list(np.random.default_rng(SEED).permutation(len(documents))[:MIXED])
    texts = [documents[index] for index in mixed]
    places = list(range(MIXED))
    for name, model in models.items():
        alone, together = embed(model, texts, 1, places), embed(model, texts, BATCH, places)
        least = (alone * together).sum(axis=1).min()
        print(f"alone or in a mixed batch, {name}: least cosine {least:.6f}", end="")
        print(f", largest difference {np.abs(alone - together).max():.1e}")


if __name__ == "__main__":
    main()
