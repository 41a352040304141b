"""The gate to the workers: so many at work, so many waiting, everyone else asked to come again."""

import asyncio
import contextlib
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from auditor.server.limits import Limits
from auditor.server.refusal import RefusalError, busy

T = TypeVar("T")

_FIRST_GUESS = 0.2
"""Seconds that a piece of work is taken to need before any has been done."""
_MEMORY = 0.1
"""How much the last piece of work weighs in the mean."""


class Gate:
    """Runs work in ``workers`` threads, off the event loop; all methods but the work itself run on the loop.

    Work that takes too long is given up: its asker gets a 503, and its thread counts as taken until it is done.
    """

    def __init__(self, workers: int, limits: Limits) -> None:
        self.workers = workers
        self._limits = limits
        self._pool = ThreadPoolExecutor(workers, "audit")
        self._inside = 0
        self._mean = _FIRST_GUESS

    @property
    def inside(self) -> int:
        """How many pieces of work are running or waiting."""
        return self._inside

    async def run(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns, or raise what it raises; ``RefusalError`` (503) where it cannot be done now."""
        if self._inside >= self.workers + self._limits.waiting:
            raise busy(self._seconds_until_free())
        loop = asyncio.get_running_loop()
        self._inside += 1
        future = self._pool.submit(self._timed, work)
        future.add_done_callback(lambda _: self._say_left(loop))
        try:
            async with asyncio.timeout(self._limits.work_seconds):
                result, seconds = await asyncio.wrap_future(future)
        except TimeoutError:
            raise RefusalError(
                503,
                f"This took longer than {self._limits.work_seconds:g} seconds and was given up.",
                headers={"Retry-After": str(self._seconds_until_free())},
            ) from None
        self._mean += _MEMORY * (seconds - self._mean)
        return result

    def close(self) -> None:
        """Take no more work, drop what waits and let what runs come to its end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _say_left(self, loop: asyncio.AbstractEventLoop) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: the server has ended
            loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        self._inside -= 1

    def _seconds_until_free(self) -> int:
        return max(1, math.ceil(self._mean * self._inside / self.workers))

    @staticmethod
    def _timed(work: Callable[[], T]) -> tuple[T, float]:
        began = time.monotonic()
        return work(), time.monotonic() - began
