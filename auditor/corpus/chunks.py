"""The input cut into chunks: what is audited, stored and done again as one."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from auditor.corpus.ids import Ids
from auditor.errors import UsageError
from auditor.reading.records import Broken, Page, Record, Row, digest

CHUNK_RECORDS = 256
"""How many records a chunk has: a few seconds of work, so that little is lost when it is."""
CHUNK_BYTES = 16_000_000
"""A chunk is closed as soon as its records have so many bytes; together with the limit of a record it bounds memory."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The records of the input from position ``start`` (from 0) on.

    ``digests`` are those of the records as they stand in the input.
    """

    start: int
    records: tuple[Record, ...]
    digests: tuple[bytes, ...] = ()

    @property
    def end(self) -> int:
        """The position just after the last record."""
        return self.start + len(self.records)

    @property
    def digest(self) -> str:
        """The digest of all records, hexadecimal."""
        return _joined(self.digests)


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk that was audited and stored before: its span, its digest and its counts."""

    start: int
    end: int
    digest: str
    articles: int
    audited: int
    rejected: int
    sentences: int


class Cutter:
    """Cuts a stream of records into the chunks that are still to be done.

    ``done`` are the chunks that were done before, by their start: they are compared with the input and passed over.
    A record whose id was used before becomes ``Broken``.  ``records`` is how many the stream has given so far, and its
    length once it has ``ended``.
    """

    def __init__(self, done: Mapping[int, Done], ids: Ids, size: int = CHUNK_RECORDS) -> None:
        self._done = done
        self._ids = ids
        self._size = size
        self.records = 0
        self.ended = False

    def chunks(self, records: Iterator[Record]) -> Iterator[Chunk]:
        """Yield the chunks in order; raises ``UsageError`` where the input differs from what was done before."""
        kept: list[Record] = []
        digests: list[bytes] = []
        number = start = size = 0
        passing = self._done.get(0)
        for record in records:
            digests.append(digest(record))
            unique = self._unique(number, record)
            self.records = number = number + 1
            if passing is None:
                kept.append(unique)
                size += size_of(record)
                if len(kept) < self._size and size < CHUNK_BYTES and number not in self._done:
                    continue
                yield Chunk(start, tuple(kept), tuple(digests))
            else:
                if number < passing.end:
                    continue
                self._compare(passing, _joined(digests))
            start, size = number, 0
            kept, digests = [], []
            passing = self._done.get(start)
        if kept:
            yield Chunk(start, tuple(kept), tuple(digests))
        self.ended = True
        last = max((done.end for done in self._done.values()), default=0)
        if last > number:
            raise UsageError(
                f"The input has changed since it was audited: it ends after {number:,} records, and {last:,} "
                "were there; --restart begins anew."
            )

    def _unique(self, number: int, record: Record) -> Record:
        if isinstance(record, Broken):
            return record
        earlier = self._ids.take(record.id, number, splits=isinstance(record, Page))
        if earlier is None:
            return record
        name = record.name if isinstance(record, Row) else record.content.name
        reason = f"{name} has the same id as record {earlier:,} of the input; an id is audited once."
        return Broken(record.id, record.path, reason)

    def _compare(self, done: Done, found: str) -> None:
        if done.digest != found:
            raise UsageError(
                f"The input has changed since it was audited, between its records {done.start:,} and {done.end - 1:,}; "
                "--restart begins anew."
            )


class Position:
    """Counts the bytes of the input that have been read."""

    def __init__(self) -> None:
        self.bytes = 0


def _joined(digests: Iterable[bytes]) -> str:
    return hashlib.blake2b(b"".join(digests), digest_size=16).hexdigest()


def size_of(record: Record) -> int:
    """Return about how many bytes of memory the record takes."""
    if isinstance(record, Page):
        return len(record.content.data)
    return len(record.text) if isinstance(record, Row) else 0
