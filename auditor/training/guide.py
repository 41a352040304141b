"""The larger network that a smaller one was cut from, and what the smaller one learns from it.

Beside the labels the smaller network learns the larger one's predictions, and to come out of each layer with the same
hidden states (Jiao et al. 2020, TinyBERT, Findings of EMNLP).  Both read the same augmented windows.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn

from auditor.classifier.network import SourcingNetwork, SourcingOutput
from auditor.training.examples import Batch


class Guide:
    """Compares a network with the one it was cut from, batch by batch."""

    def __init__(self, network: SourcingNetwork, larger: SourcingNetwork, layers: Sequence[int] | None = None) -> None:
        """``layers`` says of which of the larger network's layers each of ``network`` is (None: they are the same)."""
        self._larger = larger.eval().requires_grad_(False)
        stack = larger.bert.encoder.layer
        self._ours: list[Tensor] = []
        self._theirs: list[Tensor] = []
        for layer in network.bert.encoder.layer:
            layer.register_forward_hook(_keeper(self._ours, training=True))
        for number in range(len(stack)) if layers is None else layers:
            stack[number].register_forward_hook(_keeper(self._theirs, training=False))
        # Noise in a network that is small for its task, and that learns soft targets, only takes from it.
        for module in network.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0

    def read(self, batch: Batch) -> tuple[Batch, Tensor]:
        """Return the batch with what the larger network says of its sentences, and what it says of the tokens.

        The view of teachers goes before.  The second is [B, L, 5] probabilities, NaN for padding.  Call it before the
        smaller network reads the batch, and ``apart`` after.
        """
        self._ours.clear()
        self._theirs.clear()
        with torch.no_grad():
            said: SourcingOutput = self._larger(**batch.inputs)
        codes = said.codes.float().softmax(-1)
        codes[batch.inputs["separators"] == 0] = torch.nan
        tags = said.tags.float().softmax(-1)
        tags[batch.inputs["attention_mask"] == 0] = torch.nan
        return replace(batch, taught=torch.where(batch.taught.isnan(), codes, batch.taught)), tags

    def apart(self, batch: Batch) -> Tensor:
        """Return how far the two networks' hidden states are apart: squared distance by squared length, over layers."""
        tokens = batch.inputs["attention_mask"] > 0
        shares = [
            (ours[tokens].float() - theirs[tokens].float()).square().sum() / theirs[tokens].float().square().sum()
            for ours, theirs in zip(self._ours, self._theirs, strict=True)
        ]
        return torch.stack(shares).mean()


def _keeper(into: list[Tensor], *, training: bool) -> Any:
    """Return a hook that keeps what a layer gives; ``training`` leaves out what it gives when it is being scored."""

    def keep(module: nn.Module, given: tuple[Any, ...], out: Tensor) -> None:
        if module.training == training:
            into.append(out)

    return keep
