"""What runs on the nodes of a Ray cluster: the feed of pieces, and the actors that audit them.

Nothing here imports Ray before it is used: ``ray_engine`` does, on behalf of the run.
"""

import asyncio
import contextlib
import json
import os
import pickle
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

TICKET, DATA, RESULT = "ticket", "data", "result"
"""The columns of the blocks: a piece's number; the piece, pickled; what became of it, as JSON."""

_BEAT_SECONDS = 1.0


@dataclass(slots=True)
class Attempt:
    """Who is at a piece: on which ``node``, as which ``actor``, at which record, and when that was last heard."""

    node: str
    actor: Any
    at: int
    heard: float


@dataclass(frozen=True, slots=True)
class State:
    """What the feed knows at one moment.

    ``attempts`` are the pieces at which somebody is, by ticket: the node, the record and for how many seconds nothing
    was heard.  ``starts`` counts the actors that were started since the last one that has loaded.
    """

    attempts: dict[int, tuple[str, int, float]]
    starts: int


class Feed:
    """Hands pieces to the pipeline and knows who is at each; an actor on the node of the run itself.

    A piece stays here until it is done or withdrawn, so that a block which was lost with its node is made again.  Only
    one attempt is let at a piece: whoever comes to it later, after a worker was lost, is told so.
    """

    def __init__(self) -> None:
        self._pieces: list[bytes | None] = []
        self._ended = False
        self._news = asyncio.Condition()
        self._attempts: dict[int, Attempt] = {}
        self._starts = 0

    async def put(self, piece: bytes) -> int:
        """Take a piece and return its ticket."""
        async with self._news:
            self._pieces.append(piece)
            self._news.notify_all()
        return len(self._pieces) - 1

    async def end(self) -> None:
        """Say that no piece will come any more."""
        async with self._news:
            self._ended = True
            self._news.notify_all()

    async def take(self, ticket: int) -> bytes | None:
        """Wait for the piece of that ticket and return it: empty when it is done with, None when there is none."""
        async with self._news:
            await self._news.wait_for(lambda: self._ended or ticket < len(self._pieces))
        return (self._pieces[ticket] or b"") if ticket < len(self._pieces) else None

    async def begin(self, ticket: int, node: str, actor: Any) -> int | None:
        """Let the caller at a piece: None.  Else the record at which its last worker was lost, or -1 if it is done."""
        if self._pieces[ticket] is None:
            return -1
        earlier = self._attempts.get(ticket)
        if earlier is not None:
            return earlier.at
        self._attempts[ticket] = Attempt(node, actor, 0, time.monotonic())
        return None

    async def at(self, ticket: int, record: int) -> None:
        """Hear at which record of its chunk a worker is."""
        attempt = self._attempts.get(ticket)
        if attempt is not None:
            attempt.at, attempt.heard = record, time.monotonic()

    async def withdraw(self, ticket: int, kill: bool = False) -> None:
        """Forget a piece that is done, or is done elsewhere; ``kill`` ends the worker that is at it."""
        self._pieces[ticket] = None
        attempt = self._attempts.pop(ticket, None)
        if kill and attempt is not None:
            import ray

            with contextlib.suppress(Exception):  # it may be gone already
                ray.kill(attempt.actor, no_restart=False)

    async def starting(self) -> None:
        """Hear that an actor begins to load."""
        self._starts += 1

    async def ready(self) -> None:
        """Hear that an actor has loaded."""
        self._starts = 0

    async def state(self) -> State:
        """Return what is known."""
        now = time.monotonic()
        attempts = {ticket: (one.node, one.at, now - one.heard) for ticket, one in self._attempts.items()}
        return State(attempts, self._starts)


def pieces(batch: Any, feed: Any) -> Iterator[Any]:
    """Yield each piece of ``feed`` as a block of one row, until it ends; the source of the pipeline.

    Called again after a failure it yields the same pieces in the same order, those that are done with as empty ones.
    """
    import pyarrow as pa
    import ray

    ticket = 0
    while (piece := ray.get(feed.take.remote(ticket))) is not None:
        yield pa.table({TICKET: [ticket], DATA: pa.array([piece], pa.large_binary())})
        ticket += 1


class Auditor:
    """An actor of the pool: it loads the model once, then audits piece after piece and writes their tables.

    ``job`` is a pickled ``engine.Job``.
    """

    def __init__(self, job: bytes, feed: Any) -> None:
        import ray

        os.environ["TOKENIZERS_PARALLELISM"] = "false"  # one thread an actor: it takes one core
        self._feed = feed
        ray.get(feed.starting.remote())
        self._context = ray.get_runtime_context()
        self._failure: Exception | None = None
        self._job = pickle.loads(job)  # noqa: S301 - from the run itself
        self._load()
        ray.get(feed.ready.remote())

    def _load(self) -> None:
        from auditor.corpus.engine import worker_of
        from auditor.errors import AuditorError

        try:
            self._work = worker_of(self._job)
        except AuditorError as error:  # said with the first piece: raised here, Ray would start the actor anew
            self._failure = error

    def __call__(self, batch: Any) -> Any:
        """Audit the piece in ``batch`` (one row) and return what became of it (one row, null where it was done)."""
        import pyarrow as pa

        [ticket], [piece] = batch[TICKET].to_pylist(), batch[DATA].to_pylist()
        found = self._result(ticket, piece) if piece else None
        return pa.table({TICKET: [ticket], RESULT: [json.dumps(found)]})

    def _result(self, ticket: int, piece: bytes) -> dict[str, Any] | None:
        import ray

        from auditor.corpus.work import out_of_room
        from auditor.errors import AuditorError

        node = self._context.get_node_id()
        lost = ray.get(self._feed.begin.remote(ticket, node, self._context.current_actor))
        if lost is not None:
            return {"lost": lost} if lost >= 0 else None
        try:
            if self._failure is not None:
                raise self._failure
            chunk, exact = pickle.loads(piece)  # noqa: S301 - from the run itself
            return {"record": self._work(chunk, _Beats(self._feed, ticket, exact=exact))}
        except OSError as error:
            return _failed(out_of_room(error, str(self._job.files)))
        except AuditorError as error:
            return _failed(error)


class _Beats:
    """Tells the feed at which record the work is: now and then, or every time before it begins."""

    def __init__(self, feed: Any, ticket: int, *, exact: bool) -> None:
        self._feed, self._ticket, self._exact = feed, ticket, exact
        self._last = time.monotonic()

    def __call__(self, record: int) -> None:
        if self._exact:
            import ray

            # Waited for: this very record may be the one that kills.
            ray.get(self._feed.at.remote(self._ticket, record))
        elif time.monotonic() - self._last >= _BEAT_SECONDS:
            self._last = time.monotonic()
            self._feed.at.remote(self._ticket, record)


def _failed(error: Exception) -> dict[str, Any]:
    return {"failed": str(error), "kind": type(error).__name__}
