"""``auditor corpus-report``: time and memory for corpora of different sizes.

    python benchmarks/corpus_report.py [--sizes N N N] [--memory SIZE] [--quick]

The tables are made without a model: the authored articles that ship are audited by the rule baseline, and copied under
other ids, with made-up outlets, authors, dates and sources, as many of each as a large archive has.  ``--quick`` takes
few and writes no report.  Writes reports/corpus-report.md.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path

from common import REPORTS, ROOT, measured

from auditor.article import Article, Audit
from auditor.classifier.baselines import baseline
from auditor.corpus.chunks import Done
from auditor.corpus.layout import commit, span
from auditor.corpus.plan import write_plan
from auditor.corpus.store import Folder
from auditor.corpus.tables import TableBuilder, as_parquet
from auditor.data import read_labelled
from auditor.pipeline import audit_article
from auditor.rules.profile import load_profile

CHUNK = 2_000
OUTLETS, AUTHORS, NAMES = 2_000, 100_000, 400_000
"""How many there are to draw from; most articles draw from the first few, as in an archive."""


def main() -> int:
    """Measure, print and write the report; with ``--one``, make one report in this process and print what it took."""
    parser = argparse.ArgumentParser(description="Time and memory of auditor corpus-report.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000, 200_000])
    parser.add_argument("--memory", default="1GB")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("CORPUS", "OUTPUT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_one(*options.one, options.memory)))
        return 0
    sizes = [2_000, 10_000] if options.quick else options.sizes
    lines = [
        "# Reports on a corpus",
        "",
        measured(" ".join(["python benchmarks/corpus_report.py", *sys.argv[1:]])),
        "",
        f"The data base may take {options.memory} (`--memory`); *peak* is what the whole process took at its most. "
        f"There are {OUTLETS:,} outlets, {AUTHORS:,} authors and {NAMES:,} names of sources to draw from.",
        "",
        "| articles | sentences | sources | tables, MB | s | peak, MB | index.html, MB | linked sources |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    audits = _audits()
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            sentences, sources = _make(folder / "corpus", size, audits)
            found = _measure(folder, options.memory)
        lines.append(
            f"| {size:,} | {sentences:,} | {sources:,} | {found['tables'] / 1e6:,.0f} | {found['seconds']:,.1f} | "
            f"{found['peak'] / 1e6:,.0f} | {found['page'] / 1e6:,.1f} | {found['linked']:,.0f} |"
        )
        print(lines[-1], file=sys.stderr, flush=True)
    report = "\n".join([*lines, ""])
    print(report)
    if not options.quick:
        (REPORTS / "corpus-report.md").write_text(report, encoding="utf-8")
    return 0


def _audits() -> list[Audit]:
    classifier, profile = baseline("cues"), load_profile("default")
    articles = read_labelled(ROOT / "data" / "authored" / "dev.jsonl")
    return [audit_article(Article(str(n), one.text), classifier, profile) for n, one in enumerate(articles)]


def _make(corpus: Path, size: int, audits: list[Audit]) -> tuple[int, int]:
    files, chance = Folder(corpus), random.Random(1)
    sentences = sources = 0
    for start in range(0, size, CHUNK):
        builder, end = TableBuilder(), min(size, start + CHUNK)
        for number in range(start, end):
            audit = _copy(audits[number % len(audits)], number, chance)
            sentences += len(audit.sentences)
            sources += len(audit.sources)
            builder.add(number, audit)
        for table, rows in builder.tables().items():
            files.write(f"{table}/{span(start, end)}.parquet", as_parquet(rows, {}))
        commit(files, {**asdict(Done(start, end, "", end - start, end - start, 0, 0)), "rejected_articles": []})
    counts = {"articles": size, "audited": size, "rejected": 0, "sentences": sentences}
    write_plan(files, {"model": "none", "profile": "default"}, counts)
    return sentences, sources


def _copy(audit: Audit, number: int, chance: random.Random) -> Audit:
    def one_of(count: int) -> int:
        return int(count * chance.random() ** 4)

    article = replace(
        audit.article,
        id=f"article-{number}",
        title=f"Story {number}",
        outlet=f"Outlet {one_of(OUTLETS)}",
        author=f"Author {one_of(AUTHORS)}",
        date=f"{chance.randint(2005, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    )
    sources = tuple(
        replace(s, name=f"Ines Calloway{one_of(NAMES)}") if s.kind == "person" else s for s in audit.sources
    )
    return replace(audit, article=article, sources=sources)


def _measure(folder: Path, memory: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--memory", memory, "--one", folder / "corpus", folder / "report"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    found["tables"] = sum(path.stat().st_size for path in (folder / "corpus").rglob("*.parquet"))
    found["page"] = (folder / "report" / "index.html").stat().st_size
    with (folder / "report" / "cited_sources.csv").open("rb") as file:
        found["linked"] = sum(1 for _ in file) - 1
    return found


def _one(corpus: str, output: str, memory: str) -> dict[str, float]:
    from auditor.commands.corpus_report import report_corpus

    began = time.perf_counter()
    report_corpus(corpus, Path(output), memory=memory, quiet=True)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


if __name__ == "__main__":
    sys.exit(main())
