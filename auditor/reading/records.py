"""What stands in an input where an article should be: read, but not yet judged.

A record is cheap to get and to send to another process; ``articles_of_record`` does the work on it.  So whoever reads
a large input need not be who takes its pages apart.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.article import Article
from auditor.errors import InputError
from auditor.reading.interface import MAX_FILE_BYTES, Content


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the text of one article and what the other columns say of it.

    ``name`` is what messages call the row; ``path`` the table's file.
    """

    id: str
    name: str
    path: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a file or of a captured web page; it may hold several stories."""

    id: str
    path: str
    content: Content


@dataclass(frozen=True, slots=True)
class Broken:
    """A place of an input that gives no article, with the one sentence that says why."""

    id: str
    path: str
    reason: str


Record = Row | Page | Broken


def articles_of_record(record: Record, *, force: bool = False) -> list[Article]:
    """Return the articles that ``record`` holds: one of a row, one or more of a page.

    Raises ``InputError`` where it cannot be read and, unless ``force``, ``RefusedError`` where it is no English
    article.
    """
    from auditor.reading.articles import article_of_row, articles_of

    if isinstance(record, Broken):
        raise InputError(record.reason)
    if isinstance(record, Page):
        return articles_of(record.content, id=record.id, path=record.path, force=force)
    if len(record.text) > MAX_FILE_BYTES:
        raise InputError(f"{record.name} is too large: an article may have {MAX_FILE_BYTES // 1_000_000} MB.")
    return [article_of_row(record, force=force)]


def digest(record: Record) -> bytes:
    """Return 16 bytes that differ, for all practical purposes, wherever the record's content differs."""
    found = hashlib.blake2b(digest_size=16)
    for field in (record.id, *_values(record.content)) if isinstance(record, Page) else _values(record):
        if field is None:
            found.update(b"-")
            continue
        data = field if isinstance(field, bytes) else field.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.digest()


def _values(record: Row | Broken | Content) -> Iterator[str | bytes | None]:
    return (getattr(record, name) for name in record.__slots__)
