"""What the index shows, worked out beforehand; every string is safe to see, the template makes it safe as HTML."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.grading import LETTERS
from auditor.labels import CLASSES, MARGIN
from auditor.overview.chart import Trend, trend
from auditor.overview.estimate import Estimate
from auditor.overview.linking import PERSON
from auditor.overview.overview import ArticleRow, CitedSource, Group, Overview, RuleCount, month_of
from auditor.overview.pages import FOLDER
from auditor.overview.tally import WITHHELD
from auditor.reporting.html_figures import Stretch
from auditor.reporting.html_text import CLASS_TEXT, LETTER, shown
from auditor.reporting.shares import percent
from auditor.rules.interface import LEVELS
from auditor.rules.registry import ALL

PAGE_SIZE = 25
"""Articles on one page of the table."""
VISIBLE = 12
"""Groups and sources that are seen at once; the next ones are folded away."""
_FULL_BAR = 5
"""A bar is full at this many articles or, where a source has more, at the most cited one's."""
MOST = 50
"""Groups and sources that are in the page at all; the tables beside it have every one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its interval, in words; ``interval`` is empty where there is none."""

    letter: str
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class Class:
    """A class in the legend, as counted and corrected."""

    letter: str
    mark: str
    label: str
    meaning: str
    count: int
    counted: Figure
    corrected: Figure | None


@dataclass(frozen=True, slots=True)
class RowView:
    """An article in the table without a script."""

    page: str | None
    title: str
    outlet: str
    author: str
    date: str
    words: int
    bar: tuple[Stretch, ...]
    percents: tuple[tuple[str, str, str], ...]
    """Mark, letter and percent of each class."""
    grade: str
    findings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of a comparison; ``pick`` is what shows its articles (kind and value), None where nothing does."""

    name: str | None
    pick: str | None
    few: bool
    articles: int
    bar: tuple[Stretch, ...]
    corrected_bar: tuple[Stretch, ...]
    figures: tuple[tuple[Figure, Figure | None], ...]
    grades: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The groups or sources that the page has; ``left_out`` says how many more there are, ``known`` how many in all.

    ``ranked`` is whether any has more than one article; without, an order by articles says nothing.
    """

    first: tuple[Any, ...]
    more: tuple[Any, ...]
    left_out: int
    known: int
    ranked: bool


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source that articles name; ``width`` is its bar's, in percent."""

    name: str
    kind: str
    government: bool
    articles: int
    sentences: int
    width: float
    pick: str | None


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule and how often it fired; ``title`` says what it is about, where it is one of ours."""

    title: str
    code: str
    rule: str
    level: str
    findings: int
    articles: int
    share: str
    pick: str | None


@dataclass(frozen=True, slots=True)
class IndexView:
    """All that the template shows."""

    articles: int
    sentences: int
    words: int
    outlets_known: int
    span: str | None
    rejected: int
    classes: tuple[Class, ...]
    bar: tuple[Stretch, ...]
    corrected_bar: tuple[Stretch, ...]
    grades: tuple[tuple[str, int, str, float], ...]
    """Letter, articles, percent and width of the bar of each grade."""
    findings: tuple[tuple[str, int], ...]
    rows: tuple[RowView, ...]
    outlets: Listed
    authors: Listed
    months: tuple[GroupView, ...]
    dated: int
    trend: Trend | None
    people: Listed
    institutions: Listed
    unlinked_sources: int
    unlinked_articles: int
    rules: tuple[RuleView, ...]
    data: str
    """What the script needs, as JSON that cannot end the element it stands in."""
    selected: str | None = None
    """Which articles have a row, in words, where not all have."""
    corpus: bool = False
    """Whether the articles' tables lie elsewhere and there are no pages of articles."""


