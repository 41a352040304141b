"""What the rules found, below the article at a terminal: the gravest first, each with what an editor could do; then
what no rule asks, but an editor might.

On whose rule a finding rests is said with the first finding of the rule only.
"""

from rich.text import Text

from auditor.article import Audit, Finding
from auditor.questions import questions
from auditor.reporting.page import GAP, LEVEL_INK, QUIET, Page
from auditor.reporting.places import sentences_of
from auditor.reporting.wording import authority_text
from auditor.rules.interface import ADVICE, ERROR, LEVELS, WARNING

_EXCERPT = 72  # columns; enough to find the sentence above
_HEADINGS: dict[str, tuple[str, str]] = {
    ERROR: ("error", "errors"),
    WARNING: ("warning", "warnings"),
    ADVICE: ("piece of advice", "pieces of advice"),
}


def print_findings(page: Page, audit: Audit, profile: str | None) -> None:
    """Print the findings of ``audit`` in groups by level, or that there are none, and the further questions.

    That there are no findings is not said where no ``profile`` was applied.
    """
    if not audit.findings and profile is not None:
        page.paragraph(f"No rule of the profile {page.clean(profile)} was broken.", QUIET)
        page.blank()
    told: set[str] = set()
    for level in LEVELS:
        group = [finding for finding in audit.findings if finding.level == level]
        if group:
            page.paragraph(count_of(level, len(group)), f"bold {LEVEL_INK[level]}")
            for finding in group:
                _print_finding(page, audit, finding, with_authority=finding.code not in told)
                told.add(finding.code)
            page.blank()


def print_questions(page: Page, audit: Audit) -> None:
    """Print what to ask beyond the findings; nothing where there is nothing to ask."""
    further = [question for question in questions(audit) if not question.findings]
    if not further:
        return
    page.paragraph("What else to ask" if audit.findings else "What to ask", "bold")
    for question in further:
        for line in page.wrap_hanging(Text(f"- {page.clean(question.text)}"), page.width - GAP):
            page.line(Text.assemble(" " * GAP, line))
    page.blank()


def tally(audit: Audit) -> list[str]:
    """Return how many findings of each level there are: "1 error", "3 warnings"; those with none are left out."""
    levels = [finding.level for finding in audit.findings]
    return [count_of(level, levels.count(level)) for level in LEVELS if level in levels]


def count_of(level: str, count: int) -> str:
    """Return a number of findings of ``level`` in words."""
    return f"{count:,} {_HEADINGS[level][count != 1]}"


def _print_finding(page: Page, audit: Audit, finding: Finding, *, with_authority: bool) -> None:
    code = page.clean(finding.code)
    margin = len(code) + 2 * GAP
    head = Text.assemble(" " * GAP, (code, f"bold {LEVEL_INK[finding.level]}"), " " * GAP)
    excerpt = _excerpt(page, audit, finding, page.width - margin)
    authority = f" ({page.clean(authority_text(finding.authority))})" if with_authority else ""
    paragraphs = [
        Text(page.clean(finding.message)),
        *([Text(excerpt, QUIET)] if excerpt else []),
        Text.assemble(page.clean(finding.advice), (authority, QUIET)),
    ]
    for paragraph in paragraphs:
        for line in page.wrap(paragraph, page.width - margin):
            page.line(Text.assemble(head, line))
            head = Text(" " * margin)


def _excerpt(page: Page, audit: Audit, finding: Finding, room: int) -> str:
    """Return the beginning of the first sentence concerned, and how many more there are."""
    sentences = sentences_of(audit, finding)
    if not sentences:
        return ""
    more = len(sentences) - 1
    rest = f" and {more:,} more sentence{'' if more == 1 else 's'}" if more else ""
    opening, closing = page.clean("“"), page.clean("”")
    words = Text(page.clean(sentences[0].text))
    kept = page.cut(words, min(_EXCERPT, room) - len(opening + closing + rest))
    return f"{opening}{kept.plain}{closing}{rest}"
