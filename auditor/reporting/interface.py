"""What every report format offers: one function that writes audits to a text stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TextIO

from auditor.article import Audit

UNSURE_BELOW = 0.7
"""A label with less confidence than this (a probability) is shown as unsure."""

TABLES: tuple[str, ...] = ("sentences", "articles", "sources", "findings")
"""The tables that a tabular format can write: a row a sentence, an article, a source or a finding."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a reader can ask of a report; a format heeds what concerns it and ignores the rest.

    ``show_all`` shows every article in full, not only the first.  ``color`` False means no colour even where
    the terminal could.  ``width`` is in columns; None takes the terminal's.  ``unsure_below`` is the
    confidence (0 to 1) under which a label is marked as unsure.  ``table`` is one of ``TABLES``.
    ``csv_raw`` leaves cells that a spreadsheet would take for formulas as they are.  ``to_file`` says that
    the stream is a file that people open by double-click.  ``model`` is the name of the model that labelled
    the sentences, ``profile`` that of the profile whose rules looked at them (None: none did).  ``index`` is the
    address of a page that lists this article among others, relative to the report.
    """

    show_all: bool = False
    color: bool = True
    width: int | None = None
    unsure_below: float = UNSURE_BELOW
    table: str = TABLES[0]
    csv_raw: bool = False
    to_file: bool = False
    model: str | None = None
    profile: str | None = None
    index: str | None = None


class Report(Protocol):
    """A report format: the function ``write`` of its module."""

    def __call__(self, audits: Sequence[Audit], stream: TextIO, options: RenderOptions) -> None:
        """Write ``audits`` to ``stream``, a text stream that does not translate line ends.

        OSErrors of the stream are let through; ``reporting.output`` turns them into one clear sentence.
        """
