"""What an audit comes down to, for a reader at a terminal: the summary and the grade with its parts."""

from rich.text import Text

from auditor.article import Audit, Grade
from auditor.grade_text import LIMITS, border_text, part_texts, raise_text, score_text, trust_text
from auditor.grading import GRADE_NOTE, grade_note
from auditor.reporting.page import QUIET, Page


def print_verdict(page: Page, audit: Audit) -> None:
    """Print the summary and the grade, or why there is none; nothing for an audit that has neither."""
    if audit.summary:
        page.paragraph(page.clean(audit.summary))
    if audit.grade:
        _print_grade(page, audit, audit.grade)
    if audit.summary or audit.grade:
        page.blank()


def _print_grade(page: Page, audit: Audit, grade: Grade) -> None:
    if grade.letter is None:
        page.paragraph(page.clean(grade_note(grade) or ""), QUIET)
        return
    facts = [Text(f"Grade {grade.letter}", "bold"), Text(f"{score_text(grade.score or 0.0)} of 100"), Text(LIMITS)]
    page.flow(facts, f" {page.glyphs.point} ")
    for part in part_texts(audit):
        points = f"{part.points:.1f}".removesuffix(".0")
        text = Text.assemble((part.name, "bold"), f" {points} of {part.most}: {page.clean(part.said)}")
        for line in page.wrap_hanging(text, page.width):
            page.line(line)
    said = [border_text(grade), trust_text(grade), raise_text(audit)]
    page.paragraph(page.clean(" ".join(filter(None, said))))
    page.paragraph(page.clean(GRADE_NOTE), QUIET)
