"""What an audit comes down to, for a reader at a terminal: the summary and the grade with its parts."""

from rich.text import Text

from auditor.article import Audit, Grade
from auditor.grading import GRADE_NOTE, grade_note
from auditor.reporting.page import QUIET, Page


def print_verdict(page: Page, audit: Audit) -> None:
    """Print the summary and the grade, or why there is none; nothing for an audit that has neither."""
    if audit.summary:
        page.paragraph(page.clean(audit.summary))
    if audit.grade:
        _print_grade(page, audit.grade)
    if audit.summary or audit.grade:
        page.blank()


def _print_grade(page: Page, grade: Grade) -> None:
    if grade.letter is None:
        page.paragraph(page.clean(grade_note(grade) or ""), QUIET)
        return
    facts = [Text(f"Grade {grade.letter}", "bold"), Text(f"{grade.score:.0f} of 100")]
    if grade.low and grade.high:
        facts.append(Text(f"range {grade.low}" if grade.low == grade.high else f"range {grade.low} to {grade.high}"))
    facts += [Text(f"{name} {value:.2f}", QUIET) for name, value in grade.parts.items()]
    page.flow(facts, f" {page.glyphs.point} ")
    page.paragraph(page.clean(GRADE_NOTE), QUIET)
