"""The network back out of the folder that ships, to go on training from it where its checkpoint is not at hand."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from auditor.classifier.network import SourcingConfig, SourcingNetwork
from auditor.classifier.onnx import read_config
from auditor.errors import ModelError

_PARTS = ("query", "key", "value")


def is_exported(folder: str) -> bool:
    """Tell whether ``folder`` holds a model that ``export`` wrote."""
    return (Path(folder) / "model.onnx").is_file()


def from_exported(folder: Path) -> SourcingNetwork:
    """Build the network of an exported model, its 8-bit weights as the floats that they stand for.

    It computes what the model does but for the rounding of activations.  Raises ModelError for a folder that holds
    another kind of model, or a damaged one.
    """
    settings = read_config(folder)
    try:
        model = onnx.load(str(folder / "model.onnx"))
        tensors = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
        state = _state(tensors)
        network = SourcingNetwork(_config(model, tensors))
        network.load_state_dict(state)
    except Exception as error:  # onnx's parser and torch raise exceptions of many kinds
        raise ModelError(f"The model in {folder} is not one that “auditor train” wrote.") from error
    network.trained = True
    network.config.window = dict(settings["window"])
    network.config.code_temperature = float(settings["temperature"])
    return network


def _config(model: onnx.ModelProto, tensors: Mapping[str, NDArray[np.float32]]) -> SourcingConfig:
    positions, width = tensors["positions"].shape[1:]
    attention = next(node for node in model.graph.node if node.op_type == "MultiHeadAttention")
    norm = next(node for node in model.graph.node if node.op_type == "LayerNormalization")
    kept = next(a.i for a in attention.attribute if a.name == "num_heads")
    heads = kept * width // (len(tensors["layer0.bias"]) // len(_PARTS))
    return SourcingConfig(
        vocab_size=len(_weight(tensors, "words")),
        type_vocab_size=len(_weight(tensors, "types")),
        hidden_size=width,
        num_hidden_layers=_layers(tensors),
        num_attention_heads=heads,
        kept_heads=None if kept == heads else kept,
        intermediate_size=len(tensors["layer0.inner.bias"]),
        max_position_embeddings=positions,
        layer_norm_eps=next(a.f for a in norm.attribute if a.name == "epsilon"),
        attention_probs_dropout_prob=0.0,
    )


def _layers(tensors: Mapping[str, NDArray[np.float32]]) -> int:
    return sum(name.startswith("layer") and name.endswith(".inner.bias") for name in tensors)


def _state(tensors: Mapping[str, NDArray[np.float32]]) -> dict[str, torch.Tensor]:
    """Return the graph's weights under the network's names; ``graph.py`` gave them theirs."""
    found: dict[str, NDArray[np.float32]] = {
        "bert.embeddings.word_embeddings.weight": _weight(tensors, "words"),
        "bert.embeddings.token_type_embeddings.weight": _weight(tensors, "types"),
        "bert.embeddings.position_embeddings.weight": tensors["positions"][0],
        "bert.embeddings.LayerNorm.weight": tensors["embeddings.scale"],
        "bert.embeddings.LayerNorm.bias": tensors["embeddings.shift"],
        # The graph holds a quarter of these (see graph.py).
        "attend.weight": 4.0 * _weight(tensors, "attend.weight").T,
        "attend.bias": 4.0 * tensors["attend.bias"],
        "sentence.weight": _weight(tensors, "sentence.weight").T,
        "sentence.bias": tensors["sentence.bias"],
    }
    for head, name in (("code_head", "codes"), ("tag_head", "tags")):
        found |= {f"{head}.weight": _weight(tensors, f"{name}.weight").T, f"{head}.bias": tensors[f"{name}.bias"]}
    for number in range(_layers(tensors)):
        ours, theirs = f"bert.encoder.layer.{number}", f"layer{number}"
        biases = np.split(tensors[f"{theirs}.bias"], len(_PARTS))
        for part, bias in zip(_PARTS, biases, strict=True):
            found[f"{ours}.attention.self.{part}.weight"] = _weight(tensors, f"{theirs}.{part}.weight").T
            found[f"{ours}.attention.self.{part}.bias"] = bias
        found[f"{ours}.intermediate.dense.weight"] = _weight(tensors, f"{theirs}.inner.weight").T
        found[f"{ours}.intermediate.dense.bias"] = tensors[f"{theirs}.inner.bias"]
        for place, dense, norm in (("attention.output", "mixed", "first"), ("output", "outer", "second")):
            found[f"{ours}.{place}.dense.weight"] = _weight(tensors, f"{theirs}.{dense}.weight").T
            found[f"{ours}.{place}.dense.bias"] = tensors[f"{theirs}.{norm}.bias"]
            found[f"{ours}.{place}.LayerNorm.weight"] = tensors[f"{theirs}.{norm}.scale"]
            found[f"{ours}.{place}.LayerNorm.bias"] = tensors[f"{theirs}.{norm}.shift"]
    return {name: torch.from_numpy(np.array(values, np.float32)) for name, values in found.items()}


def _weight(tensors: Mapping[str, NDArray[np.float32]], name: str) -> NDArray[np.float32]:
    """Return a weight as floats, whether it was quantised (a scale a column, or one for all) or not."""
    if name in tensors:
        return tensors[name]
    steps = tensors[f"{name}_quantized"].astype(np.float32) - tensors[f"{name}_zero_point"].astype(np.float32)
    return np.asarray(steps * tensors[f"{name}_scale"], np.float32)
