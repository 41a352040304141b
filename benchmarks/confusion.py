"""What the shipped model confuses, for correcting shares over many articles; and whether the correction helps.

    python benchmarks/confusion.py [--data DIR]

DIR holds ``dev.jsonl``; without it the authored dev articles that ship are used, and only the report says so: the
measured figures that ship are left as they are.  Writes auditor/overview/data/confusion.json (counts an article, no
text) and reports/confusion.md.

Each labelled sentence is judged by the segment of the whole pipeline that overlaps it most; furniture on either side is
left out, so these are a few sentences less than `auditor evaluate` scores.  The check takes half of the articles to
measure the confusion and draws groups from the other half, with replacement: the truth that an interval should hold is
the gold share of that half.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from common import REPORTS, add_data_option, measured
from numpy.typing import NDArray

from auditor.classifier.choose import load_classifier, shipped_model
from auditor.classifier.onnx import read_config
from auditor.data import find_data, read_labelled
from auditor.errors import InputError
from auditor.evaluation import Evaluation, evaluate
from auditor.labels import CLASSES
from auditor.overview.correction import SHIPPED, Correction
from auditor.overview.estimate import Shares, estimate
from auditor.overview.tally import Tally

SIZES = (5, 20, 80)
REPEATS = 200

Tables = NDArray[np.int64]


@dataclass(frozen=True)
class Check:
    """Mean distances from the group's gold shares, and how often intervals hold those of where it was drawn from."""

    articles: int
    counted: float
    corrected: float
    counted_held: float
    corrected_held: float


def tables_of(evaluation: Evaluation) -> Tables:
    """Return counts of gold class against label for each article, furniture left out, shape [articles, 4, 4]."""
    found: Tables = evaluation.tables[:, :, : len(CLASSES)]
    return found


def write_measured(tables: Tables, model: str, data: str, checks: dict[str, list[Check]]) -> None:
    """Write the counts that ship, a line an article, and what the check of the largest groups came to."""
    about = {
        "model": model,
        "model_sha256": read_config(shipped_model())["sha256"]["model.onnx"],
        "data": data,
        "check": {
            name: {"articles": last.articles, "counted": round(last.counted, 4), "corrected": round(last.corrected, 4)}
            for name, (*_, last) in checks.items()
        },
    }
    rows = ",\n".join(f"  {json.dumps(table.ravel().tolist(), separators=(',', ':'))}" for table in tables)
    head = json.dumps(about, indent=1).removesuffix("\n}")
    SHIPPED.parent.mkdir(exist_ok=True)
    SHIPPED.write_text(f'{head},\n "tables": [\n{rows}\n ]\n}}\n', encoding="utf-8")


def tally_of(tables: Tables) -> Tally:
    """Return the tally of articles by their labels."""
    tally = Tally()
    for table in tables:
        tally.add(0, table.sum(0).tolist(), None, tally.findings)
    return tally


def gold_shares(tables: Tables) -> NDArray[np.float64]:
    """Return the gold share of each class."""
    counts = tables.sum((0, 2))
    found: NDArray[np.float64] = counts / counts.sum()
    return found


def correction_of(tables: Tables) -> Correction:
    """Return the correction that these articles measure."""
    return Correction(tables, "", "", "")


