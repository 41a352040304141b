"""How large, how fast and how hungry the report on many articles is.

    python benchmarks/overview.py [--articles NUMBER ...] [--no-report]

The authored dev articles are audited once; their audits then stand for thousands of articles, each with an id of its
own and an outlet, an author and a date by turns, and go through everything that ``auditor report`` does after an audit.
Each size runs in a process of its own, whose peak memory (the model, which is loaded once, included) and time are told.
Load, sort and search are timed in headless Chromium where playwright and a Chromium are installed.  Writes
reports/overview.md.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from common import REPORTS, measured

from auditor.article import Article, Audit
from auditor.classifier.choose import load_classifier
from auditor.data import find_data, read_labelled
from auditor.overview.correction import correction_for
from auditor.overview.write import ReportOptions, open_report
from auditor.pipeline import audit_articles
from auditor.rules.profile import choose_profile

SIZES = (100, 1_000, 10_000)
OUTLETS, AUTHORS, MONTHS = 40, 700, 48
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TIMED = """([id, event, value]) => {
  const element = document.getElementById(id);
  element.value = value;
  const begun = performance.now();
  element.dispatchEvent(new Event(event));
  document.body.getBoundingClientRect();
  return performance.now() - begun;
}"""
ACTIONS = (
    ("sort by title", "sort", "change", "title"),
    ("sort by author", "sort", "change", "author"),
    ("sort by grade", "sort", "change", "grade"),
    ("search, first letter", "search", "input", "h"),
    ("search, two words", "search", "input", "halden 99"),
)


def many(audits: Sequence[Audit], number: int) -> Iterator[Audit]:
    """Yield ``number`` audits, the same ones again and again under other names."""
    for n in range(number):
        audit = audits[n % len(audits)]
        article = replace(
            audit.article,
            id=f"article-{n}",
            title=f"{audit.article.title} ({n})",
            outlet=f"Outlet {n * 7 % OUTLETS}",
            author=f"Author {n * 11 % AUTHORS}",
            date=f"{2020 + n % MONTHS // 12}-{1 + n % 12:02}-{1 + n % 28:02}",
        )
        yield replace(audit, article=article)


def write_one(number: int, folder: Path) -> None:
    """Write a report on ``number`` articles; print seconds after the audits and peak memory in MiB."""
    model, profile = load_classifier(threads=1), choose_profile("default")
    texts = [a.text for a in read_labelled(find_data("authored/dev"))]
    articles = [Article(str(n), text, title=text.partition("\n")[0]) for n, text in enumerate(texts)]
    audits = list(audit_articles(articles, model, profile))
    begun = time.perf_counter()
    with open_report(folder, ReportOptions(model.name, profile.name, correction_for(None, "onnx"))) as report:
        for audit in many(audits, number):
            report.add(audit)
    seconds = time.perf_counter() - begun
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def browse(index: Path) -> list[str]:
    """Return what the browser's times come to, in table cells; empty where there is no browser."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    if path is None:
        return []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True)
        loads = []
        for _ in range(3):
            begun = time.perf_counter()
            page.goto(index.as_uri(), timeout=120_000)
            loads.append(time.perf_counter() - begun)
        times = [min(page.evaluate(TIMED, list(action)) for _ in range(3)) for _, *action in ACTIONS]
        browser.close()
    return [f"{1000 * min(loads):,.0f} ms", *(f"{spent:,.0f} ms" for spent in times)]


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description="How large, fast and hungry a report on many articles is.")
    parser.add_argument("--no-report", action="store_true", help="leave reports/overview.md as it is")
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES, help="sizes of the reports")
    parser.add_argument("--one", nargs=2, metavar=("NUMBER", "DIR"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        write_one(int(options.one[0]), Path(options.one[1]))
        return 0
    head = ("articles", "index.html", "written in", "a second", "peak memory")
    browsed = ("load", *(name for name, *_ in ACTIONS))
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for number in options.articles:
            folder = Path(scratch) / str(number)
            command = [sys.executable, __file__, "--one", str(number), str(folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            seconds, memory = map(float, done.stdout.split())
            size = (folder / "index.html").stat().st_size
            rows.append(
                [f"{number:,}", f"{size / 1e6:.2f} MB", f"{seconds:.1f} s", f"{number / seconds:,.0f}",
                 f"{memory:,.0f} MiB", *browse(folder / "index.html")]
            )  # fmt: skip
            shutil.rmtree(folder)
    columns = [*head, *browsed][: len(rows[0])]
    lines = [
        "# A report on many articles", "", measured("python benchmarks/overview.py"), "",
        " ".join((__doc__ or "").split("\n\n")[2].split()), "",
        f"| {' | '.join(columns)} |", "|" + "--:|" * len(columns), *(f"| {' | '.join(row)} |" for row in rows), "",
    ]  # fmt: skip
    print("\n".join(lines))
    if not options.no_report:
        (REPORTS / "overview.md").write_text("\n".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
