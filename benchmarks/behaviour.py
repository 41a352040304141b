"""How the shipped model and the cue baseline behave on passages of our own writing, a phenomenon at a time.

    python benchmarks/behaviour.py [--details]

The passages stand in ``tests/behaviour/``.  A case passes when all of its sentences get the class that the annotation
guide gives them, through the whole pipeline; a pair of an invariance passes when no sentence changes its class.
Writes reports/behaviour.md.
"""

import argparse
import sys
from collections.abc import Iterator

from common import REPORTS, ROOT, measured

sys.path.insert(0, str(ROOT / "tests" / "behaviour"))

from invariance import KINDS, run_pairs
from runner import Result, load_phenomena, pass_rate, run_cases

from auditor.classifier.baselines import baseline
from auditor.classifier.choose import load_classifier
from auditor.classifier.interface import SentenceClassifier

BAR = 0.85


def main() -> int:
    """Measure, print and write the report."""
    parser = argparse.ArgumentParser(description="The shipped model and the cue baseline on the behaviour cases.")
    parser.add_argument("--details", action="store_true", help="print what the shipped model gets wrong, and how")
    details = parser.parse_args().details
    shipped, cues = load_classifier(), baseline("cues")
    ours, theirs = dict(_scores(shipped)), dict(_scores(cues))
    report = _report(shipped.name, cues.name, ours, theirs)
    print(report)
    if details:
        print("\n".join(f"{r.id}: {r.failure}" for results in ours.values() for r in results if r.failure))
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "behaviour.md").write_text(report, encoding="utf-8")
    return 0


def _scores(classifier: SentenceClassifier) -> Iterator[tuple[str, list[Result]]]:
    """Yield the title and the results of every phenomenon and of every kind of invariance."""
    for phenomenon in load_phenomena():
        yield phenomenon.title, run_cases(phenomenon, classifier)
    for kind, title in KINDS.items():
        yield title, run_pairs(kind, classifier)


def _report(name: str, other: str, ours: dict[str, list[Result]], theirs: dict[str, list[Result]]) -> str:
    notes = " ".join((__doc__ or "").split("\n\n")[2].split("Writes")[0].split()).replace("``", "`")
    below = [title for title, results in ours.items() if pass_rate(results) < BAR]
    lines = [
        "# Behaviour",
        "",
        measured("python benchmarks/behaviour.py"),
        "",
        f"{notes} The bar is {BAR} for each phenomenon; below it: {', '.join(below) or 'none'}.",
        "",
        f"| phenomenon | cases | {name} | {other} |",
        "|---|--:|--:|--:|",
    ]
    lines += [
        f"| {title} | {len(results)} | {pass_rate(results):.2f} | {pass_rate(theirs[title]):.2f} |"
        for title, results in ours.items()
    ]
    every, their_every = ([r for results in table.values() for r in results] for table in (ours, theirs))
    lines.append(f"| **all** | {len(every)} | {pass_rate(every):.2f} | {pass_rate(their_every):.2f} |")
    lines += ["", f"Failed by {name}:", ""]
    for title, results in ours.items():
        failed = ", ".join(f"`{r.id}`" for r in results if r.failure)
        lines += [f"- {title}: {failed}"] if failed else []
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
