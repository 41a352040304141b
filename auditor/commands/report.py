"""``auditor report``: audit many articles into a folder of tables, pages and an index."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.article import Article
from auditor.classifier.interface import SentenceClassifier
from auditor.commands.ahead import Ahead
from auditor.commands.notes import column_notes, note, nothing_in, passed_over, progress_bar
from auditor.errors import EXIT_DONE, EXIT_SOME_REJECTED, InputError, UsageError
from auditor.overview.correction import Correction
from auditor.overview.folder import check_folder
from auditor.overview.write import ReportOptions, ReportWriter, open_report
from auditor.pipeline import audit_articles
from auditor.reading import Rejected, read_all
from auditor.reading.inputs import expand
from auditor.reading.tables import is_table
from auditor.reading.tables.interface import Columns
from auditor.rules.profile import choose_profile


def report_inputs(
    inputs: Sequence[str],
    *,
    classifier: Ahead[SentenceClassifier],
    correction: Correction | None,
    output: Path,
    force: bool = False,
    columns: Columns | None = None,
    quiet: bool = False,
    color: bool = True,
    profile: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    graded: bool = True,
    corrected: bool = False,
    csv_raw: bool = False,
    plots: bool = False,
) -> int:
    """Audit every article of ``inputs`` into the folder ``output`` and return the exit code.

    Articles are read, audited and written one after another.  What cannot be audited is named on standard error and
    in rejected.csv.  The code is 0 when every input was audited, 5 when some were; InputError when none was.
    """
    check_folder(output)
    for given in inputs:
        if _touch(output, given):
            raise UsageError(
                f"The report {output} and the input {given} lie in one another; write the report somewhere else."
            )
    if corrected and correction is None:
        raise UsageError(
            "--corrected: what this model confuses was not measured; only the shipped one's shares can be corrected."
        )
    if plots:
        from auditor.overview.plots import require_plots

        require_plots()
    chosen = choose_profile(profile, select=select, ignore=ignore)
    if not quiet:
        passed_over(inputs)
    total = _number_of_inputs(inputs)
    model = classifier.result()
    options = ReportOptions(model.name, chosen.name, correction, corrected, csv_raw, plots)
    try:
        with open_report(output, options) as report, progress_bar("Auditing", quiet=quiet, color=color) as advance:
            inputs_done, last = 0, None

            def accepted() -> Iterator[Article]:
                for article in read_all(inputs, force=force, columns=columns, told=column_notes(quiet=quiet)):
                    if isinstance(article, Rejected):
                        note(f"auditor: {article.reason}")
                        report.reject(article.path, article.reason, article.id)
                    else:
                        yield article

            for audit in audit_articles(accepted(), model, chosen, graded=graded):
                report.add(audit)
                inputs_done += audit.article.path != last
                last = audit.article.path
                advance((report.articles if total is None else inputs_done) + report.rejected, total)
            if not report.articles and not report.rejected:
                raise InputError(f"{nothing_in(inputs)}, so no report was written.")
    except KeyboardInterrupt:
        note(f"auditor: no report was written; {output} is as it was before.")
        raise
    if not quiet:
        note(_done(report, output))
    return EXIT_SOME_REJECTED if report.rejected else EXIT_DONE


def _number_of_inputs(inputs: Sequence[str]) -> int | None:
    """Return how many files and addresses there are to read; None where one is a table of any number of articles."""
    items = expand(inputs)
    return None if any(is_table(item.source) for item in items) else len(items)


def _done(report: ReportWriter, output: Path) -> str:
    rejected = f", {report.rejected:,} rejected" if report.rejected else ""
    return f"auditor: {report.articles:,} audited{rejected}; open {output / 'index.html'}."


def _touch(output: Path, given: str) -> bool:
    """Tell whether ``output`` lies in the folder ``given``, which will be read, or ``given`` in ``output``."""
    try:
        if not Path(given).exists():
            return False
        one, other = output.resolve(), Path(given).resolve()
    except (OSError, ValueError):
        return False  # reading it will tell what is wrong
    return one == other or one in other.parents or (other.is_dir() and other in one.parents)
