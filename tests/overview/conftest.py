from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from auditor.article import Audit
from auditor.overview.write import ReportOptions, open_report


@pytest.fixture
def report(tmp_path: Path) -> Callable[..., Path]:
    """Writes audits as a report and returns its folder."""

    def write(audits: Sequence[Audit], name: str = "report", **options: Any) -> Path:
        with open_report(tmp_path / name, ReportOptions(**{"model": "m 1", "profile": "default"} | options)) as writer:
            for audit in audits:
                writer.add(audit)
        return tmp_path / name

    return write
