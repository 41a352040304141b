"""Plain text, and the headline that its first line may be."""

import re

from auditor.reading.encoding import decode
from auditor.reading.interface import Content, Document

_LONGEST_HEADLINE = 160
_NO_HEADLINE_END = (".", ",", ";", ":", "-", "–", "—")
_BYLINE = re.compile(r"(?:by|from)\s+[A-Z]", re.IGNORECASE)


def read_plain(content: Content, *, force: bool) -> Document:
    """Read plain text as it stands.  Raises ``InputError`` where the bytes are not text."""
    return Document(decode(content.data, content.name, content.charset), verbatim=content.url is None)


def headline(text: str) -> str | None:
    """Return the first line of ``text`` if it looks like a headline, else None.

    A headline is short, has three words or more and no full stop, is no byline, and is followed by more text
    that it does not simply run on into.  The text keeps it.
    """
    lines = text.strip().split("\n")
    first = lines[0].strip()
    if not any(line.strip() for line in lines[1:]):
        return None
    if len(first) > _LONGEST_HEADLINE or len(first.split()) < 3 or first.endswith(_NO_HEADLINE_END):
        return None
    if _BYLINE.match(first) or _is_wrapped(lines):
        return None
    return first


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether the first line ends only because the next word would not have fitted."""
    following = lines[1].split()
    if not following:
        return False
    width = max(map(len, lines))
    return following[0][0].islower() or len(lines[0].rstrip()) + 1 + len(following[0]) > width
