"""The ids that were seen, on disk: a corpus may have more of them than fit into memory."""

import hashlib
import re
import sqlite3

from auditor.errors import InputError

_CACHE_KIB = 32_768
_STORY = re.compile(r"(.+)#\d+", re.DOTALL)


class Ids:
    """Tells which ids were used before.

    It keeps 16 bytes of digest and a number for each in a temporary database, of which at most 32 MiB are in memory.
    The database vanishes with the process: the ids are read again from the input when a run is resumed.
    """

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)  # "" is a temporary file, deleted when it is closed
        self._base.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        for setting in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
            self._base.execute(f"PRAGMA {setting}")
        self._base.execute("CREATE TABLE ids (id BLOB PRIMARY KEY, record INTEGER) WITHOUT ROWID")
        self._base.execute("BEGIN")

    def take(self, id: str, record: int, *, splits: bool = False) -> int | None:
        """Take ``id`` for the record of that number; return the number of the one that has it already, or None.

        ``splits`` says that several articles may come of the record; then ``id#1``, ``id#2`` … are its own too.
        Raises ``InputError`` where there is no room on the disk.
        """
        story = _STORY.fullmatch(id)
        needed = [f"id {id}"]
        if splits:
            needed.append(f"story of {id}")
        if story:
            needed.append(f"split {story[1]}")
        kept = [f"id {id}", *([f"split {id}"] if splits else ()), *([f"story of {story[1]}"] if story else ())]
        try:
            for key in needed:
                row = self._base.execute("SELECT record FROM ids WHERE id = ?", (_digest(key),)).fetchone()
                if row:
                    return int(row[0])
            rows = ((_digest(key), record) for key in kept)
            self._base.executemany("INSERT OR IGNORE INTO ids VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            raise InputError(f"Cannot keep the list of ids in the folder for temporary files: {error}.") from error
        return None

    def close(self) -> None:
        """Give the database up."""
        self._base.close()


def _digest(key: str) -> bytes:
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
