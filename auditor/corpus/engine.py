"""What runs the work: the same for the processes of one machine and for a cluster."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from auditor.corpus.chunks import Chunk
from auditor.corpus.layout import write_tables
from auditor.corpus.store import Files
from auditor.corpus.work import Announce, Task, Through, audit_chunk


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know: how to audit, and where to put the tables."""

    task: Task
    files: Files


@dataclass(frozen=True, slots=True)
class Beat:
    """A sign of life: how many records are finished beyond those that were reported, and how many were rejected."""

    records: int
    rejected: int = 0


Event = dict[str, Any] | Beat
"""The record of a chunk whose tables were written (``layout.write_tables``), or a beat."""


class Engine(Protocol):
    """Runs the work of many chunks."""

    def run(self, chunks: Iterator[Chunk], job: Job) -> Generator[Event]:
        """Take the chunks as they are needed, and yield each one's record once its tables are written, in any order.

        At least once a second something is yielded.  A worker that is lost is replaced and its chunk done again; what
        loses workers again and again is cut smaller until one article is left, which is rejected; so a chunk may come
        back as several records.  Raises ``AuditorError`` for what stops the whole run, an output that cannot be
        written above all.  Closing the generator ends the workers.
        """


class Loaded(Protocol):
    """Does the work of a chunk and returns its record."""

    def __call__(self, chunk: Chunk, announce: Announce = ..., through: Through = ...) -> dict[str, Any]:
        """See ``work.audit_chunk``."""


def worker_of(job: Job) -> Loaded:
    """Load the classifier and return what does the work of a chunk: audits it, writes its tables, returns its record.

    This is all that a worker of any engine does.  Raises ``AuditorError`` and, for the output, OSError.
    """
    classifier = job.task.load()

    def work(
        chunk: Chunk,
        announce: Announce = lambda number: None,
        through: Through = lambda finished, rejected: None,
    ) -> dict[str, Any]:
        result = audit_chunk(chunk, classifier, job.task, announce, through)
        return write_tables(job.files, chunk, result, job.task)

    return work
