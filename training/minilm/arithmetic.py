"""The two ways to compute the products with weights, which are nearly all of an encoder's work: float32 and int8."""

from typing import Protocol

import numpy as np
from onnx import TensorProto

from graph_writer import FUSED, GraphWriter


class Arithmetic(Protocol):
    def look_up(self, graph: GraphWriter, name: str, table: np.ndarray, rows: str) -> str:
        """The rows of a table [rows, columns] that the node `rows` names."""
        ...

    def multiply(self, graph: GraphWriter, name: str, source: str, weight: np.ndarray, activated: bool) -> str:
        """`source` [.., in] times `weight` [out, in]. activated: the source comes out of a GELU."""
        ...


class Float32:
    def look_up(self, graph: GraphWriter, name: str, table: np.ndarray, rows: str) -> str:
        return graph.node("Gather", [graph.weight(f"{name}.table", table), rows], name)

    def multiply(self, graph: GraphWriter, name: str, source: str, weight: np.ndarray, activated: bool) -> str:
        return graph.node("MatMul", [source, graph.weight(f"{name}.weight", weight.T)], name)


class RowInt8:
    """int8 weights, a scale for each output; uint8 activations, a scale for each row, that is for each token.

    ONNX Runtime's own dynamic quantization takes one activation scale for the whole batch, so that a text's vector
    depends on the texts beside it. A scale of its own for each token makes vectors independent of the batch, loses
    less, and costs a few passes over the activations that are small beside the products (figures in ../README.md).
    """

    # Symmetric around 128, so that 8 bits hold -127..127.
    CENTRE, REACH = 128, 127
    # GELU is never below -0.17: less room under zero leaves more above it. 40 steps reach -0.17 as long as a row's
    # largest value is 0.91; of 10,000 tokens of code, 99 % have a larger one, and the rest lose only the clipped part.
    GELU_ZERO, GELU_REACH = 40, 215
    SMALLEST_MAXIMUM = 1e-6  # keeps a row of zeros from dividing by zero
    # x64 processors without VNNI add products of neighbouring inputs (0 and 1, 2 and 3, ..) in saturating 16 bits:
    # 255 * |w0| + 255 * |w1| has to stay below 32,768, so the weights of such a pair sum to 128 at most.
    LARGEST_WEIGHT, LARGEST_PAIR = 127, 128

    def look_up(self, graph: GraphWriter, name: str, table: np.ndarray, rows: str) -> str:
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), self.SMALLEST_MAXIMUM) / self.LARGEST_WEIGHT
        quantized = graph.node(
            "Gather", [graph.weight(f"{name}.table", np.rint(table / scale).astype(np.int8)), rows], f"{name}.quantized"
        )
        scales = graph.node("Gather", [graph.weight(f"{name}.scale", scale), rows], f"{name}.row_scale")
        steps = graph.node("Cast", [quantized], f"{name}.steps", to=TensorProto.FLOAT)
        return graph.node("Mul", [steps, scales], name)

    def multiply(self, graph: GraphWriter, name: str, source: str, weight: np.ndarray, activated: bool) -> str:
        quantized, row_scale, zero = self._quantize_rows(graph, name, source, activated)
        steps, scale = self.quantize_weight(weight)
        one = graph.weight("one", np.float32(1))
        product = graph.node(
            "MatMulIntegerToFloat",
            [
                quantized,
                graph.weight(f"{name}.weight", steps.T),
                one,
                graph.weight(f"{name}.scale", scale[:, 0]),
                zero,
            ],
            f"{name}.product",
            domain=FUSED,
        )
        return graph.node("Mul", [product, row_scale], name)

    def quantize_weight(self, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Steps (int8, the weight's shape) and scale ([out, 1]) of a weight [out, in]; `in` is even."""
        largest = np.abs(weight).max(axis=1, keepdims=True) / self.LARGEST_WEIGHT
        pairs = np.abs(weight).reshape(weight.shape[0], -1, 2).sum(axis=2).max(axis=1, keepdims=True)
        # Rounding can lift each of a pair by half a step, one step together.
        scale = np.maximum(largest, pairs / (self.LARGEST_PAIR - 1))
        return np.rint(weight / scale).astype(np.int8), scale

    def _quantize_rows(self, graph: GraphWriter, name: str, source: str, activated: bool) -> tuple[str, str, str]:
        """Names of the quantized source, its scales [.., 1] and its zero point."""
        centre, reach = (self.GELU_ZERO, self.GELU_REACH) if activated else (self.CENTRE, self.REACH)
        zero = graph.weight(f"zero_point_{centre}", np.uint8(centre))
        steps = graph.weight(f"steps_{reach}", np.float32(reach))
        smallest = graph.weight("smallest_maximum", np.float32(self.SMALLEST_MAXIMUM))
        sized = source if activated else graph.node("Abs", [source], f"{name}.size")
        maximum = graph.node("ReduceMax", [sized], f"{name}.maximum", axes=[-1], keepdims=1)
        positive = graph.node("Max", [maximum, smallest], f"{name}.positive_maximum")
        scale = graph.node("Div", [positive, steps], f"{name}.row_scale")
        scaled = graph.node("Div", [source, scale], f"{name}.scaled")
        one = graph.weight("one", np.float32(1))
        return graph.node("QuantizeLinear", [scaled, one, zero], f"{name}.quantized"), scale, zero
