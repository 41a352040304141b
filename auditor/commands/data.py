"""``auditor data``: build the labelled articles, write the stand-off labels, count what there is."""

from pathlib import Path

from auditor.commands.notes import note
from auditor.data.build import BuildReport, build
from auditor.data.describe import counts_table, describe_shipped
from auditor.data.places import LOCAL
from auditor.data.standoff import STANDOFF, make_standoff
from auditor.reporting.output import standard_output
from auditor.reporting.text_safety import visible

_SHOWN = 20
"""How many articles without a text are named; who has one corpus lacks the other by the hundred."""


def build_data(text: Path, output: Path | None) -> int:
    """Join the shipped labels with texts; print what was built, name what was not; return the exit code."""
    report = build(text, output or LOCAL)
    for doc_id in report.missing[:_SHOWN]:
        note(f"{doc_id}: there is no text.")
    if len(report.missing) > _SHOWN:
        note(f"… and {len(report.missing) - _SHOWN} more have no text.")
    for doc_id in report.mismatched:
        note(f"{doc_id}: the text is not the one that was labelled.")
    _print(*_summary(report))
    return report.exit_code


def write_standoff(data: Path | None, output: Path | None) -> None:
    """Write stand-off labels for the articles whose text does not ship."""
    _print(*map(str, make_standoff(data, output or STANDOFF)))


def describe_data() -> None:
    """Print the counts of the data card."""
    _print(counts_table(describe_shipped()).rstrip("\n"))


def _print(*lines: str) -> None:
    with standard_output(None) as stream:
        stream.writelines(f"{visible(line)}\n" for text in lines for line in text.split("\n"))


def _summary(report: BuildReport) -> list[str]:
    return [
        f"{built.name}: {built.articles} of {built.expected} articles"
        + (f" → {built.path}" if built.path else ", nothing written")
        for built in report.sets
    ]
