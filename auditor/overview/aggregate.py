"""Audits go in one after another and are forgotten; what stays is a short row an article and sums."""

from array import array
from collections import Counter
from dataclasses import dataclass, field

from auditor.article import Audit, Source
from auditor.headlines import HEADLINE
from auditor.overview.linking import Key, link_key
from auditor.overview.overview import ArticleRow, CitedSource, RuleCount, Sums, Unlinked, month_of
from auditor.overview.tally import Tally
from auditor.rules.interface import LEVELS

LONGEST_TITLE = 300
LONGEST_NAME = 120
"""In characters; a longer title, or a longer name of an outlet, an author or a source, is cut."""


class Aggregator:
    """Adds audits up; memory grows by a row an article and an entry a distinct source, whatever their length."""

    def __init__(self) -> None:
        self._sums = Sums()
        self._sources: dict[Key, _Linked] = {}
        self._rules: dict[tuple[str, str], _Fired] = {}
        self._unlinked = [0, 0, 0]

    @property
    def articles(self) -> int:
        """How many audits were added."""
        return self._sums.total.articles

    @property
    def sentences(self) -> int:
        """How many counted sentences they have."""
        return self._sums.total.sentences

    def add(self, audit: Audit, page: str | None = None) -> None:
        """Add ``audit``, whose report is ``page``."""
        article, grade = audit.article, audit.grade
        levels = Counter(finding.level for finding in audit.findings)
        row = ArticleRow(
            title=cut(article.title or _headline(audit) or article.id, LONGEST_TITLE) or "Untitled",
            outlet=cut(article.outlet, LONGEST_NAME),
            author=cut(article.author, LONGEST_NAME),
            date=cut(article.date, LONGEST_NAME),
            words=audit.words,
            counts=tuple(audit.counts.values()),
            grade=grade.letter if grade else None,
            score=grade.score if grade else None,
            findings=tuple(levels[level] for level in LEVELS),
            page=page,
        )
        number = len(self._sums.rows)
        self._sums.rows.append(row)
        sums = self._sums
        for tally in (
            sums.total,
            sums.outlets.setdefault(row.outlet, Tally()),
            sums.authors.setdefault(row.author, Tally()),
            sums.months.setdefault(month_of(row.date), Tally()),
        ):
            tally.add(row.words, row.counts, row.grade, levels)
        self._add_sources(audit, number)
        for finding in audit.findings:
            self._rules.setdefault((finding.code, finding.level), _Fired(finding.rule)).add(number)

    def _add_sources(self, audit: Audit, number: int) -> None:
        linked: dict[Key, list[Source]] = {}
        unlinked = [source for source in audit.sources if source.sentences and link_key(source) is None]
        for source in audit.sources:
            key = link_key(source) if source.sentences else None
            if key is not None:
                linked.setdefault(key, []).append(source)
        for key, sources in linked.items():
            self._sources.setdefault(key, _Linked()).add(sources, number)
        if unlinked:
            self._unlinked[0] += len(unlinked)
            self._unlinked[1] += 1
            self._unlinked[2] += len({index for source in unlinked for index in source.sentences})

    def sums(self) -> Sums:
        """Return all that was added up."""
        self._sums.sources = [linked.cited(family) for (family, _), linked in self._sources.items()]
        self._sums.rules = [fired.count(code, level) for (code, level), fired in self._rules.items()]
        self._sums.unlinked = Unlinked(*self._unlinked)
        return self._sums


@dataclass(slots=True)
class _Linked:
    """What the articles say of one source."""

    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    government: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    words: int = 0
    rows: "array[int]" = field(default_factory=lambda: array("l"))

    def add(self, sources: list[Source], number: int) -> None:
        """Add the article ``number``, whose register may hold the source more than once."""
        first = sources[0]
        self.names[cut(first.name, LONGEST_NAME) or ""] += 1
        self.kinds[first.kind] += 1
        told = {source.government for source in sources}
        self.government["yes" if "yes" in told else "no" if "no" in told else "unknown"] += 1
        self.sentences += len({index for source in sources for index in source.sentences})
        self.words += sum(source.words for source in sources)
        self.rows.append(number)

    def cited(self, family: str) -> CitedSource:
        yes, no = self.government["yes"], self.government["no"]
        return CitedSource(
            name=_most(self.names),
            family=family,
            kind=_most(self.kinds),
            government="yes" if yes > no else "no" if no > yes else "unknown",
            articles=len(self.rows),
            sentences=self.sentences,
            words=self.words,
            rows=tuple(self.rows),
        )


@dataclass(slots=True)
class _Fired:
    """How often a rule fired."""

    rule: str
    findings: int = 0
    rows: "array[int]" = field(default_factory=lambda: array("l"))

    def add(self, number: int) -> None:
        self.findings += 1
        if not self.rows or self.rows[-1] != number:
            self.rows.append(number)

    def count(self, code: str, level: str) -> RuleCount:
        return RuleCount(code, self.rule, level, self.findings, len(self.rows), tuple(self.rows))


def _headline(audit: Audit) -> str | None:
    return next((sentence.text for sentence in audit.sentences if sentence.role == HEADLINE), None)


def _most(counts: Counter[str]) -> str:
    """Return the most frequent; of those as frequent the longest, then the first of the alphabet."""
    return min(counts, key=lambda text: (-counts[text], -len(text), text))


def cut(text: str | None, longest: int) -> str | None:
    """Return ``text`` on one line and not longer than ``longest``; None where nothing is left."""
    if not text:
        return None
    words = " ".join(text[: 4 * longest].split())
    return (words if len(words) <= longest else words[: longest - 1].rstrip() + "…") or None
