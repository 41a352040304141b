"""Reading: from a path, an address, a folder or a pipe to articles.

``read`` takes one input and raises what is wrong with it; ``read_all`` takes many and goes on.  Nothing here
knows labels.  Importing this package loads none of the libraries that the readers use.
"""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from auditor.article import Article
from auditor.errors import AuditorError
from auditor.reading.interface import MAX_FILE_BYTES, Content, Document, Reader, Rejected

if TYPE_CHECKING:
    from auditor.reading.connection import Connector
    from auditor.reading.guard import Resolver
    from auditor.reading.inputs import Input
    from auditor.reading.records import Record
    from auditor.reading.tables.interface import Columns, Told
    from auditor.reading.url import Fetcher

__all__ = ["MAX_FILE_BYTES", "Content", "Document", "Reader", "Rejected", "read", "read_all", "read_text"]


def read(
    source: str | os.PathLike[str],
    *,
    force: bool = False,
    resolver: "Resolver | None" = None,
    connect: "Connector | None" = None,
    stdin: BinaryIO | None = None,
) -> list[Article]:
    """Return the articles that ``source`` holds, at least one.

    ``source`` is the path of a file (text, Markdown, HTML, .docx, PDF, or a table: JSON Lines, CSV, Parquet, WARC) or
    of a folder of them, an http(s) address, or ``-`` for ``stdin``.  ``force`` reads what would be refused: another
    language, a notice, too little article.  ``resolver`` and ``connect`` stand in for the system's name look-up and
    connections; the addresses are checked all the same.

    Raises ``InputError`` for what cannot be read (the first such file of a folder), ``RefusedError`` for what
    is no English article, ``UsageError`` where an extra is missing.
    """
    articles = []
    for _, _, result in _results([source], force, resolver, connect, stdin, None, None):
        if isinstance(result, AuditorError):
            raise result
        articles.append(result)
    return articles


def read_all(
    sources: Iterable[str | os.PathLike[str]],
    *,
    force: bool = False,
    resolver: "Resolver | None" = None,
    connect: "Connector | None" = None,
    stdin: BinaryIO | None = None,
    columns: "Columns | None" = None,
    told: "Told | None" = None,
) -> Iterator[Article | Rejected]:
    """Yield the articles of all ``sources`` in their order, and a ``Rejected`` for every file or row without one.

    The arguments are those of ``read``; ``columns`` says which columns of a table are meant (those left out are
    guessed), and ``told`` is called with the outcome before a table's first row.  Every file of a folder gives at least
    one result (but a table may be empty), a folder without files gives a ``Rejected``, and no two articles have one id.
    """
    for path, id, result in _results(sources, force, resolver, connect, stdin, columns, told):
        yield Rejected(path, str(result), id) if isinstance(result, AuditorError) else result


def read_text(text: str, *, id: str = "text", force: bool = False) -> list[Article]:
    """Return the articles of a text that is already in memory.  Raises as ``read`` does."""
    from auditor.reading.articles import stories_of

    return stories_of(Document(text), name="The text", id=id, path=None, force=force)


def _results(
    sources: Iterable[str | os.PathLike[str]],
    force: bool,
    resolver: "Resolver | None",
    connect: "Connector | None",
    stdin: BinaryIO | None,
    columns: "Columns | None",
    told: "Told | None",
) -> "Iterator[tuple[str, str, Article | AuditorError]]":
    """Yield the path and the id of what was read, and the article or what is wrong with it."""
    from dataclasses import replace

    from auditor.reading.inputs import expand
    from auditor.reading.records import articles_of_record

    fetcher = None
    if resolver or connect:
        from auditor.reading.url import Fetcher

        fetcher = Fetcher(resolver=resolver, connect=connect)
    taken: set[str] = set()
    for item in expand(sources):
        for record in _records(item, stdin, fetcher, columns, told):
            if isinstance(record, AuditorError):
                yield item.path, item.id, record
                continue
            try:
                articles = articles_of_record(record, force=force)
            except AuditorError as error:
                yield item.path, record.id, error
                continue
            for article in articles:
                named = replace(article, id=_free(article.id, taken))
                yield item.path, named.id, named


def _records(
    item: "Input",
    stdin: BinaryIO | None,
    fetcher: "Fetcher | None",
    columns: "Columns | None",
    told: "Told | None",
) -> "Iterator[Record | AuditorError]":
    """Yield what stands in one input: the rows of a table, or the whole of any other."""
    from auditor.reading.inputs import load
    from auditor.reading.records import Page
    from auditor.reading.tables import is_table, table_records

    if item.error is None and item.is_path and is_table(item.source):
        yield from table_records(item.source, id=item.id, columns=columns, told=told)
        return
    try:
        yield Page(item.id, item.path, load(item, stdin, fetcher))
    except AuditorError as error:
        yield error


def _free(id: str, taken: set[str]) -> str:
    """Return ``id``, numbered if it is taken already, and take it."""
    free, number = id, 1
    while free in taken:
        number += 1
        free = f"{id} ({number})"
    taken.add(free)
    return free
