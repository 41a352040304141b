"""Where an audited corpus lies: files that are complete or absent, whatever happens.

``Files`` is all that the rest needs of a place: a folder here, an object store elsewhere.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

PART = ".part"
"""How the names of files end that are not complete."""


class Files(Protocol):
    """A place for files, known by names such as ``sentences/0-256.parquet``; it can be sent to another process."""

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Make ``name`` hold ``data``, whole or in parts: for good once this returns; until then what it held before.

        Raises OSError where it cannot be done.
        """

    def read(self, name: str) -> bytes:
        """Return what ``name`` holds; raises FileNotFoundError where there is no such file."""

    def names(self, folder: str) -> list[str]:
        """Return the names, without the folder's, of the files in ``folder`` ("" for those beside the folders)."""

    def entries(self) -> list[str]:
        """Return the names of all files and folders that lie there, sorted; none where there is no such place."""

    def delete(self, name: str) -> None:
        """Delete ``name`` if it is there."""


class Folder:
    """Files in a folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Write beside ``name``, bring it to the disk, and put it in its place."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        # Two processes of one run may write the same file, when one was believed dead.
        part = target.with_name(f".{target.name}.{os.getpid()}{PART}")
        try:
            with part.open("wb") as file:
                file.writelines([data] if isinstance(data, bytes) else data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        _sync(target.parent)

    def read(self, name: str) -> bytes:
        """Return the file's bytes."""
        return (self.path / name).read_bytes()

    def names(self, folder: str) -> list[str]:
        """Return the names of the folder's files, sorted; none where there is no such folder."""
        try:
            with os.scandir(self.path / folder) as entries:
                return sorted(entry.name for entry in entries if entry.is_file())
        except FileNotFoundError:
            return []

    def entries(self) -> list[str]:
        """Return the names of the files and folders in the folder, sorted."""
        try:
            return sorted(entry.name for entry in self.path.iterdir())
        except FileNotFoundError:
            return []

    def delete(self, name: str) -> None:
        """Delete the file if it is there."""
        (self.path / name).unlink(missing_ok=True)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold ``path`` as this process's own while the block runs; False where another process holds it.

    The system lets go of it when the process ends, however it ends.
    """
    try:
        import fcntl
    except ImportError:  # Windows; there two runs in one folder are the user's own to avoid
        yield True
        return
    while True:
        with path.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            if _is_at(path, file):
                yield True
                return
            # Whoever held it has deleted it meanwhile: another process may already hold a new one.


def _is_at(path: Path, file: Any) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _sync(folder: Path) -> None:
    """Bring a folder's list of names to the disk."""
    if os.name == "nt":  # where a folder cannot be opened
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
