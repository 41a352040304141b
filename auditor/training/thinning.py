"""A trained network made smaller: fewer layers, fewer attention heads, narrower feed-forward layers.

Heads and feed-forward units are kept by their importance: how much the loss would change, to first order, if their
output were zero (Michel et al. 2019, NeurIPS; Molchanov et al. 2017, ICLR).  The loss is the cross-entropy with codes
and tags drawn from the network's own predictions: it knows its training labels by heart, and they would say little.
"""

import copy
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from auditor.classifier.network import SourcingNetwork
from auditor.errors import InputError
from auditor.training.examples import Batch


def keep_layers(network: SourcingNetwork, layers: int) -> list[int]:
    """Keep so many of the encoder's layers, evenly spaced, the first and the last among them; return their numbers.

    A shallow start as in DistilBERT (Sanh et al. 2019).  Raises InputError when the encoder has fewer.
    """
    stack = network.bert.encoder.layer
    if layers > len(stack):
        raise InputError(f"{layers} layers were asked for, but the encoder has {len(stack)}.")
    last = len(stack) - 1
    kept = [round(place * last / max(1, layers - 1)) for place in range(layers - 1)] + [last]
    network.bert.encoder.layer = nn.ModuleList([stack[number] for number in kept])
    network.config.num_hidden_layers = layers
    return kept


def thin(network: SourcingNetwork, heads: int | None, inner: int | None, batches: Sequence[Batch]) -> SourcingNetwork:
    """Return a network with only the ``heads`` attention heads and ``inner`` feed-forward units of each layer left.

    They are the ones that matter most; None keeps all.  ``batches`` are read to find which matter.  Raises InputError
    when there are fewer than asked for.
    """
    config = network.config
    all_heads = config.kept_heads or config.num_attention_heads
    for what, wanted, there in (("heads", heads, all_heads), ("inner units", inner, config.intermediate_size)):
        if wanted is not None and wanted > there:
            raise InputError(f"{wanted} {what} a layer were asked for, but the encoder has {there}.")
    heads, inner = heads or all_heads, inner or config.intermediate_size
    size = config.hidden_size // config.num_attention_heads
    importance = _importance(network, batches)
    state = network.state_dict()
    for number, (units, mixed) in enumerate(importance):
        name = f"bert.encoder.layer.{number}"
        best = mixed.view(-1, size).sum(-1).topk(heads).indices.sort().values
        columns = (best[:, None] * size + torch.arange(size, device=best.device)).flatten()
        for part in ("query", "key", "value"):
            _take(state, f"{name}.attention.self.{part}", columns)
        state[f"{name}.attention.output.dense.weight"] = state[f"{name}.attention.output.dense.weight"][:, columns]
        rows = units.topk(inner).indices.sort().values
        _take(state, f"{name}.intermediate.dense", rows)
        state[f"{name}.output.dense.weight"] = state[f"{name}.output.dense.weight"][:, rows]
    thinned: Any = copy.deepcopy(config)
    thinned.kept_heads = None if heads == config.num_attention_heads else heads
    thinned.intermediate_size = inner
    smaller = SourcingNetwork(thinned)
    smaller.load_state_dict(state)
    nn.Module.to(smaller, network.device)
    return smaller


def _take(state: dict[str, Tensor], name: str, rows: Tensor) -> None:
    for kind in ("weight", "bias"):
        state[f"{name}.{kind}"] = state[f"{name}.{kind}"][rows]


def _importance(network: SourcingNetwork, batches: Sequence[Batch]) -> list[tuple[Tensor, Tensor]]:
    """Return for each layer the importance of its feed-forward units and of the columns of its attention's output."""
    layers: Sequence[Any] = list(network.bert.encoder.layer)
    inputs = [[layer.output.dense, layer.attention.output.dense] for layer in layers]
    sums = [[torch.zeros(dense.in_features, device=network.device) for dense in pair] for pair in inputs]

    def watch(total: Tensor) -> Any:
        def note(module: nn.Module, given: tuple[Tensor, ...]) -> None:
            values = given[0].detach()

            def add(slope: Tensor) -> None:
                total.add_((values * slope).abs().sum((0, 1)))

            given[0].register_hook(add)

        return note

    hooks = [
        dense.register_forward_pre_hook(watch(total))
        for pair, totals in zip(inputs, sums, strict=True)
        for dense, total in zip(pair, totals, strict=True)
    ]
    network.eval()
    draw = torch.Generator(network.device).manual_seed(0)
    try:
        for batch in batches:
            out = network(**batch.inputs)
            rows, tokens = batch.inputs["separators"] > 0, batch.inputs["attention_mask"] > 0
            (_surprise(out.codes[rows], draw) + _surprise(out.tags[tokens], draw)).backward()
            network.zero_grad(set_to_none=True)
    finally:
        for hook in hooks:
            hook.remove()
    return [(units, mixed) for units, mixed in sums]


def _surprise(logits: Tensor, draw: torch.Generator) -> Tensor:
    """Return the mean cross-entropy with labels drawn from the predictions themselves."""
    drawn = torch.multinomial(logits.detach().softmax(-1), 1, generator=draw)[:, 0]
    return nn.functional.cross_entropy(logits, drawn)
