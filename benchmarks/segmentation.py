"""Compare sentence splitters with ours on labelled articles: exact end-offset F1, speed, start-up time.

    python benchmarks/segmentation.py --data DIR

DIR holds ``dev.jsonl`` and, where they are there, ``train.jsonl`` and the same two under ``authored/``;
without ``--data`` it is ``data/local`` or else ``data/authored``.  Splitters that are not installed are left
out and named.  The table goes to the terminal and to ``reports/segmentation.md``; it holds figures only.
"""

import argparse
import importlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from common import ROOT, measured

Splitter = Callable[[str], Iterable[int]]
"""Returns the end offsets of the sentences of a text."""


def _located(text: str, sentences: Iterable[str]) -> list[int]:
    """Return where sentences given as strings end, for splitters that give no offsets."""
    ends, position = [], 0
    for sentence in sentences:
        found = text.find(sentence.strip(), position)
        if found >= 0 and sentence.strip():
            position = found + len(sentence.strip())
            ends.append(position)
    return ends


def _ours() -> Splitter:
    from auditor.segmentation import segment

    return lambda text: [found.end for found in segment(text)]


def _ours_without_furniture() -> Splitter:
    from auditor.segmentation.boundaries import sentence_ends
    from auditor.segmentation.layout import blocks

    return lambda text: [end for block in blocks(text) for end in sentence_ends(text, block.start, block.end)]


def _nupunkt() -> Splitter:
    nupunkt = importlib.import_module("nupunkt")
    return lambda text: [end for _, end in nupunkt.sent_spans(text)]


def _nupunkt_layout() -> Splitter:
    nupunkt = importlib.import_module("nupunkt")
    return lambda text: _located(text, nupunkt.sentences(text))


def _pysbd() -> Splitter:
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
    return lambda text: _located(text, segmenter.segment(text))


def _syntok() -> Splitter:
    syntok = importlib.import_module("syntok.segmenter")

    def split(text: str) -> list[int]:
        sentences = [sentence for paragraph in syntok.analyze(text) for sentence in paragraph]
        return [sentence[-1].offset + len(sentence[-1].value) for sentence in sentences]

    return split


def _blingfire() -> Splitter:
    blingfire = importlib.import_module("blingfire")
    return lambda text: [end for _, end in blingfire.text_to_sentences_and_offsets(text)[1]]


def _sentencex() -> Splitter:
    sentencex = importlib.import_module("sentencex")
    return lambda text: _located(text, sentencex.segment("en", text))


def _sentence_splitter() -> Splitter:
    splitter = importlib.import_module("sentence_splitter").SentenceSplitter(language="en")
    return lambda text: _located(text, splitter.split(text))


SPLITTERS: dict[str, Callable[[], Splitter]] = {
    "ours": _ours,
    "ours, without furniture": _ours_without_furniture,
    "nupunkt": _nupunkt,
    "nupunkt, layout rules": _nupunkt_layout,
    "pysbd": _pysbd,
    "syntok": _syntok,
    "blingfire": _blingfire,
    "sentencex": _sentencex,
    "sentence-splitter": _sentence_splitter,
}


