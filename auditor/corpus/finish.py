"""The end of a run: everything is counted again, and what is read as a whole is written."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from auditor.corpus.chunks import Done
from auditor.corpus.layout import CSV, REJECTED, audited_rows, rejected_articles, span
from auditor.corpus.schema import COLUMNS, TABLES
from auditor.corpus.store import Files
from auditor.errors import InputError
from auditor.reporting.csv_tables import BYTE_ORDER_MARK, escape_cell

Refused = Callable[[Mapping[str, Any]], None]
"""Takes an article that was not audited: a line of ``rejected.jsonl``."""


def check(files: Files, done: Mapping[int, Done], records: int) -> None:
    """Raise ``InputError`` unless the chunks cover all ``records`` of the input once, and their tables what they say.

    The articles are counted in the tables themselves, so that a file which was lost or changed later is noticed.
    """
    at = 0
    for one in sorted(done.values(), key=lambda one: one.start):
        if one.start != at:
            raise InputError(f"The records from {at:,} on are missing in {files}; the same command audits them.")
        at = one.end
        try:
            rows = audited_rows(files, one)
        except (OSError, ValueError) as error:
            raise _lost(files, one) from error
        if rows != one.audited or one.articles != one.audited + one.rejected:
            raise _lost(files, one)
    if at != records:
        raise InputError(f"The records from {at:,} on are missing in {files}; the same command audits them.")


def write_rejected(files: Files, refused: Refused) -> None:
    """Write ``rejected.jsonl``: a line for each article that was not audited, in the order of the input."""

    def lines() -> Iterator[bytes]:
        for one in rejected_articles(files):
            refused(one)
            yield (json.dumps(one, ensure_ascii=False) + "\n").encode("utf-8", "replace")

    files.write(REJECTED, lines())


def write_csv(files: Files, done: Mapping[int, Done]) -> None:
    """Write each table as CSV too, in the order of the input; lists become ``; ``-joined text.

    Cells that a spreadsheet would take for a formula get an apostrophe in front, as in ``auditor audit -f csv``.
    """
    for table in TABLES:
        files.write(f"{CSV}/{table}.csv", _csv(files, table, done))


def _lost(files: Files, done: Done) -> InputError:
    return InputError(
        f"The tables of the records {done.start:,} to {done.end - 1:,} in {files} were lost or changed; "
        "--restart begins anew."
    )


def _csv(files: Files, table: str, done: Mapping[int, Done]) -> Iterator[bytes]:
    import pyarrow.parquet as pq

    yield BYTE_ORDER_MARK.encode()
    yield _lines([[name for name, _ in COLUMNS[table]]])
    for start in sorted(done):
        data = files.read(f"{table}/{span(start, done[start].end)}.parquet")
        rows = pq.read_table(io.BytesIO(data)).to_pylist()
        yield _lines([_cell(value) for value in row.values()] for row in rows)


def _lines(rows: Any) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(_member(one) for one in value)
    return escape_cell(value) if isinstance(value, str) else value


def _member(value: Any) -> str:
    # The numbers in lists are 32 bits wide: more digits would be those of the conversion.
    return f"{value:.7g}" if isinstance(value, float) else str(value)
