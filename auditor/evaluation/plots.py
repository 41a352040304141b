"""Pictures of an evaluation; matplotlib is imported only when one is drawn."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from auditor.errors import UsageError
from auditor.evaluation.evaluation import Evaluation
from auditor.labels import CLASSES, LABELS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHADE_ABOVE = 0.5
"""Share of a row from which a cell is so dark that its number is written in white."""


def save_confusion(evaluation: Evaluation, path: Path) -> None:
    """Write the confusion as a PNG: counts, each cell shaded by its share of the gold class.

    Raises UsageError when matplotlib is not installed.
    """
    figure = _figure(6.4, 4.4)
    axes = figure.subplots()
    counts = evaluation.confusion
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for (row, column), count in np.ndenumerate(counts):
        colour = "white" if shares[row, column] > SHADE_ABOVE else "black"
        axes.text(column, row, f"{count}\n{shares[row, column]:.0%}", ha="center", va="center", color=colour)
    axes.set_xticks(range(len(LABELS)), LABELS)
    axes.set_yticks(range(len(CLASSES)), CLASSES)
    axes.set_xlabel("predicted")
    axes.set_ylabel("gold")
    axes.set_title(f"Macro-F1 {evaluation.macro_f1:.3f}, {counts.sum()} sentences")
    _save(figure, path)


def save_calibration(evaluation: Evaluation, path: Path) -> None:
    """Write the reliability diagram as a PNG; raises UsageError when matplotlib is not installed."""
    figure = _figure(4.8, 4.8)
    axes = figure.subplots()
    bins = evaluation.calibration
    axes.plot([0, 1], [0, 1], color="#a0a0a0", linestyle="--", label="perfectly calibrated")
    axes.plot([b.confidence for b in bins], [b.accuracy for b in bins], marker="o", label="measured")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("confidence")
    axes.set_ylabel("share that is right")
    axes.set_title(f"Calibration error {evaluation.ece:.3f}")
    axes.legend(loc="upper left")
    _save(figure, path)


def require_plots() -> None:
    """Raise UsageError when matplotlib is not there: said before the work, not after it."""
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError as error:
        raise UsageError("Drawing needs matplotlib: pip install -e '.[evaluate]' in the project's folder.") from error


def _figure(width: float, height: float) -> "Figure":
    require_plots()
    from matplotlib.figure import Figure

    # A bare Figure draws without a screen and leaves no state behind, unlike pyplot.
    return Figure(figsize=(width, height), layout="constrained")


def _save(figure: "Figure", path: Path) -> None:
    # Without the software's version in it, the same figures give the same file.
    figure.savefig(path, format="png", dpi=150, metadata={"Software": None})
