"""The tables that only many articles have: groups compared, and sources linked across articles."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from auditor.grading import LETTERS
from auditor.labels import CLASSES
from auditor.overview.overview import CitedSource, Group, Overview
from auditor.overview.tally import WITHHELD
from auditor.reporting.csv_tables import BYTE_ORDER_MARK, escape_cell
from auditor.reporting.text_safety import well_formed
from auditor.rules.interface import LEVELS

_ESTIMATES = ("share", "share_low", "share_high", "corrected", "corrected_low", "corrected_high")

COMPARISON_COLUMNS: tuple[str, ...] = (
    "by", "group", "articles", "few", "words", "sentences", *CLASSES,
    *(f"{label}_{what}" for label in CLASSES for what in _ESTIMATES),
    *(f"grade_{letter}" for letter in LETTERS), "grade_none", *(f"findings_{level}" for level in LEVELS),
)  # fmt: skip

CITED_COLUMNS: tuple[str, ...] = ("name", "family", "kind", "government", "articles", "sentences", "words")

REJECTED_COLUMNS: tuple[str, ...] = ("input", "reason", "id")


def write_comparison(overview: Overview, path: Path, *, raw: bool = False) -> None:
    """Write a row for all articles and for every outlet, author and month; an unknown one has an empty cell."""
    groups = (("all", [overview.total]), ("outlet", overview.outlets), ("author", overview.authors),
              ("month", overview.months))  # fmt: skip
    _write_all(path, COMPARISON_COLUMNS, (_group_row(by, g) for by, found in groups for g in found), raw)


def write_cited(sources: Iterable[CitedSource], path: Path, *, raw: bool = False) -> None:
    """Write a row a source that articles name."""
    rows = ([s.name, s.family, s.kind, s.government, s.articles, s.sentences, s.words] for s in sources)
    _write_all(path, CITED_COLUMNS, rows, raw)


class RowWriter:
    """Writes a CSV file row by row, as the auditor writes all of them (see ``reporting.csv_tables``)."""

    def __init__(self, stream: TextIO, columns: Sequence[str], *, raw: bool = False) -> None:
        stream.write(BYTE_ORDER_MARK)
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow(columns)
        self._raw = raw

    def add(self, row: Iterable[Any]) -> None:
        """Write one row."""
        self._writer.writerow([_safe_cell(value, self._raw) for value in row])


def _write_all(path: Path, columns: Sequence[str], rows: Iterable[Iterable[Any]], raw: bool) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = RowWriter(stream, columns, raw=raw)
        for row in rows:
            writer.add(row)


def _safe_cell(value: Any, raw: bool) -> Any:
    if not isinstance(value, str):
        return value
    return well_formed(value) if raw else escape_cell(well_formed(value))


def _group_row(by: str, group: Group) -> list[Any]:
    tally = group.tally
    return [
        by, group.name, tally.articles, "yes" if group.few else "no", tally.words, tally.sentences, *tally.counts,
        *_estimates(group), *(tally.grades[letter] for letter in LETTERS), tally.grades[WITHHELD],
        *(tally.findings[level] for level in LEVELS),
    ]  # fmt: skip


def _estimates(group: Group) -> Iterator[float | None]:
    for place in range(len(CLASSES)):
        for found in (group.shares.counted, group.shares.corrected):
            values = (found[place].share, found[place].low, found[place].high) if found else (None,) * 3
            yield from (None if value is None else round(value, 4) for value in values)
