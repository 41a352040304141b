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

    ``source`` is the path of a file (text, Markdown, HTML, .docx or PDF) or of a folder of them, an http(s)
    address, or ``-`` for ``stdin``.  ``force`` reads what would be refused: another language, a notice, too
    little article.  ``resolver`` and ``connect`` stand in for the system's name look-up and connections; the
    addresses are checked all the same.

    Raises ``InputError`` for what cannot be read (the first such file of a folder), ``RefusedError`` for what
    is no English article, ``UsageError`` where an extra is missing.
    """
    articles = []
    for _, result in _results([source], force, resolver, connect, stdin):
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
) -> Iterator[Article | Rejected]:
    """Yield the articles of all ``sources`` in their order, and a ``Rejected`` for every file without one.

    The arguments are those of ``read``.  Every file of a folder gives at least one result, a folder without
    files gives a ``Rejected``, and no two articles have one id.
    """
    for path, result in _results(sources, force, resolver, connect, stdin):
        yield Rejected(path, str(result)) if isinstance(result, AuditorError) else result


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
) -> "Iterator[tuple[str, Article | AuditorError]]":
    from dataclasses import replace

    from auditor.reading.articles import articles_of
    from auditor.reading.inputs import expand, load

    fetcher = None
    if resolver or connect:
        from auditor.reading.url import Fetcher

        fetcher = Fetcher(resolver=resolver, connect=connect)
    taken: set[str] = set()
    for item in expand(sources):
        try:
            content = load(item, stdin, fetcher)
            articles = articles_of(content, id=item.id, path=item.path, force=force)
        except AuditorError as error:
            yield item.path, error
            continue
        for article in articles:
            yield item.path, replace(article, id=_free(article.id, taken))


def _free(id: str, taken: set[str]) -> str:
    """Return ``id``, numbered if it is taken already, and take it."""
    free, number = id, 1
    while free in taken:
        number += 1
        free = f"{id} ({number})"
    taken.add(free)
    return free
