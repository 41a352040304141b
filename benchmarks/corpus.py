"""``auditor corpus``: speed with one and two workers, what it costs above the model, memory, and going on.

    python benchmarks/corpus.py [--articles N] [--rounds N] [--sizes N N N] [--quick]

All articles are composed from the authored ones that ship, so anyone can run it.  ``--articles`` are audited with the
shipped model in each round; ``--sizes`` are the corpora for memory and growth, of short articles, in which a stand-in
takes the model's place: its memory does not depend on the corpus, and 100,000 articles would take hours with it.
``--quick`` takes few of all and writes no report.  Writes reports/corpus.md: figures only, no text.
"""

import argparse
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from common import REPORTS, ROOT, measured

from auditor.article import Article, Segment
from auditor.classifier.choose import load_classifier
from auditor.classifier.interface import Prediction, SentenceClassifier
from auditor.corpus.local import LocalEngine
from auditor.corpus.progress import Progress, duration
from auditor.corpus.run import begin, run
from auditor.corpus.store import Folder
from auditor.corpus.work import Task
from auditor.data import read_labelled
from auditor.labels import CODES
from auditor.pipeline import audit_articles
from auditor.reading.tables import Columns
from auditor.rules.profile import load_profile
from auditor.segmentation import segment

BAR = 0.20
"""The most that the pipeline may cost above the bare model."""
SHIPPED = partial(load_classifier, None, threads=1)
SHORT_PARAGRAPHS = 3


class StandIn:
    """Takes the model's place where only what stands around it is measured: everything is unattributed."""

    name = "stand-in"

    def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
        """Return one and the same prediction for each segment."""
        return [Prediction(tuple(float(code == "U") for code in CODES))] * len(segments)


def stand_in() -> SentenceClassifier:
    """Return the stand-in; a function, so that worker processes can be told of it."""
    return StandIn()


def main() -> int:
    """Measure, print and write the report; with ``--one``, measure one thing in this process and print it."""
    parser = argparse.ArgumentParser(description="The speed and the memory of auditor corpus.")
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--one", nargs=3, metavar=("WHAT", "INPUT", "OUTPUT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_one(*options.one)))
        return 0
    if options.quick:
        options.articles, options.rounds, options.sizes = 120, 1, [500, 2_000]
    with tempfile.TemporaryDirectory() as folder:
        report = _report(options, Path(folder))
    print(report)
    if not options.quick:
        (REPORTS / "corpus.md").write_text(report, encoding="utf-8")
    return 0


def _texts() -> list[str]:
    folder = ROOT / "data" / "authored"
    return [article.text for name in ("train", "dev") for article in read_labelled(folder / f"{name}.jsonl")]