def index_view(overview: Overview) -> IndexView:
    """Return the view of ``overview``."""
    total = overview.total.tally
    links = _Links()
    outlets = {name: n for n, name in enumerate(dict.fromkeys(row.outlet for row in overview.rows))}
    authors = {name: n for n, name in enumerate(dict.fromkeys(row.author for row in overview.rows))}
    people = [s for s in overview.sources if s.family == PERSON]
    institutions = [s for s in overview.sources if s.family != PERSON]
    dates = sorted(row.date for row in overview.rows if row.date and month_of(row.date))
    selection = overview.selection
    if selection is not None:
        dates = [date for date in (selection.first, selection.last) if date]
    months = tuple(_group(g, "m", g.name) for g in overview.months)
    cited = _listed(list(_sources(people[:MOST], links)), people, selection.people if selection else 0)
    bodies = _listed(list(_sources(institutions[:MOST], links)), institutions, selection.others if selection else 0)
    rules = tuple(_rule(rule, total.articles, links) for rule in overview.rules)
    return IndexView(
        articles=total.articles,
        sentences=total.sentences,
        words=total.words,
        outlets_known=sum(group.name is not None for group in overview.outlets)
        + (selection.outlets if selection else 0),
        span=_span(dates),
        rejected=overview.rejected,
        classes=tuple(_classes(overview.total)),
        bar=_bar([e.share for e in overview.total.shares.counted]),
        corrected_bar=_bar([e.share for e in overview.total.shares.corrected or ()]),
        grades=tuple(_grades(overview.total)),
        findings=tuple((level, total.findings[level]) for level in LEVELS if total.findings[level]),
        rows=tuple(_row(row) for row in newest_first(overview.rows)[:PAGE_SIZE]),
        outlets=_listed([_group(g, "o", outlets.get(g.name)) for g in overview.outlets[:MOST]], overview.outlets),
        authors=_listed([_group(g, "a", authors.get(g.name)) for g in overview.authors[:MOST]], overview.authors),
        months=months if any(group.name for group in overview.months) else (),
        dated=sum(group.tally.articles for group in overview.months if group.name),
        trend=trend(overview.months, _percent),
        people=cited,
        institutions=bodies,
        unlinked_sources=overview.unlinked.sources,
        unlinked_articles=overview.unlinked.articles,
        rules=rules,
        data=script_json(_data(overview.rows, outlets, authors, links)),
        selected=selection.rows if selection else None,
        corpus=selection is not None,
    )


def newest_first(rows: Sequence[ArticleRow]) -> list[ArticleRow]:
    """Return the articles in the order in which the table first shows them: by date, those without one last."""
    return sorted(rows, key=lambda row: row.date or "", reverse=True)


class _Links:
    """The articles behind each source and rule, as gaps between row numbers, which are short to write."""

    def __init__(self) -> None:
        self.gaps: list[list[int]] = []

    def add(self, rows: Sequence[int]) -> str | None:
        if not rows:
            return None
        before = 0
        gaps = []
        for row in rows:
            gaps.append(row - before)
            before = row
        self.gaps.append(gaps)
        return f"l{len(self.gaps) - 1}"


def _data(
    rows: Sequence[ArticleRow], outlets: Mapping[str | None, int], authors: Mapping[str | None, int], links: _Links
) -> dict[str, Any]:
    return {
        "rows": [
            [
                _slug(row.page), shown(row.title), outlets[row.outlet], authors[row.author], shown(row.date or ""),
                row.words, *row.counts, row.grade or "", -1 if row.score is None else round(row.score), *row.findings,
            ]
            for row in rows
        ],
        "outlets": [shown(name or "") for name in outlets],
        "authors": [shown(name or "") for name in authors],
        "links": links.gaps,
        "size": PAGE_SIZE,
    }  # fmt: skip


