"""How large the page of a very long article is, how soon it opens and how smoothly it scrolls.

    python benchmarks/page.py [--sentences N ...] [--no-report]

The authored dev articles are put one behind the other until an article has as many sentences, which is audited and
rendered as ``auditor audit --format html`` does.  Headless Chromium, a fresh context each time, opens the file from the
disk at the size of a desktop and of a phone: *opened* is the browser's own time until the load event, *first words*
until the first contentful paint, the median of five.  Then the page is scrolled 400 pixels at each of 300 frames: the
times between frames are the median, the 95th percentile and the longest, where 16.7 ms is as fast as a screen draws.
Needs playwright and a Chromium.  Writes reports/page.md.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import Any

from common import REPORTS, measured
from overview import BROWSERS

from auditor.article import Article, Audit
from auditor.classifier.choose import load_classifier
from auditor.data import find_data, read_labelled
from auditor.pipeline import audit_article
from auditor.reporting.html_report import render_html
from auditor.reporting.interface import RenderOptions
from auditor.rules.profile import choose_profile

SIZES = (30, 300, 3000)
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
}
OPENED = """() => [
    performance.getEntriesByType('navigation')[0].loadEventEnd,
    performance.getEntriesByName('first-contentful-paint')[0].startTime,
]"""
SCROLLED = """async () => {
    document.documentElement.style.scrollBehavior = 'auto';
    const times = [];
    let last = performance.now();
    for (let frame = 0; frame < 300; frame++) {
        scrollBy(0, 400);
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        times.push(now - last);
        last = now;
    }
    times.sort((a, b) => a - b);
    return [times[150], times[285], times[299]];
}"""
TIMES = 5


def long_audit(sentences: int) -> tuple[Audit, RenderOptions]:
    """Return the audit of an article of at least ``sentences`` sentences, and what its page is made with."""
    model, profile = load_classifier(), choose_profile("default")
    texts: list[str] = []
    for article in cycle(read_labelled(find_data("authored/dev"))):
        if sentences <= 0:
            break
        texts.append(article.text)
        sentences -= len(article.sentences)
    audit = audit_article(Article("long", "\n\n".join(texts), title="A long article"), model, profile)
    return audit, RenderOptions(model=model.name, profile=profile.name)


def browse(page_file: Path, browser: Any, screen: str) -> list[str]:
    """Return the cells of one screen: opened, first words, and the three times between frames."""
    opened, painted = [], []
    for _ in range(TIMES):
        context = browser.new_context(**SCREENS[screen], bypass_csp=True)
        page = context.new_page()
        page.goto(page_file.as_uri(), timeout=120_000)
        page.wait_for_timeout(200)
        one, other = page.evaluate(OPENED)
        opened.append(one)
        painted.append(other)
        frames = page.evaluate(SCROLLED)
        context.close()
    cells = (statistics.median(opened), statistics.median(painted), *frames)
    return [f"{cell:,.0f} ms" for cell in cells]


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description="How large and fast the page of a long article is.")
    parser.add_argument("--no-report", action="store_true", help="leave reports/page.md as it is")
    parser.add_argument("--sentences", type=int, nargs="+", default=SIZES, help="lengths of the articles")
    options = parser.parse_args()
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        print("No playwright or no Chromium is installed: reports/page.md is left as it is.", file=sys.stderr)
        return 0
    rows = []
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        browser.new_page().close()  # the first page of a browser waits for the browser
        for number in options.sentences:
            audit, render = long_audit(number)
            begun = time.perf_counter()
            html = render_html([audit], render)
            seconds = time.perf_counter() - begun
            file = Path(scratch) / f"{number}.html"
            file.write_text(html, encoding="utf-8")
            size = f"{file.stat().st_size / 1e6:.2f} MB"
            for screen in SCREENS:
                cells = [f"{len(audit.sentences):,}", size, f"{seconds:.2f} s", screen, *browse(file, browser, screen)]
                rows.append(cells)
        browser.close()
    head = ("sentences", "file", "rendered in", "screen", "opened", "first words", "frame, median", "95 %", "longest")
    lines = [
        "# The page of a long article", "", measured("python benchmarks/page.py"), "",
        " ".join((__doc__ or "").split("\n\n")[2].split()), "",
        f"| {' | '.join(head)} |", "|" + "--:|" * len(head), *(f"| {' | '.join(row)} |" for row in rows), "",
    ]  # fmt: skip
    print("\n".join(lines))
    if not options.no_report:
        (REPORTS / "page.md").write_text("\n".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
