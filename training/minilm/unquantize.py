"""Float32 weights of an exported model, to train further from: what is shipped is kept, its checkpoints are not.

    python unquantize.py ../../models/hunch-minilm-code start.safetensors --share 0.85

--share: of the trained weights in the exported mean (`export.py`); what is written is the trained end of it, as far as int8
kept it. Weights that were never trained are the original ones.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file

from encoder import FROZEN
from export import read_weights

PARTS = ("query", "key", "value")  # one product in the graph


def exported_weights(model: Path) -> dict[str, np.ndarray]:
    """The weights of the layers, under the names of Hugging Face's `BertModel`, without embeddings."""
    stored = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(model)).graph.initializer}
    found: dict[str, np.ndarray] = {}

    def dense(at: str) -> tuple[np.ndarray, np.ndarray]:
        steps = stored[f"{at}.weight"].astype(np.float32)
        return (steps * stored[f"{at}.scale"]).T.copy(), stored[f"{at}.bias"]

    layers = sum(name.endswith(".qkv.weight") for name in stored)
    for at in (f"encoder.layer.{layer}" for layer in range(layers)):
        weights, biases = dense(f"{at}.qkv")
        for part, weight, bias in zip(PARTS, np.split(weights, 3), np.split(biases, 3), strict=True):
            found[f"{at}.attention.self.{part}.weight"] = weight
            found[f"{at}.attention.self.{part}.bias"] = bias
        for name in ("attention.output", "intermediate", "output"):
            found[f"{at}.{name}.dense.weight"], found[f"{at}.{name}.dense.bias"] = dense(f"{at}.{name}.dense")
        for name in ("attention.output", "output"):
            for kind in ("weight", "bias"):
                found[f"{at}.{name}.LayerNorm.{kind}"] = stored[f"{at}.{name}.LayerNorm.{kind}"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="the folder of an exported model")
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    arguments = parser.parse_args()
    weights = read_weights(None)
    for name, mean in exported_weights(arguments.model / "model.onnx").items():
        if not name.startswith(FROZEN):
            weights[name] = weights[name] + (mean - weights[name]) / np.float32(arguments.share)
    save_file({name: np.ascontiguousarray(weight) for name, weight in weights.items()}, arguments.out)


if __name__ == "__main__":
    main()
