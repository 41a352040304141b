"""The shipped model: 8-bit ONNX, run one window at a time.

Dynamic 8-bit quantisation takes the range of its activations from the whole tensor.  One window a run, with no
padding, keeps what else is being audited out of that range: an article's labels never depend on its company.
Each run takes one thread, and several windows run at once: faster than several threads on one window, which wait for
each other in every layer, and the labels cannot depend on how many threads there are.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from auditor.classifier.windowed import FloatArray, WindowedClassifier
from auditor.classifier.windows import Window, WindowShape, load_tokenizer, longest_piece
from auditor.errors import ModelError
from auditor.labels import CODES

INPUTS = ("input_ids", "token_types", "sentence_ids", "separators")
FORMAT = 1

_LONGEST_WINDOW = 512
"""BERT has no more positions; a larger number is damage."""


class OnnxClassifier(WindowedClassifier):
    """Runs an exported network through ONNX Runtime, ``threads`` windows at a time."""

    def __init__(
        self,
        session: Any,
        tokenizer: Tokenizer,
        shape: WindowShape,
        temperature: float,
        name: str,
        threads: int = 1,
    ) -> None:
        super().__init__(tokenizer, shape, temperature, name)
        self.session = session
        self._pool = ThreadPoolExecutor(threads, "windows") if threads > 1 else None

    @classmethod
    def load(cls, folder: Path, *, threads: int | None = None) -> "OnnxClassifier":
        """Load ``model.onnx``, ``tokenizer.json`` and ``config.json`` from ``folder``.

        ``threads`` limits the cores used (None: all).  Raises ModelError when something is missing, damaged
        (by the SHA-256 in ``config.json``) or of another format.
        """
        config = read_config(folder)
        try:
            weights = (folder / "model.onnx").read_bytes()
            tokenizer_bytes = (folder / "tokenizer.json").read_bytes()
        except OSError as error:
            raise ModelError(f"The model in {folder} is incomplete: {error.strerror} ({error.filename}).") from error
        for name, content in (("model.onnx", weights), ("tokenizer.json", tokenizer_bytes)):
            if hashlib.sha256(content).hexdigest() != config["sha256"].get(name):
                raise ModelError(f"The model in {folder} is damaged: {name} is not the file that was exported.")
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                weights,
                options,
                providers=["CPUExecutionProvider"],
                # Its fused form is several times slower on a CPU than the two operators it joins.
                disabled_optimizers=["SkipLayerNormFusion"],
            )
            tokenizer = load_tokenizer(folder / "tokenizer.json")
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise ModelError(f"The model in {folder} cannot be loaded: {reason}") from error
        return cls(
            session,
            tokenizer,
            WindowShape(**config["window"]),
            float(config["temperature"]),
            f"{config['name']} {config['version']}",
            threads or available_cores(),
        )

    def run(self, window: Window) -> tuple[FloatArray, FloatArray]:
        """Return the window's code logits [S, 8] and tag logits [L, 5]."""
        arrays = (window.input_ids, window.token_types, window.sentence_ids, window.separators)
        codes, tags = self.session.run(None, {n: a[None] for n, a in zip(INPUTS, arrays, strict=True)})
        return codes[0], tags[0]

    def run_all(self, windows: Sequence[Window]) -> Iterable[tuple[FloatArray, FloatArray]]:
        """Return what ``run`` does for each window, in order; with several threads they are at work on return."""
        if self._pool is None:
            return super().run_all(windows)
        begun = [self._pool.submit(self.run, window) for window in windows]
        return (future.result() for future in begun)


def available_cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_config(folder: Path) -> dict[str, Any]:
    """Return a model folder's ``config.json``; raises ModelError when it is missing or not one of ours."""
    if not folder.is_dir():
        raise ModelError(f"There is no model folder {folder}.")
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        known = config["format"] == FORMAT and config["codes"] == list(CODES)
        sound = not known or _is_sound(config)
    except OSError as error:
        raise ModelError(f"The model in {folder} is incomplete: it has no readable config.json.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The model in {folder} is damaged: its config.json is not one of ours.") from error
    if not known:
        raise ModelError(f"The model in {folder} was made by another version of the auditor.")
    if not sound:
        raise ModelError(f"The model in {folder} is damaged: its config.json holds values that cannot be.")
    return dict(config)


def _is_sound(config: dict[str, Any]) -> bool:
    """Tell whether a configuration can be worked with; raises KeyError or TypeError for some that cannot."""
    shape = WindowShape(**config["window"])
    return (
        all(isinstance(size, int) for size in (shape.length, shape.left, shape.right))
        and min(shape.left, shape.right) >= 0
        and shape.length <= _LONGEST_WINDOW
        and longest_piece(shape) > 0
        and config["temperature"] > 0
        and isinstance(config["sha256"], dict)
        and isinstance(config["name"], str)
        and isinstance(config["version"], str)
    )
