"""Where the time of an audit goes: text in, audit out, reading and reporting left out.

    python benchmarks/stages.py --data DIR [--model DIR] [--runs 5] [--threads 1 2]

DIR holds ``dev.jsonl``; without ``--data`` the authored dev articles are taken.  Seconds are processor time on one
thread, which other programs on the machine disturb least; every stage's figure is the least of all runs.  Throughput
is by the clock.  Writes reports/stages.md.
"""

import argparse
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from common import REPORTS, ROOT, add_data_option, measured

import auditor.classifier.windowed as windowed
import auditor.classifier.windows as windows
import auditor.pipeline as pipeline
import auditor.segmentation as segmentation
from auditor.article import Article
from auditor.classifier.choose import shipped_model
from auditor.classifier.onnx import OnnxClassifier
from auditor.pipeline import audit_article, audit_articles

STAGES: tuple[tuple[str, Any, str], ...] = (
    ("segmentation", pipeline, "segment"),
    ("furniture", segmentation, "propose"),
    ("tokens", windowed, "encode"),
    ("token types", windows, "character_types"),
    ("windows", windowed, "pack"),
    ("network", OnnxClassifier, "run"),
    ("source and cue words", windowed, "read_tags"),
    ("labels and source links", pipeline, "label"),
)
"""A stage's name and the function that it is: the module or class that calls it, and its name there."""

REST = "gathering"


class Stopwatch:
    """Processor seconds a stage; a stage inside another is taken out of the outer one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``function``, timed."""

        def run(*given: Any, **named: Any) -> Any:
            began = time.process_time()
            self._inner.append(0.0)
            try:
                return function(*given, **named)
            finally:
                took = time.process_time() - began
                self.seconds[stage] += took - self._inner.pop()
                if self._inner:
                    self._inner[-1] += took

        return run

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Time every stage while the context is open."""
        with ExitStack() as patches:
            for stage, owner, name in STAGES:
                patches.enter_context(mock.patch.object(owner, name, self.timed(stage, getattr(owner, name))))
            yield


def stage_seconds(articles: list[Article], model: Path, runs: int) -> dict[str, float]:
    """Return the least processor seconds that each stage took over all ``articles``, on one thread."""
    classifier = OnnxClassifier.load(model, threads=1)
    best: dict[str, float] = {}
    for _ in range(runs + 1):  # the first warms up, and is as good as any for a least figure
        watch = Stopwatch()
        with watch.watching():
            audit = watch.timed(REST, audit_article)
            for article in articles:
                audit(article, classifier)
        best = {stage: min(seconds, best.get(stage, seconds)) for stage, seconds in watch.seconds.items()}
    return best


def throughput(articles: list[Article], model: Path, runs: int, threads: int) -> tuple[float, float]:
    """Return the least seconds by the clock and of processor time that auditing all ``articles`` took."""
    classifier = OnnxClassifier.load(model, threads=threads)
    audit_article(articles[0], classifier)
    clock = processor = float("inf")
    for _run in range(runs):
        began, processor_began = time.perf_counter(), time.process_time()
        for _ in audit_articles(articles, classifier):
            pass
        clock = min(clock, time.perf_counter() - began)
        processor = min(processor, time.process_time() - processor_began)
    return clock, processor


def read(data: Path | None) -> tuple[str, list[Article]]:
    """Return the name of the data and their articles."""
    folder = data or ROOT / "data" / "authored"
    rows = [json.loads(line) for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines() if line]
    articles = [Article(row["doc_id"], row["text"]) for row in rows]
    return ("dev" if data else "authored dev"), articles


def main() -> None:
    """Measure, print and write the report."""
    parser = argparse.ArgumentParser(description="Where the time of an audit goes.")
    add_data_option(parser)
    parser.add_argument("--model", type=Path, default=shipped_model())
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    parser.add_argument("--output", type=Path, default=REPORTS / "stages.md")
    options = parser.parse_args()
    name, articles = read(options.data)
    seconds = stage_seconds(articles, options.model, options.runs)
    sentences = sum(len(segmentation.segment(article.text)) for article in articles)
    words = sum(len(article.text.split()) for article in articles)
    whole = sum(seconds.values())
    command = "python benchmarks/stages.py" + (" --data DIR" if options.data else "")
    lines = [
        "# Where the time goes",
        "",
        f"Text in, audit out, on {name}: {len(articles):,} articles, {sentences:,} sentences, {words:,} words. "
        f"{measured(command)} Processor seconds on one thread, the least of {options.runs + 1} runs.",
        "",
        "| stage | seconds | ms a sentence | share |",
        "|---|--:|--:|--:|",
    ]
    order = [stage for stage, _, _ in STAGES] + [REST]
    lines += [
        f"| {stage} | {seconds[stage]:.3f} | {1000 * seconds[stage] / sentences:.3f} | {seconds[stage] / whole:.1%} |"
        for stage in order
    ]
    lines += [
        f"| **all** | {whole:.3f} | {1000 * whole / sentences:.3f} | 100% |",
        "",
        "| threads | seconds by the clock | sentences/s by the clock | words/s by the clock | sentences/s of a core |",
        "|--:|--:|--:|--:|--:|",
    ]
    for threads in dict.fromkeys(options.threads):
        clock, processor = throughput(articles, options.model, options.runs, threads)
        lines.append(
            f"| {threads} | {clock:.2f} | {sentences / clock:,.0f} | {words / clock:,.0f} "
            f"| {sentences / processor:,.0f} |"
        )
    report = "\n".join(lines) + "\n"
    print(report)
    options.output.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
