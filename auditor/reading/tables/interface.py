"""What the readers of tables share: which columns are meant, and how a row becomes a record."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import BinaryIO, Protocol

from auditor.reading.records import Record


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that hold an article's text and what is known of it; None where there is none.

    As a request, None leaves the column to be guessed by its name.  A name with dots reaches into nested values
    (``article.body``) where no column is called so.
    """

    text: str | None = None
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None

    def items(self) -> list[tuple[str, str | None]]:
        """Return the fields' names and the columns, in order."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


Told = Callable[[str, Columns, Sequence[str]], None]
"""Takes a table's name, the columns that will be read from it, and which of them its first rows lack, before them."""

Opener = Callable[[str], BinaryIO]
"""Opens a path for reading bytes; raises OSError."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table to read: ``path`` is opened, ``name`` is for messages, ``shown`` is the records' path.

    A row without an id of its own is called ``id:NUMBER``.
    """

    path: str
    name: str
    shown: str
    id: str


class TableReader(Protocol):
    """Reads one kind of table."""

    def __call__(self, table: Table, open_file: Opener, columns: Columns, told: Told) -> Iterator[Record]:
        """Yield a record a row, in order, in bounded memory.

        A row that cannot be read is a ``Broken`` and reading goes on; where the rest of the table cannot be read, a
        last ``Broken`` says from where on.
        """
