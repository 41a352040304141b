"""The local engine: worker processes, each with a model and one core; what dies is replaced, what kills is found."""

import contextlib
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from auditor.corpus import worker
from auditor.corpus.chunks import Chunk
from auditor.corpus.engine import Beat, Event, Job
from auditor.corpus.pieces import PATIENCE_SECONDS, TRIES, Piece, after_loss, fresh
from auditor.errors import AuditorError, ModelError

_START_SECONDS = 120.0
_TICK_SECONDS = 0.5


class LocalEngine:
    """Runs ``workers`` processes on this machine.

    At any time each has one chunk, and one more is read ahead; that bounds the memory.  ``patience`` is in seconds.
    """

    def __init__(self, workers: int, *, patience: float = PATIENCE_SECONDS) -> None:
        self._workers = workers
        self._patience = patience

    def run(self, chunks: Iterator[Chunk], job: Job) -> Generator[Event]:
        """Audit the chunks; see ``Engine``."""
        packed = pickle.dumps(job)
        crew = [_Worker(packed) for _ in range(self._workers)]
        try:
            yield from self._events(crew, deque(), chunks, packed)
        finally:
            for one in crew:
                one.end()

    def _events(
        self, crew: "list[_Worker]", again: deque[Piece], chunks: Iterator[Chunk], packed: bytes
    ) -> Iterator[Event]:
        ahead: Piece | None = None
        lost_early = 0
        beat = time.monotonic()
        while True:
            for one in crew:
                if one.piece is None and one.ready and (piece := again.popleft() if again else ahead or fresh(chunks)):
                    ahead = None if piece is ahead else ahead
                    one.give(piece)
            ahead = ahead or fresh(chunks)
            if ahead is None and not again and all(one.piece is None for one in crew):
                return
            now = time.monotonic()
            if now - beat >= _TICK_SECONDS:
                beat = now
                yield Beat(sum(one.through[0] for one in crew), sum(one.through[1] for one in crew))
            wait([one.pipe for one in crew], _TICK_SECONDS)
            for place, one in enumerate(crew):
                record = one.hear()
                if record is not None:
                    lost_early = 0
                    yield record
                lost = one.how_lost(self._patience)
                if lost is None:
                    continue
                lost_early += not one.ready
                if lost_early >= TRIES:
                    raise ModelError(f"The worker processes cannot start: each {lost}.")
                if one.piece is not None:
                    again.extendleft(reversed(after_loss(one.piece, one.at, lost)))
                one.end()
                crew[place] = _Worker(packed)


class _Worker:
    """One worker process, seen from its parent.

    ``at`` is the record of its chunk that it is working on; ``through`` how many are finished, and how many of these
    rejected.
    """

    def __init__(self, packed: bytes) -> None:
        context = get_context("spawn")  # forking a process with threads can hang the copy
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.piece: Piece | None = None
        self.ready = False
        self.at = 0
        self.through = (0, 0)
        self._process = context.Process(target=worker.main, args=(theirs, packed), daemon=True)
        self._gone = False
        self._failure: AuditorError | None = None
        with _without_interrupts():
            self._process.start()
        theirs.close()
        self._heard = time.monotonic()

    def give(self, piece: Piece) -> None:
        self.piece, self.at, self.through = piece, 0, (0, 0)
        self._heard = time.monotonic()
        try:
            self.pipe.send(piece.chunk)
        except OSError:
            self._gone = True

    def hear(self) -> dict[str, Any] | None:
        """Take in what the worker has said; return the record of its chunk if that is done."""
        try:
            while self.pipe.poll():
                kind, said = self.pipe.recv()
                self._heard = time.monotonic()
                if kind == worker.DONE:
                    self.piece, self.at, self.through = None, 0, (0, 0)
                    record: dict[str, Any] = said
                    return record
                if kind == worker.FAILED:
                    raise said
                self.ready = True
                if kind == worker.AT:
                    self.at = said
                if kind == worker.THROUGH:
                    self.through = said
        except (EOFError, OSError, pickle.UnpicklingError):
            self._gone = True
        return None

    def how_lost(self, patience: float) -> str | None:
        """Return how the worker was lost, as the end of a sentence, or None while it lives."""
        if self._gone or not self._process.is_alive():
            self._process.join()
            return _fate(self._process.exitcode)
        allowed = patience if self.ready else max(patience, _START_SECONDS)
        if (self.piece or not self.ready) and time.monotonic() - self._heard > allowed:
            return f"took longer than {allowed:,.0f} seconds"
        return None

    def end(self) -> None:
        """End the process and wait until it has ended."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _fate(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return f"was killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"was killed by signal {-code}"
    return f"ended with code {code}"


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back while a process starts, so that the process never sees one before it is prepared for it."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
