"""Where reports go: a file that is complete or absent, or standard output that may be closed early."""

import contextlib
import errno
import io
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from auditor.errors import InputError
from auditor.reporting.text_safety import visible

_DEVICE_FOLDERS = ("/dev", "/proc")
_REASONS = {
    errno.ENOSPC: "no space left on the device",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the file system is read-only",
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder is not a folder",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "the name is too long",
}


@contextlib.contextmanager
def atomic_output(path: Path) -> Iterator[TextIO]:
    """Open ``path`` for a UTF-8 text whose line ends are written as they are; complete or absent at the end.

    The text goes to a file beside ``path`` that takes its place when the block ends well, with the
    permissions of the file it replaces; whatever else happens, nothing is left of it and an older file stays
    as it was.  A link is followed.  A device, a pipe or a stream of this process (/dev/stdout) is written
    directly; a reader that stops early ends the block quietly.

    Raises InputError where the file cannot be written; an OSError inside the block counts as that, so the
    block should do nothing but write.
    """
    try:
        existing = _status(path)
        if _is_direct(path, existing):
            with path.open("w", encoding="utf-8", newline="") as stream:
                yield stream
        else:
            with _replacing(Path(os.path.realpath(path)), existing) as stream:
                yield stream
    except BrokenPipeError:
        return
    except OSError as error:
        raise InputError(f"Cannot write {visible(str(path))}: {_reason(error)}.") from error


def check_output(path: Path) -> None:
    """Raise InputError where ``path`` cannot be written, before long work goes into what is to stand there."""
    try:
        existing = _status(path)
        if not _is_direct(path, existing):
            target = Path(os.path.realpath(path))
            _refuse_target(target, existing)
            temporary = _temporary(target)
            temporary.touch(exist_ok=False)
            temporary.unlink()
    except OSError as error:
        raise InputError(f"Cannot write {visible(str(path))}: {_reason(error)}.") from error


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_direct(path: Path, existing: os.stat_result | None) -> bool:
    if existing is None:
        return False
    is_stream = path.absolute().as_posix().startswith(tuple(f"{folder}/" for folder in _DEVICE_FOLDERS))
    return is_stream or not (stat.S_ISREG(existing.st_mode) or stat.S_ISDIR(existing.st_mode))


@contextlib.contextmanager
def _replacing(target: Path, existing: os.stat_result | None) -> Iterator[TextIO]:
    _refuse_target(target, existing)
    temporary = _temporary(target)
    stream = temporary.open("x", encoding="utf-8", newline="")
    try:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
        stream.close()
        if existing is not None:
            temporary.chmod(stat.S_IMODE(existing.st_mode))
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            stream.close()  # writes what is buffered, which fails again on a full disk
        temporary.unlink(missing_ok=True)
        raise


def _refuse_target(target: Path, existing: os.stat_result | None) -> None:
    if existing is not None:
        if stat.S_ISDIR(existing.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not os.access(target, os.W_OK):  # replacing needs no leave of the file itself, so ask for it
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _temporary(target: Path) -> Path:
    # Not from tempfile, which shuts out everyone else; a plain open gives a new file the usual permissions.
    return target.with_name(f".{secrets.token_hex(8)}.part")


@contextlib.contextmanager
def standard_output(encoding: str | None = "utf-8") -> Iterator[TextIO]:
    """Open standard output for a text whose line ends are written as they are.

    With ``encoding`` None the text is in the terminal's own encoding and a character that it does not have
    becomes an escape.  A reader that stops early (``| head``) ends the block quietly; any other failure
    raises InputError.
    """
    if sys.stdout is None:
        raise InputError("Cannot write the report: standard output is closed.")
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # a stand-in for standard output that takes text only
        yield sys.stdout
        return
    sys.stdout.flush()
    errors = "strict" if encoding else "backslashreplace"
    stream = io.TextIOWrapper(buffer, encoding or sys.stdout.encoding, errors=errors, newline="")
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        silence_standard_output()
    except OSError as error:
        silence_standard_output()
        raise InputError(f"Cannot write to standard output: {_reason(error)}.") from error
    finally:
        stream.detach()


def silence_standard_output() -> None:
    """Send what is still waiting for standard output nowhere, so that leaving Python does not fail on it."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, (error.strerror or type(error).__name__).lower())
