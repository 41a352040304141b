"""Shares of the four classes in a group of articles, with intervals, as counted and corrected.

The share of a class is its sentences over all sentences of the group's articles: a ratio of two sums over articles.
Sentences of one article are alike, so the articles are what is taken as drawn at random.  The draws come from a
parametric bootstrap over articles (B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, section 6.5):
the linearised variance of the ratio (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, section 6.3) with Student's t on
``articles - 1`` degrees of freedom.  Unlike drawing articles anew it needs sums only, and it does not promise too
much for few articles.  No interval is narrower than E. B. Wilson's for as many single sentences (J. Am. Stat. Assoc.
22, 1927), so a class that was never seen is not taken for one that cannot occur.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.labels import CLASSES
from auditor.overview.tally import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from auditor.overview.correction import Correction

    Floats = NDArray[np.float64]

DRAWS = 1000
SEED = 0
FEWEST_FOR_INTERVAL = 5
"""Fewer articles say too little about how much articles differ."""
FEW = 10
"""Groups of fewer articles are marked."""

_Z = 1.959964
"""The normal deviate of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share (0 to 1) and its 95 % interval; None where there are too few articles for one."""

    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """The four classes in the order of ``labels.CLASSES``.

    ``counted`` is what the labels say, ``corrected`` the same corrected for the classifier's known confusion, None
    where no confusion is known.  Both are empty for a group without sentences.
    """

    counted: tuple[Estimate, ...]
    corrected: tuple[Estimate, ...] | None = None


def estimate(tally: Tally, correction: "Correction | None" = None) -> Shares:
    """Return the shares in the group of ``tally``; the same sums always give the same shares."""
    import numpy as np

    total = tally.sentences
    if not total:
        return Shares((), () if correction else None)
    shares = np.array(tally.counts) / total
    draws = _draws(tally, shares) if tally.articles >= FEWEST_FOR_INTERVAL else None
    corrected = None
    if correction is not None:
        drawn = None if draws is None else correction.apply_draws(_onto_simplex(draws))
        corrected = _with_intervals(correction.apply(shares), drawn, total)
    return Shares(_with_intervals(shares, draws, total), corrected)


def _draws(tally: Tally, shares: "Floats") -> "Floats":
    """Return drawn shares, shape [DRAWS, 4]; rows sum to 1 but may leave the range 0 to 1."""
    import numpy as np

    n, total = tally.articles, tally.sentences
    products = np.array(tally.products, np.float64)
    with_length = products.sum(1)  # sum over articles of (count of the class x sentences of the article)
    # Sum over articles of d d', where d is the article's counts less what its length makes one expect.
    scatter = products - np.outer(shares, with_length) - np.outer(with_length, shares)
    scatter += np.outer(shares, shares) * with_length.sum()
    values, vectors = np.linalg.eigh(scatter * n / (n - 1) / total**2)
    root = vectors * np.sqrt(np.clip(values, 0, None))
    drawn: Floats = shares + _student(n - 1) @ root.T
    return drawn


@lru_cache(maxsize=256)
def _student(freedom: int) -> "Floats":
    """Return draws from Student's t on ``freedom`` degrees of freedom, four independent normals over one root."""
    import numpy as np

    random = np.random.default_rng(SEED)
    normal = random.standard_normal((DRAWS, len(CLASSES)))
    found: Floats = normal * np.sqrt(freedom / random.chisquare(freedom, DRAWS))[:, None]
    return found


def _onto_simplex(draws: "Floats") -> "Floats":
    import numpy as np

    inside = np.clip(draws, 0, None)
    found: Floats = inside / inside.sum(1, keepdims=True)
    return found


def _with_intervals(shares: "Floats", draws: "Floats | None", total: int) -> tuple[Estimate, ...]:
    import numpy as np

    if draws is None:
        return tuple(Estimate(float(share)) for share in shares)
    lows, highs = np.percentile(draws, [2.5, 97.5], axis=0)
    found = []
    for share, low, high in zip(shares.tolist(), lows.tolist(), highs.tolist(), strict=True):
        least, most = wilson(share * total, total)
        found.append(Estimate(share, max(0.0, min(low, least)), min(1.0, max(high, most))))
    return tuple(found)


def wilson(count: float, total: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval for ``count`` of ``total``; ``count`` need not be whole."""
    share, z2 = count / total, _Z**2
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = _Z / (1 + z2 / total) * math.sqrt(share * (1 - share) / total + z2 / (4 * total**2))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