def read(path: Path) -> list[dict[str, Any]]:
    """Read one JSONL file of labelled articles."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _stripped(text: str, split: Splitter) -> set[int]:
    """Return the ends that ``split`` finds, moved back over spaces."""
    return {len(text[:end].rstrip()) for end in split(text)} - {0}


def score(split: Splitter, articles: list[dict[str, Any]]) -> dict[str, float]:
    """Return F1 of exact end offsets, pooled ("all") and for each corpus."""
    counts: dict[str, list[int]] = {}
    for article in articles:
        text = article["text"]
        gold = {sentence["end"] for sentence in article["sentences"]}
        found = _stripped(text, split)
        for corpus in ("all", article.get("corpus", "authored")):
            total = counts.setdefault(corpus, [0, 0])
            total[0] += 2 * len(gold & found)
            total[1] += len(gold) + len(found)
    return {corpus: both / total for corpus, (both, total) in counts.items()}


def disagreements(articles: list[dict[str, Any]], ours: Splitter, other: Splitter) -> dict[str, list[int]]:
    """Return, for each corpus, how often ours and the gold differ and how often ``other`` sides with the gold.

    The four numbers: ends that only ours has, those of them that ``other`` lacks too; ends that only the gold
    has, those of them that ``other`` has too.
    """
    counts: dict[str, list[int]] = {}
    for article in articles:
        gold = {sentence["end"] for sentence in article["sentences"]}
        found, others = _stripped(article["text"], ours), _stripped(article["text"], other)
        row = counts.setdefault(article.get("corpus", "authored"), [0, 0, 0, 0])
        added, missed = found - gold, gold - found
        for index, ends in enumerate((added, added - others, missed, missed & others)):
            row[index] += len(ends)
    return counts


def speed(split: Splitter, articles: list[dict[str, Any]]) -> float:
    """Return gold sentences a second over ``articles``, the best of three passes."""
    sentences = sum(len(article["sentences"]) for article in articles)
    best = float("inf")
    for _ in range(3):
        begin = time.perf_counter()
        for article in articles:
            split(article["text"])
        best = min(best, time.perf_counter() - begin)
    return sentences / best


def start_up(name: str) -> float:
    """Return the milliseconds that import and first use take in a new process, the median of five."""
    code = (
        f"import sys; sys.path[:0] = [{str(ROOT / 'benchmarks')!r}]\n"
        "from segmentation import SPLITTERS\n"
        "import time; begin = time.perf_counter()\n"
        f"list(SPLITTERS[{name!r}]()('Mr. Holt left. The Mfg. Dunn works closed.'))\n"
        "print(time.perf_counter() - begin)"
    )
    times = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        for _ in range(5)
    ]
    return 1000 * statistics.median(times)


def table(title: str, articles: list[dict[str, Any]], splitters: dict[str, Splitter]) -> list[str]:
    """Return the lines of a Markdown table: F1 of each splitter, overall and by corpus."""
    scores = {name: score(split, articles) for name, split in splitters.items()}
    corpora = sorted({corpus for row in scores.values() for corpus in row if corpus != "all"})
    columns = ["all", *corpora] if len(corpora) > 1 else corpora
    sentences = sum(len(article["sentences"]) for article in articles)
    lines = [f"## {title}: {len(articles):,} articles, {sentences:,} sentences", ""]
    lines += ["| splitter | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name, row in scores.items():
        lines.append(f"| {name} | " + " | ".join(f"{row[corpus]:.4f}" for corpus in columns) + " |")
    return [*lines, ""]


def main() -> None:
    """Measure, print and write the report."""
    local, authored = ROOT / "data" / "local", ROOT / "data" / "authored"
    parser = argparse.ArgumentParser(description="Compare sentence splitters on labelled articles.")
    parser.add_argument("--data", type=Path, default=local if local.is_dir() else authored)
    parser.add_argument("--output", type=Path, default=ROOT / "reports" / "segmentation.md")
    options = parser.parse_args()
    names = ("dev.jsonl", "authored/dev.jsonl", "train.jsonl", "authored/train.jsonl")
    files = {name: options.data / name for name in names if (options.data / name).is_file()}
    if "dev.jsonl" not in files:
        parser.error(f"there is no dev.jsonl in {options.data}")
    splitters: dict[str, Splitter] = {}
    missing = []
    for name, make in SPLITTERS.items():
        try:
            splitters[name] = make()
        except ImportError:
            missing.append(name)

    lines = [
        "# Segmentation",
        "",
        f"F1 of exact sentence end offsets (code points). {measured('python benchmarks/segmentation.py --data DIR')}",
        "",
    ]
    if missing:
        lines += [f"Not installed, so not measured: {', '.join(missing)}.", ""]
    data = {name: read(path) for name, path in files.items()}
    for name, articles in data.items():
        lines += table(name, articles, splitters)
    if "nupunkt" in splitters:
        lines += ["## Where ours and the gold differ, and how often nupunkt sides with the gold", ""]
        lines += ["| file | corpus | added | nupunkt adds none | missed | nupunkt has it |", "|---" * 6 + "|"]
        for name, articles in data.items():
            for corpus, row in sorted(disagreements(articles, splitters["ours"], splitters["nupunkt"]).items()):
                lines.append(f"| {name} | {corpus} | " + " | ".join(map(str, row)) + " |")
        lines += [
            "",
            "Where nupunkt sides with the gold nearly every time, the gold was in all likelihood cut with its"
            " help, and its F1 on that corpus is no independent measure.",
            "",
        ]
    lines += ["## Speed on dev.jsonl, start-up in a new process", ""]
    lines += ["| splitter | sentences/s | import and first use, ms |", "|---|---|---|"]
    for name, split in splitters.items():
        lines.append(f"| {name} | {speed(split, data['dev.jsonl']):,.0f} | {start_up(name):.0f} |")
    report = "\n".join(lines) + "\n"
    print(report)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
