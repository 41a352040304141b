"""How far a figure would move with other articles: resampling whole articles, with replacement.

Sentences of one article are alike, so resampling single sentences would promise too much.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.evaluation.metrics import Counts, Numbers, macro_f1

if TYPE_CHECKING:
    from auditor.evaluation.evaluation import Evaluation

Interval = tuple[float, float]


def article_weights(articles: int, draws: int, seed: int) -> Counts:
    """Return how often each article is in each draw, shape [draws, articles]."""
    random = np.random.default_rng(seed)
    return random.multinomial(articles, np.full(articles, 1 / articles), size=draws)


def interval(values: NDArray[np.float64]) -> Interval:
    """Return the 2.5th and the 97.5th percentile of the draws, those without a value left out."""
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)


def macro_f1_draws(tables: Counts, weights: Counts) -> Numbers:
    """Return macro-F1 of each draw, from one table an article, shape [articles, rows, columns]."""
    return macro_f1(np.tensordot(weights, tables, axes=1))


class Difference(NamedTuple):
    """Macro-F1 of one classifier minus another's, its 95 % interval, and the two-sided p of no difference."""

    difference: float
    low: float
    high: float
    p: float


def paired_bootstrap(a: "Evaluation", b: "Evaluation") -> Difference:
    """Compare two classifiers on the same articles, in draws of articles that both share.

    Seed and number of draws are those of ``a``.  Raises ValueError when the two were not scored on the same
    sentences.
    """
    gold = [[(j.doc_id, j.start, j.end, j.gold) for j in e.judgements] for e in (a, b)]
    if a.doc_ids != b.doc_ids or gold[0] != gold[1]:
        raise ValueError("the two evaluations are not over the same labelled sentences")
    weights = article_weights(len(a.doc_ids), a.draws, a.seed)
    draws = macro_f1_draws(a.tables, weights) - macro_f1_draws(b.tables, weights)
    # One is added so that a finite number of draws never claims that a chance is nil.
    tail = (min((draws <= 0).sum(), (draws >= 0).sum()) + 1) / (len(draws) + 1)
    return Difference(a.macro_f1 - b.macro_f1, *interval(draws), min(1.0, 2 * float(tail)))
