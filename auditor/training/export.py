"""A trained network into the folder that ships: 8-bit ONNX, tokenizer, config."""

import hashlib
import json
import logging
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from auditor.classifier.network import SourcingNetwork
from auditor.classifier.onnx import FORMAT
from auditor.classifier.windows import TOKEN_TYPES, WindowShape
from auditor.labels import CODES
from auditor.training.graph import SMALL, write_graph

_TOLERANCE = 1e-3


def export(
    network: SourcingNetwork,
    tokenizer: Tokenizer,
    folder: Path,
    *,
    name: str,
    version: str,
    about: dict[str, Any],
    quantise: bool = True,
) -> None:
    """Write ``model.onnx``, ``tokenizer.json`` and ``config.json`` into ``folder``.

    ``about`` is added to the config as it stands.  Without ``quantise`` the weights stay 32-bit floats, to
    measure what quantising costs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network = network.cpu().eval()
    with tempfile.TemporaryDirectory() as scratch:
        graph = Path(scratch) / "graph.onnx"
        write_graph(network, graph)
        _check(network, graph)
        if quantise:
            _quantise(graph, folder / "model.onnx")
        else:
            shutil.copy(graph, folder / "model.onnx")
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "format": FORMAT,
        "name": name,
        "version": version,
        "codes": list(CODES),
        "window": asdict(WindowShape(**network.config.window)),
        "temperature": network.config.code_temperature,
        "sha256": {
            file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in ("model.onnx", "tokenizer.json")
        },
        **about,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _check(network: SourcingNetwork, graph: Path) -> None:
    """Compare the graph with the network on made-up windows; raise RuntimeError when they differ."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    draw = torch.Generator().manual_seed(0)
    for tokens, sentences in ((3, 1), (90, 7), (int(network.config.window["length"]), 12)):
        inputs = {
            "input_ids": torch.randint(1, network.config.vocab_size, (1, tokens), generator=draw),
            "token_types": torch.randint(0, TOKEN_TYPES, (1, tokens), generator=draw),
            "sentence_ids": torch.randint(-1, sentences, (1, tokens), generator=draw),
            "separators": torch.randint(0, tokens, (1, sentences), generator=draw),
        }
        with torch.inference_mode():
            out = network(**inputs)
        written = session.run(None, {name: tensor.numpy() for name, tensor in inputs.items()})
        for expected, found in zip((out.codes, out.tags), written, strict=True):
            worst = float(np.abs(expected.numpy() - found).max())
            if worst > _TOLERANCE:
                raise RuntimeError(f"The exported graph differs from the network by {worst:.4f}.")


def _quantise(graph: Path, path: Path) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # The quantiser advises, through the root logger, a preparation that a graph of fused operators cannot have.
    logging.disable(logging.WARNING)
    try:
        quantize_dynamic(
            str(graph),
            str(path),
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=list(SMALL),
            weight_type=QuantType.QInt8,
            per_channel=True,
            # Processors without 8-bit dot products add two products in 16 bits; seven-bit weights cannot
            # overflow there, so that an old laptop gives the labels that were measured.
            reduce_range=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    finally:
        logging.disable(logging.NOTSET)
