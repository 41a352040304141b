"""The network as an ONNX graph, written down layer by layer with ONNX Runtime's fused operators.

A traced export leaves attention and GELU in pieces; written by hand they are one operator each, and a window takes a
third less time.  ``export`` checks that the graph computes what the network does.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from auditor.classifier.network import SourcingNetwork
from auditor.classifier.onnx import INPUTS
from auditor.classifier.tags import TAGS
from auditor.labels import CODES

_OPSET = 17
_FUSED = "com.microsoft"

SMALL = ("attend", "codes", "tags")
"""Linear layers with so few weights that quantising them saves nothing."""


class _Graph:
    """Nodes and weights while a graph is being written; methods return the name of what they compute."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, onnx.TensorProto] = {}
        self._count = 0

    def node(self, kind: str, *inputs: str, domain: str = "", **settings: Any) -> str:
        self._count += 1
        name = f"{kind}_{self._count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, domain=domain, **settings))
        return name

    def weight(self, name: str, values: Tensor | np.ndarray) -> str:
        array = values.detach().cpu().numpy() if isinstance(values, Tensor) else values
        self.weights[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def linear(self, name: str, x: str, weight: Tensor) -> str:
        """Multiply by a weight of shape [out, in], without its bias: fused operators add that themselves."""
        self.nodes.append(
            helper.make_node("MatMul", [x, self.weight(f"{name}.weight", weight.T)], [f"{name}.product"], name=name)
        )
        return f"{name}.product"


def write_graph(network: SourcingNetwork, path: Path) -> None:
    """Write ``network`` to ``path`` as an ONNX model of 32-bit floats for one window a run.

    Inputs and outputs are those of ``SourcingNetwork.forward`` with a batch of one and no padding: ``codes``
    [1, S, 8] and ``tags`` [1, L, 5].
    """
    graph = _Graph()
    hidden = _encoder(graph, network)
    mean, closed, attended = _sentences(graph, network, hidden)
    sentence = graph.node("Concat", mean, closed, attended, axis=2)
    sentence = graph.linear("sentence", sentence, network.sentence.weight)
    sentence = graph.node("BiasGelu", sentence, graph.weight("sentence.bias", network.sentence.bias), domain=_FUSED)
    for name, x, head in (("codes", sentence, network.code_head), ("tags", hidden, network.tag_head)):
        logits = graph.linear(name, x, head.weight)
        graph.nodes.append(helper.make_node("Add", [logits, graph.weight(f"{name}.bias", head.bias)], [name]))
    _save(graph, path)


def _encoder(graph: _Graph, network: SourcingNetwork) -> str:
    config = network.config
    embeddings: Any = network.bert.embeddings
    epsilon = config.layer_norm_eps
    words = graph.node("Gather", graph.weight("words", embeddings.word_embeddings.weight), "input_ids")
    types = graph.node("Gather", graph.weight("types", embeddings.token_type_embeddings.weight), "token_types")
    length = graph.node("Shape", "input_ids", start=1, end=2)
    zero, one = graph.weight("zero", np.array([0])), graph.weight("one", np.array([1]))
    table = graph.weight("positions", embeddings.position_embeddings.weight[None])
    places = graph.node("Slice", table, zero, length, one)
    hidden = graph.node("Add", graph.node("Add", words, types), places)
    hidden = _norm(graph, "embeddings", hidden, embeddings.LayerNorm, epsilon)
    layers: Any = network.bert.encoder.layer
    for number, layer in enumerate(layers):
        name, attention = f"layer{number}", layer.attention
        heads = attention.self
        joined = [getattr(heads, part) for part in ("query", "key", "value")]
        projections = [
            graph.linear(f"{name}.{part}", hidden, one_.weight)
            for part, one_ in zip(("query", "key", "value"), joined, strict=True)
        ]
        bias = np.concatenate([one_.bias.detach().cpu().numpy() for one_ in joined])
        mixed = graph.node(
            "MultiHeadAttention",
            *projections,
            graph.weight(f"{name}.bias", bias),
            domain=_FUSED,
            num_heads=config.kept_heads or config.num_attention_heads,
        )
        mixed = graph.linear(f"{name}.mixed", mixed, attention.output.dense.weight)
        hidden = _add_and_norm(graph, f"{name}.first", mixed, hidden, attention.output, epsilon)
        inner = graph.linear(f"{name}.inner", hidden, layer.intermediate.dense.weight)
        inner = graph.node(
            "BiasGelu", inner, graph.weight(f"{name}.inner.bias", layer.intermediate.dense.bias), domain=_FUSED
        )
        inner = graph.linear(f"{name}.outer", inner, layer.output.dense.weight)
        hidden = _add_and_norm(graph, f"{name}.second", inner, hidden, layer.output, epsilon)
    return hidden


def _add_and_norm(graph: _Graph, name: str, x: str, skip: str, block: Any, epsilon: float) -> str:
    norm, dense = block.LayerNorm, block.dense
    # ONNX Runtime's own SkipLayerNormalization takes several times as long as these three.
    summed = graph.node("Add", graph.node("Add", x, graph.weight(f"{name}.bias", dense.bias)), skip)
    return _norm(graph, name, summed, norm, epsilon)


def _norm(graph: _Graph, name: str, x: str, norm: nn.LayerNorm, epsilon: float) -> str:
    scale, shift = graph.weight(f"{name}.scale", norm.weight), graph.weight(f"{name}.shift", norm.bias)
    return graph.node("LayerNormalization", x, scale, shift, epsilon=epsilon)


def _sentences(graph: _Graph, network: SourcingNetwork, hidden: str) -> tuple[str, str, str]:
    """Write the three ways of reading a sentence, as in ``SourcingNetwork.forward``."""
    first, last = graph.weight("axis1", np.array([1])), graph.weight("axis2", np.array([2]))
    count = graph.node("Squeeze", graph.node("Shape", "separators", start=1, end=2))
    rows = graph.node("Range", graph.weight("from", np.array(0)), count, graph.weight("by", np.array(1)))
    rows = graph.node("Unsqueeze", rows, graph.weight("axes02", np.array([0, 2])))
    member = graph.node("Equal", graph.node("Unsqueeze", "sentence_ids", first), rows)
    member = graph.node("Cast", member, to=TensorProto.FLOAT)
    total = graph.node("ReduceSum", member, last, keepdims=1)
    total = graph.node("Max", total, graph.weight("least", np.array([1.0], np.float32)))
    mean = graph.node("Div", graph.node("MatMul", member, hidden), total)

    # exp(4 tanh(x / 4)), the division by 4 taken into the weights
    score = graph.linear("attend", hidden, network.attend.weight / 4.0)
    score = graph.node("Add", score, graph.weight("attend.bias", network.attend.bias / 4.0))
    score = graph.node("Mul", graph.node("Tanh", score), graph.weight("four", np.array([4.0], np.float32)))
    score = graph.node("Transpose", graph.node("Exp", score), perm=[0, 2, 1])
    weight = graph.node("Mul", member, score)
    weights = graph.node("ReduceSum", weight, last, keepdims=1)
    weights = graph.node("Max", weights, graph.weight("tiny", np.array([1e-6], np.float32)))
    attended = graph.node("Div", graph.node("MatMul", weight, hidden), weights)

    flat = graph.node("Squeeze", hidden, graph.weight("axis0", np.array([0])))
    return mean, graph.node("Gather", flat, "separators"), attended


def _save(graph: _Graph, path: Path) -> None:
    sizes = {"input_ids": "L", "token_types": "L", "sentence_ids": "L", "separators": "S"}
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "sourcing",
            [helper.make_tensor_value_info(name, TensorProto.INT64, [1, sizes[name]]) for name in INPUTS],
            [
                helper.make_tensor_value_info("codes", TensorProto.FLOAT, [1, "S", len(CODES)]),
                helper.make_tensor_value_info("tags", TensorProto.FLOAT, [1, "L", len(TAGS)]),
            ],
            list(graph.weights.values()),
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)],
        ir_version=9,
    )
    onnx.save(model, str(path))
