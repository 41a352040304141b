"""A corpus from beginning to end: the plan, what is still to be done, the work, the count."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from auditor.corpus import finish, layout, plan
from auditor.corpus.chunks import CHUNK_RECORDS, Chunk, Cutter, Position
from auditor.corpus.engine import Beat, Engine, Job
from auditor.corpus.finish import Refused
from auditor.corpus.ids import Ids
from auditor.corpus.inputs import check_inputs, count, measure, records
from auditor.corpus.objects import is_object
from auditor.corpus.progress import Progress
from auditor.corpus.store import Files
from auditor.corpus.work import Task, out_of_room
from auditor.errors import AuditorError, InputError, UsageError
from auditor.reading.tables import Columns, Told

Watch = Callable[[Progress], None]
"""Is told how far the run has come, at least once a second while it works."""

_COUNTED_BYTES = 4_000_000
"""An input of no more bytes is counted beforehand: what is read ahead is too large a part of it for an estimate."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a corpus came to: ``articles`` went in, each is audited or rejected.

    ``sentences`` are the articles' own, without furniture.
    """

    articles: int
    audited: int
    rejected: int
    sentences: int


class Standing(Enum):
    """What a run finds where it is to write."""

    NEW = auto()
    BEGUN = auto()
    COMPLETE = auto()


def begin(files: Files, wanted: dict[str, Any], *, restart: bool) -> Standing:
    """Make ``files`` ready for a run with the plan ``wanted``; return what was found there.

    Nothing is written yet.  Raises ``UsageError`` where it was begun with another plan, or holds something else; with
    ``restart``, and where not one article was audited, what an earlier run wrote is deleted.
    """
    try:
        layout.refuse_foreign(files, restart=restart)
        begun = plan.read_plan(files) if not restart else None
        if begun is None or not _goes_on(files, begun, wanted):
            if begun is not None or restart:
                layout.clear(files)
            return Standing.NEW
    except OSError as error:
        raise InputError(f"Cannot read {files}: {(error.strerror or str(error)).lower()}.") from error
    return Standing.COMPLETE if "counts" in begun else Standing.BEGUN


def _goes_on(files: Files, begun: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Tell whether the run with the plan ``begun`` goes on; False where it has audited nothing that could be mixed."""
    counts = begun.get("counts")
    if counts and not counts["audited"]:
        return False
    try:
        plan.compare(begun, wanted, files)
    except UsageError:
        if any(one.audited for one in layout.read_done(files).values()):
            raise
        return False
    return any(files.names(layout.DONE))


def run(
    inputs: Sequence[str],
    files: Files,
    task: Task,
    engine: Engine,
    *,
    columns: Columns,
    told: Told,
    watch: Watch = lambda progress: None,
    refused: Refused = lambda one: None,
    size: int = CHUNK_RECORDS,
    as_csv: bool = False,
    wanted: dict[str, Any],
) -> Totals:
    """Audit what is still to be audited of ``inputs``, and return what the whole came to.

    ``wanted`` is the plan with which ``begin`` made ``files`` ready; it is written before the first chunk.  Interrupted
    at any moment, the same call goes on: a chunk that was done is not done again, one that was not is done as if it had
    not been begun.  Where the run fails before the first chunk is done, nothing is left of it.  At the end ``refused``
    is told what was rejected.

    Raises ``UsageError`` where the input has changed, ``InputError`` where it holds no article or the output cannot be
    written, and what the engine raises.
    """
    done = layout.read_done(files)
    layout.sweep(files, done)
    progress = Progress()
    for one in done.values():
        progress.add(one)
    progress.begins()
    ids, position = Ids(), Position()
    cutter = Cutter(done, ids, size)
    expected = _expectation(inputs, columns, cutter, position)

    def chunks() -> Iterator[Chunk]:
        planned = bool(done)
        for chunk in cutter.chunks(records(inputs, columns, told, position)):
            if not planned:
                plan.write_plan(files, wanted)
                planned = True
            yield chunk

    fresh = dict(done)
    try:
        with closing(ids), closing(engine.run(chunks(), Job(task, files))) as events:
            for event in events:
                if isinstance(event, Beat):
                    progress.working, progress.working_rejected = event.records, event.rejected
                else:
                    one = layout.commit(files, event)
                    fresh[one.start] = one
                    progress.add(one)
                progress.expected = expected()
                watch(progress)
        layout.sweep(files, fresh)
        if not fresh:
            raise InputError("There is no article in the input.")
        finish.check(files, fresh, cutter.records)
        finish.write_rejected(files, refused)
        if as_csv:
            finish.write_csv(files, fresh)
        totals = Totals(progress.articles, progress.audited, progress.rejected, progress.sentences)
        plan.write_plan(files, wanted, {name: getattr(totals, name) for name in Totals.__slots__})
    except (OSError, AuditorError) as error:
        if not fresh:
            with contextlib.suppress(OSError, AuditorError):
                layout.clear(files)
        if isinstance(error, OSError):
            raise out_of_room(error, str(files)) from error
        raise
    return totals


def _expectation(
    inputs: Sequence[str], columns: Columns, cutter: Cutter, position: Position
) -> Callable[[], float | None]:
    """Return what tells how many records the input has: counted where it is small, else by the bytes read so far."""
    total = measure(inputs)
    counted = count(inputs, columns) if total <= _COUNTED_BYTES else None

    def expected() -> float | None:
        if cutter.ended:
            return cutter.records
        if counted is not None or not position.bytes:
            return counted
        return max(cutter.records, cutter.records * total / position.bytes)

    return expected


def refuse_output_inside(inputs: Sequence[str], output: Path | str) -> None:
    """Raise ``UsageError`` where the output folder is an input or lies in one: the run would read what it writes."""
    check_inputs(inputs)
    for given in inputs:
        if _lies_in(output, given):
            raise UsageError(f"{output} lies in the input {given}; write the tables somewhere else.")


def _lies_in(output: Path | str, given: str) -> bool:
    stored = is_object(str(output))
    if stored or is_object(given):
        return stored and is_object(given) and f"{str(output).rstrip('/')}/".startswith(f"{given.rstrip('/')}/")
    folder, target = Path(given), Path(output).resolve()
    return folder.is_dir() and folder.resolve() in (target, *target.parents)
