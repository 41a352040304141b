"""Parquet, by pyarrow (extra ``corpus``): a few rows at a time, only the columns that are needed."""

from collections.abc import Iterator
from typing import Any

from auditor.errors import AuditorError, InputError
from auditor.reading.records import Broken, Record
from auditor.reading.tables.columns import choose, record_of
from auditor.reading.tables.interface import Columns, Opener, Table, Told
from auditor.reading.tables.streams import broken_off, needs, reason_of

_ROWS = 32
_BUFFER = 1 << 20


def read_parquet(table: Table, open_file: Opener, columns: Columns, told: Told) -> Iterator[Record]:
    """Read a Parquet file; see ``TableReader``.  Row groups are read page by page, never whole."""
    try:
        parquet = needs("pyarrow.parquet", table.name)
        with open_file(table.path) as file:
            yield from _records(parquet, file, table, columns, told)
    except (AuditorError, OSError) as error:
        yield Broken(table.id, table.shown, reason_of(error, table.name))


def parquet_names(table: Table, open_file: Opener) -> list[str]:
    """Return the names of the columns.  Raises ``AuditorError`` and OSError."""
    parquet = needs("pyarrow.parquet", table.name)
    with open_file(table.path) as file:
        return list(_source(parquet, file, table).schema_arrow.names)


def _records(parquet: Any, file: Any, table: Table, columns: Columns, told: Told) -> Iterator[Record]:
    import pyarrow

    source = _source(parquet, file, table)
    names = source.schema_arrow.names
    chosen = choose(columns, names, table.name)
    told(table.name, chosen, ())
    wanted = {column if column in names else column.split(".")[0] for _, column in chosen.items() if column}
    number = 0
    try:
        for batch in source.iter_batches(_ROWS, columns=sorted(wanted), use_threads=False):
            for values in batch.to_pylist():
                number += 1
                yield record_of(values, chosen, table, number, "row")
    except (pyarrow.ArrowException, UnicodeDecodeError, OSError) as error:
        raise broken_off(table.name, f"row {number}", error) from None


def _source(parquet: Any, file: Any, table: Table) -> Any:
    import pyarrow

    try:
        return parquet.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
    except pyarrow.ArrowException:
        raise InputError(f"{table.name} is not a Parquet file.") from None