def _write(path: Path, texts: Iterator[str], count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(itertools.islice(texts, count)):
            file.write(json.dumps({"id": f"article-{number}", "text": text}, ensure_ascii=False) + "\n")
    return path


def _short(texts: Sequence[str]) -> Iterator[str]:
    """Yield short articles without end: so many paragraphs of an authored article, from another place each time."""
    for turn in itertools.count():
        for text in texts:
            paragraphs = [p for p in text.split("\n\n") if p.strip()]
            at = turn * SHORT_PARAGRAPHS % max(1, len(paragraphs) - SHORT_PARAGRAPHS)
            yield "\n\n".join(paragraphs[at : at + SHORT_PARAGRAPHS])


def _one(what: str, given: str, output: str) -> dict[str, float]:
    """Measure ``what`` (bare, audit, or a number of workers, with ``stand-in`` after a colon) in this process."""
    kind, _, load = what.partition(":")
    if kind in ("bare", "audit"):
        return _alone(kind, Path(given))
    return _corpus(int(kind), stand_in if load else SHIPPED, given, Path(output))


def _alone(kind: str, path: Path) -> dict[str, float]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [Article(row["id"], row["text"]) for row in rows]
    segments = [segment(article.text) for article in articles]
    classifier, profile = SHIPPED(), load_profile("default")
    classifier.classify(articles[0].text, segments[0])
    began, cpu = time.perf_counter(), time.process_time()
    if kind == "bare":
        for article, where in zip(articles, segments, strict=True):
            classifier.classify(article.text, where)
    else:
        for _ in audit_articles(articles, classifier, profile):
            pass
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    return {"seconds": seconds, "cpu": cpu, "articles": len(articles), "sentences": sum(map(len, segments))}


def _corpus(workers: int, load: "partial[SentenceClassifier]", given: str, output: Path) -> dict[str, float]:
    """Audit ``given`` with the engine; the rate is taken from the first chunk that is done to the last."""
    marks: list[tuple[float, int]] = []

    def watch(progress: Progress) -> None:
        if progress.articles and (not marks or marks[-1][1] < progress.articles):
            marks.append((time.perf_counter(), progress.articles))

    output.mkdir(exist_ok=True)
    wanted = dict.fromkeys(("schema", "auditor", "model", "profile", "graded", "force", "columns", "inputs"), "")
    full = load is SHIPPED
    files, task = Folder(output), Task(load, load_profile("default") if full else None, graded=full)
    begin(files, wanted, restart=False)
    began = time.perf_counter()
    size = 32 if full else 256
    totals = run(
        [given], files, task, LocalEngine(workers), columns=Columns(), told=lambda *_: None, watch=watch, size=size,
        wanted=wanted,
    )  # fmt: skip
    whole = time.perf_counter() - began
    first, last = (marks[0], marks[-1]) if marks else ((0.0, 0), (0.0, 0))
    steady = (last[0] - first[0]) / (last[1] - first[1]) if last[1] > first[1] else whole / max(1, totals.articles)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": whole,
        "steady": steady * totals.articles,
        "cpu": sum(one.ru_utime + one.ru_stime for one in used),
        "articles": totals.articles,
        "sentences": totals.sentences,
        "main": used[0].ru_maxrss / 1024,
        "worker": used[1].ru_maxrss / 1024,
    }


