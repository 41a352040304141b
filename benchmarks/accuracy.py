"""The shipped model beside its peers on labelled articles; all learned from the same sentences.

    python benchmarks/accuracy.py [--data DIR] [--peers DIR] [--checkpoint DIR] [--only KEY ... --output FILE]

DIR of ``--data`` holds ``train.jsonl``, ``dev.jsonl`` and the same two under ``authored/``; without it the authored
articles that ship are used, and the report says so.  Peers that are not yet in the folder of ``--peers`` are trained
first (half an hour on one core).  Writes reports/accuracy.md and reports/accuracy.png: figures only, no text.
``--only`` leaves out the other models, and ``--output`` writes the tables elsewhere, without the plot.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from charts import draw_accuracy
from common import REPORTS, measured
from peers import PEERS, add_peer_options, make_ready

from auditor.data import LabelledArticle, find_data, read_labelled
from auditor.errors import InputError
from auditor.evaluation import Evaluation, evaluate, paired_bootstrap
from auditor.labels import CLASSES
from auditor.reporting.interface import UNSURE_BELOW

SETS = ("dev", "authored/dev")


def main() -> int:
    """Measure, print and write the report."""
    parser = argparse.ArgumentParser(description="The accuracy of the shipped model beside its peers.")
    add_peer_options(parser)
    trained = [peer for peer in PEERS if peer.variant_of is None]
    keys = [peer.key for peer in trained]
    parser.add_argument("--only", nargs="+", choices=keys, default=keys, help="the models to score")
    parser.add_argument("--output", type=Path, help="another file for the tables; there is no plot then")
    options = parser.parse_args()
    ready, notes = make_ready([peer for peer in trained if peer.key in options.only], options)
    models = {one.peer.title: one.load() for one in ready}
    command = "python benchmarks/accuracy.py --data DIR --checkpoint DIR"
    command += "" if options.only == keys else f" --only {' '.join(options.only)}"
    lines = ["# Accuracy", "", measured(command), ""]
    lines += [f"{note}\n" for note in notes]
    lines += ["What the models are:", "", *[f"- {one.peer.title}: {one.peer.recipe}" for one in ready], ""]
    drawn = {}
    for name in SETS:
        articles = _articles(name, options.data)
        if articles:
            drawn[name] = {title: evaluate(articles, model) for title, model in models.items()}
            lines += [*_scores(name, drawn[name]), *_doubt(drawn[name]), *_parts(drawn[name])]
    report = "\n".join(lines if options.output else [*lines, "![Macro-F1](accuracy.png)", ""])
    print(report)
    (options.output or REPORTS / "accuracy.md").write_text(report, encoding="utf-8")
    if not options.output:
        draw_accuracy(drawn, REPORTS / "accuracy.png")
    return 0


def _articles(name: str, data: Path | None) -> list[LabelledArticle]:
    try:
        return read_labelled(find_data(name, data))
    except InputError:
        return []


def _scores(name: str, evaluations: Mapping[str, Evaluation]) -> list[str]:
    first = next(iter(evaluations.values()))
    lines = [
        f"## {name}: {len(first.articles)} articles, {len(first.judgements):,} sentences",
        "",
        "| model | macro-F1 [95 %] | " + " | ".join(CLASSES) + " | accuracy | shipped model ahead by [95 %] |",
        "|---" * (len(CLASSES) + 4) + "|",
    ]
    for title, one in evaluations.items():
        low, high = one.macro_f1_interval
        scores = " | ".join("–" if s.f1 is None else f"{s.f1:.3f}" for s in one.classes.values())
        ahead = ""
        if one is not first:
            gap = paired_bootstrap(first, one)
            ahead = f"{gap.difference:.3f} [{gap.low:.3f}, {gap.high:.3f}]"
        lines.append(
            f"| {title} | {one.macro_f1:.3f} [{low:.3f}, {high:.3f}] | {scores} | {one.accuracy:.3f} | {ahead} |"
        )
    return [*lines, ""]


def _doubt(evaluations: Mapping[str, Evaluation]) -> list[str]:
    lines = [
        f"Doubt: a sentence is shown as unsure when the confidence in its class is below {UNSURE_BELOW}.",
        "",
        "| model | calibration error (ECE) [95 %] | share unsure | accuracy, unsure | accuracy, sure |",
        "|---|---|--:|--:|--:|",
    ]
    for title, one in evaluations.items():
        low, high = one.ece_interval
        right: dict[bool, list[bool]] = {True: [], False: []}
        for judged in one.judgements:
            # Rounded as a report shows it and as the threshold is applied.
            right[round(judged.confidence, 3) < UNSURE_BELOW].append(judged.gold_label == judged.predicted_label)
        lines.append(
            f"| {title} | {one.ece:.3f} [{low:.3f}, {high:.3f}] | {len(right[True]) / len(one.judgements):.1%} "
            f"| {_mean(right[True])} | {_mean(right[False])} |"
        )
    return [*lines, ""]


def _mean(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.3f}" if right else "–"


def _parts(evaluations: Mapping[str, Evaluation]) -> list[str]:
    first = next(iter(evaluations.values()))
    codes = ", ".join(
        f"`{code}` {'–' if score.f1 is None else format(score.f1, '.3f')} ({score.support})"
        for code, score in first.codes.items()
    )
    lines = ["Macro-F1 of the shipped model by corpus, and F1 of its codes (sentences):", ""]
    lines += [f"- {corpus}: {part.macro_f1:.3f}" for corpus, part in first.corpora.items()]
    return [*lines, f"- {codes}", ""]


if __name__ == "__main__":
    sys.exit(main())
