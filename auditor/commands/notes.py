"""What a command says beside its result, on standard error."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from auditor.reporting.text_safety import visible

if TYPE_CHECKING:
    from rich.progress import Progress

Advance = Callable[[int, int | None], None]
"""Takes how many are done and how many there are in all (None: not known)."""

_PATIENCE_SECONDS = 2.0


def note(message: str) -> None:
    """Print one line on standard error; what an article or a file's name brings with it is made visible."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(visible(message), file=sys.stderr)


@contextlib.contextmanager
def progress_bar(what: str, *, quiet: bool, color: bool = True) -> Iterator[Advance]:
    """Show progress on a terminal for work that takes more than two seconds; elsewhere, and if quiet, nothing."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    began = time.monotonic()
    bar = None

    def advance(done: int, total: int | None) -> None:
        nonlocal bar
        if bar is None and time.monotonic() - began < _PATIENCE_SECONDS:
            return
        if bar is None:
            bar = _start(what, color)
        bar.update(bar.task_ids[0], completed=done, total=total)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.stop()


def _start(what: str, color: bool) -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, color_system="auto" if color else None),
        transient=True,
    )
    bar.add_task(what, total=None)
    bar.start()
    return bar
