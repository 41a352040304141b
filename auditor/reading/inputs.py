"""What the arguments of a run stand for: files, folders, addresses, standard input; each with its id."""

import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from auditor.errors import AuditorError, InputError
from auditor.reading.interface import MAX_FILE_BYTES, Content
from auditor.reading.names import printable, shortened

if TYPE_CHECKING:
    from auditor.reading.url import Fetcher

STDIN = "-"

_ABOUT_FOLDER = re.compile(
    r"(?:README|LICEN[CS]E|CHANGELOG)(?![A-Za-z])|(?i:readme|licen[cs]e|changelog)(?:\.[^.]*)?\Z"
)
"""Files that tell about their folder: in capitals whatever follows (README.de.md), else alone (Readme.txt)."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read, or the ``error`` that was met on the way to it.

    ``source`` is the path, the address or ``-``; ``id`` what its article will be called; ``longer_ids`` the
    same with more and more of where it is, for when two inputs share a name.
    """

    source: str
    id: str
    longer_ids: tuple[str, ...] = ()
    error: AuditorError | None = None

    @property
    def path(self) -> str:
        """The source as results and messages show it."""
        if is_address(self.source):
            from auditor.reading.url import without_credentials

            return printable(without_credentials(self.source))
        return printable(self.source)

    @property
    def is_path(self) -> bool:
        """Whether the source is a file's path, and neither an address nor standard input."""
        return self.source != STDIN and not is_address(self.source)


def is_address(source: str) -> bool:
    """Tell whether ``source`` is a web address (or one of another scheme) rather than a path."""
    scheme, separator, _ = source.partition("://")
    return bool(separator) and scheme.isascii() and scheme.replace("+", "").isalnum()


def expand(sources: Iterable[str | os.PathLike[str]]) -> list[Input]:
    """Return every single input that ``sources`` stand for, folders opened without what ``about_folders`` names.

    Two have one id only where they are one source.
    """
    inputs = [item for source in sources for item in _open(os.fspath(source))]
    while True:
        names = Counter(item.id for item in inputs)
        if not any(names[item.id] > 1 and item.longer_ids for item in inputs):
            return inputs
        inputs = [_longer(item) if names[item.id] > 1 else item for item in inputs]


def about_folders(sources: Iterable[str | os.PathLike[str]]) -> list[str]:
    """Return the files in folders of ``sources`` that are no input: README, LICENSE and CHANGELOG, whatever follows."""
    folders = [Path(source) for source in sources if _opens_as_folder(os.fspath(source))]
    found = [file for folder in folders for file in _files(folder)[0] if _ABOUT_FOLDER.match(file.name)]
    return [printable(str(file)) for file in sorted(found)]


def load(item: Input, stdin: BinaryIO | None, fetcher: "Fetcher | None") -> Content:
    """Return the bytes of ``item``.  Raises ``InputError`` where they cannot be had or are too many."""
    if item.error is not None:
        raise item.error
    if item.source == STDIN:
        if stdin is None and sys.stdin is None:
            raise InputError("standard input is closed.")
        try:
            return Content(_limited(stdin or sys.stdin.buffer, "standard input"), "standard input")
        except OSError as error:
            raise _unreadable("standard input", error) from None
    if is_address(item.source):
        from auditor.reading.url import Fetcher

        return (fetcher or Fetcher()).fetch(item.source)
    name = shortened(item.source)
    try:
        with Path(item.source).open("rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > MAX_FILE_BYTES:
                raise _too_large(name, status.st_size)
            data = _limited(file, name)
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None
    return Content(data, name, Path(item.source).suffix.lower())


def _longer(item: Input) -> Input:
    """Return ``item`` under the next longer id, if it has one."""
    if not item.longer_ids:
        return item
    return replace(item, id=item.longer_ids[0], longer_ids=item.longer_ids[1:])


def _open(source: str) -> Iterator[Input]:
    if source == STDIN:
        yield Input(source, "stdin")
    elif is_address(source):
        yield _address(source)
    elif not source.strip():
        yield Input(source, "", error=InputError("An input is an empty name."))
    elif _opens_as_folder(source):
        yield from _folder(Path(source))
    else:
        yield Input(source, printable(Path(source).name), (printable(Path(source).as_posix()),))


def _opens_as_folder(source: str) -> bool:
    return source != STDIN and not is_address(source) and bool(source.strip()) and _is_folder(source)


def _is_folder(source: str) -> bool:
    try:
        return Path(source).is_dir()
    except (OSError, ValueError):
        return False  # opening it will tell what is wrong


def _address(source: str) -> Input:
    try:
        parts = urlsplit(source)
        short = f"{parts.hostname or ''}{parts.path}".rstrip("/")
        longer = f"{short}?{parts.query}" if parts.query else short
    except ValueError:  # not an address after all; fetching it will say so
        short = longer = source
    return Input(source, printable(short), (printable(longer),))


def _folder(folder: Path) -> Iterator[Input]:
    """Yield the files of ``folder`` and of the folders in it, sorted; those about the folder are passed over."""
    files, failures = _files(folder)
    files = [file for file in files if not _ABOUT_FOLDER.match(file.name)]
    for failure in failures:
        path = str(failure.filename)
        yield Input(path, printable(path), error=_unreadable(shortened(path), failure))
    for file in sorted(files):
        name = shortened(str(file))
        error = None
        if _is_special(file):  # a pipe here would wait for ever
            error = InputError(f"{name} is not a file that can be read.")
        inside = file.relative_to(folder)
        paths = (inside, folder.absolute().name / inside, file)
        yield Input(str(file), printable(file.name), tuple(printable(path.as_posix()) for path in paths), error)
    if not files and not failures:
        path = str(folder)
        error = InputError(f"{shortened(path)} is a folder without any file to read.")
        yield Input(path, printable(folder.name), (printable(folder.as_posix()),), error)


def _files(folder: Path) -> tuple[list[Path], list[OSError]]:
    """Return the files in ``folder`` and the folders in it that are not hidden, and what could not be opened.

    Links to files are followed, links to folders are not.
    """
    failures: list[OSError] = []
    files: list[Path] = []
    for directory, subfolders, names in os.walk(folder, onerror=failures.append):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        files += [Path(directory, name) for name in names if not name.startswith(".")]
    return files, failures


def _is_special(file: Path) -> bool:
    """Tell whether ``file`` is a pipe, a device or the like."""
    try:
        return file.exists() and not file.is_file()
    except OSError:
        return False  # opening it will tell what is wrong


def _limited(stream: BinaryIO, name: str) -> bytes:
    """Read ``stream`` to its end, but never more than one byte over the limit."""
    parts, left = [], MAX_FILE_BYTES + 1
    while left > 0 and (part := stream.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise _too_large(name)
    return b"".join(parts)


def _too_large(name: str, size: int | None = None) -> InputError:
    has = f" ({size / 1e6:.0f} MB)" if size else ""
    return InputError(f"{name} is too large{has}: an input may have {MAX_FILE_BYTES // 1_000_000} MB.")


def _unreadable(name: str, error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError(f"{name} does not exist.")
    if isinstance(error, PermissionError):
        return InputError(f"{name} cannot be read: permission denied.")
    if isinstance(error, OSError):
        return InputError(f"{name} cannot be read: {(error.strerror or str(error)).lower()}.")
    return InputError(f"{name} is not a valid file name.")
