"""Shares of classes corrected for what the classifier is known to confuse.

Counting predicted labels gives a biased share: of the sentences of a rare class some are missed, and a few of the many
others are taken for it.  Where the chances are known with which each true class is given each label, and these
chances hold for the articles at hand too, the true shares follow from the counted ones:

- two classes: W. J. Rogan and B. Gladen, "Estimating prevalence from the results of a screening test", Am. J.
  Epidemiology 107 (1978);
- several: the inverse of the confusion matrix, as D. J. Hopkins and G. King, "A method of automated nonparametric
  content analysis for social science", Am. J. Political Science 54 (2010), put it for texts;
- where the inverse gives a share below 0, the likeliest shares that can be, by the expectation-maximisation of
  M. Saerens, P. Latinne and C. Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities",
  Neural Computation 14 (2002), with labels in place of probabilities.  Inside the simplex it gives the inverse.

The confusion is itself measured on few articles; its uncertainty is carried along by drawing these articles anew.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.labels import CLASSES
from auditor.overview.estimate import DRAWS, SEED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHIPPED = Path(__file__).parent / "data" / "confusion.json"
"""The confusion of the shipped model; written by ``benchmarks/confusion.py``."""

_STEPS = 200
_TOLERANCE = 1e-6
"""Far below what is shown of a share."""
_SINGULAR = 1e-9


@dataclass(frozen=True, slots=True)
class Checked:
    """How far shares of groups of ``articles`` articles were from the truth on average (0 to 1), in a check."""

    articles: int
    counted: float
    corrected: float


@dataclass(frozen=True)
class Correction:
    """What a model confuses, article by article of the labelled data on which it was measured.

    ``tables`` has one table an article, shape [articles, 4, 4]: sentences by true class (rows) and label (columns),
    furniture on either side left out.  ``model_sha256`` is that of the weights that were measured, ``data`` names
    what they were measured on.  ``like`` and ``unlike`` tell what a check came to, on groups of articles like those
    and on groups with much of one class; None where there was none.
    """

    tables: "NDArray[np.int64]"
    model_sha256: str
    model: str
    data: str
    like: Checked | None = None
    unlike: Checked | None = None

    @cached_property
    def confusion(self) -> "Floats":
        """The chance of each label (columns) for each true class (rows), shape [4, 4]."""
        return chances(self.tables.sum(0))

    @cached_property
    def drawn_confusions(self) -> "Floats":
        """The same for draws of the labelled articles with replacement, shape [DRAWS, 4, 4]."""
        import numpy as np

        number = len(self.tables)
        random = np.random.default_rng(SEED + 1)
        weights = random.multinomial(number, np.full(number, 1 / number), size=DRAWS)
        return chances(np.tensordot(weights, self.tables, axes=1))

    @cached_property
    def _drawn_inverses(self) -> "Floats":
        return inverses(self.drawn_confusions)

    def apply(self, shares: "Floats") -> "Floats":
        """Return the corrected shares, shape [4]."""
        found: Floats = correct(shares[None], self.confusion[None])[0]
        return found

    def apply_draws(self, draws: "Floats") -> "Floats":
        """Correct each of ``draws``, shape [DRAWS, 4], by a draw of the confusion."""
        return correct(draws, self.drawn_confusions, self._drawn_inverses)


def chances(counts: "NDArray[Any]") -> "Floats":
    """Return rows that sum to 1; a class of which no sentence was measured is taken to be always labelled right."""
    import numpy as np

    totals = counts.sum(-1, keepdims=True)
    found: Floats = np.where(totals > 0, counts / np.maximum(totals, 1), np.eye(len(CLASSES)))
    return found


def inverses(confusion: "Floats") -> "Floats":
    """Return the inverse of each matrix of ``confusion``, shape [n, 4, 4]; NaN where it has none."""
    import numpy as np

    found = np.full_like(confusion, np.nan)
    sound = np.abs(np.linalg.det(confusion)) > _SINGULAR
    found[sound] = np.linalg.inv(confusion[sound])
    return found


def correct(observed: "Floats", confusion: "Floats", inverse: "Floats | None" = None) -> "Floats":
    """Return the true shares that make ``observed`` likeliest.

    ``observed`` has shape [n, 4], rows summing to 1; ``confusion`` [n, 4, 4], the chance of each label (columns) for
    each true class (rows); ``inverse`` are its ``inverses`` where they are known.
    """
    import numpy as np

    known = inverses(confusion) if inverse is None else inverse
    found: Floats = np.einsum("nj,nji->ni", observed, known)
    outside = ~(found >= 0).all(1)
    if outside.any():
        found[outside] = _likeliest(observed[outside], confusion[outside])
    normed: Floats = found / found.sum(1, keepdims=True)
    return normed


def _likeliest(observed: "Floats", confusion: "Floats") -> "Floats":
    import numpy as np

    shares = np.full_like(observed, 1 / observed.shape[1])
    for _ in range(_STEPS):
        expected = np.maximum((shares[:, None] @ confusion)[:, 0], _TOLERANCE)
        after = shares * (confusion @ (observed / expected)[..., None])[..., 0]
        settled = np.abs(after - shares).max() < _TOLERANCE
        shares = after
        if settled:
            break
    return shares


def read_correction(path: Path = SHIPPED) -> Correction:
    """Return the correction that ``benchmarks/confusion.py`` wrote to ``path``."""
    import numpy as np

    data = json.loads(path.read_text(encoding="utf-8"))
    width = len(CLASSES)
    tables = np.array(data["tables"], np.int64).reshape(-1, width, width)
    like, unlike = (Checked(**data["check"][kind]) for kind in ("like", "unlike"))
    return Correction(tables, data["model_sha256"], data["model"], data["data"], like, unlike)


def correction_for(model: Path | None, backend: str) -> Correction | None:
    """Return the correction for the model in folder ``model`` (None: the shipped one); None where none was measured.

    Only the very weights that were measured count as the same model.
    """
    if backend != "onnx":
        return None
    from auditor.classifier.choose import shipped_model
    from auditor.classifier.onnx import read_config

    measured = read_correction()
    sha256 = read_config(model or shipped_model())["sha256"].get("model.onnx")
    return measured if sha256 == measured.model_sha256 else None
