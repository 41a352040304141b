"""What is known of many articles at once: rows, groups, sources and rules, ready to be shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.overview.correction import Correction
from auditor.overview.estimate import FEW, Shares, estimate
from auditor.overview.tally import Tally

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?=\D|\Z)")


def month_of(date: str | None) -> str | None:
    """Return the month (``2024-03``) of an ISO date, or None."""
    found = _MONTH.match(date or "")
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article in the table.

    ``page`` is its report, relative to the index, or None where none was written.  ``counts`` are sentences by class
    in the order of ``labels.CLASSES``, ``findings`` counts by level in the order of ``rules.interface.LEVELS``.  Texts
    are as the article has them, cut when very long; whoever shows them makes them safe.
    """

    title: str
    outlet: str | None
    author: str | None
    date: str | None
    words: int
    counts: tuple[int, ...]
    grade: str | None
    score: float | None
    findings: tuple[int, ...]
    page: str | None = None


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source that articles name, linked across them (``linking``).

    ``family`` is one of ``linking.FAMILIES``; ``name`` and ``kind`` are those that most of the articles give;
    ``government`` is yes or no where more articles show the one than the other, else unknown.  ``rows`` are the places
    of its articles in ``Overview.rows``; it may be empty where they were not kept.
    """

    name: str
    family: str
    kind: str
    government: str
    articles: int
    sentences: int
    words: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule fired, and in how many articles; ``rows`` as in ``CitedSource``."""

    code: str
    rule: str
    level: str
    findings: int
    articles: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unlinked:
    """The sources without a name of their own, which are never linked across articles."""

    sources: int = 0
    articles: int = 0
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The articles of one outlet, author or month; ``name`` None: of those of which it is not known."""

    name: str | None
    tally: Tally
    shares: Shares

    @property
    def few(self) -> bool:
        """Whether it has so few articles that its figures say little about its others."""
        return self.tally.articles < FEW


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a corpus is in its overview, where that holds more than fits into a page.

    ``rows`` says which of the articles have a row, in words ("the 10 with …"); None when all have.  ``outlets``,
    ``authors``, ``people`` and ``others`` count the groups and sources that are left out.  ``first`` and ``last`` are
    the earliest and the latest date.
    """

    rows: str | None
    outlets: int
    authors: int
    people: int
    others: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the index shows.

    ``rows`` may be fewer than ``total`` counts; ``selection`` tells which, for a corpus, and is None elsewhere.
    Outlets and authors come with most articles first, months in order,
    sources with most articles first, rules by level and number.
    """

    total: Group
    rows: Sequence[ArticleRow]
    outlets: Sequence[Group]
    authors: Sequence[Group]
    months: Sequence[Group]
    sources: Sequence[CitedSource]
    unlinked: Unlinked
    rules: Sequence[RuleCount]
    rejected: int = 0
    model: str | None = None
    profile: str | None = None
    correction: Correction | None = None
    selection: Selection | None = None


@dataclass(slots=True)
class Sums:
    """What an ``Overview`` is built from: rows, and a tally for all articles and for every group.

    The key None of a grouping stands for the articles of which it is not known.
    """

    total: Tally = field(default_factory=Tally)
    rows: list[ArticleRow] = field(default_factory=list)
    outlets: dict[str | None, Tally] = field(default_factory=dict)
    authors: dict[str | None, Tally] = field(default_factory=dict)
    months: dict[str | None, Tally] = field(default_factory=dict)
    sources: Sequence[CitedSource] = ()
    unlinked: Unlinked = field(default_factory=Unlinked)
    rules: Sequence[RuleCount] = ()


def build_overview(
    sums: Sums,
    *,
    rejected: int = 0,
    model: str | None = None,
    profile: str | None = None,
    correction: Correction | None = None,
    selection: Selection | None = None,
) -> Overview:
    """Work out shares, corrections and intervals from sums, and put everything in its order."""
    from auditor.rules.interface import LEVELS

    def groups(tallies: Mapping[str | None, Tally]) -> list[Group]:
        return [Group(name, tally, estimate(tally, correction)) for name, tally in tallies.items()]

    return Overview(
        total=Group(None, sums.total, estimate(sums.total, correction)),
        rows=sums.rows,
        outlets=sorted(groups(sums.outlets), key=_most_articles),
        authors=sorted(groups(sums.authors), key=_most_articles),
        months=sorted(groups(sums.months), key=lambda g: (g.name is None, g.name or "")),
        sources=sorted(sums.sources, key=lambda s: (-s.articles, -s.sentences, s.name, s.family)),
        unlinked=sums.unlinked,
        rules=sorted(sums.rules, key=lambda r: (LEVELS.index(r.level), -r.findings, r.code)),
        rejected=rejected,
        model=model,
        profile=profile,
        correction=correction,
        selection=selection,
    )


def _most_articles(group: Group) -> tuple[bool, int, str]:
    return group.name is None, -group.tally.articles, group.name or ""
