import io
import subprocess
import sys

import pytest

from auditor.article import Audit
from auditor.errors import UsageError
from auditor.reporting import formats, load_report
from auditor.reporting.interface import RenderOptions


def test_every_format_writes_the_article(ferry: Audit) -> None:
    assert formats() == ("terminal", "json", "csv", "sarif", "github", "html", "markdown")
    for name in ("terminal", "json", "csv", "html", "markdown"):
        stream = io.StringIO(newline="")
        load_report(name)([ferry], stream, RenderOptions())
        assert "Grey Heron" in stream.getvalue()


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="'pdf'; choose one of terminal, json, csv, sarif, github, html, markdown"):
        load_report("pdf")


def test_importing_the_registry_loads_no_format() -> None:
    code = (
        "import sys, auditor.reporting; "
        "assert not {'rich', 'csv', 'auditor.reporting.terminal', 'jinja2', 'torch'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
