"""Collects the nodes and weights of an ONNX graph."""

import numpy as np
import onnx
from onnx import helper, numpy_helper

FUSED = "com.microsoft"
"""Domain of ONNX Runtime's own operators. Those used here are in its CPU provider on every platform."""


class GraphWriter:
    """Each method returns the name of what it added, to be the input of another node."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, onnx.TensorProto] = {}

    def weight(self, name: str, value: np.ndarray) -> str:
        """A constant; a second call with the same name changes nothing, so that constants can be shared."""
        if name not in self.weights:
            self.weights[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(self, op: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def split_in_three(self, source: str, outputs: list[str]) -> list[str]:
        self.nodes.append(helper.make_node("Split", [source], outputs, name=f"{source}.split", axis=-1))
        return outputs
