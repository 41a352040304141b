"""The mean of several runs' weights: one network as fast as each, often better (model soups, Wortsman et al. 2022)."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import torch

from auditor.classifier.network import SourcingNetwork
from auditor.errors import InputError


def mix(network: SourcingNetwork, runs: Sequence[Path]) -> list[str]:
    """Average the weights of ``network`` with the best ones of finished ``runs``, in place.

    It makes sense for runs that started from the same weights alone.  Returns the SHA-256 of each run's weights.
    Raises InputError for a run without weights, or with weights of another shape.
    """
    from safetensors.torch import load_file

    if not runs:
        return []
    state = network.state_dict()
    total = {name: value.detach().clone() for name, value in state.items()}
    digests = []
    for run in runs:
        path = run / "best.safetensors"
        if not path.is_file():
            raise InputError(f"There is no finished run in {run}: best.safetensors is missing.")
        other = load_file(path, device=str(network.device))
        if {n: v.shape for n, v in other.items()} != {n: v.shape for n, v in total.items()}:
            raise InputError(f"The run in {run} has another network; only runs of one shape can be averaged.")
        for name, value in other.items():
            total[name] += value
        digests.append(hashlib.sha256(path.read_bytes()).hexdigest())
    with torch.no_grad():
        for name, value in state.items():
            value.copy_(total[name] / (1 + len(runs)) if value.dtype.is_floating_point else value)
    return digests
