"""Reports on audits, one format a file.

A new format is one module with a function ``write`` (see ``interface.Report``) and one line in ``FORMATS``.
"""

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from auditor.article import Audit
from auditor.errors import UsageError
from auditor.reporting.interface import RenderOptions, Report

FORMATS: dict[str, str] = {
    "terminal": "auditor.reporting.terminal",
    "json": "auditor.reporting.json_report",
    "csv": "auditor.reporting.csv_tables",
    "sarif": "auditor.reporting.sarif",
    "github": "auditor.reporting.github",
    "html": "auditor.reporting.html_report",
    "markdown": "auditor.reporting.markdown",
}
"""Module of each format, by the name that ``--format`` takes; imported when it is asked for."""

PLAIN_DATA_ENCODING = "utf-8"


def formats() -> tuple[str, ...]:
    """Return the names of the formats."""
    return tuple(FORMATS)


def load_report(name: str) -> Report:
    """Return the report format called ``name``; UsageError where there is none."""
    if name not in FORMATS:
        raise UsageError(f"There is no report format {name!r}; choose one of {', '.join(FORMATS)}.")
    return cast(Report, import_module(FORMATS[name]).write)


def write_report(name: str, audits: Sequence[Audit], output: Path | None, options: RenderOptions) -> None:
    """Write ``audits`` in format ``name`` to the file ``output``, or to standard output where it is None.

    The file is complete or absent.  Raises UsageError for an unknown format and InputError where the output
    cannot be written.  A standard output that its reader closed early ends the report quietly.
    """
    from auditor.reporting.output import atomic_output, standard_output

    report = load_report(name)
    if output is not None:
        with atomic_output(output) as stream:
            report(audits, stream, replace(options, to_file=True))
        return
    with standard_output(None if name == "terminal" else PLAIN_DATA_ENCODING) as stream:
        report(audits, stream, options)
