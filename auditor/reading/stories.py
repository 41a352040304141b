"""One scrape, several stories: pages of an aggregator carry the teasers of other stories below the first.

A teaser is a *card*: the outlet and the time ("2 hours ago", a day; on lines of their own or on one), then a
headline line, then a summary of a sentence or more.  Each card with a summary becomes an article of its own.
A page is only divided where all of that is there, because timestamps, section titles and short lines on their
own also belong to live blogs, transcripts and long features, which are one article each.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from auditor.article import Article
from auditor.furniture import is_notice, is_time_line

_SUMMARY_WORDS = 25
_HEADLINE_WORDS = range(3, 31)
_OUTLET_WORDS = 6

_STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
_DASH = re.compile(r"^[-–—•·|]\s+")
_JOINT = re.compile(r"\s[-–—]\s|\s*[|·•]\s*|,\s")
_LIST_OF_STORIES = re.compile(
    r"(?:(?:related|recommended|similar|suggested)(?: (?:articles?|stories|news|posts?|coverage|for you))?"
    r"|more (?:articles|stories|news|from .{1,30}|on this .{1,20})|read next|you (?:may|might) also like):?",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"(?i:\b(?:news|times|post|today|daily|herald|tribune|gazette|press|journal|guardian|observer|telegraph|mail|star|"
    r"courier|chronicle|independent|standard|examiner|mirror|sun|globe|echo|argus|mercury|register|bulletin|dispatch|"
    r"monitor|review|wire|radio|tv|broadcasting|agency|media|magazine|online|express|weekly|sentinel|ledger)\b)"
    r"|\b(?:AP|AFP|BBC|CNN|NPR|PBS|ABC|CBS|NBC|CBC|RT|DPA|EFE|ANSA|Reuters|Bloomberg|Politico|Axios|"
    r"Al Jazeera|Xinhua|Tass|Sputnik|Forbes|Newsweek|Vox|Wired)\b|\.(?:com|org|net|co\.uk|news|info)\b"
)
_CLOCK = re.compile(r"[\d:.]+\s?(?:[ap]\.?\s?m\.?)?(?:\s?[A-Z]{2,5})?|today|yesterday", re.IGNORECASE)
_DATE_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a text came from, as a card says it; ``length`` is the number of its lines."""

    outlet: str
    time: str
    length: int
    repeated: bool  # the outlet stands there twice


@dataclass(frozen=True, slots=True)
class _Card:
    """The head of a story: from its first line to the start of its summary."""

    start: int
    end: int
    headline: str
    outlet: str
    date: str | None


def split_stories(article: Article) -> list[Article]:
    """Return the stories that a scraped page holds, in order; ``[article]`` itself when it is one story.

    The texts of several stories, put together in order, are the text of the page: each begins on a line of
    its own and keeps its furniture.  Their ids are the page's with ``#1``, ``#2`` … added.  Each has its own
    headline as ``title``, and from the second on the ``outlet`` and the ISO ``date`` that its card names, or
    None.  ``path`` and ``url`` stay the page's.
    """
    lines = _lines(article.text)
    cards = _cards(lines)
    page = article
    if cards and not any(_is_prose(line.text) for line in lines if line.start < cards[0].start):
        own = cards.pop(0)  # the page starts with a card, and what stands above it are menus
        page = replace(article, title=article.title or own.headline, outlet=article.outlet or own.outlet)
    if not cards:
        return [article]
    bounds = [0, *(card.start for card in cards), len(article.text)]
    texts = [article.text[a:b] for a, b in pairwise(bounds)]
    stories = [replace(page, id=f"{article.id}#1", text=texts[0], title=page.title or _headline(texts[0]))]
    for number, (card, text) in enumerate(zip(cards, texts[1:], strict=True), start=2):
        stories.append(
            replace(
                article,
                id=f"{article.id}#{number}",
                text=text,
                title=card.headline,
                outlet=card.outlet,
                author=None,
                date=card.date,
            )
        )
    return stories


