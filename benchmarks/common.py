"""What every benchmark says of itself: when, where and by which command it was measured; and where its data are."""

import argparse
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "reports"


def measured(command: str) -> str:
    """Return the sentence that dates a report and names the machine and the command."""
    return (
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, by `{command}`."
    )


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--data``: the folder of labelled articles with text; without it what can be found in the checkout."""
    parser.add_argument("--data", type=Path, help="folder of labelled articles with text")
