"""Work begun before its result is needed, so that one core loads the model while the other loads the rest."""

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """Runs ``work`` in a thread; what it raises is raised by ``result``."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._error: BaseException | None = None
        # Not a daemon: a process that ends while a library loads in one can be aborted by it.
        self._thread = Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._value = self._work()
        except BaseException as error:  # raised again where the result is asked for
            self._error = error

    def result(self) -> T:
        """Wait for the work and return what it returned."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._value
