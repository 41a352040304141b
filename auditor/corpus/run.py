"""A corpus from beginning to end: the plan, what is still to be done, the work, the count."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.corpus import finish, layout, plan
from auditor.corpus.chunks import CHUNK_RECORDS, Chunk, Cutter, Position
from auditor.corpus.engine import Beat, Engine, Job
from auditor.corpus.ids import Ids
from auditor.corpus.inputs import check_inputs, measure, records
from auditor.corpus.objects import is_object
from auditor.corpus.progress import Progress
from auditor.corpus.schema import TABLES
from auditor.corpus.store import Files
from auditor.corpus.work import Task, out_of_room
from auditor.errors import InputError, UsageError
from auditor.reading.tables import Columns, Told

Watch = Callable[[Progress], None]
"""Is told how far the run has come, at least once a second while it works."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a corpus came to: ``articles`` went in, each is audited or rejected."""

    articles: int
    audited: int
    rejected: int
    sentences: int


def begin(files: Files, wanted: dict[str, Any], *, restart: bool) -> bool:
    """Make ``files`` ready for a run with the plan ``wanted``; return whether an earlier one goes on.

    Raises ``UsageError`` where it was begun with another plan, or holds something else; with ``restart`` what an
    earlier run wrote is deleted.
    """
    begun = plan.read_plan(files) if not restart else None
    if begun is not None:
        plan.compare(begun, wanted, files)
        return True
    if restart:
        layout.clear(files)
    elif any(files.names(folder) for folder in (*TABLES, layout.DONE)):
        raise UsageError(f"{files} holds tables, but not the plan they were made with; choose another folder.")
    plan.write_plan(files, wanted)
    return False


def run(
    inputs: Sequence[str],
    files: Files,
    task: Task,
    engine: Engine,
    *,
    columns: Columns,
    told: Told,
    watch: Watch = lambda progress: None,
    size: int = CHUNK_RECORDS,
    as_csv: bool = False,
    wanted: dict[str, Any],
) -> Totals:
    """Audit what is still to be audited of ``inputs``, and return what the whole came to.

    ``wanted`` is the plan with which ``begin`` made ``files`` ready.  Interrupted at any moment, the same call goes on:
    a chunk that was done is not done again, one that was not is done as if it had not been begun.

    Raises ``UsageError`` where the input has changed, ``InputError`` where it holds no article or the output cannot be
    written, and what the engine raises.
    """
    done = layout.read_done(files)
    layout.sweep(files, done)
    progress = Progress(measure(inputs))
    for one in done.values():
        progress.add(one)
    progress.earlier = progress.articles
    ids, position = Ids(), Position()
    cutter = Cutter(done, ids, size)

    def chunks() -> Iterator[Chunk]:
        for chunk in cutter.chunks(records(inputs, columns, told, position), position):
            progress.skipped = cutter.skipped
            yield chunk
        progress.skipped = cutter.skipped

    fresh = dict(done)
    try:
        with closing(ids), closing(engine.run(chunks(), Job(task, files))) as events:
            for event in events:
                if isinstance(event, Beat):
                    progress.working = event.records
                else:
                    one = layout.commit(files, event)
                    fresh[one.start] = one
                    progress.add(one, event["read"])
                watch(progress)
        layout.sweep(files, fresh)
        if not fresh:
            raise InputError("There is no article in the input.")
        finish.check(files, fresh, cutter.records)
        finish.write_rejected(files)
        if as_csv:
            finish.write_csv(files, fresh)
        totals = Totals(progress.articles, progress.audited, progress.rejected, progress.sentences)
        plan.write_plan(files, wanted, {name: getattr(totals, name) for name in Totals.__slots__})
    except OSError as error:
        raise out_of_room(error, str(files)) from error
    return totals


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
