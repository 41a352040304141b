"""Web pages: the main text and what the page says of itself, by trafilatura."""

import re

from auditor.errors import InputError
from auditor.reading.encoding import decode_page, normalise
from auditor.reading.interface import Content, Document
from auditor.reading.libraries import hush
from auditor.reading.notices import refuse_notice

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_WORDS = re.compile(r"\w+")


def read_webpage(content: Content, *, force: bool) -> Document:
    """Read the article of a web page: its title on a line of its own, then its paragraphs.

    Comments, tables, menus and footers are left out.  Raises ``InputError`` where there is no text at all,
    and ``RefusedError``, unless ``force``, where the page holds a notice or too little instead of an article;
    with ``force`` a page without an article gives all the words that it shows.
    """
    source = _XML_DECLARATION.sub("", decode_page(content.data, content.name, content.charset))
    hush("trafilatura", "htmldate", "dateutil", "dateparser", "courlan", "justext", "charset_normalizer")
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            source,
            url=content.url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            include_formatting=False,
            # A date that the page states, not one guessed from its addresses or its copyright line.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        facts = found.as_dict() if isinstance(found, trafilatura.settings.Document) else {}
        text = _paragraphs(facts.get("text") or "")
        title = _line(facts.get("title"))
        if title and _opens_with(text, title):
            first, _, body = text.partition("\n\n")
        else:
            first, body = title or "", text
        if not force or not body:
            page = trafilatura.html2txt(source, clean=True) or ""
    except Exception as error:  # whatever a parser trips over in a broken page
        reason = type(error).__name__
        raise InputError(f"{content.name} is a web page that cannot be parsed ({reason}).") from error
    if not force:
        refuse_notice(body, page, content.name)
    elif not body:
        first, body = "", _paragraphs(page)
    return Document(
        text=f"{first}\n\n{body}" if first else body,
        title=title,
        outlet=_line(facts.get("sitename")) or _line(facts.get("hostname")),
        author=_line(facts.get("author")),
        date=facts.get("date") or None,
        url=content.url or facts.get("url") or None,
    )


def _paragraphs(text: str) -> str:
    """Return trafilatura's lines as paragraphs parted by blank lines, list bullets taken off."""
    lines = (" ".join(line.split()).removeprefix("- ") for line in normalise(text).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _line(value: str | None) -> str | None:
    return (" ".join(normalise(value).split()) or None) if value else None


def _opens_with(text: str, title: str) -> bool:
    """Tell whether the first paragraph is the title, give or take punctuation and the outlet's name."""
    first = _WORDS.findall(text.partition("\n\n")[0].casefold())
    words = _WORDS.findall(title.casefold())
    return bool(first) and (words[: len(first)] == first or first == words)
