"""How fast the shipped model is beside what one could use instead: one run, the same articles, peers in turn.

    python benchmarks/throughput.py [--data DIR] [--peers DIR] [--checkpoint DIR] [--learn N] [--quick]

DIR of ``--data`` holds ``train.jsonl`` and ``dev.jsonl``; without it the authored articles that ship are used, and the
report says so.  Peers that are not yet in the folder of ``--peers`` are trained first (half an hour on one core;
``--learn 100`` trains them on 100 articles, which takes a minute or two and makes them neither faster nor slower).
``--quick`` takes fewer articles and one round, and writes no report.  Writes reports/throughput.md and
reports/throughput.png: figures only, no text.
"""

import argparse
import itertools
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from charts import draw_throughput
from common import REPORTS, measured
from peers import PEERS, Ready, add_peer_options, make_ready
from worker import Worker

from auditor.data import find_data, read_labelled
from auditor.errors import InputError
from auditor.segmentation import segment

ROUNDS = 3
SIZES: tuple[int, ...] = (10, 100, 1_000, 10_000)
BAR_RATE, BAR_TIMES = 800, 6
OURS, PLAIN = "shipped", "pipeline"
HOW = (
    "From text to audit: sentence ends, labels and, for our models, source words. All peers get their sentences from "
    "our segmentation. In each round every peer runs once, one after another, in a new process with the libraries' own "
    "number of threads: first one article, whose audit ends the *cold start* (from the start of the process: import, "
    "load, audit; warm disk), then all articles, one at a time. Figures are medians of the rounds, with the lowest and "
    "the highest. *Memory* is the peak of the process. Words are what spaces part."
)


@dataclass(frozen=True, slots=True)
class Pass:
    """What one round showed of one peer: sentences and words a second, seconds of cold start, peak memory in MB."""

    sentences: float
    words: float
    cold: float
    megabytes: float


def main() -> int:
    """Measure, print and write the report."""
    parser = argparse.ArgumentParser(description="The speed of the shipped model beside its peers.")
    add_peer_options(parser)
    parser.add_argument("--quick", action="store_true", help="20 articles, one round, up to 1,000 sentences, no report")
    parser.add_argument("--learn", type=int, metavar="N", help="the most articles that the peers are trained on")
    options = parser.parse_args()
    ready, notes = make_ready(PEERS, options, options.learn)
    texts = _texts(options.data, notes)
    rounds, sizes = ROUNDS, SIZES
    if options.quick:
        texts, rounds, sizes = texts[:20], 1, SIZES[:-1]
    passes: dict[str, list[Pass]] = {one.peer.key: [] for one in ready}
    for number, one in itertools.product(range(rounds), ready):
        found = _pass(one, texts)
        passes[one.peer.key].append(found)
        print(f"round {number + 1}: {one.peer.title}, {found.sentences:,.0f} sentences/s", flush=True)
    growth = _growth(ready[0], texts, rounds, sizes)
    report = _report(ready, passes, growth, texts, notes)
    print(report)
    if not options.quick:
        (REPORTS / "throughput.md").write_text(report, encoding="utf-8")
        rates = {one.peer.title: _median(passes[one.peer.key], lambda p: p.sentences) for one in ready}
        draw_throughput(rates, growth, REPORTS / "throughput.png")
    return 0


def _texts(data: Path | None, notes: list[str]) -> list[str]:
    try:
        path = find_data("dev", data)
    except InputError:
        notes.append("Measured on the authored dev articles.")
        path = find_data("authored/dev", data)
    return [article.text for article in read_labelled(path)]


def _pass(ready: Ready, texts: Sequence[str]) -> Pass:
    began = time.perf_counter()
    with Worker(ready) as worker:
        worker.audit(texts[:1])
        cold = time.perf_counter() - began
        done = worker.audit(texts)
    seconds = done["seconds"]
    return Pass(done["sentences"] / seconds, _words(texts) / seconds, cold, done["megabytes"])


