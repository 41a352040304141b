"""A trained network into the folder that ships: 8-bit ONNX, tokenizer, config."""

import contextlib
import hashlib
import io
import json
import logging
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from auditor.classifier.network import SourcingNetwork
from auditor.classifier.onnx import FORMAT, INPUTS
from auditor.classifier.windows import WindowShape
from auditor.labels import CODES

_OPSET = 18
_MOST_SENTENCES = 512


class _Plain(nn.Module):
    """The network with a tuple for an output, which is what an ONNX graph has."""

    def __init__(self, network: SourcingNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, input_ids: Tensor, token_types: Tensor, sentence_ids: Tensor, separators: Tensor
    ) -> tuple[Tensor, Tensor]:
        out = self.network(input_ids, token_types, sentence_ids, separators)
        return out.codes, out.tags


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
    with tempfile.TemporaryDirectory() as scratch, _quiet():
        exported = Path(scratch) / "exported.onnx"
        _export_graph(network, exported)
        _write_weights(exported, folder / "model.onnx", quantise)
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "format": FORMAT,
        "name": name,
        "version": version,
        "codes": list(CODES),
        "window": asdict(WindowShape(**network.config.window)),
        "temperature": network.config.code_temperature,
        "sha256": {
            file: hashlib.sha256((folder / file).read_bytes()).hexdigest()
            for file in ("model.onnx", "tokenizer.json")
        },
        **about,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _export_graph(network: SourcingNetwork, path: Path) -> None:
    network = network.cpu().eval()
    # Plain attention exports to a plain softmax; the fused one brings checks for fully masked rows.
    network.set_attn_implementation("eager")
    tokens, sentences = 50, 4
    example = (
        torch.randint(5, 3000, (1, tokens)),
        torch.zeros(1, tokens, dtype=torch.long),
        torch.arange(tokens)[None] % sentences,
        torch.arange(sentences)[None],
    )
    length = torch.export.Dim("tokens", min=2, max=network.config.max_position_embeddings)
    count = torch.export.Dim("sentences", min=1, max=_MOST_SENTENCES)
    program = torch.onnx.export(
        _Plain(network).eval(),
        example,
        dynamo=True,
        input_names=list(INPUTS),
        output_names=["codes", "tags"],
        dynamic_shapes=({1: length}, {1: length}, {1: length}, {1: count}),
        opset_version=_OPSET,
        verbose=False,
    )
    assert program is not None
    program.save(str(path))
    network.set_attn_implementation("sdpa")


def _write_weights(exported: Path, path: Path, quantise: bool) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    if not quantise:
        onnx.save(onnx.load(str(exported)), str(path))
        return
    prepared = exported.with_name("prepared.onnx")
    quant_pre_process(str(exported), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(path),
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        weight_type=QuantType.QInt8,
        per_channel=True,
        # Processors without 8-bit dot products add two products in 16 bits; seven-bit weights cannot overflow
        # there, so that an old laptop gives the labels that were measured.
        reduce_range=True,
    )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the exporters' progress notes and deprecations off the screen."""
    levels = {name: logging.getLogger(name).level for name in ("torch.onnx", "onnxscript", "root", "onnx_ir")}
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        for name in levels:
            logging.getLogger(name).setLevel(logging.ERROR)
        try:
            yield
        finally:
            for name, level in levels.items():
                logging.getLogger(name).setLevel(level)
