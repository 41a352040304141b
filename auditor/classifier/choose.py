"""Which classifier a command or a program gets, by the names that a person types."""

from pathlib import Path

from auditor.classifier.interface import SentenceClassifier
from auditor.errors import ModelError, UsageError

BACKENDS = ("onnx", "torch")

_SHIPPED = "sourcing-minilm"


def shipped_model() -> Path:
    """Return the folder of the model that ships: inside an installed package, or in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "models" / _SHIPPED
    return installed if installed.is_dir() else package.parent / "models" / _SHIPPED


def load_classifier(
    model: Path | None = None, backend: str = "onnx", *, threads: int | None = None
) -> SentenceClassifier:
    """Return a classifier.

    ``model`` is a folder that ``auditor train`` wrote (None: the shipped model).  ``backend`` is ``onnx`` (fast,
    the default) or ``torch`` (the checkpoint; needs the extra ``train``).  ``threads`` limits the processor cores
    used (None: all).  Raises UsageError or ModelError.
    """
    if backend not in BACKENDS:
        raise UsageError(f"There is no backend “{backend}”; choose one of {', '.join(BACKENDS)}.")
    folder = model or shipped_model()
    if backend == "onnx":
        from auditor.classifier.onnx import OnnxClassifier

        return OnnxClassifier.load(folder, threads=threads)
    if not (folder / "model.safetensors").is_file():
        raise ModelError(
            f"There is no torch checkpoint in {folder}: make one with “auditor train --output DIR” "
            "and name it with --model DIR/checkpoint."
        )
    try:
        from auditor.classifier.torch import TorchClassifier
    except ImportError as error:
        raise UsageError(
            "The torch backend needs the extra “train”: pip install -e '.[train]' in the project's folder."
        ) from error
    try:
        return TorchClassifier.load(folder, threads=threads)
    except ModelError:
        raise
    except Exception as error:  # safetensors, tokenizers and transformers each raise their own
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ModelError(f"The checkpoint in {folder} cannot be loaded: {reason}") from error
