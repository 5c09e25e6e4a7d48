"""Writes a BERT sentence encoder as an ONNX graph, straight from its weights.

The graph is written by hand, not traced: a tracer spells attention and masking out in some 60 shape operations a
layer, which ONNX Runtime's fusions no longer recognise, and its output changes with every release. Here each layer
names the runtime's fused operators itself, and the same weights always give the same bytes. `check_export.py` holds
the result against the `transformers` implementation.

Reference: Devlin et al. 2018 (BERT, a post-layer-norm encoder); mean pooling and L2 normalization as in the model's
`1_Pooling/config.json` and `modules.json`.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper

from arithmetic import Arithmetic
from graph_writer import FUSED, GraphWriter

OPSET, FUSED_OPSET, IR_VERSION = 17, 1, 8
INPUTS = ["input_ids", "attention_mask"]
OUTPUT = "sentence_embedding"


def write_bert_encoder(tensors: dict[str, np.ndarray], config: dict, arithmetic: Arithmetic) -> onnx.ModelProto:
    """The encoder as a model.

    tensors: float32 weights under the names of Hugging Face's `BertModel`; config: its `config.json`.
    Inputs `input_ids` and `attention_mask`, int64 [batch, sequence] (1 = token, 0 = padding). Output
    `sentence_embedding`, float32 [batch, hidden_size], the L2-normalized mean over the tokens that are not padding.
    Token types are all 0 in a sentence encoder, so their embedding is added to the position table here.
    """
    graph = GraphWriter()
    state = write_embeddings(graph, tensors, config, arithmetic)
    mask = graph.node("Cast", ["attention_mask"], "key_mask", to=TensorProto.INT32)
    for index in range(config["num_hidden_layers"]):
        state = write_layer(graph, tensors, config, arithmetic, f"encoder.layer.{index}", state, mask)
    write_pooling(graph, state)

    tokens, hidden = ["batch", "sequence"], config["hidden_size"]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "bert_sentence_encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT64, tokens) for name in INPUTS],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", hidden])],
            initializer=list(graph.weights.values()),
        ),
        producer_name="hunch-training",
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, FUSED_OPSET)],
        ir_version=IR_VERSION,
    )
    onnx.checker.check_model(model)
    return model


def write_embeddings(graph: GraphWriter, tensors: dict[str, np.ndarray], config: dict, arithmetic: Arithmetic) -> str:
    words = arithmetic.look_up(graph, "words", tensors["embeddings.word_embeddings.weight"], "input_ids")
    types = tensors["embeddings.token_type_embeddings.weight"]
    table = graph.weight("positions.table", tensors["embeddings.position_embeddings.weight"] + types[0])
    first, second, third = (graph.weight(f"axis_{at}", np.array([at], np.int64)) for at in range(3))
    shape = graph.node("Shape", ["input_ids"], "shape")
    length = graph.node("Slice", [shape, second, third], "length")
    positions = graph.node("Slice", [table, first, length], "positions")
    return write_layer_norm(
        graph, tensors, config, "embeddings.LayerNorm", graph.node("Add", [words, positions], "embedded")
    )


def write_layer(
    graph: GraphWriter,
    tensors: dict[str, np.ndarray],
    config: dict,
    arithmetic: Arithmetic,
    at: str,
    state: str,
    mask: str,
) -> str:
    """One encoder layer, `at` its prefix in the weights; returns the new state [batch, sequence, hidden_size]."""
    # One product for query, key and value, so that the state is read, and quantized, once.
    parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
    joined = {kind: np.concatenate([tensors[f"{part}.{kind}"] for part in parts]) for kind in ("weight", "bias")}
    qkv = arithmetic.multiply(graph, f"{at}.qkv", state, joined["weight"], activated=False)
    query, key, value = graph.split_in_three(qkv, parts)
    attention = graph.node(
        "MultiHeadAttention",
        [query, key, value, graph.weight(f"{at}.qkv.bias", joined["bias"]), mask],
        f"{at}.attention",
        domain=FUSED,
        num_heads=config["num_attention_heads"],
    )
    state = write_residual(graph, tensors, config, arithmetic, f"{at}.attention.output", attention, state, False)

    inner = f"{at}.intermediate.dense"
    widened = arithmetic.multiply(graph, inner, state, tensors[f"{inner}.weight"], activated=False)
    bias = graph.weight(f"{inner}.bias", tensors[f"{inner}.bias"])
    activated = graph.node("BiasGelu", [widened, bias], f"{at}.activated", domain=FUSED)
    return write_residual(graph, tensors, config, arithmetic, f"{at}.output", activated, state, True)


def write_residual(
    graph: GraphWriter,
    tensors: dict[str, np.ndarray],
    config: dict,
    arithmetic: Arithmetic,
    at: str,
    source: str,
    state: str,
    activated: bool,
) -> str:
    """Projects `source`, adds it to `state` and normalizes the sum."""
    dense = f"{at}.dense"
    product = arithmetic.multiply(graph, dense, source, tensors[f"{dense}.weight"], activated)
    projected = graph.node("Add", [product, graph.weight(f"{dense}.bias", tensors[f"{dense}.bias"])], f"{at}.projected")
    # `Sum` where `Add` would do: the runtime fuses Add and LayerNormalization into SkipLayerNormalization, which is
    # not vectorized in its CPU provider and made the whole encoder 10 % slower (onnxruntime 1.30).
    added = graph.node("Sum", [projected, state], f"{at}.sum")
    return write_layer_norm(graph, tensors, config, f"{at}.LayerNorm", added)


def write_layer_norm(graph: GraphWriter, tensors: dict[str, np.ndarray], config: dict, at: str, source: str) -> str:
    gamma = graph.weight(f"{at}.weight", tensors[f"{at}.weight"])
    beta = graph.weight(f"{at}.bias", tensors[f"{at}.bias"])
    return graph.node("LayerNormalization", [source, gamma, beta], at, axis=-1, epsilon=config["layer_norm_eps"])


def write_pooling(graph: GraphWriter, state: str) -> None:
    # The sum over the tokens and their mean have the same direction, and only the direction is left after the L2 norm.
    second = graph.weight("axis_1", np.array([1], np.int64))
    row = graph.node("Unsqueeze", ["attention_mask", second], "mask_row")
    weights = graph.node("Cast", [row], "pooling_weights", to=TensorProto.FLOAT)
    summed = graph.node("MatMul", [weights, state], "summed")
    graph.node("LpNormalization", [graph.node("Squeeze", [summed, second], "pooled")], OUTPUT, axis=-1, p=2)
