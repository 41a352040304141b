"""Object stores, through pyarrow: inputs are read from them, and an audited corpus can lie in one.

An object store has no renaming, and needs none here: an object appears as a whole when its upload is completed, and not
at all before.  So a chunk's tables are uploaded first and its record in ``_done`` after them; that one small object is
the point at which the chunk counts.  (S3, Google Cloud Storage and Azure show an object to all readers as soon as its
upload has returned.)

Keys come from where the store's own tools take them; for S3 ``AWS_ENDPOINT_URL_S3`` or ``AWS_ENDPOINT_URL`` names
another service of that kind.
"""

import contextlib
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, BinaryIO

from auditor.errors import InputError, UsageError

SCHEMES = ("s3", "gs", "abfs", "abfss")
_READ_AHEAD = 4 << 20
"""Bytes that are fetched by one request."""


def is_object(place: str) -> bool:
    """Tell whether ``place`` is an address in an object store."""
    scheme, separator, rest = place.partition("://")
    return bool(separator and rest) and scheme in SCHEMES


class ObjectStore:
    """The store that an address is in, and the path of the address there; it can be sent to another process."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def __str__(self) -> str:
        return self.address

    def __getstate__(self) -> str:
        return self.address

    def __setstate__(self, address: str) -> None:
        self.address = address

    @cached_property
    def place(self) -> tuple[Any, str]:
        """The ``pyarrow.fs.FileSystem`` and the path in it; raises ``UsageError`` or ``InputError``."""
        try:
            from pyarrow import fs
        except ImportError:
            raise UsageError(
                "An object store needs the corpus extra: pip install -e '.[corpus]' in the project's folder."
            ) from None
        scheme, _, rest = self.address.partition("://")
        try:
            if scheme == "s3":
                endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
                # Delayed opening makes a small object one request instead of three.
                return fs.S3FileSystem(endpoint_override=endpoint or None, allow_delayed_open=True), rest
            found, path = fs.FileSystem.from_uri(self.address)
        except (OSError, ValueError, NotImplementedError) as error:
            raise InputError(f"{self.address} cannot be opened: {_reason(error)}.") from error
        return found, path


class Objects(ObjectStore):
    """Files under an address in an object store; see ``store.Files``."""

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Upload ``data`` as one object, by one call: what is cut short is never completed."""
        import pyarrow as pa

        if isinstance(data, bytes):
            self._upload(name, pa.py_buffer(data))
            return
        with tempfile.TemporaryDirectory() as folder:
            part = os.path.join(folder, "part")  # noqa: PTH118 - a string for pyarrow
            with open(part, "wb") as file:  # noqa: PTH123
                file.writelines(data)
                size = file.tell()
            # An empty file cannot be mapped.
            with pa.memory_map(part) if size else contextlib.nullcontext() as mapped:
                self._upload(name, mapped.read_buffer() if mapped else pa.py_buffer(b""))

    def _upload(self, name: str, data: Any) -> None:
        files, path = self.place
        with _plain_errors(), files.open_output_stream(f"{path}/{name}", compression=None) as stream:
            stream.write(data)

    def read(self, name: str) -> bytes:
        """Return the object's bytes; raises FileNotFoundError where there is none."""
        files, path = self.place
        with _plain_errors(), files.open_input_stream(f"{path}/{name}", compression=None) as stream:
            data: bytes = stream.read()
        return data

    def names(self, folder: str) -> list[str]:
        """Return the names of the objects in ``folder``, sorted."""
        return sorted(name for name, _, is_folder in _entries(self, folder) if not is_folder)

    def entries(self) -> list[str]:
        """Return the names of the objects and folders under the address, sorted.

        Raises ``InputError`` where there is no such bucket, OSError where the store cannot be reached.
        """
        files, path = self.place
        if self.address.startswith("s3:"):
            from pyarrow import fs

            bucket = path.partition("/")[0]
            with _plain_errors():
                found = files.get_file_info(bucket).type
            if found == fs.FileType.NotFound:
                raise InputError(f"There is no bucket “{bucket}”.")
        return [name for name, _, _ in _entries(self, "")]

    def delete(self, name: str) -> None:
        """Delete the object if it is there."""
        files, path = self.place
        with _plain_errors(), contextlib.suppress(FileNotFoundError):
            files.delete_file(f"{path}/{name}")


def object_files(address: str) -> Iterator[tuple[str, int]]:
    """Yield the address and the size in bytes of the object ``address``, or of those under it, sorted by name.

    What is hidden (its name begins with a dot) is left out.  Only the names of one folder and those above it are in
    memory.  Raises OSError, and FileNotFoundError where there is nothing.
    """
    store = ObjectStore(address)
    files, path = store.place
    with _plain_errors():
        info = files.get_file_info(path)
    if info.is_file:
        yield address, info.size
        return
    found = False
    for one in _under(store, ""):
        found = True
        yield one
    if not found:
        raise FileNotFoundError(address)


def open_object(address: str) -> BinaryIO:
    """Open an object for reading, from any place in it; raises OSError."""
    files, path = ObjectStore(address).place
    with _plain_errors():
        return io.BufferedReader(_Object(files.open_input_file(path)), _READ_AHEAD)


class _Object(io.RawIOBase):
    """Makes one of Arrow's files a raw file of Python's, so that reads are joined to large ones."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._file.seek(offset, whence)
        return int(self._file.tell())

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        with _plain_errors():
            data: bytes = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _under(store: ObjectStore, folder: str) -> Iterator[tuple[str, int]]:
    for name, size, is_folder in _entries(store, folder):
        inside = f"{folder}/{name}" if folder else name
        if name.startswith("."):
            continue
        if is_folder:
            yield from _under(store, inside)
        else:
            yield f"{store.address}/{inside}", size


def _entries(store: ObjectStore, folder: str) -> list[tuple[str, int, bool]]:
    from pyarrow import fs

    files, path = store.place
    with _plain_errors():
        found = files.get_file_info(fs.FileSelector(f"{path}/{folder}".rstrip("/"), allow_not_found=True))
    return sorted((one.base_name, one.size or 0, one.type == fs.FileType.Directory) for one in found)


@contextlib.contextmanager
def _plain_errors() -> Iterator[None]:
    """Give OSErrors whose message is one line for a person: those of the stores' libraries have several."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise OSError(error.errno, _reason(error)) from error


def _reason(error: Exception) -> str:
    """Return what the store said, without what only its makers can use."""
    words = (str(error).splitlines() or [type(error).__name__])[0]
    return words.partition(" (Request ID")[0].rstrip(". ")
