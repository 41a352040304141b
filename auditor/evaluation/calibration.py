"""Whether a confidence is a probability: of sentences labelled with 0.8, are eight in ten right?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.evaluation.metrics import Counts, Numbers

BINS = 15


@dataclass(frozen=True, slots=True)
class Bin:
    """Sentences of like confidence: the lowest, highest and mean confidence, and the share that is right."""

    low: float
    high: float
    confidence: float
    accuracy: float
    sentences: int


class Reliability:
    """Sentences sorted by confidence and parted into bins that hold equally many.

    Sentences with the very same confidence stay together, in the bin where their middle falls, so the result
    never depends on the order of the sentences; a classifier with few distinct confidences has fewer bins.
    """

    def __init__(self, confidence: Numbers, correct: NDArray[np.bool_]) -> None:
        self._values, self._group = np.unique(confidence, return_inverse=True)
        self._correct = correct.astype(np.float64)

    def ece(self, weights: Counts | None = None) -> float:
        """Return the expected calibration error: mean distance of confidence and accuracy over the bins.

        ``weights`` says how often each sentence counts (a draw of the bootstrap); once each if None.
        """
        mass, right, bins = self._groups(weights)
        gap = np.bincount(bins, right - mass * self._values, BINS)
        return float(np.abs(gap).sum() / mass.sum())

    def table(self) -> list[Bin]:
        """Return the bins that hold sentences, the least confident first."""
        mass, right, bins = self._groups(None)
        rows = []
        for number in np.unique(bins):
            members = bins == number
            values, n = self._values[members], mass[members].sum()
            mean, accuracy = (values * mass[members]).sum() / n, right[members].sum() / n
            rows.append(Bin(float(values[0]), float(values[-1]), float(mean), float(accuracy), int(n)))
        return rows

    def _groups(self, weights: Counts | None) -> tuple[Numbers, Numbers, Counts]:
        """Return, for each distinct confidence, its weight, how much of that is right, and its bin."""
        weight = np.ones(len(self._group)) if weights is None else weights.astype(np.float64)
        mass = np.bincount(self._group, weight, len(self._values)).astype(np.float64)
        right = np.bincount(self._group, weight * self._correct, len(self._values)).astype(np.float64)
        middle = (np.cumsum(mass) - mass / 2) / mass.sum()
        return mass, right, np.minimum((middle * BINS).astype(np.int64), BINS - 1)


def ece_draws(reliability: Reliability, article: NDArray[np.int64], weights: Counts) -> Numbers:
    """Return the ECE of each draw; ``article`` is the number of each sentence's article.

    Resampling adds noise of its own to every bin, so the draws, and their interval, lie somewhat high.
    """
    draws = [reliability.ece(row[article]) if row[article].any() else np.nan for row in weights]
    return np.array(draws)


def fit_temperature(logits: NDArray[np.floating], codes: NDArray[np.integer]) -> float:
    """Return the temperature that makes ``softmax(logits / temperature)`` likeliest for the gold codes.

    ``logits`` is [sentences, codes], ``codes`` the number of each sentence's gold code.  Searched between
    0.05 and 20; the likelihood has one peak, so a golden-section search finds it.
    """
    scaled = np.asarray(logits, np.float64)
    gold = scaled[np.arange(len(scaled)), codes]

    def loss(log_temperature: float) -> float:
        inverse = np.exp(-log_temperature)
        z = scaled * inverse
        top = z.max(1)
        return float(np.mean(top + np.log(np.exp(z - top[:, None]).sum(1)) - gold * inverse))

    golden = (np.sqrt(5) - 1) / 2
    low, high = np.log(0.05), np.log(20)
    while high - low > 1e-6:
        left, right = high - golden * (high - low), low + golden * (high - low)
        if loss(left) <= loss(right):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))
