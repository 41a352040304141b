"""How long ``auditor audit`` takes from nothing: new process, warm disk; and how much memory, and what it imports.

    python benchmarks/startup.py [ARTICLE] [--runs 10]

Writes reports/startup.md.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from common import REPORTS, ROOT, measured

HEAVY = ("torch", "transformers", "datasets", "sklearn", "trafilatura", "matplotlib", "docx", "pypdf", "scipy")
BAR_SECONDS = 0.7
# An installed program has its modules compiled; without this, every run would compile them anew where a shell says so.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def main() -> int:
    """Measure, print and write the report; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", nargs="?", type=Path, default=sorted((ROOT / "seeds").glob("*.txt"))[0])
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    command = [sys.executable, "-m", "auditor", "audit", str(options.article)]
    _seconds(command)  # the first run warms the disk
    seconds = sorted(_seconds(command) for _ in range(options.runs))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    loaded = _heavy_modules(options.article)
    median = statistics.median(seconds)
    words = len(options.article.read_text(encoding="utf-8").split())
    lines = [
        "# Cold start",
        "",
        f"`auditor audit` of a sample article ({words} words) in a new process, warm disk, "
        f"{options.runs} runs. {measured('python benchmarks/startup.py')}",
        "",
        "| what | figure |",
        "|---|---|",
        f"| median | {median:.2f} s |",
        f"| fastest, slowest | {seconds[0]:.2f} s, {seconds[-1]:.2f} s |",
        f"| peak memory | {memory:.0f} MB |",
        f"| heavy libraries imported | {', '.join(loaded) or 'none'} |",
        "",
    ]
    report = "\n".join(lines)
    print(report)
    (REPORTS / "startup.md").write_text(report, encoding="utf-8")
    return int(median > BAR_SECONDS or bool(loaded))


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    return time.perf_counter() - began


def _heavy_modules(article: Path) -> list[str]:
    code = (
        "import sys; from auditor.cli import run; "
        f"run(['audit', '--format', 'json', '--output', {os.devnull!r}, {str(article)!r}]); "
        f"print(*[m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.split()


if __name__ == "__main__":
    sys.exit(main())
