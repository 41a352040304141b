"""What the HTML page shows of an audit, worked out beforehand, so that the template holds no thought of its own.

Every string here is safe to *see* (``shown``) but not yet safe as HTML: the template escapes it.
"""

from dataclasses import dataclass

from auditor.article import Audit
from auditor.guesses import guessed
from auditor.headlines import HEADLINE
from auditor.labels import UNATTRIBUTED
from auditor.reporting.html_figures import Share, Stretch, share_bar, shares, standing_bar, strip
from auditor.reporting.html_findings import FindingView, QuestionView, RuleClasses, finding_views, question_views
from auditor.reporting.html_grade import GradeView, grade_view
from auditor.reporting.html_sentences import Row, rows
from auditor.reporting.html_sources import SourceView, source_views
from auditor.reporting.html_text import address, origin, shown
from auditor.reporting.interface import RenderOptions
from auditor.rules.interface import LEVELS


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that the page shows of one article."""

    prefix: str
    title: str
    facts: tuple[str, ...]
    url: str | None
    origin: str
    sentences: int
    words: int
    corrections: int
    """How many sentences a person corrected."""
    left_out: int
    """How many lines are no part of the article; its headline is not one of them."""
    summary: str | None
    unsure: tuple[tuple[int, str], ...]
    """Index and number of the sentences whose label is in doubt."""
    questions: tuple[QuestionView, ...]
    grade: GradeView | None
    shares: tuple[Share, ...]
    share_bar: tuple[Stretch, ...]
    standing_bar: tuple[Stretch, ...]
    strip: tuple[tuple[str, str, tuple[Stretch, ...]], ...]
    """Mark, name and stretches of each lane."""
    rows: tuple[Row, ...]
    sources: tuple[SourceView, ...]
    sourceless: int
    """How many attributed sentences are linked to no source."""
    findings: tuple[FindingView, ...]
    tally: tuple[tuple[str, int], ...]


def article_view(audit: Audit, number: int, options: RenderOptions, rules: RuleClasses) -> ArticleView:
    """Return the view of ``audit``, the article ``number`` (from 1) of the page; its rules are added to ``rules``."""
    article = audit.article
    numbers = {s.index: n for n, s in enumerate(audit.counted, 1)}
    names = {
        s.index: str(numbers.get(s.index, HEADLINE if s.role == HEADLINE else "a line left out"))
        for s in audit.sentences
    }
    findings = finding_views(audit, names, rules)
    paragraphs = tuple(rows(audit, numbers, findings, options.unsure_below))
    levels = [f.level for f in findings]
    return ArticleView(
        prefix=f"a{number}",
        title=shown(article.title or article.id).strip() or "Untitled",
        facts=tuple(shown(fact) for fact in (article.outlet, article.author, article.date) if fact),
        url=address(article.url) or address(article.path),
        # Not the path: a report that is passed on must not tell how somebody's folders are called.
        origin=shown(article.url or origin(article.id)),
        sentences=len(audit.counted),
        words=audit.words,
        corrections=len(audit.corrections),
        left_out=sum(s.index not in numbers and s.role != HEADLINE for s in audit.sentences),
        summary=shown(audit.summary) if audit.summary else None,
        unsure=tuple((s.index, str(s.number)) for row in paragraphs for s in row.sentences if s.unsure),
        questions=question_views(audit, names, findings),
        grade=grade_view(audit),
        shares=tuple(shares(audit)),
        share_bar=tuple(share_bar(audit)),
        standing_bar=tuple(standing_bar(audit)),
        strip=tuple(strip(audit, findings)),
        rows=paragraphs,
        sources=tuple(source_views(audit, names, guessed(audit))),
        sourceless=sum(s.label != UNATTRIBUTED and not s.source_ids for s in audit.counted),
        findings=findings,
        tally=tuple((level, levels.count(level)) for level in LEVELS if level in levels),
    )
