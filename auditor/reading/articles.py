"""From the bytes of one input to its articles: the reader of its kind, the checks, the split into stories."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from auditor.article import Article
from auditor.errors import InputError
from auditor.reading.encoding import normalise
from auditor.reading.inputs import STDIN
from auditor.reading.interface import Content, Document
from auditor.reading.kinds import is_webpage, reader_for
from auditor.reading.language import refuse_foreign
from auditor.reading.plain import headline
from auditor.reading.records import Row


def articles_of(content: Content, *, id: str, path: str | None, force: bool) -> list[Article]:
    """Return the stories that ``content`` holds, ``id`` or ``id#1``, ``id#2`` … their ids.

    Raises ``InputError`` where it cannot be read or is empty and, unless ``force``, ``RefusedError`` where it
    is no English article.
    """
    if not content.data.strip():
        raise InputError(f"{content.name} is empty.")
    document = reader_for(content, force=force)(content, force=force)
    return stories_of(document, name=content.name, id=id, path=path, force=force)


def stories_of(document: Document, *, name: str, id: str, path: str | None, force: bool) -> list[Article]:
    """Return the stories of a document that has been read; ``name`` is what messages call it."""
    from auditor.reading.stories import split_stories

    text = _checked(document.text, name, force=force)
    whole = Article(
        id=id,
        text=text,
        path=path,
        title=document.title,
        outlet=document.outlet,
        author=document.author,
        date=document.date,
        url=document.url,
    )
    stories = split_stories(whole)
    ids = [id] if len(stories) == 1 else [f"{id}#{number}" for number in range(1, len(stories) + 1)]
    lines = _first_lines(stories) if document.verbatim and path not in (None, STDIN) else [None] * len(stories)
    return [
        replace(story, id=own, title=story.title or headline(story.text), line=line)
        for own, story, line in zip(ids, stories, lines, strict=True)
    ]


def article_of_row(row: Row, *, force: bool) -> Article:
    """Return the article in a table's row, whole; a text that is the source of a web page is read as one.

    Raises as ``articles_of`` does.
    """
    document = Document(row.text)
    if is_webpage(row.text):
        content = Content(row.text.encode("utf-8", "replace"), row.name, ".html", charset="utf-8", url=row.url)
        document = reader_for(content, force=force)(content, force=force)
    elif "\0" in row.text:
        raise InputError(f"{row.name} is not text but binary data.")
    text = _checked(document.text, row.name, force=force)
    return Article(
        id=row.id,
        text=text,
        path=row.path,
        title=row.title or document.title or headline(text),
        outlet=row.outlet or document.outlet,
        author=row.author or document.author,
        date=row.date or document.date,
        url=row.url or document.url,
    )


def _checked(given: str, name: str, *, force: bool) -> str:
    """Return ``given`` normalised; raise what is wrong with it as the text of an article."""
    text = normalise(given)
    if not text.strip():
        raise InputError(f"{name} is empty.")
    if not any(c.isalnum() for c in text):
        raise InputError(f"{name} holds no words.")
    if not force:
        refuse_foreign(text, name)
    return text


def _first_lines(stories: Sequence[Article]) -> list[int | None]:
    """Return the line of the input, from 1, on which each of the stories that make it up begins."""
    breaks = accumulate((story.text.count("\n") for story in stories[:-1]), initial=0)
    return [1 + before for before in breaks]