def _lines(text: str) -> list[_Line]:
    lines, at = [], 0
    for raw in text.splitlines(keepends=True):
        if raw.strip():
            lines.append(_Line(at, raw.strip()))
        at += len(raw)
    return lines


def _cards(lines: Sequence[_Line]) -> list[_Card]:
    cards: list[_Card] = []
    listed = False
    for i, line in enumerate(lines):
        listed = listed or bool(_LIST_OF_STORIES.fullmatch(line.text))
        if not cards or line.start >= cards[-1].end:
            card = _card_at(lines, i, listed)
            if card:
                cards.append(card)
    return cards


def _card_at(lines: Sequence[_Line], i: int, listed: bool) -> _Card | None:
    """Read the card whose outlet and time start at line ``i``; None if there is none.

    ``listed`` says that a title such as "Related articles" stood above: there any name passes for an outlet,
    and the headline may also stand above the outlet and the time.
    """
    mark = _mark_at(lines, i)
    if not mark or not (listed or mark.repeated or _PRESS.search(mark.outlet)):
        return None
    day = _iso_date(mark.time)
    below = lines[i + mark.length : i + mark.length + 2]
    if len(below) == 2 and _is_headline(below[0].text) and _is_prose(below[1].text):
        return _Card(lines[i].start, below[1].start, below[0].text, mark.outlet, day)
    if listed and i and below and _is_prose(below[0].text) and _is_headline(lines[i - 1].text):
        return _Card(lines[i - 1].start, below[0].start, lines[i - 1].text, mark.outlet, day)
    return None


def _mark_at(lines: Sequence[_Line], i: int) -> _Mark | None:
    """Read an outlet and a day or an age, in one to three lines and in either order."""
    outlet = time = None
    length, repeated = 0, False
    for line in lines[i : i + 3]:
        an_outlet, a_time = _outlet_and_time(line.text)
        if an_outlet and outlet:
            if an_outlet != outlet:
                break
            repeated = True
        elif (a_time and time) or not (an_outlet or a_time) or (outlet and time):
            break
        outlet, time = outlet or an_outlet, time or a_time
        length += 1
    return _Mark(outlet, time, length, repeated) if outlet and time else None


def _outlet_and_time(line: str) -> tuple[str | None, str | None]:
    """Read a line of a card: an outlet, a day or an age, both, or neither.  A mere clock time is neither."""
    bare = _DASH.sub("", line)
    if len(bare) > 90:
        return None, None
    if is_time_line(bare):
        return None, None if _CLOCK.fullmatch(bare) else bare
    for joint in sorted(_JOINT.finditer(bare), key=lambda found: found[0].startswith(",")):
        left, right = bare[: joint.start()], bare[joint.end() :]
        for outlet, time in ((left, right), (right, left)):
            if is_time_line(time) and _is_outlet(outlet) and not _CLOCK.fullmatch(time):
                return outlet, time
    return (bare, None) if _is_outlet(bare) else (None, None)


def _is_outlet(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= _OUTLET_WORDS or _STOP.search(text) or text[-1] in ":;,":
        return False
    name_like = [w[0].isupper() or w[0].isdigit() or "." in w for w in words]
    return name_like[0] and 2 * sum(name_like) >= len(words)


def _is_headline(text: str) -> bool:
    if len(text.split()) not in _HEADLINE_WORDS or text.endswith((".", ":", ",")):
        return False
    return not is_time_line(text)


def _is_prose(text: str) -> bool:
    """A paragraph: enough words, and the end of a sentence somewhere in it."""
    return len(text.split()) >= _SUMMARY_WORDS and bool(re.search(r"\w{2}[.!?…][\"'”’»)\]]*(?:\s|$)", text))


def _headline(text: str) -> str | None:
    """The first line above the first paragraph that can be a headline."""
    for line in _lines(text):
        if _is_prose(line.text):
            return None
        if _is_headline(line.text) and not is_notice(line.text):
            return line.text
    return None


def _iso_date(time: str) -> str | None:
    for form in _DATE_FORMATS:
        try:
            found: date = datetime.strptime(time.strip(), form).date()
        except ValueError:
            continue
        return found.isoformat()
    return None
