"""``auditor audit``: read, label, report; nothing is lost on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.article import Article, Audit, Finding
from auditor.classifier.interface import SentenceClassifier
from auditor.commands.ahead import Ahead
from auditor.commands.notes import column_notes, note, nothing_in, passed_over, progress_bar
from auditor.errors import EXIT_BAD_INPUT, EXIT_DONE, EXIT_FINDINGS, EXIT_SOME_REJECTED, UsageError
from auditor.pipeline import audit_articles
from auditor.reading import Rejected, read_all
from auditor.reading.tables.interface import Columns
from auditor.reporting import load_report, write_report
from auditor.reporting.interface import TABLES, RenderOptions
from auditor.reporting.output import check_output
from auditor.rules.interface import LEVELS
from auditor.rules.profile import choose_profile
from auditor.rules.suggest import did_you_mean

NEVER = "never"
"""The value of ``fail_on`` for which findings do not change the exit code."""


def audit_inputs(
    inputs: Sequence[str],
    *,
    classifier: Ahead[SentenceClassifier],
    format: str,
    output: Path | None,
    force: bool,
    quiet: bool,
    options: RenderOptions,
    profile: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    fail_on: str = NEVER,
    graded: bool = True,
    columns: Columns | None = None,
) -> int:
    """Audit every article of ``inputs``, write one report, return the exit code.

    What cannot be audited is named on standard error with its reason, and so are the columns read from a table.  The
    code is 1 when there is a finding of the level ``fail_on`` or a graver one; else 0 when every input was audited, 5
    when some were; 3 when none was.
    """
    load_report(format)
    if options.table not in TABLES:
        raise UsageError(f"There is no table “{options.table}”{did_you_mean(options.table, TABLES)}")
    if fail_on not in (*LEVELS, NEVER):
        raise UsageError(f"--fail-on: there is no level “{fail_on}”{did_you_mean(fail_on, (*LEVELS, NEVER))}")
    if options.table != TABLES[0] and format != "csv":
        raise UsageError("--table chooses between the tables of --format csv; add --format csv.")
    if output is not None:
        check_output(output)
        if any(_is_input(output, given) for given in inputs):
            raise UsageError(f"{output} is among the inputs; write the report somewhere else.")
    chosen = choose_profile(profile, select=select, ignore=ignore)
    if not quiet:
        passed_over(inputs)
    model = classifier.result()
    audits: list[Audit] = []
    rejected = 0
    with progress_bar("Auditing", quiet=quiet, color=options.color) as advance:

        def accepted() -> Iterator[Article]:
            nonlocal rejected
            for article in read_all(inputs, force=force, columns=columns, told=column_notes(quiet=quiet)):
                if isinstance(article, Rejected):
                    note(f"auditor: {article.reason}")
                    rejected += 1
                    advance(len(audits) + rejected, None)
                else:
                    yield article

        for audit in audit_articles(accepted(), model, chosen, graded=graded):
            audits.append(audit)
            advance(len(audits) + rejected, None)
    if not audits:
        if not rejected:
            note(f"auditor: {nothing_in(inputs)}.")
        return EXIT_BAD_INPUT
    write_report(format, audits, output, replace(options, model=model.name, profile=chosen.name))
    if rejected and not quiet:
        note(f"auditor: {len(audits)} audited, {rejected} rejected.")
    if any(_is_grave(finding, fail_on) for audit in audits for finding in audit.findings):
        return EXIT_FINDINGS
    return EXIT_SOME_REJECTED if rejected else EXIT_DONE


def _is_grave(finding: Finding, fail_on: str) -> bool:
    return fail_on != NEVER and LEVELS.index(finding.level) <= LEVELS.index(fail_on)


def _is_input(output: Path, given: str) -> bool:
    """Tell whether ``output`` is the file ``given``, or lies in the folder ``given`` that will be read."""
    try:
        if Path(given).is_dir():
            return Path(given).resolve() in output.resolve().parents
        return output.is_file() and output.samefile(given)
    except OSError:
        return False
