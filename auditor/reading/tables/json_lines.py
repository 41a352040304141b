"""JSON Lines: one object a line, plain or packed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.errors import InputError
from auditor.reading.encoding import decode
from auditor.reading.interface import MAX_FILE_BYTES
from auditor.reading.records import Broken, Record
from auditor.reading.tables.columns import choose, lacking, record_of
from auditor.reading.tables.interface import Columns, Opener, Table, Told
from auditor.reading.tables.streams import lines, reason_of, unpacked

_LOOKED_AT = 20
"""How many rows tell the columns: a key may be missing from some."""

Line = tuple[int, Mapping[str, Any] | str]
"""The number of a line, and its object or the sentence that says what is wrong with it."""


def read_json_lines(
    table: Table, open_file: Opener, columns: Columns, told: Told, packing: str = ""
) -> Iterator[Record]:
    """Read JSON Lines; see ``TableReader``.  Empty lines are passed over."""
    try:
        with open_file(table.path) as file:
            yield from _records(_lines(unpacked(file, packing), table), table, columns, told)
    except (InputError, OSError) as error:
        yield Broken(table.id, table.shown, reason_of(error, table.name))


def json_names(table: Table, open_file: Opener, packing: str = "") -> list[str]:
    """Return the keys of the first rows.  Raises ``UsageError`` and OSError."""
    with open_file(table.path) as file:
        first, _ = _first(_lines(unpacked(file, packing), table))
    return list(dict.fromkeys(_keys(first)))


def _records(found: Iterator[Line], table: Table, columns: Columns, told: Told) -> Iterator[Record]:
    first, failure = _first(found)
    chosen = None
    if keys := _keys(first):
        chosen = choose(columns, keys, table.name, closed=False)
        told(table.name, chosen, lacking(columns, keys))
    for line in first:
        yield _record(line, chosen, table)
    if failure is not None:
        raise failure
    for line in found:
        if chosen is None and not isinstance(line[1], str):
            chosen = choose(columns, line[1], table.name, closed=False)
            told(table.name, chosen, lacking(columns, line[1]))
        yield _record(line, chosen, table)


def _first(found: Iterator[Line]) -> tuple[list[Line], InputError | None]:
    """Return the first lines, and why there are no more of them where the file breaks off."""
    first: list[Line] = []
    try:
        for line in found:
            first.append(line)
            if len(first) == _LOOKED_AT:
                break
    except InputError as error:  # what came before it is read all the same
        return first, error
    return first, None


def _keys(first: list[Line]) -> list[str]:
    return [key for _, value in first if not isinstance(value, str) for key in value]


def _record(line: Line, columns: Columns | None, table: Table) -> Record:
    number, value = line
    if isinstance(value, str) or columns is None:
        return Broken(f"{table.id}:{number}", table.shown, str(value))
    return record_of(value, columns, table, number, "line")


def _lines(stream: Any, table: Table) -> Iterator[Line]:
    for number, line in enumerate(lines(stream, table.name), start=1):
        name = f"{table.name}, line {number}"
        if line is None:
            yield number, f"{name} is too large: a line may have {MAX_FILE_BYTES // 1_000_000} MB."
        elif line.strip():
            yield number, _object(line, name)


def _object(line: bytes, name: str) -> Mapping[str, Any] | str:
    try:
        try:
            value = json.loads(line.decode("utf-8"))  # given bytes, it would guess at other encodings
        except UnicodeDecodeError:
            value = json.loads(decode(line, name))
    except InputError as error:
        return str(error)
    except (ValueError, RecursionError):
        return f"{name} is not valid JSON."
    return value if isinstance(value, dict) else f"{name} is not a JSON object."
