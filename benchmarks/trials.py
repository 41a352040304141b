"""What could be changed without training anew, tried on several seeds of one recipe.

    python benchmarks/trials.py --data DIR --model runs/1/model --model runs/2/model --model runs/3/model \\
        [--other NAME=runs/x/model ...]

The models are runs of ``auditor train`` that differ in ``--seed`` alone.  Each trial's dev macro-F1 is the mean over
them, with the paired bootstrap (draws of articles, the mean over the seeds in each draw) against the models as they
are.  What a trial has to fit, it fits on the calibration articles.  ``--other`` adds models of other recipes, compared
with the same mean.  Writes reports/trials.md.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from common import REPORTS, add_data_option, measured
from numpy.typing import NDArray

from auditor.article import Segment
from auditor.classifier.interface import Prediction
from auditor.classifier.onnx import OnnxClassifier
from auditor.classifier.windows import WindowShape
from auditor.data import LabelledArticle, find_data, is_calibration, read_labelled, read_training
from auditor.evaluation import Evaluation, evaluate
from auditor.evaluation.bootstrap import article_weights, interval, macro_f1_draws
from auditor.labels import CODES

SHAPES = ((384, 48, 32), (384, 128, 48), (512, 80, 48), (512, 200, 48), (256, 64, 32))
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Replay:
    """A classifier that repeats what was computed before, article by article."""

    name: str
    answers: Mapping[str, Sequence[Prediction]]

    def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
        """Return what was computed for the article with this text."""
        return list(self.answers[text])


def main() -> int:
    """Run every trial, write the report."""
    parser = argparse.ArgumentParser(description="Trials that need no training.")
    add_data_option(parser)
    parser.add_argument("--model", type=Path, action="append", required=True, help="one seed's model folder; repeat")
    parser.add_argument("--other", action="append", default=[], metavar="NAME=DIR", help="another recipe's model")
    options = parser.parse_args()
    dev = read_labelled(find_data("dev", options.data))
    calibration = [a for a in read_training(options.data) if is_calibration(a.doc_id)]
    models = [OnnxClassifier.load(folder) for folder in options.model]
    plain = [_probabilities(model, dev) for model in models]
    held = [_probabilities(model, calibration) for model in models]
    base = [_score(dev, rows) for rows in plain]
    rows = [row("as they are", base, base), row("the mean of all of them", [_score(dev, _mean(plain))], base)]
    rows.append(row("transitions between sentences", _with_transitions(dev, calibration, plain, held), base))
    rows.append(row("a scale and an offset a code", _rescaled(dev, calibration, plain, held), base))
    for shape in SHAPES:
        seen = [_score(dev, _probabilities(model, dev, WindowShape(*shape))) for model in models]
        rows.append(row("window of {}, {} before and {} after".format(*shape), seen, base))
    for given in options.other:
        name, _, folder = given.partition("=")
        rows.append(row(name, [_score(dev, _probabilities(OnnxClassifier.load(Path(folder)), dev))], base))
    report = "\n".join(
        [
            "# Trials without training",
            "",
            measured("python benchmarks/trials.py --data DIR --model DIR …"),
            "",
            f"Means over {len(models)} models of one recipe (8 bits) with different seeds; dev, {len(dev)} articles.",
            "",
            "| trial | macro-F1 dev | lowest and highest | against as they are [95 %] |",
            "|---|--:|--:|--:|",
            *rows,
            "",
        ]
    )
    print(report)
    (REPORTS / "trials.md").write_text(report, encoding="utf-8")
    return 0


def _probabilities(
    model: OnnxClassifier, articles: Sequence[LabelledArticle], shape: WindowShape | None = None
) -> list[Numbers]:
    """Return the code probabilities of every sentence, an array [sentences, 8] an article."""
    own = model.shape
    model.shape = shape or own
    try:
        found = [model.classify(a.text, [Segment(s.start, s.end) for s in a.sentences]) for a in articles]
    finally:
        model.shape = own
    return [np.array([p.probabilities for p in row]).reshape(-1, len(CODES)) for row in found]


def _score(articles: Sequence[LabelledArticle], rows: Sequence[Numbers]) -> Evaluation:
    answers = {a.text: [Prediction(tuple(p)) for p in row.tolist()] for a, row in zip(articles, rows, strict=True)}
    return evaluate(articles, Replay("trial", answers))


def _mean(models: Sequence[Sequence[Numbers]]) -> list[Numbers]:
    return [np.mean(rows, axis=0) for rows in zip(*models, strict=True)]


def row(name: str, trial: Sequence[Evaluation], base: Sequence[Evaluation]) -> str:
    """Return a trial's row: mean, range, and the paired bootstrap of the means against ``base``."""
    figures = [one.macro_f1 for one in trial]
    weights = article_weights(len(base[0].articles), base[0].draws, base[0].seed)

    def draws(models: Sequence[Evaluation]) -> Numbers:
        return np.mean([macro_f1_draws(one.tables, weights) for one in models], axis=0)

    gap = float(np.mean(figures) - np.mean([one.macro_f1 for one in base]))
    low, high = interval(draws(trial) - draws(base))
    against = "" if trial is base else f"{gap:+.4f} [{low:+.3f}, {high:+.3f}]"
    return f"| {name} | {np.mean(figures):.4f} | {min(figures):.3f}, {max(figures):.3f} | {against} |"


