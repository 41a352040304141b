"""The shipped model beside its baselines, on labelled articles.

    python benchmarks/accuracy.py [--data DIR]

DIR holds ``train.jsonl``, ``dev.jsonl`` and the same two under ``authored/``; without it the authored articles that
ship are used, and the report says so.  Writes reports/accuracy.md: figures only, no text.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from common import REPORTS, add_data_option, measured

from auditor.classifier.baselines import baseline
from auditor.classifier.choose import load_classifier
from auditor.classifier.interface import SentenceClassifier
from auditor.data import LabelledArticle, find_data, read_labelled, read_training
from auditor.errors import InputError
from auditor.evaluation import Evaluation, evaluate, paired_bootstrap
from auditor.labels import CLASSES

SETS = ("dev", "authored/dev")


def main() -> int:
    """Measure, print and write the report."""
    parser = argparse.ArgumentParser(description="The shipped model beside its baselines.")
    add_data_option(parser)
    data = parser.parse_args().data
    notes: list[str] = []
    train = read_training(data, say=notes.append)
    models: list[SentenceClassifier] = [load_classifier(), baseline("cues"), baseline("tfidf", train)]
    lines = ["# Accuracy", "", measured("python benchmarks/accuracy.py --data DIR"), ""]
    if notes:
        lines += ["Only the authored articles were at hand; TF-IDF was trained on them alone.", ""]
    for name in SETS:
        articles = _articles(name, data)
        if articles:
            lines += _table(name, [evaluate(articles, model) for model in models])
    report = "\n".join(lines)
    print(report)
    (REPORTS / "accuracy.md").write_text(report, encoding="utf-8")
    return 0


def _articles(name: str, data: Path | None) -> list[LabelledArticle]:
    try:
        return read_labelled(find_data(name, data))
    except InputError:
        return []


def _table(name: str, evaluations: Sequence[Evaluation]) -> list[str]:
    first = evaluations[0]
    lines = [
        f"## {name}: {len(first.articles)} articles, {len(first.judgements):,} sentences",
        "",
        "| model | macro-F1 [95 %] | " + " | ".join(CLASSES) + " | accuracy | ECE | shipped model ahead by [95 %] |",
        "|---" * (len(CLASSES) + 5) + "|",
    ]
    for one in evaluations:
        low, high = one.macro_f1_interval
        scores = " | ".join("–" if s.f1 is None else f"{s.f1:.3f}" for s in one.classes.values())
        ahead = ""
        if one is not first:
            gap = paired_bootstrap(first, one)
            ahead = f"{gap.difference:.3f} [{gap.low:.3f}, {gap.high:.3f}]"
        lines.append(
            f"| {one.model} | {one.macro_f1:.3f} [{low:.3f}, {high:.3f}] | {scores} | {one.accuracy:.3f} "
            f"| {one.ece:.3f} | {ahead} |"
        )
    lines += ["", "Macro-F1 of the shipped model by corpus, and its codes:", ""]
    lines += [f"- {corpus}: {part.macro_f1:.3f}" for corpus, part in first.corpora.items()]
    lines += [
        "- "
        + ", ".join(
            f"`{code}` {'–' if score.f1 is None else format(score.f1, '.3f')} ({score.support})"
            for code, score in first.codes.items()
        )
    ]
    return [*lines, ""]


if __name__ == "__main__":
    sys.exit(main())