def _measure(what: str, given: Path, output: Path) -> dict[str, float]:
    """Measure in a process of its own, of which the peak of memory is known."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", what, str(given), str(output)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"},
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _report(options: argparse.Namespace, folder: Path) -> str:
    texts = _texts()
    given = _write(folder / "whole.jsonl", itertools.cycle(texts), options.articles)
    one = _write(folder / "one.jsonl", iter(["It rained on Monday, the mayor said."]), 1)
    kinds = ("bare", "audit", "1", "2")
    rounds: list[dict[str, dict[str, float]]] = []
    for number in range(options.rounds):
        found = {kind: _measure(kind, given, folder / f"out-{number}-{kind}") for kind in kinds}
        start = _measure("1", one, folder / f"out-{number}-start")
        found["1"]["cpu"] -= start["cpu"]
        found["2"]["cpu"] -= 2 * start["cpu"]
        rounds.append(found)
        print({kind: round(_rate(one), 1) for kind, one in found.items()}, file=sys.stderr, flush=True)
    lines = ["# A corpus", "", measured("python benchmarks/corpus.py"), "", *_speed(rounds), *_overhead(rounds)]
    return "\n".join([*lines, *_growth(options.sizes, texts, folder), *_resuming(rounds, folder, given, options), ""])


def _rate(one: dict[str, float]) -> float:
    return one["articles"] / one.get("steady", one["seconds"])


def _speed(rounds: Sequence[dict[str, dict[str, float]]]) -> list[str]:
    first = rounds[0]["bare"]
    names = {
        "bare": "the classifier alone, one thread",
        "audit": "`audit_articles`, one thread",
        "1": "`auditor corpus`, 1 worker",
        "2": "`auditor corpus`, 2 workers",
    }
    lines = [
        "## Speed",
        "",
        f"{first['articles']:,.0f} articles, {first['sentences']:,.0f} sentences, composed from the authored articles, "
        f"in {len(rounds)} rounds, one after another in processes of their own; medians. The rate of the corpus is "
        "taken from the first chunk that is done to the last; *whole* is the wall clock with start and end. *Core "
        "seconds* are those of all processes, without what a run of one article takes for each worker: the start.",
        "",
        "| | articles/s | sentences/s | whole, s | core seconds |",
        "|---|--:|--:|--:|--:|",
    ]
    for kind, name in names.items():
        found = [one[kind] for one in rounds]
        rate = statistics.median(map(_rate, found))
        sentences = rate * first["sentences"] / first["articles"]
        whole, cpu = (statistics.median(one[key] for one in found) for key in ("seconds", "cpu"))
        lines.append(f"| {name} | {rate:,.1f} | {sentences:,.0f} | {whole:,.1f} | {cpu:,.1f} |")
    times = statistics.median(_rate(one["2"]) / _rate(one["1"]) for one in rounds)
    return [*lines, "", f"Two workers are {times:.2f} times as fast as one.", ""]


def _overhead(rounds: Sequence[dict[str, dict[str, float]]]) -> list[str]:
    def above(kind: str, base: str) -> float:
        return statistics.median(one[kind]["cpu"] / one[base]["cpu"] - 1 for one in rounds)

    def slower(kind: str, base: str) -> float:
        return statistics.median(_rate(one[base]) / _rate(one[kind]) - 1 for one in rounds)

    engine, whole = above("1", "audit"), above("1", "bare")
    return [
        "## What the pipeline costs",
        "",
        "Core seconds of an article with one worker, against other ways (medians over the rounds; in brackets by the "
        "wall clock):",
        "",
        f"- {engine:+.0%} ({slower('1', 'audit'):+.0%}) against `audit_articles`: what the corpus engine adds, that is "
        f"reading, tables, files, processes. The bar of {BAR:.0%} is {'met' if engine <= BAR else 'missed'}.",
        f"- {whole:+.0%} ({slower('1', 'bare'):+.0%}) against the classifier alone: what everything adds, sentence "
        f"ends, sources, grade and rules too ({above('audit', 'bare'):+.0%} without the engine). The bar of {BAR:.0%} "
        f"is {'met' if whole <= BAR else 'missed'}.",
        "",
    ]


def _growth(sizes: Sequence[int], texts: Sequence[str], folder: Path) -> list[str]:
    lines = [
        "## Growth and memory",
        "",
        f"Short articles ({SHORT_PARAGRAPHS} paragraphs), one worker, and a stand-in for the model, so that all that "
        "may grow with the corpus is there and the hours that the model takes are not. *Peak* is the most memory that "
        "each process took; the shipped model adds what stands below the table, once a worker.",
        "",
        "| articles | MB of input | s | articles/s | peak of the main process, MB | peak of the worker, MB |",
        "|--:|--:|--:|--:|--:|--:|",
    ]
    for size in sizes:
        given = _write(folder / f"short-{size}.jsonl", _short(texts), size)
        one = _measure("1:stand-in", given, folder / f"short-{size}")
        lines.append(
            f"| {size:,} | {given.stat().st_size / 1e6:,.0f} | {one['seconds']:,.1f} | "
            f"{one['articles'] / one['seconds']:,.0f} | {one['main']:,.0f} | {one['worker']:,.0f} |"
        )
        print(lines[-1], file=sys.stderr, flush=True)
    return [*lines, ""]


def _resuming(
    rounds: Sequence[dict[str, dict[str, float]]], folder: Path, given: Path, options: argparse.Namespace
) -> list[str]:
    model = statistics.median(one["1"]["worker"] for one in rounds)
    size = options.sizes[-1]
    again = _measure("1:stand-in", folder / f"short-{size}.jsonl", folder / f"short-{size}")
    started = _measure("1", given, folder / "out-0-1")
    rate = statistics.median(_rate(one["1"]) for one in rounds)
    return [
        f"With the shipped model a worker took {model:,.0f} MB at its peak.",
        "",
        "## Going on",
        "",
        f"Passing over {size:,} articles that are done took {duration(again['seconds'])} "
        f"({size / again['seconds']:,.0f} articles a second, the comparison with the input and the final count of all "
        f"tables among it); a run of {options.articles:,} articles in which nothing is left to do, "
        f"{started['seconds']:.1f} s. What is done again is at most one chunk of 256 articles a worker, here "
        f"{256 / rate:,.0f} s of its work.",
    ]


if __name__ == "__main__":
    sys.exit(main())
