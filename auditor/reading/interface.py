"""What passes between the places an input comes from, the readers of its kinds, and whoever asked."""

from dataclasses import dataclass
from typing import Protocol

MAX_FILE_BYTES = 20_000_000
"""Largest input from a file or a pipe, in bytes, and the most that a compressed one may unfold to."""


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one input and what is known of them before they are read.

    ``name`` is how messages call the input.  ``suffix`` is the file name's, lower case with its dot, or "".
    ``media_type`` and ``charset`` are what a web server declared; ``url`` is where redirects ended.
    """

    data: bytes
    name: str
    suffix: str = ""
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of an input: its text and what it says of itself.

    ``text`` has ``\\n`` for every line break; ``date`` is an ISO date.  ``verbatim`` says that the text is the
    input's own, line by line, and not taken out of it.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input of a batch, or a row of a table, that gave no article, and the one sentence that says why.

    ``id`` is what the article would have been called, where that is known.
    """

    path: str
    reason: str
    id: str | None = None


class Reader(Protocol):
    """Reads one kind of input."""

    def __call__(self, content: Content, *, force: bool) -> Document:
        """Return the document that ``content`` holds.

        Raises ``InputError`` for what cannot be read and, unless ``force``, ``RefusedError`` for what can be
        read but is no article.
        """
