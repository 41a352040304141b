"""The bars of the HTML page: who holds how much, and where in the article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from auditor.article import Audit
from auditor.labels import CLASSES, MARGIN
from auditor.reporting.html_findings import FindingView
from auditor.reporting.html_text import CLASS_TEXT, LETTER
from auditor.reporting.shares import percent
from auditor.standing import standing
from auditor.wording import whole_percent_of

_NARROWEST = 0.3
"""Percent of the strip's width; a single short sentence of a long article must still be seen."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A rectangle of a bar: where it begins and how wide it is, in percent; ``letter`` is its class.

    ``filters`` are the names in the style sheet by which it is hidden, ``index`` the sentence that it leads to.
    """

    letter: str
    x: float
    width: float
    title: str
    index: int = 0
    filters: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A class in the legend of the share bar."""

    letter: str
    mark: str
    label: str
    meaning: str
    count: int
    percent: str


def shares(audit: Audit) -> Iterator[Share]:
    """Yield the share of each class in the sentences."""
    total = len(audit.counted)
    for label, count in audit.counts.items():
        yield Share(LETTER[label], MARGIN[label], label, CLASS_TEXT[label], count, percent(count, total))


def share_bar(audit: Audit) -> Iterator[Stretch]:
    """Yield the bar of the classes, by sentences."""
    total, done = len(audit.counted), 0
    for label, count in audit.counts.items():
        if count:
            title = f"{count:,} {label}, {percent(count, total)}"
            yield Stretch(LETTER[label], round(100 * done / total, 3), round(100 * count / total, 3), title)
            done += count


def standing_bar(audit: Audit) -> Iterator[Stretch]:
    """Yield the bar of government and the others, by attributed words; nothing where nothing is attributed."""
    held = standing(audit)
    done = 0.0
    for letter, share, name in (
        ("g", held.government, "a government’s"),
        ("w", held.outside, "from outside government"),
        ("k", held.unknown, "not shown"),
    ):
        if share:
            title = f"{whole_percent_of(share)} {name}"
            yield Stretch(letter, round(100 * done, 3), round(100 * share, 3), title)
            done += share


def strip(audit: Audit, findings: Iterable[FindingView]) -> Iterator[tuple[str, str, tuple[Stretch, ...]]]:
    """Yield mark, name and stretches of each lane: one a class, and one for the findings where there are any."""
    counted = audit.counted
    if not counted:
        return
    begins = [0]
    for sentence in counted:
        begins.append(begins[-1] + max(1, len(sentence.text.split())))
    scale = 100 / begins[-1]
    lanes: dict[str, list[Stretch]] = {label: [] for label in CLASSES}
    for label, run in groupby(range(len(counted)), key=lambda n: counted[n].label):
        members = list(run)
        first, last = members[0], members[-1]
        name = f"Sentence {first + 1}" if first == last else f"Sentences {first + 1} to {last + 1}"
        ends = begins[first] * scale, begins[last + 1] * scale
        lanes[label].append(_stretch(LETTER[label], *ends, f"{name}: {label}", counted[first].index))
    for label, stretches in lanes.items():
        yield MARGIN[label], label, tuple(stretches)
    places = {sentence.index: n for n, sentence in enumerate(counted)}
    flagged = tuple(
        _stretch(
            "flag", begins[n] * scale, begins[n + 1] * scale, f"Sentence {n + 1}: finding", index, f"flag {f.filters}"
        )
        for f in findings
        for index, _ in f.places
        if (n := places.get(index)) is not None
    )
    if flagged:
        yield "!", "findings", flagged


def _stretch(letter: str, begin: float, end: float, title: str, index: int, filters: str = "") -> Stretch:
    width = max(_NARROWEST, end - begin)
    return Stretch(letter, round(min(begin, 100 - width), 3), round(width, 3), title, index, filters)
