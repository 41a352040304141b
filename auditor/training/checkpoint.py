"""Checkpoints of a run that was not finished: safetensors with the rest as JSON in their header, no pickles."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from auditor.errors import InputError


@dataclass(slots=True)
class Progress:
    """How far a run has come; ``recipe`` is its fingerprint, ``step`` counts batches inside ``epoch``."""

    recipe: str
    epoch: int = 0
    step: int = 0
    best_epoch: int = -1
    best_score: float = -1.0
    seconds: float = 0.0

    @property
    def epochs_without_gain(self) -> int:
        """How many epochs have ended since the best one."""
        return self.epoch - 1 - self.best_epoch


class Checkpoint:
    """One resumable state in a folder."""

    def __init__(self, folder: Path) -> None:
        self.tensors = folder / "resume.safetensors"

    def save(
        self,
        progress: Progress,
        network: torch.nn.Module,
        average: dict[str, Tensor],
        optimizer: torch.optim.Optimizer,
    ) -> None:
        """Write the state; what was there before stays whole until the new one is."""
        tensors = {f"network.{k}": v for k, v in network.state_dict().items()}
        tensors |= {f"average.{k}": v for k, v in average.items()}
        for number, values in optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{number}.{k}": torch.as_tensor(v) for k, v in values.items()}
        tensors = {k: v.detach().cpu().contiguous().clone() for k, v in tensors.items()}
        partial = self.tensors.with_suffix(".partial")
        save_file(tensors, partial, metadata={"progress": json.dumps(asdict(progress))})
        partial.replace(self.tensors)

    def load(
        self,
        recipe: str,
        network: torch.nn.Module,
        average: dict[str, Tensor],
        optimizer: torch.optim.Optimizer,
    ) -> Progress | None:
        """Restore a saved state into the given objects; None when there is none to resume."""
        if not self.tensors.is_file():
            return None
        from safetensors import safe_open

        with safe_open(self.tensors, framework="pt") as file:
            progress = Progress(**json.loads(file.metadata()["progress"]))
        if progress.recipe != recipe:
            raise InputError(
                f"The run in {self.tensors.parent} has other options or other data; "
                "go on with the same ones or choose another folder with --output."
            )
        tensors = load_file(self.tensors)
        network.load_state_dict(_under(tensors, "network."))
        for key, value in _under(tensors, "average.").items():
            average[key].copy_(value)
        state = optimizer.state_dict()
        state["state"] = {}
        for key, value in _under(tensors, "optimizer.").items():
            number, name = key.split(".")
            state["state"].setdefault(int(number), {})[name] = value
        optimizer.load_state_dict(state)
        return progress


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
