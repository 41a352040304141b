"""What the HTML page shows of a grade."""

from dataclasses import dataclass

from auditor.article import Audit
from auditor.grade_text import LIMITS, border_text, part_texts, raise_text, score_text, trust_text, weakest
from auditor.grading import grade_note
from auditor.reporting.html_text import shown


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the grade: its points of ``most``, how full its bar is in percent, and what it saw."""

    name: str
    points: str
    most: int
    width: float
    said: str
    is_weakest: bool


@dataclass(frozen=True, slots=True)
class GradeView:
    """The grade card; ``letter`` None where the grade is withheld."""

    letter: str | None
    withheld: str
    score: str
    limits: str
    doubts: tuple[str, ...]
    """How near another letter is and how far mistakes could move it, a sentence each."""
    parts: tuple[PartView, ...]
    advice: str | None
    """What would raise it."""
    note: str


def grade_view(audit: Audit) -> GradeView | None:
    """Return the grade of ``audit`` in words; None where none was asked for."""
    grade = audit.grade
    if grade is None:
        return None
    worst, advice = weakest(audit), raise_text(audit)
    return GradeView(
        letter=grade.letter,
        withheld=shown(grade.withheld or ""),
        score=score_text(grade.score) if grade.score is not None else "",
        limits=LIMITS,
        doubts=tuple(said for said in (border_text(grade), trust_text(grade)) if said),
        parts=tuple(
            PartView(
                part.name,
                f"{part.points:.1f}".removesuffix(".0"),
                part.most,
                round(min(100.0, max(0.0, 100 * part.points / part.most)), 1),
                shown(part.said),
                part.name == worst,
            )
            for part in part_texts(audit)
        ),
        advice=shown(advice) if advice else None,
        note=shown(grade_note(grade) or ""),
    )
