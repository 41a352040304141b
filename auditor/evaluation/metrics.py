"""Precision, recall and F1 from a table of counts.

A table has a row for each thing that is, and a column for each that was said; further columns (furniture)
may stand on the right.  Every function also takes a stack of tables, along the leading axes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Score:
    """How well one class or code is found; all None where the gold has none of it.

    What is never predicted has a precision of 0, as scikit-learn has it.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    support: int


def count_table(gold: Sequence[str], predicted: Sequence[str], rows: Sequence[str], columns: Sequence[str]) -> Counts:
    """Return how often each of ``rows`` was taken for each of ``columns``, shape [rows, columns]."""
    row = {name: i for i, name in enumerate(rows)}
    column = {name: i for i, name in enumerate(columns)}
    table = np.zeros((len(rows), len(columns)), np.int64)
    for is_, said in zip(gold, predicted, strict=True):
        table[row[is_], column[said]] += 1
    return table


def scores(table: Counts, rows: Sequence[str]) -> dict[str, Score]:
    """Return the score of each of ``rows``; the first columns of ``table`` are the rows again, in order."""
    found: dict[str, Score] = {}
    for i, name in enumerate(rows):
        right, support, said = int(table[i, i]), int(table[i].sum()), int(table[:, i].sum())
        if not support:
            found[name] = Score(None, None, None, 0)
        else:
            precision = right / said if said else 0.0
            found[name] = Score(precision, right / support, 2 * right / (support + said), support)
    return found


def macro_f1(tables: Counts) -> Numbers:
    """Return the mean F1 over the rows that have support; NaN for a table without any."""
    n = tables.shape[-2]
    right = np.diagonal(tables[..., :n], axis1=-2, axis2=-1)
    support = tables.sum(-1)
    f1 = 2 * right / np.maximum(support + tables[..., :n].sum(-2), 1)
    present = support > 0
    with np.errstate(invalid="ignore"):
        mean: Numbers = np.where(present, f1, 0.0).sum(-1) / present.sum(-1)
    return mean


def accuracy(tables: Counts) -> Numbers:
    """Return the share of sentences on the diagonal; NaN for an empty table."""
    with np.errstate(invalid="ignore"):
        share: Numbers = np.trace(tables, axis1=-2, axis2=-1) / tables.sum((-2, -1))
    return share