def script_json(data: Any) -> str:
    """Return ``data`` as JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _slug(page: str | None) -> str:
    return page.removeprefix(f"{FOLDER}/").removesuffix(".html") if page else ""


def _span(dates: Sequence[str]) -> str | None:
    if not dates:
        return None
    first, last = shown(dates[0][:10]), shown(dates[-1][:10])
    return first if first == last else f"{first} to {last}"


def _classes(group: Group) -> Iterator[Class]:
    counted, corrected = group.shares.counted, group.shares.corrected
    for place, label in enumerate(CLASSES):
        if counted:
            yield Class(
                LETTER[label], MARGIN[label], label, CLASS_TEXT[label], group.tally.counts[place],
                _figure(label, counted[place]), _figure(label, corrected[place]) if corrected else None,
            )  # fmt: skip


def _figure(label: str, estimate: Estimate) -> Figure:
    interval = ""
    if estimate.low is not None and estimate.high is not None:
        interval = f"{100 * estimate.low:.0f}–{100 * estimate.high:.0f}%"
    return Figure(LETTER[label], _percent(estimate.share), interval)


def _percent(share: float) -> str:
    return percent(round(10_000 * share), 10_000)


def _bar(shares: Sequence[float]) -> tuple[Stretch, ...]:
    done, found = 0.0, []
    for label, share in zip(CLASSES, shares, strict=False):
        if share > 0:
            found.append(
                Stretch(LETTER[label], round(100 * done, 2), round(100 * share, 2), f"{label} {_percent(share)}")
            )
            done += share
    return tuple(found)


def _grades(group: Group) -> Iterator[tuple[str, int, str, float]]:
    grades = group.tally.grades
    if set(grades) <= {WITHHELD}:
        return
    most = max(grades.values())
    for letter in (*LETTERS, WITHHELD):
        count = grades[letter]
        if letter or count:
            yield letter, count, percent(count, group.tally.articles), round(100 * count / most, 1)


def _row(row: ArticleRow) -> RowView:
    total = sum(row.counts)
    return RowView(
        page=row.page,
        title=shown(row.title),
        outlet=shown(row.outlet or ""),
        author=shown(row.author or ""),
        date=shown(row.date or ""),
        words=row.words,
        bar=_bar([count / total for count in row.counts] if total else []),
        percents=tuple(
            (MARGIN[label], LETTER[label], percent(count, total))
            for label, count in zip(CLASSES, row.counts, strict=True)
        ),
        grade=row.grade or "–",
        findings=tuple((level, count) for level, count in zip(LEVELS, row.findings, strict=True) if count),
    )


def _group(group: Group, kind: str, value: object) -> GroupView:
    counted, corrected = group.shares.counted, group.shares.corrected
    return GroupView(
        name=shown(group.name) if group.name else None,
        pick=f"{kind}{value}" if value is not None else None,
        few=group.few,
        articles=group.tally.articles,
        bar=_bar([e.share for e in counted]),
        corrected_bar=_bar([e.share for e in corrected or ()]),
        figures=tuple(
            (_figure(label, counted[n]), _figure(label, corrected[n]) if corrected else None)
            for n, label in enumerate(CLASSES)
            if counted
        ),
        grades=", ".join(
            f"{letter} {group.tally.grades[letter]:,}" for letter in LETTERS if group.tally.grades[letter]
        ),
    )


def _listed(views: Sequence[Any], found: Sequence[Group | CitedSource], besides: int = 0) -> Listed:
    known = besides + sum(item.name is not None for item in found)
    ranked = any((item.tally if isinstance(item, Group) else item).articles > 1 for item in found)
    return Listed(tuple(views[:VISIBLE]), tuple(views[VISIBLE:]), besides + len(found) - len(views), known, ranked)


def _sources(sources: Sequence[CitedSource], links: _Links) -> Iterator[SourceView]:
    most = max(_FULL_BAR, max((s.articles for s in sources), default=0))
    for s in sources:
        yield SourceView(
            shown(s.name), s.kind, s.government == "yes", s.articles, s.sentences,
            round(100 * s.articles / most, 1), links.add(s.rows),
        )  # fmt: skip


def _rule(rule: RuleCount, articles: int, links: _Links) -> RuleView:
    title = next((known.title for known in ALL if known.code == rule.code), rule.rule)
    return RuleView(
        shown(title), shown(rule.code), shown(rule.rule), rule.level, rule.findings, rule.articles,
        percent(rule.articles, articles), links.add(rule.rows),
    )  # fmt: skip
