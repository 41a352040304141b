"""The torch checkpoint as a classifier: the reference, and the way to use a GPU."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from tokenizers import Tokenizer

from auditor.classifier.network import SourcingNetwork
from auditor.classifier.windowed import FloatArray, WindowedClassifier
from auditor.classifier.windows import Window, WindowShape, load_tokenizer
from auditor.errors import ModelError


class TorchClassifier(WindowedClassifier):
    """Runs a ``SourcingNetwork`` one window at a time, in 32-bit floats."""

    def __init__(
        self, network: SourcingNetwork, tokenizer: Tokenizer, name: str, temperature: float | None = None
    ) -> None:
        config = network.config
        super().__init__(
            tokenizer,
            WindowShape(**config.window),
            config.code_temperature if temperature is None else temperature,
            name,
        )
        self.network = network.eval()

    @classmethod
    def load(cls, folder: Path, *, threads: int | None = None) -> "TorchClassifier":
        """Load the checkpoint that ``auditor train`` wrote into ``folder``.

        ``threads`` limits the cores used, for all of torch (None: as it is).  Raises ModelError for a checkpoint
        of another network, and what safetensors, tokenizers and transformers raise.
        """
        if threads:
            torch.set_num_threads(threads)
        transformers.logging.set_verbosity_error()
        transformers.logging.disable_progress_bar()
        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        loaded: Any = SourcingNetwork.from_pretrained(folder, output_loading_info=True)
        network, loading = loaded
        if loading["missing_keys"]:  # what is missing would be filled with random numbers
            raise ModelError(f"The checkpoint in {folder} is not one that “auditor train” made.")
        torch.nn.Module.to(network, device)
        return cls(network, load_tokenizer(folder / "tokenizer.json"), f"{folder.name} (torch)")

    def run(self, window: Window) -> tuple[FloatArray, FloatArray]:
        """Return the window's code logits [S, 8] and tag logits [L, 5]."""
        device = self.network.device

        def tensor(array: np.ndarray) -> torch.Tensor:
            return torch.from_numpy(np.ascontiguousarray(array))[None].to(device)

        with torch.inference_mode():
            out = self.network(
                tensor(window.input_ids),
                tensor(window.token_types),
                tensor(window.sentence_ids),
                tensor(window.separators),
            )
        return out.codes[0].float().cpu().numpy(), out.tags[0].float().cpu().numpy()
