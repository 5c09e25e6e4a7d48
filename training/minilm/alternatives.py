"""Writes what ONNX Runtime's own quantizers make of the float32 encoder, each in a folder for evaluate.py --int8.

    python alternatives.py --float32 /tmp/float32.onnx --model ../../models/all-MiniLM-L6-v2 --out /tmp/alternatives
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

from arithmetic import Float32, RowInt8
from export import load_encoder
from graph_writer import GraphWriter


class Int8Table(RowInt8):
    """The word table as in the model that ships, the products left in float32 for a quantizer to replace."""

    def multiply(self, graph: GraphWriter, name: str, source: str, weight: np.ndarray, activated: bool) -> str:
        return Float32().multiply(graph, name, source, weight, activated)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--float32", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="the model folder, for its tokenizer")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()

    def place(name: str) -> str:
        folder = arguments.out / name
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(arguments.model / "tokenizer.json", folder)
        return str(folder / "model.onnx")

    quantize_dynamic(
        arguments.float32,
        place("dynamic"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
    )
    for block in (32, 64, 128):
        # accuracy_level 4: activations in int8, a scale for each block of each row.
        quantizer = MatMulNBitsQuantizer(
            load_encoder(Int8Table()), bits=8, block_size=block, is_symmetric=True, accuracy_level=4
        )
        quantizer.process()
        quantizer.model.save_model_to_file(place(f"blocks-of-{block}"))


if __name__ == "__main__":
    main()
