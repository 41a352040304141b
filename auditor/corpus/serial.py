"""The simplest engine: one chunk after another, in this process."""

from collections.abc import Generator, Iterator

from auditor.corpus.chunks import Chunk
from auditor.corpus.engine import Event, Job, worker_of
from auditor.corpus.work import out_of_room


class SerialEngine:
    """Does the work where it is called: for programs that must not start processes, and for tests.

    It cannot survive an article that ends the process.
    """

    def run(self, chunks: Iterator[Chunk], job: Job) -> Generator[Event]:
        """Audit the chunks in order; see ``Engine``."""
        work = worker_of(job)
        for chunk in chunks:
            try:
                record = work(chunk, lambda number: None)
            except OSError as error:
                raise out_of_room(error, str(job.files)) from error
            yield record
