"""What a command says beside its result, on standard error."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from auditor.reporting.text_safety import visible

if TYPE_CHECKING:
    from rich.progress import Progress

    from auditor.reading.tables.interface import Columns, Told

Advance = Callable[[int, int | None], None]
"""Takes how many are done and how many there are in all (None: not known)."""

_PATIENCE_SECONDS = 2.0
_NAMED = 3
"""Inputs that a note names."""


def note(message: str) -> None:
    """Print one line on standard error; what an article or a file's name brings with it is made visible."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(visible(message), file=sys.stderr)


def nothing_in(inputs: Sequence[str]) -> str:
    """Return in words that ``inputs``, all of them tables, have no rows."""
    more = f" and {len(inputs) - _NAMED:,} more" if len(inputs) > _NAMED else ""
    return f"There is not one article to audit in {', '.join(inputs[:_NAMED])}{more}: no rows"


def passed_over(inputs: Sequence[str]) -> None:
    """Tell in one line which files of folders will not be read, being about the folder."""
    from auditor.reading.inputs import about_folders

    found = about_folders(inputs)
    if found:
        more = f" and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
        note(f"auditor: not read, being about its folder: {', '.join(found[:_NAMED])}{more}; name a file to audit it.")


def column_notes(*, quiet: bool) -> "Told":
    """Return what tells on standard error which columns of a table are read; once for several alike in a row."""
    said: str | None = None

    def told(name: str, columns: "Columns", lacking: "Sequence[str]") -> None:
        from auditor.reading.tables.columns import described, listed

        nonlocal said
        words = described(columns)
        if not quiet and words != said:
            note(f"auditor: {name}: {words}.")
        said = words
        if not quiet and lacking:
            note(f"auditor: {name}: its first rows have no {listed(lacking)}.")

    return told


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
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, color_system="auto" if color else None),
        transient=True,
    )
    bar.add_task(what, total=None)
    bar.start()
    return bar
