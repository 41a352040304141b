"""``auditor data``: build the labelled articles, write the stand-off labels, count what there is."""

from pathlib import Path

from auditor.commands.notes import note
from auditor.data.build import BuildReport, build
from auditor.data.describe import counts_table, describe_shipped
from auditor.data.places import LOCAL
from auditor.data.standoff import STANDOFF, make_standoff


def build_data(text: Path, output: Path | None) -> int:
    """Join the shipped labels with texts; print what was built, name what was not; return the exit code."""
    report = build(text, output or LOCAL)
    for doc_id in report.missing:
        note(f"{doc_id}: there is no text.")
    for doc_id in report.mismatched:
        note(f"{doc_id}: the text is not the one that was labelled.")
    for line in _summary(report):
        print(line)
    return report.exit_code


def write_standoff(data: Path | None, output: Path | None) -> None:
    """Write stand-off labels for the articles whose text does not ship."""
    for path in make_standoff(data, output or STANDOFF):
        print(path)


def describe_data() -> None:
    """Print the counts of the data card."""
    print(counts_table(describe_shipped()), end="")


def _summary(report: BuildReport) -> list[str]:
    return [
        f"{built.name}: {built.articles} of {built.expected} articles"
        + (f" → {built.path}" if built.path else ", nothing written")
        for built in report.sets
    ]
