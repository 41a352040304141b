"""CSV and its kin: a row of names, then a row an article."""

import csv
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from auditor.errors import InputError
from auditor.reading.encoding import decode
from auditor.reading.interface import MAX_FILE_BYTES
from auditor.reading.records import Broken, Record
from auditor.reading.tables.columns import choose, record_of
from auditor.reading.tables.interface import Columns, Opener, Table, Told
from auditor.reading.tables.streams import lines, reason_of, unpacked

_DELIMITERS = ",;\t|"


def read_delimited(
    table: Table, open_file: Opener, columns: Columns, told: Told, packing: str = ""
) -> Iterator[Record]:
    """Read a table of comma-, semicolon-, tab- or bar-separated values; see ``TableReader``.

    A row is known by the line it begins on.  A row with more cells than the first, or fewer, is not read: its text is
    likely cut, by a comma or by a line break that should have been quoted.
    """
    try:
        with open_file(table.path) as file:
            yield from _records(unpacked(file, packing), table, columns, told)
    except (InputError, OSError) as error:
        yield Broken(table.id, table.shown, reason_of(error, table.name))


def delimited_names(table: Table, open_file: Opener, packing: str = "") -> list[str]:
    """Return the names of the columns.  Raises ``InputError`` and OSError."""
    with open_file(table.path) as file:
        _, header = next(_rows(unpacked(file, packing), table), (0, []))
    return [cell.strip() for cell in header]


def _records(stream: BinaryIO, table: Table, columns: Columns, told: Told) -> Iterator[Record]:
    rows = _rows(stream, table)
    _, header = next(rows, (0, []))
    if not header:
        raise InputError(f"{table.name} is empty.")
    names = [cell.strip() for cell in header]
    chosen = choose(columns, names, table.name)
    told(table.name, chosen, ())
    for number, cells in rows:
        if not any(cells):
            continue
        id, name = f"{table.id}:{number}", f"{table.name}, line {number}"
        if len(cells) != len(names):
            found = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            there = "is 1 column" if len(names) == 1 else f"are {len(names)} columns"
            yield Broken(id, table.shown, f"{name} has {found}, but there {there}.")
            continue
        try:
            values = dict(zip(names, (_decoded(cell, name) for cell in cells), strict=False))
        except InputError as error:
            yield Broken(id, table.shown, str(error))
            continue
        yield record_of(values, chosen, table, number, "line")


def _rows(stream: BinaryIO, table: Table) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each row with the line it begins on; the first row tells what separates the cells."""
    texts = _texts(stream, table)
    first = next(texts, "")
    delimiter = max(_DELIMITERS, key=first.count)

    def all_texts() -> Iterator[str]:
        yield first
        yield from texts

    reader = csv.reader(all_texts(), delimiter=delimiter)
    while True:
        number = reader.line_num + 1
        limit = csv.field_size_limit(MAX_FILE_BYTES)  # the usual one refuses a cell of 128 KiB
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise InputError(f"{table.name} cannot be read from line {number} on: a cell has no end.") from None
        finally:
            csv.field_size_limit(limit)
        yield number, cells


def _texts(stream: BinaryIO, table: Table) -> Iterator[str]:
    for number, line in enumerate(lines(stream, table.name), start=1):
        if line is None:
            size = MAX_FILE_BYTES // 1_000_000
            raise InputError(f"{table.name} cannot be read from line {number} on: it has more than {size} MB.")
        # Bytes that are not UTF-8 go through the parser as they are, and are looked at cell by cell.
        yield line.decode("utf-8", "surrogateescape")


def _decoded(cell: str, name: str) -> str:
    if cell.isascii():
        return cell
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return decode(cell.encode("utf-8", "surrogateescape"), name)
    return cell