def check(tables: Tables, size: int, *, unlike: bool) -> Check:
    """Correct groups of ``size`` articles by the confusion of others.

    A group is drawn from the half that did not measure the confusion; with ``unlike`` from that quarter of it which
    has most of one class, a class chosen anew each time.
    """
    random = np.random.default_rng(size)
    distances: list[list[float]] = [[], []]
    held: list[list[bool]] = [[], []]
    for _ in range(REPEATS):
        measuring, others = np.array_split(random.permutation(len(tables)), 2)
        if unlike:
            gold = tables[others].sum(2)
            most = np.argsort(-gold[:, random.integers(len(CLASSES))] / np.maximum(gold.sum(1), 1), kind="stable")
            others = others[most[: max(1, len(others) // 4)]]
        group = tables[random.choice(others, size)]
        shares = estimate(tally_of(group), correction_of(tables[measuring]))
        own, truth = gold_shares(group), gold_shares(tables[others])
        for place, found in enumerate((shares.counted, shares.corrected or ())):
            distances[place] += [abs(e.share - g) for e, g in zip(found, own, strict=True)]
            held[place] += [
                e.low is not None and e.high is not None and e.low <= t <= e.high
                for e, t in zip(found, truth, strict=True)
            ]
    return Check(size, *(float(np.mean(values)) for values in (*distances, *held)))


def _percents(values: Sequence[float]) -> str:
    return " | ".join(f"{value:.1%}" for value in values)


def _shares(shares: Shares) -> list[tuple[str, str]]:
    rows = [("counted", _percents([e.share for e in shares.counted]))]
    return [*rows, ("corrected", _percents([e.share for e in shares.corrected or ()]))]


def report(evaluation: Evaluation, data: str, checks: dict[str, list[Check]]) -> list[str]:
    """Return the lines of the report."""
    tables = tables_of(evaluation)
    whole = correction_of(tables)
    head = "| " + " | ".join(CLASSES) + " |"
    lines = [f"{evaluation.model} on {data}.", "", "## Confusion", "", f"| gold ↓, label → {head}", "|---" * 5 + "|"]
    counts = tables.sum(0)
    for place, label in enumerate(CLASSES):
        cells = (f"{chance:.1%} ({n:,})" for chance, n in zip(whole.confusion[place], counts[place], strict=True))
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    lines += [
        "", "## Does the correction help?", "",
        "Mean distance of a share from the group's gold share, and how often the 95 % interval holds the gold share of "
        f"the articles that the group was drawn from ({REPEATS} draws; the confusion is of other articles). Unlike "
        "groups have much of one class.", "",
        "| groups | articles | distance counted | corrected | interval holds counted | corrected |", "|---" * 6 + "|",
    ]  # fmt: skip
    for name, found in checks.items():
        for one in found:
            values = (one.counted, one.corrected, one.counted_held, one.corrected_held)
            lines.append(f"| {name} | {one.articles} | {_percents(values)} |")
    if len(evaluation.corpora) > 1:
        lines += [
            "", "## Other kinds of text", "",
            "Each corpus corrected by the confusion of the other ones: what to expect where the model's mistakes are "
            "not those of dev.", "",
            f"| corpus | shares {head}", "|---" * 6 + "|",
        ]  # fmt: skip
        names = np.array([corpus for _, corpus in evaluation.articles])
        for name in evaluation.corpora:
            inside, outside = tables[names == name], tables[names != name]
            found = _shares(estimate(tally_of(inside), correction_of(outside)))
            for what, cells in [("gold", _percents(gold_shares(inside).tolist())), *found]:
                lines.append(f"| {name} | {what} | {cells} |")
    return lines


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description="What the shipped model confuses, for correcting shares.")
    add_data_option(parser)
    options = parser.parse_args()
    try:
        name, path = "dev", find_data("dev", options.data)
    except InputError:
        name, path = "authored/dev", find_data("authored/dev", options.data)
    evaluation = evaluate(read_labelled(path), load_classifier(), resegment=True)
    tables = tables_of(evaluation)
    data = f"{len(tables):,} labelled articles (the set “{name}”, {tables.sum():,} sentences)"
    checks = {kind: [check(tables, size, unlike=kind == "unlike") for size in SIZES] for kind in ("like", "unlike")}
    if name == "dev":
        write_measured(tables, evaluation.model, data, checks)
    notes = " ".join((__doc__ or "").split("\n\n")[3].split())
    lines = ["# What the model confuses", "", measured("python benchmarks/confusion.py --data DIR"), "", notes, ""]
    text = "\n".join([*lines, *report(evaluation, data, checks)]) + "\n"
    print(text)
    (REPORTS / "confusion.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
