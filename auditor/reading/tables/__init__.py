"""Tables of articles: JSON Lines, CSV, Parquet, web archives; one reader a file.

``table_records`` gives what stands in one table, ``read_tables`` the articles of many.  Both stream: memory is bounded
whatever the size of the table.
"""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import PurePath
from typing import BinaryIO

from auditor.article import Article
from auditor.errors import AuditorError
from auditor.reading.interface import Rejected
from auditor.reading.names import printable, shortened
from auditor.reading.records import Broken, Record, articles_of_record
from auditor.reading.tables.interface import Columns, Opener, Table, TableReader, Told

__all__ = ["Columns", "Opener", "Told", "column_names", "is_table", "read_tables", "table_records"]

_KINDS = {
    ".jsonl": "json", ".ndjson": "json",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    ".parquet": "parquet", ".pq": "parquet",
    ".warc": "warc", ".wet": "warc",
}  # fmt: skip
_PACKINGS = (".gz", ".zst")


def is_table(path: str) -> bool:
    """Tell whether ``path`` is called like a table that can be read."""
    return _kind_of(path)[0] is not None


def table_records(
    path: str,
    *,
    id: str | None = None,
    columns: Columns | None = None,
    told: Told | None = None,
    open_file: Opener | None = None,
) -> Iterator[Record]:
    """Yield a record for each row of the table ``path``, in order; raises nothing but what ``told`` raises.

    Rows without an id of their own are called after ``id`` (the path if None) and their number.  ``columns`` says which
    columns are meant; those left out are guessed.  ``told`` is called with the outcome before the first row.
    ``open_file`` opens the path, which may then be anything that it knows.
    """
    kind, packing = _kind_of(path)
    shown = printable(path)
    table = Table(path, shortened(path), shown, id or shown)
    return _reader(kind, packing)(table, open_file or _open, columns or Columns(), told or (lambda *_: None))


def column_names(path: str, open_file: Opener | None = None) -> list[str]:
    """Return the names of the table's columns, by its first rows; none where it has none or cannot be read."""
    kind, packing = _kind_of(path)
    shown = printable(path)
    table, opener = Table(path, shortened(path), shown, shown), open_file or _open
    try:
        match kind:
            case "json":
                from auditor.reading.tables.json_lines import json_names

                return json_names(table, opener, packing)
            case "csv":
                from auditor.reading.tables.delimited import delimited_names

                return delimited_names(table, opener, packing)
            case "parquet":
                from auditor.reading.tables.parquet import parquet_names

                return parquet_names(table, opener)
    except (AuditorError, OSError):  # said when its turn comes
        pass
    return []


def read_tables(
    paths: Iterable[str | os.PathLike[str]],
    columns: Columns | None = None,
    *,
    force: bool = False,
    told: Told | None = None,
) -> Iterator[Article | Rejected]:
    """Yield the articles of all tables in their order, and a ``Rejected`` for every row without one.

    Ids are the tables' own, so two articles may share one.  ``force`` lets pass what would be refused.
    """
    for path in paths:
        for record in table_records(os.fspath(path), columns=columns, told=told):
            try:
                yield from articles_of_record(record, force=force)
            except AuditorError as error:
                yield Rejected(record.path, str(error))


def _kind_of(path: str) -> tuple[str | None, str]:
    name = path.lower()
    packing = next((one for one in _PACKINGS if name.endswith(one)), "")
    kind = _KINDS.get(PurePath(name.removesuffix(packing)).suffix)
    if packing and (kind == "parquet" or (kind == "warc" and packing != ".gz")):
        return None, ""
    return kind, packing


def _reader(kind: str | None, packing: str) -> TableReader:
    """Import the one reader that is needed."""
    match kind:
        case "json":
            from auditor.reading.tables.json_lines import read_json_lines

            return partial(read_json_lines, packing=packing)
        case "csv":
            from auditor.reading.tables.delimited import read_delimited

            return partial(read_delimited, packing=packing)
        case "parquet":
            from auditor.reading.tables.parquet import read_parquet

            return read_parquet
        case "warc":
            from auditor.reading.tables.warc import read_warc

            return read_warc
        case _:
            return _unknown


def _unknown(table: Table, open_file: Opener, columns: Columns, told: Told) -> Iterator[Record]:
    yield Broken(table.id, table.shown, f"{table.name} is not a table that can be read.")


def _open(path: str) -> BinaryIO:
    return open(path, "rb")  # noqa: PTH123 - a path here is a string, and the caller closes the file
