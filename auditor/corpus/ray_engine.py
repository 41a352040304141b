"""The engine for a cluster: Ray Data, with actors that hold the model.

The chunks become the blocks of a streaming dataset: a source on this node (``ray_work.pieces``) and a pool of actors
(``ray_work.Auditor``) behind it.  Ray Data starts and replaces the actors, moves the blocks to them, holds the source
back while they are busy and gives a piece whose node was lost to another.  What it does not do is done here: an article
that kills its worker is found and given up, where Ray would try it for ever, and what waits for an actor for which no
node is left is handed out anew.

Tables are written by the actors, and count once this process has committed them: each piece is audited at least once,
and counts once.
"""

import contextlib
import json
import logging
import os
import pickle
import queue
import socket
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator
from typing import Any

from auditor import errors
from auditor.corpus.chunks import Chunk
from auditor.corpus.engine import Beat, Event, Job
from auditor.corpus.pieces import PATIENCE_SECONDS, TRIES, Piece, after_loss, fresh
from auditor.corpus.ray_work import RESULT, TICKET, Auditor, Feed, State, pieces
from auditor.errors import AuditorError, InputError, ModelError, UsageError

AUTO = "auto"
"""The address of the cluster that runs on this machine, or that RAY_ADDRESS names."""

_TICK_SECONDS = 0.5
_GRACE_SECONDS = 20.0
"""How long after a node was lost a piece may wait in the pipeline before it is handed out anew."""
_END_SECONDS = 10.0
_KNOCK_SECONDS = 10.0
_LOST = "was lost"


class RayEngine:
    """Runs the work on a Ray cluster that this machine is part of.

    ``workers`` is the greatest number of actors, each with one core (None: all cores of the cluster).  ``address`` is
    ``auto``, ``HOST:PORT`` of the head, or ``local`` for a cluster of this one process, to try it out.  ``patience`` is
    in seconds.  At any time two pieces an actor are on their way, and that bounds the memory.
    """

    def __init__(self, workers: int | None = None, address: str = AUTO, *, patience: float = PATIENCE_SECONDS) -> None:
        if address.startswith("ray://"):
            raise UsageError(
                "--address: run this on a node of the cluster, with “auto” or HOST:PORT; ray:// is no node."
            )
        self._workers = workers
        self._address = address
        self._patience = patience

    def run(self, chunks: Iterator[Chunk], job: Job) -> Generator[Event]:
        """Audit the chunks; see ``Engine``."""
        with _connected(self._address, self._workers) as ray:
            workers = self._workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
            with contextlib.closing(_Pipeline(ray, job, workers)) as pipeline:
                yield from _Run(ray, pipeline, chunks, workers, self._patience).events()


class _Run:
    """One run: which pieces are on their way, and what is to become of those that were lost."""

    def __init__(self, ray: Any, pipeline: "_Pipeline", chunks: Iterator[Chunk], workers: int, patience: float) -> None:
        self._ray = ray
        self._pipeline = pipeline
        self._chunks = chunks
        self._workers = workers
        self._patience = patience
        self._out: dict[int, Piece] = {}
        self._again: deque[Piece] = deque()
        self._given: dict[int, float] = {}
        self._nodes: set[str] = set()
        self._shrunk: float | None = None

    def events(self) -> Iterator[Event]:
        beat = 0.0
        while True:
            self._fill()
            if not self._out:
                return
            now = time.monotonic()
            if now - beat >= _TICK_SECONDS:
                beat = now
                state = self._pipeline.state()
                yield Beat(sum(at for ticket, (_, at, _) in state.attempts.items() if ticket in self._out))
                self._look_after(state)
            record = self._settle(self._pipeline.result(_TICK_SECONDS))
            if record is not None:
                yield record

    def _fill(self) -> None:
        while len(self._out) < 2 * self._workers + 1:
            piece = self._again.popleft() if self._again else fresh(self._chunks)
            if piece is None:
                return
            ticket = self._pipeline.put(piece)
            self._out[ticket] = piece
            self._given[ticket] = time.monotonic()

    def _settle(self, result: tuple[int, dict[str, Any]] | None) -> dict[str, Any] | None:
        """Take in what became of a piece; return its record if it is done."""
        if result is None or result[0] not in self._out:
            return None
        ticket, found = result
        if "failed" in found:
            raise _error(found)
        if "lost" in found:
            self._lose(ticket, found["lost"])
            return None
        self._take_back(ticket)
        record: dict[str, Any] = found["record"]
        return record

    def _look_after(self, state: State) -> None:
        """Hand out anew what nobody is at any more, and end who takes too long."""
        if state.starts >= TRIES * self._workers:
            raise ModelError("The workers on the cluster cannot start: each was lost while it loaded the model.")
        alive = {node["NodeID"] for node in self._ray.nodes() if node["Alive"]}
        if self._nodes - alive:
            self._shrunk = time.monotonic()
        self._nodes = alive
        for ticket, (node, at, silent) in state.attempts.items():
            if ticket in self._out and node not in alive:
                self._lose(ticket, at)
            elif ticket in self._out and silent > self._patience:
                self._lose(ticket, at, f"took longer than {self._patience:,.0f} seconds", kill=True)
        if self._shrunk is not None and time.monotonic() - self._shrunk > _GRACE_SECONDS:
            # Waiting for an actor that was on the lost node; without a node to spare it never comes back.
            waiting = [t for t, given in self._given.items() if given < self._shrunk and t not in state.attempts]
            self._shrunk = None
            for ticket in waiting:
                self._again.append(self._take_back(ticket))

    def _lose(self, ticket: int, at: int, how: str = _LOST, *, kill: bool = False) -> None:
        piece = self._take_back(ticket, kill=kill)
        self._again.extendleft(reversed(after_loss(piece, min(at, len(piece.chunk.records) - 1), how)))

    def _take_back(self, ticket: int, *, kill: bool = False) -> Piece:
        self._pipeline.withdraw(ticket, kill=kill)
        del self._given[ticket]
        return self._out.pop(ticket)


