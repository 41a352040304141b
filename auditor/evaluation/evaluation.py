"""The outcome of an evaluation, and its JSON shape.

Only ids, offsets, codes and figures: no text of an article, so that an outcome on borrowed text can be kept.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.evaluation.bootstrap import Interval, article_weights, interval, macro_f1_draws
from auditor.evaluation.calibration import Bin, Reliability, ece_draws
from auditor.evaluation.linking import SourceEvaluation
from auditor.evaluation.metrics import Counts, Score, accuracy, count_table, macro_f1, scores
from auditor.evaluation.spans import SpanScores
from auditor.labels import CLASS_OF, CLASSES, CODES, LABELS

SCORED_CODES = tuple(code for code in CODES if CLASS_OF[code] in CLASSES)
MISTAKES = 50
"""How many of the most confident mistakes an outcome lists."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One scored sentence.

    ``gold`` and ``predicted`` are codes; ``confidence`` is the probability that the classifier gave to the
    class of ``predicted``, not rounded.
    """

    doc_id: str
    corpus: str
    start: int
    end: int
    gold: str
    predicted: str
    confidence: float

    @property
    def gold_label(self) -> str:
        """The class of the gold code."""
        return CLASS_OF[self.gold]

    @property
    def predicted_label(self) -> str:
        """The class of the predicted code; ``furniture`` is always a mistake."""
        return CLASS_OF[self.predicted]


@dataclass(frozen=True)
class Evaluation:
    """What a classifier achieved on labelled articles.

    ``articles`` gives each article's id and corpus, in order (ids can repeat across files, so the place in
    this tuple is what tells articles apart); ``article_of`` says for each judgement which one it belongs to.
    Figures go from 0 to 1 and are not rounded; intervals hold 95 % of ``draws`` resamplings of articles.
    """

    model: str
    articles: tuple[tuple[str, str], ...]
    judgements: tuple[Judgement, ...]
    article_of: tuple[int, ...]
    resegmented: bool = False
    spans: SpanScores | None = None
    sources: SourceEvaluation | None = None
    seed: int = 0
    draws: int = 1000

    @property
    def doc_ids(self) -> tuple[str, ...]:
        """The ids of the articles, in order."""
        return tuple(doc_id for doc_id, _ in self.articles)

    @cached_property
    def tables(self) -> Counts:
        """Counts of gold class against predicted label, [articles, 4, 5]; furniture is the last column."""
        found = np.zeros((len(self.articles), len(CLASSES), len(LABELS)), np.int64)
        for number, j in zip(self.article_of, self.judgements, strict=True):
            found[number, CLASSES.index(j.gold_label), LABELS.index(j.predicted_label)] += 1
        return found

    @cached_property
    def confusion(self) -> Counts:
        """Counts of gold class (rows) against predicted label (columns), shape [4, 5]."""
        total: Counts = self.tables.sum(0)
        return total

    @cached_property
    def macro_f1(self) -> float:
        """The mean F1 of the classes; a class that the gold does not have is left out of the mean."""
        return float(macro_f1(self.confusion))

    @cached_property
    def macro_f1_interval(self) -> Interval:
        """The 95 % interval of ``macro_f1``."""
        return interval(macro_f1_draws(self.tables, self._weights))

    @cached_property
    def accuracy(self) -> float:
        """The share of sentences with the right class."""
        return float(accuracy(self.confusion))

    @cached_property
    def classes(self) -> dict[str, Score]:
        """The score of each of the four classes."""
        return scores(self.confusion, CLASSES)

    @cached_property
    def codes(self) -> dict[str, Score]:
        """The score of each code but ``X``."""
        gold = [j.gold for j in self.judgements]
        predicted = [j.predicted for j in self.judgements]
        return scores(count_table(gold, predicted, SCORED_CODES, CODES), SCORED_CODES)

    @cached_property
    def ece(self) -> float:
        """Expected calibration error of the class, over 15 bins of equally many sentences."""
        return self._reliability.ece()

    @cached_property
    def ece_interval(self) -> Interval:
        """The 95 % interval of ``ece``; it lies somewhat high, since resampling adds noise to each bin."""
        return interval(ece_draws(self._reliability, np.array(self.article_of), self._weights))

    @cached_property
    def calibration(self) -> list[Bin]:
        """The reliability table behind ``ece``."""
        return self._reliability.table()

    @cached_property
    def corpora(self) -> dict[str, "Evaluation"]:
        """The outcome on each corpus by itself, in order of name."""
        return {name: self._only(name) for name in sorted({corpus for _, corpus in self.articles})}

    @property
    def mistakes(self) -> list[Judgement]:
        """The sentences with the wrong class, the most confident first."""
        wrong = [j for j in self.judgements if j.gold_label != j.predicted_label]
        return sorted(wrong, key=lambda j: (-j.confidence, j.doc_id, j.start))

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as plain data, figures rounded to four decimals."""
        plain: dict[str, Any] = _rounded(
            {
                "model": self.model,
                "articles": len(self.articles),
                "sentences": len(self.judgements),
                "resegmented": self.resegmented,
                "macro_f1": self.macro_f1,
                "macro_f1_interval": self.macro_f1_interval,
                "accuracy": self.accuracy,
                "ece": self.ece,
                "ece_interval": self.ece_interval,
                "classes": {name: asdict(score) for name, score in self.classes.items()},
                "codes": {name: asdict(score) for name, score in self.codes.items()},
                "corpora": {name: part._summary() for name, part in self.corpora.items()},
                "confusion": {
                    gold: dict(zip(LABELS, row.tolist(), strict=True))
                    for gold, row in zip(CLASSES, self.confusion, strict=True)
                },
                "calibration": [asdict(row) for row in self.calibration],
                "spans": asdict(self.spans) if self.spans else None,
                **({"sources": self.sources.to_dict()} if self.sources else {}),
                "mistakes": [asdict(j) for j in self.mistakes[:MISTAKES]],
                "bootstrap": {"draws": self.draws, "seed": self.seed},
            }
        )
        return plain

    def _summary(self) -> dict[str, Any]:
        return {
            "articles": len(self.articles),
            "sentences": len(self.judgements),
            "macro_f1": self.macro_f1 if self.judgements else None,
            "macro_f1_interval": self.macro_f1_interval if self.judgements else None,
            "accuracy": self.accuracy if self.judgements else None,
            "classes": {name: asdict(score) for name, score in self.classes.items()},
        }

    def _only(self, corpus: str) -> "Evaluation":
        kept = [i for i, (_, name) in enumerate(self.articles) if name == corpus]
        place = {old: new for new, old in enumerate(kept)}
        inside = [(place[i], j) for i, j in zip(self.article_of, self.judgements, strict=True) if i in place]
        return Evaluation(
            model=self.model,
            articles=tuple(self.articles[i] for i in kept),
            judgements=tuple(j for _, j in inside),
            article_of=tuple(i for i, _ in inside),
            resegmented=self.resegmented,
            seed=self.seed,
            draws=self.draws,
        )

    @cached_property
    def _weights(self) -> Counts:
        return article_weights(len(self.articles), self.draws, self.seed)

    @cached_property
    def _reliability(self) -> Reliability:
        confidence = np.array([j.confidence for j in self.judgements])
        correct: NDArray[np.bool_] = np.array([j.gold_label == j.predicted_label for j in self.judgements])
        return Reliability(confidence, correct)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