def _words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _growth(ready: Ready, texts: Sequence[str], rounds: int, sizes: Sequence[int]) -> dict[int, float]:
    """Return the median seconds that a warm process needs for each number of sentences."""
    seconds: dict[int, list[float]] = {size: [] for size in sizes}
    with Worker(ready) as worker:
        worker.audit(texts[:1])
        for _, size in itertools.product(range(rounds), sizes):
            seconds[size].append(worker.audit(_of_size(texts, size))["seconds"])
    return {size: statistics.median(found) for size, found in seconds.items()}


def _of_size(texts: Sequence[str], sentences: int) -> list[str]:
    """Return the articles again and again until they hold so many sentences; the last is cut after its sentence."""
    found: list[str] = []
    for text in itertools.cycle(texts):
        segments = segment(text)
        if len(segments) >= sentences:
            return [*found, text[: segments[sentences - 1].end]]
        found.append(text)
        sentences -= len(segments)
    return found


def _report(
    ready: Sequence[Ready],
    passes: dict[str, list[Pass]],
    growth: dict[int, float],
    texts: Sequence[str],
    notes: Sequence[str],
) -> str:
    sentences = sum(len(segment(text)) for text in texts)
    lines = [
        "# Throughput",
        "",
        measured("python benchmarks/throughput.py --data DIR --checkpoint DIR"),
        "",
        f"{len(texts)} articles, {sentences:,} sentences, {_words(texts):,} words, {len(passes[OURS])} rounds. {HOW}",
        "",
        *[f"{note}\n" for note in notes],
        "| model | sentences/s | words/s | ours against it | cold start, s | memory, MB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for one in ready:
        found = passes[one.peer.key]
        times = "" if one.peer.key == OURS else f"{_times_faster(passes, one.peer.key):.1f} ×"
        lines.append(
            f"| {one.peer.title} | {_spread(found, lambda p: p.sentences)} | {_median(found, lambda p: p.words):,.0f} "
            f"| {times} | {_median(found, lambda p: p.cold):.2f} | {_median(found, lambda p: p.megabytes):,.0f} |"
        )
    lines += ["", *_bars(passes), "", "What the models are:", ""]
    lines += [f"- {one.peer.title}: {one.peer.recipe}" for one in ready]
    lines += ["", "## Growth", "", "Our shipped model, warm; the articles are repeated.", ""]
    lines += ["| sentences | seconds | sentences/s |", "|--:|--:|--:|"]
    lines += [f"| {size:,} | {seconds:.3f} | {size / seconds:,.0f} |" for size, seconds in growth.items()]
    return "\n".join([*lines, "", "![Throughput and growth](throughput.png)", ""])


def _bars(passes: dict[str, list[Pass]]) -> list[str]:
    if PLAIN not in passes:
        return []
    rate, times = _median(passes[OURS], lambda p: p.sentences), _times_faster(passes, PLAIN)
    return [
        f"The bars are {BAR_RATE} sentences/s ({'met' if rate >= BAR_RATE else 'missed'}) and {BAR_TIMES} times the "
        f"plain pipeline ({'met' if times >= BAR_TIMES else 'missed'})."
    ]


def _times_faster(passes: dict[str, list[Pass]], key: str) -> float:
    """Return how many times as fast ours is as another: the median over the rounds of the ratio inside a round."""
    pairs = zip(passes[OURS], passes[key], strict=True)
    return statistics.median(ours.sentences / other.sentences for ours, other in pairs)


def _median(found: Sequence[Pass], of: Callable[[Pass], float]) -> float:
    return statistics.median(of(one) for one in found)


def _spread(found: Sequence[Pass], of: Callable[[Pass], float]) -> str:
    return f"{_median(found, of):,.0f} ({min(map(of, found)):,.0f}–{max(map(of, found)):,.0f})"


if __name__ == "__main__":
    sys.exit(main())