class _Pipeline:
    """The streaming dataset and the feed before it; a thread of its own takes the results out."""

    def __init__(self, ray: Any, job: Job, workers: int) -> None:
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        self._ray = ray
        node = ray.get_runtime_context().get_node_id()
        here = NodeAffinitySchedulingStrategy(node, soft=False)
        self._feed = ray.remote(Feed).options(num_cpus=0, scheduling_strategy=here, max_concurrency=1000).remote()
        self._results: queue.Queue[tuple[int, dict[str, Any]] | Exception] = queue.Queue()
        self._dataset = _dataset(ray, pickle.dumps(job), self._feed, workers, node)
        self._thread = threading.Thread(target=self._take_out, daemon=True)
        self._thread.start()

    def put(self, piece: Piece) -> int:
        """Send a piece on its way and return its ticket."""
        # Only what has cost a worker before tells its every step: thousands of actors would flood the feed.
        return int(self._ray.get(self._feed.put.remote(pickle.dumps((piece.chunk, piece.lost > 0)))))

    def state(self) -> State:
        """Return what the feed knows."""
        found: State = self._ray.get(self._feed.state.remote())
        return found

    def withdraw(self, ticket: int, *, kill: bool) -> None:
        """Let nobody begin with that piece any more."""
        self._ray.get(self._feed.withdraw.remote(ticket, kill))

    def result(self, seconds: float) -> tuple[int, dict[str, Any]] | None:
        """Return what became of the next piece; None where nothing did for so long."""
        try:
            found = self._results.get(timeout=seconds)
        except queue.Empty:
            return None
        if isinstance(found, Exception):
            raise InputError(f"The cluster failed: {_first_line(found)}") from found
        return found

    def close(self) -> None:
        """End the pipeline and its actors."""
        with contextlib.suppress(Exception):
            self._ray.get(self._feed.end.remote(), timeout=_END_SECONDS)
        self._thread.join(_END_SECONDS)
        self._ray.kill(self._feed)  # what still waits in the pipeline fails and ends with it
        self._thread.join(_END_SECONDS)

    def _take_out(self) -> None:
        try:
            # Nothing is fetched ahead: a result would wait for the next one.
            for batch in self._dataset.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
                for ticket, found in zip(batch[TICKET].to_pylist(), batch[RESULT].to_pylist(), strict=True):
                    if (told := json.loads(found)) is not None:
                        self._results.put((ticket, told))
        except Exception as error:
            self._results.put(error)


def _dataset(ray: Any, job: bytes, feed: Any, workers: int, node: str) -> Any:
    from ray.data import ActorPoolStrategy

    start = ray.data.from_items([0])
    settings = start.context  # this dataset's own, and that of what is made from it
    settings.enable_progress_bars = False
    settings.target_max_block_size = 1  # a block a piece: none waits for others to fill a block with
    settings.target_min_block_size = 0
    settings.wait_for_min_actors_s = -1  # begin with whoever is there
    source = start.map_batches(
        pieces, batch_size=None, fn_kwargs={"feed": feed}, num_cpus=0, label_selector={"ray.io/node-id": node}
    )
    return source.map_batches(
        Auditor,
        fn_constructor_args=(job, feed),
        batch_size=1,
        batch_format="pyarrow",
        num_cpus=1,
        # One piece an actor: one that waits would be stuck with an actor that was lost.
        compute=ActorPoolStrategy(min_size=1, max_size=workers, initial_size=workers, max_tasks_in_flight_per_actor=1),
    )


@contextlib.contextmanager
def _connected(address: str, workers: int | None) -> Iterator[Any]:
    """Connect to the cluster while the block runs, unless this process already is."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
        import ray.data
    except ImportError:
        raise UsageError(
            "--engine ray needs the cluster extra: pip install -e '.[cluster]' in the project's folder."
        ) from None
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    if ray.is_initialized():
        yield ray
        return
    _knock(address)
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address == "local":
        settings |= {"num_cpus": workers, "include_dashboard": False}
    try:
        with _silent():
            ray.init(address=address, **settings)
    except (OSError, RuntimeError, ValueError) as error:
        raise _no_cluster(address, _first_line(error)) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Raise ``UsageError`` where nobody answers at HOST:PORT: Ray itself would ask for minutes."""
    if address == AUTO:
        # Not a public part of Ray; without it a cluster that was not shut down is noticed later, that is all.
        with contextlib.suppress(ImportError, TypeError, ConnectionError):
            from ray._private.services import canonicalize_bootstrap_address

            address = canonicalize_bootstrap_address(AUTO) or address
    host, separator, port = address.rpartition(":")
    if not separator:
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_SECONDS).close()
    except (OSError, ValueError, OverflowError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise _no_cluster(address, reason) from error


def _no_cluster(address: str, reason: str) -> UsageError:
    return UsageError(f"--address: there is no Ray cluster at “{address}”: {reason.rstrip('.')}.")


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep what is not Python from writing on standard error: Ray's core says there how much it will say."""
    kept = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _error(found: dict[str, Any]) -> AuditorError:
    kind = getattr(errors, found["kind"], InputError)
    made: AuditorError = kind(found["failed"])
    return made


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
