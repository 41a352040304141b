"""Which columns of a table are meant, told by their usual names, and what their values say."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from auditor.errors import InputError
from auditor.reading.encoding import normalise
from auditor.reading.names import printable, shortened
from auditor.reading.records import Broken, Row
from auditor.reading.tables.interface import Columns, Table

USUAL: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "article_body", "article_text", "article_content", "full_text", "fulltext", "body_text",
        "plain_text", "maintext", "main_text", "cleaned_text", "clean_text", "raw_text", "content", "contents",
        "story", "article", "html", "raw_html", "document",
    ),
    "id": (
        "id", "article_id", "doc_id", "document_id", "docid", "story_id", "item_id", "record_id", "text_id", "uid",
        "uuid", "guid", "_id", "identifier", "key",
    ),
    "title": ("title", "headline", "article_title", "title_text", "main_headline", "heading"),
    "url": (
        "url", "link", "article_url", "source_url", "web_url", "page_url", "canonical_url", "canonical_link",
        "permalink", "uri", "href",
    ),
    "outlet": (
        "outlet", "publisher", "publication", "newspaper", "media_name", "site_name", "sitename", "source_name",
        "source", "site", "source_domain", "domain", "hostname",
    ),
    "author": ("author", "authors", "author_name", "byline", "creator", "journalist", "writer"),
    "date": (
        "date", "published", "date_published", "publish_date", "published_date", "publication_date", "pub_date",
        "pubdate", "date_publish", "published_at", "published_on", "publish_time", "publication_datetime",
        "first_published", "datetime", "timestamp",
    ),
}  # fmt: skip
"""The names that columns usually have, the likeliest first; lower case, words joined by ``_``."""

_SHOWN_COLUMNS = 12
_ISO_DATE = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)(?![\d-])")
_PLAIN_DATE = re.compile(r"(\d{4})[/.]?(\d\d)[/.]?(\d\d)(?!\d)")
_DATE_FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y")
_MILLISECONDS = 100_000_000_000
"""A number of seconds would be beyond the year 5000, so it counts milliseconds."""


def choose(given: Columns, present: Iterable[str], name: str, *, closed: bool = True) -> Columns:
    """Return the columns to read of a table whose columns are ``present``; ``name`` is what messages call it.

    What ``given`` names is taken, the rest is guessed.  No column is guessed for two purposes.  ``closed`` says that
    ``present`` are all columns that there are.  Raises ``InputError`` where there is no text.
    """
    names = list(dict.fromkeys(present))
    if closed and (missing := lacking(given, names)):
        raise InputError(f"{name} has no column “{printable(missing[0])}”; it has {listed(names)}.")
    by_usual: dict[str, str] = {}
    for one in names:
        by_usual.setdefault(_usual(one), one)
    taken = {column for _, column in given.items() if column is not None}
    chosen: dict[str, str | None] = {}
    for field, column in given.items():
        if column is None:
            free = (by_usual[usual] for usual in USUAL[field] if usual in by_usual)
            column = next((usual for usual in free if usual not in taken), None)
        if column is not None:
            taken.add(column)
        chosen[field] = column
    if chosen["text"] is None:
        raise InputError(
            f"{name} has no column that is called like an article's text (it has {listed(names)}); "
            "name it with --text-column."
        )
    return Columns(**chosen)


def lacking(given: Columns, present: Iterable[str]) -> tuple[str, ...]:
    """Return those of the columns that ``given`` names which are not among ``present``, nor inside one of them."""
    names = set(present)
    wanted = (column for _, column in given.items() if column is not None)
    return tuple(column for column in wanted if column not in names and column.split(".")[0] not in names)


def described(columns: Columns) -> str:
    """Return the choice in words: ``text from “body”, id from “url”; no title, no date``."""
    found = [f"{field} from “{printable(column)}”" for field, column in columns.items() if column is not None]
    lacking = [f"no {field}" for field, column in columns.items() if column is None]
    return ", ".join(found) + (f"; {', '.join(lacking)}" if lacking else "")


def record_of(values: Mapping[str, Any], columns: Columns, table: Table, number: int, unit: str) -> Row | Broken:
    """Return the record of the row ``number`` (from 1; a ``unit``: "line" or "row") with these ``values``."""
    found = {field: look_up(values, column) if column else None for field, column in columns.items()}
    id = _line(found["id"]) or f"{table.id}:{number}"
    name = f"{table.name}, {unit} {number}"
    text = _text(found["text"])
    if text is None:
        column = printable(columns.text or "")
        return Broken(id, table.shown, f"{name} has no text in “{column}”.")
    return Row(
        id=id,
        name=name,
        path=table.shown,
        text=text,
        title=_line(found["title"]),
        outlet=_line(found["outlet"]),
        author=_line(found["author"]),
        date=iso_date(found["date"]),
        url=_line(found["url"]),
    )


def look_up(values: Mapping[str, Any], column: str) -> Any:
    """Return the value called ``column``, inside nested values where its name has dots; None where there is none."""
    if column in values:
        return values[column]
    found: Any = values
    for key in column.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(key)
    return found


def iso_date(value: Any) -> str | None:
    """Return the day that ``value`` names, as ISO writes it, or the month where it names no day; else None.

    A number is seconds or milliseconds since 1970.  Days that could be read in two ways (03/04/2021) are not read.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 1000_00_00 < value < 3000_00_00 and value == int(value) and (day := iso_date(str(int(value)))):
            return day
        seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
        try:
            return datetime.fromtimestamp(seconds, UTC).date().isoformat()
        except (OverflowError, OSError, ValueError):
            return None
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    if match := _ISO_DATE.match(text):
        return _day(*match[1].split("-"))
    if match := _PLAIN_DATE.match(text):
        return _day(*match.groups())
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(year: str, month: str, day: str | None = None) -> str | None:
    try:
        found = date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return None
    return found if day else found[:7]


def _text(value: Any) -> str | None:
    """Return a text, or the paragraphs of a list of texts; None for anything else and for nothing."""
    if isinstance(value, list | tuple) and value and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    return value if isinstance(value, str) and value.strip() else None


def _line(value: Any) -> str | None:
    """Return a value in one line: a list's members with commas between them, a nested value's name."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list | tuple):
        value = ", ".join(filter(None, map(_line, value)))
    if isinstance(value, bytes):
        value = value.hex()
    if value is None or isinstance(value, bool) or value != value:  # NaN
        return None
    return " ".join(normalise(str(value).replace("\0", " ")).split()) or None


def _usual(column: str) -> str:
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", column.strip())
    # The underscore that a database puts before its own id means something.
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).rstrip("_")


def listed(names: Sequence[str]) -> str:
    """Return the names of columns in words, the first of them where there are many."""
    if not names:
        return "no columns"
    shown = ", ".join(f"“{shortened(name)}”" for name in names[:_SHOWN_COLUMNS])
    more = len(names) - _SHOWN_COLUMNS
    return f"{shown} and {more} more" if more > 0 else shown
