"""Draw docs/audit.png, the picture in the README, from a real audit of the first sample article.

python docs/picture.py          needs chromium on the path
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

import auditor
from auditor.reporting.terminal import render_terminal

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = 88
PIXELS_WIDE = 1000


def main() -> int:
    """Render the terminal report to an image; 1 when there is no chromium."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("docs/picture.py needs chromium.", file=sys.stderr)
        return 1
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="256", legacy_windows=False
    )
    render_terminal(list(auditor.audit_all(ROOT / "seeds" / "01-night-ferry-scrape.txt")), console=console)
    svg = console.export_svg(title="auditor audit seeds/01-night-ferry-scrape.txt", theme=MONOKAI)
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    height = round(PIXELS_WIDE * float(box[2]) / float(box[1]))
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "page.html"
        page.write_text(f"<style>body{{margin:0}}svg{{width:{PIXELS_WIDE}px}}</style>{svg}", encoding="utf-8")
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--hide-scrollbars",
                f"--user-data-dir={scratch}/profile",
                f"--window-size={PIXELS_WIDE},{height}",
                f"--screenshot={ROOT / 'docs' / 'audit.png'}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