def _with_transitions(
    dev: Sequence[LabelledArticle],
    calibration: Sequence[LabelledArticle],
    plain: Sequence[Sequence[Numbers]],
    held: Sequence[Sequence[Numbers]],
) -> list[Evaluation]:
    """Weigh in which code follows which (a linear chain), as strongly as is best on the calibration articles."""
    counts = np.full((len(CODES), len(CODES)), 0.5)
    for article in calibration:
        codes = [CODES.index(s.code) for s in article.sentences]
        np.add.at(counts, (codes[:-1], codes[1:]), 1)
    odds = np.log(counts / counts.sum(1, keepdims=True) / (counts.sum(0) / counts.sum()))
    outcome = []
    for mine, calibrating in zip(plain, held, strict=True):
        strength = _best(
            (0.1, 0.2, 0.3, 0.4, 0.5),
            lambda s, rows=calibrating: _score(calibration, [_chained(r, np.exp(s * odds)) for r in rows]).macro_f1,
        )
        outcome.append(_score(dev, [_chained(r, np.exp(strength * odds)) for r in mine]))
    return outcome


def _best(choices: Sequence[float], score: Callable[[float], float]) -> float:
    return max(choices, key=score)


def _chained(row: Numbers, factor: Numbers) -> Numbers:
    """Return the posteriors of a linear chain by the forward-backward algorithm (Rabiner 1989)."""
    forward, backward = row.copy(), np.ones_like(row)
    for t in range(1, len(row)):
        forward[t] = row[t] * (forward[t - 1] @ factor)
        forward[t] /= forward[t].sum()
    for t in range(len(row) - 2, -1, -1):
        backward[t] = factor @ (row[t + 1] * backward[t + 1])
        backward[t] /= backward[t].sum()
    both = forward * backward
    return np.asarray(both / both.sum(-1, keepdims=True))


def _rescaled(
    dev: Sequence[LabelledArticle],
    calibration: Sequence[LabelledArticle],
    plain: Sequence[Sequence[Numbers]],
    held: Sequence[Sequence[Numbers]],
) -> list[Evaluation]:
    """Fit one scale and an offset a code to the calibration articles (vector scaling, Guo et al. 2017)."""
    from scipy.optimize import minimize

    gold = np.array([CODES.index(s.code) for a in calibration for s in a.sentences])
    outcome = []
    for mine, calibrating in zip(plain, held, strict=True):
        logits = np.log(np.maximum(np.concatenate(calibrating), 1e-12))

        def loss(fitted: Numbers, logits: Numbers = logits) -> float:
            return float(-np.log(_softmax(logits * fitted[0] + fitted[1:])[np.arange(len(gold)), gold]).mean())

        fitted = minimize(loss, np.concatenate(([1.0], np.zeros(len(CODES)))), method="L-BFGS-B").x
        outcome.append(_score(dev, [_softmax(np.log(np.maximum(r, 1e-12)) * fitted[0] + fitted[1:]) for r in mine]))
    return outcome


def _softmax(logits: Numbers) -> Numbers:
    exponents = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(exponents / exponents.sum(-1, keepdims=True))


if __name__ == "__main__":
    sys.exit(main())
