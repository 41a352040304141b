"""Files read as a stream of lines, unpacked as they come, with a limit for a line."""

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from auditor.errors import AuditorError, InputError, UsageError
from auditor.reading.interface import MAX_FILE_BYTES

_STEP = 1 << 16
_NO_UTF8 = (b"\xff\xfe", b"\xfe\xff")


def unpacked(file: BinaryIO, packing: str) -> BinaryIO:
    """Return what ``file`` unfolds to, as a stream; ``packing`` is "", ".gz" or ".zst".

    Raises ``UsageError`` where the library for ``.zst`` is missing.
    """
    if packing == ".gz":
        return io.BufferedReader(gzip.GzipFile(fileobj=file))
    if packing == ".zst":
        pyarrow = needs("pyarrow", "a .zst file")
        return io.BufferedReader(_Arrow(pyarrow.CompressedInputStream(file, "zstd")), _STEP)
    return file


def lines(stream: BinaryIO, name: str, limit: int = MAX_FILE_BYTES) -> Iterator[bytes | None]:
    """Yield the lines of ``stream`` with their ends; None for one of more than ``limit`` bytes, which is not kept.

    Raises ``InputError``, with the number of the line, where the stream breaks off or is damaged.
    """
    number = 0
    try:
        while line := stream.readline(limit + 1):
            number += 1
            if number == 1:
                if line.startswith(_NO_UTF8):
                    raise InputError(f"{name} is UTF-16; save it as UTF-8.")
                line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) <= limit:
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(_STEP)
            yield None
    except (OSError, EOFError, zlib.error) as error:
        raise broken_off(name, f"line {number}", error) from None


def broken_off(name: str, place: str, error: Exception) -> InputError:
    """Return the error that says that ``name`` cannot be read after ``place``."""
    detail = str(error).lower()
    if isinstance(error, EOFError) or "truncated" in detail:
        reason = "the file ends too early"
    elif isinstance(error, OSError) and error.strerror:
        reason = error.strerror.lower()
    else:
        reason = "the file is damaged"
    return InputError(f"{name} cannot be read beyond {place}: {reason}.")


def needs(library: str, what: str) -> Any:
    """Import and return ``library``; raise ``UsageError`` where it is missing, saying what it is needed for."""
    from importlib import import_module

    try:
        return import_module(library)
    except ImportError:
        raise UsageError(
            f"Reading {what} needs the corpus extra: pip install -e '.[corpus]' in the project's folder."
        ) from None


def reason_of(error: AuditorError | OSError, name: str) -> str:
    """Return the sentence that says why ``name`` cannot be read."""
    if isinstance(error, AuditorError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return f"{name} does not exist."
    if isinstance(error, PermissionError):
        return f"{name} cannot be read: permission denied."
    return f"{name} cannot be read: {(error.strerror or str(error)).lower()}."


class _Arrow(io.RawIOBase):
    """Makes one of Arrow's streams a raw stream of Python's, so that it can be buffered and read by lines."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data: bytes = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
