"""Files that are complete or absent."""

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from auditor.errors import InputError


def write_lines(lines: Iterable[str], path: Path) -> None:
    """Write lines of UTF-8 text, each closed by a newline; a failure leaves ``path`` as it was.

    Missing folders are made.  Raises InputError when the file cannot be written.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(line + "\n")
        # mkstemp makes private files; a data file gets the rights that any new file here would get.
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise InputError(f"Cannot write {path}: {error.strerror}.") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
