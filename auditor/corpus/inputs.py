"""From the arguments of a corpus run to one stream of records, in a fixed order and in bounded memory."""

import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from auditor.corpus.chunks import Position
from auditor.corpus.objects import is_object, object_files, open_object
from auditor.errors import AuditorError, InputError, UsageError
from auditor.reading.inputs import STDIN, Input, is_address, load
from auditor.reading.interface import MAX_FILE_BYTES, Content
from auditor.reading.names import printable, shortened
from auditor.reading.records import Broken, Page, Record
from auditor.reading.tables import Columns, Opener, Told, column_names, is_table, table_records
from auditor.reading.tables.columns import lacking, listed


def check_inputs(inputs: Iterable[str]) -> None:
    """Raise ``UsageError`` or ``InputError`` for an input that cannot be a part of a corpus."""
    for given in inputs:
        if is_object(given):
            try:
                next(object_files(given))
            except OSError as error:
                raise InputError(f"{shortened(given)} {_absent(error)}.") from None
            continue
        if given == STDIN or is_address(given):
            raise UsageError("A corpus is read from files and folders; “auditor audit” reads addresses and pipes.")
        try:
            Path(given).stat()
        except (OSError, ValueError) as error:
            raise InputError(f"{shortened(given)} {_absent(error)}.") from None


def check_columns(inputs: Iterable[str], columns: Columns) -> None:
    """Raise ``UsageError`` for a column in ``columns`` that no table of ``inputs`` has in its first rows."""
    missing = lacking(columns, ())
    if not missing:
        return
    open_file = _opener(Position())
    shown = ""
    for given in inputs:
        for path, error in _objects(given) if is_object(given) else _files(given):
            if error is None and is_table(path) and (names := column_names(path, open_file)):
                shown = shown or f"{shortened(path)} has {listed(names)}"
                found = lacking(columns, names)
                missing = tuple(column for column in missing if column in found)
                if not missing:
                    return
    if shown:
        field = next(field for field, column in columns.items() if column == missing[0])
        raise UsageError(f"--{field}-column: no table of the input has a column “{printable(missing[0])}”; {shown}.")


def count(inputs: Iterable[str], columns: Columns) -> int:
    """Return how many records stand in ``inputs``; all of it is read."""
    return sum(1 for _ in records(inputs, columns, lambda *_: None, Position()))


def measure(inputs: Iterable[str]) -> int:
    """Return the number of bytes that the files of all inputs have."""
    return sum(
        sum(size for _, size in object_files(given))
        if is_object(given)
        else sum(_size(path) for path, _ in _files(given))
        for given in inputs
    )


def records(inputs: Iterable[str], columns: Columns, told: Told, position: Position) -> Iterator[Record]:
    """Yield what stands in ``inputs``: the rows of tables, all other files whole; folders sorted, file by file.

    A file is called by the path by which it was reached, a row by its own id or by the file and its number.
    ``position`` is told how far reading has come.
    """

    open_file = _opener(position)
    for given in inputs:
        for path, error in _objects(given) if is_object(given) else _files(given):
            if error is not None:
                yield Broken(printable(path), printable(path), str(error))
            elif is_table(path):
                yield from table_records(path, columns=columns, told=told, open_file=open_file)
            elif is_object(path):
                yield _object_page(path, open_file)
            else:
                yield _page(path)
                position.bytes += _size(path)


def _opener(position: Position) -> Opener:
    def open_file(path: str) -> BinaryIO:
        if is_object(path):
            return io.BufferedReader(_CountedObject(path, position), 1 << 17)
        return io.BufferedReader(_Counted(path, position), 1 << 17)

    return open_file


def _page(path: str) -> Record:
    shown = printable(path)
    try:
        return Page(shown, shown, load(Input(path, shown), None, None))
    except AuditorError as error:
        return Broken(shown, shown, str(error))


def _object_page(path: str, open_file: Opener) -> Record:
    shown = printable(path)
    try:
        with open_file(path) as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return Broken(shown, shown, f"{shortened(path)} {_absent(error)}.")
    if len(data) > MAX_FILE_BYTES:
        size = MAX_FILE_BYTES // 1_000_000
        return Broken(shown, shown, f"{shortened(path)} is too large: an input may have {size} MB.")
    return Page(shown, shown, Content(data, shortened(path), PurePosixPath(path).suffix.lower()))


def _objects(given: str) -> Iterator[tuple[str, InputError | None]]:
    try:
        for path, _ in object_files(given):
            yield path, None
    except OSError as error:
        yield given, InputError(f"{shortened(given)} {_absent(error)}.")


def _absent(error: Exception) -> str:
    if isinstance(error, FileNotFoundError | ValueError):
        return "does not exist"
    return f"cannot be read: {(getattr(error, 'strerror', None) or str(error)).lower()}"


def _files(given: str) -> Iterator[tuple[str, InputError | None]]:
    """Yield the file ``given``, or the files of that folder and the folders in it, sorted; hidden ones are left out.

    Only the names of one folder and those above it are in memory.  Links to folders are not followed.
    """
    if not Path(given).is_dir():
        yield given, None
        return
    try:
        with os.scandir(given) as entries:
            found = sorted((e.name, e.is_dir(follow_symlinks=False), _is_plain(e)) for e in entries)
    except OSError as error:
        yield given, InputError(f"{shortened(given)} cannot be read: {(error.strerror or str(error)).lower()}.")
        return
    for name, is_folder, is_plain in found:
        path = Path(given, name).as_posix()
        if name.startswith("."):
            continue
        if is_folder:
            yield from _files(path)
        elif is_plain:
            yield path, None
        elif not Path(path).is_dir():  # a pipe would wait for ever
            yield path, InputError(f"{shortened(path)} is not a file that can be read.")


def _is_plain(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


class _CountedObject(io.RawIOBase):
    """An object of a store that tells how much of it was read."""

    def __init__(self, path: str, position: Position) -> None:
        self._file = open_object(path)
        self._position = position

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._position.bytes += len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


class _Counted(io.FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, path: str, position: Position) -> None:
        super().__init__(path)
        self._position = position

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        count = super().readinto(buffer) or 0
        self._position.bytes += count
        return count
