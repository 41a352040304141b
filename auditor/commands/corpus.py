"""``auditor corpus``: many articles into Parquet tables; interrupted, the same command goes on."""

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from auditor.classifier.onnx import available_cores
from auditor.commands.notes import column_notes, note
from auditor.corpus import plan
from auditor.corpus.chunks import CHUNK_RECORDS
from auditor.corpus.engine import Engine
from auditor.corpus.inputs import check_columns
from auditor.corpus.layout import CSV, DONE, LOCK, PLAN, REJECTED, refuse_foreign
from auditor.corpus.local import LocalEngine
from auditor.corpus.objects import Objects, is_object
from auditor.corpus.progress import Progress, duration
from auditor.corpus.run import Standing, Totals, begin, refuse_output_inside, run
from auditor.corpus.schema import TABLES
from auditor.corpus.store import Files, Folder, locked
from auditor.corpus.work import Task, load_same
from auditor.errors import EXIT_BAD_INPUT, EXIT_DONE, EXIT_INTERRUPTED, EXIT_SOME_REJECTED, InputError, UsageError
from auditor.reading.tables import Columns, is_table
from auditor.reporting.output import standard_output
from auditor.reporting.text_safety import visible
from auditor.rules.profile import choose_profile
from auditor.rules.suggest import did_you_mean

PROGRESS = ("auto", "json", "none")
ENGINES = ("local", "ray")
_REASONS = 3
"""Reasons that are said; all stand in the output."""
_EVERY_SECOND = 1.0
_EVERY_MINUTE = 60.0


def audit_corpus(
    inputs: Sequence[str],
    output: str | Path,
    *,
    columns: Columns,
    profile: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    graded: bool = True,
    force: bool = False,
    model: Path | None = None,
    workers: int | None = None,
    size: int | None = None,
    as_csv: bool = False,
    restart: bool = False,
    progress: str = PROGRESS[0],
    quiet: bool = False,
    engine: str = ENGINES[0],
    address: str | None = None,
) -> int:
    """Audit the articles of ``inputs`` into tables under ``output``; return the exit code.

    The code is 0 when every article was audited, 5 when some were, 3 when none was; 130 when it was interrupted.
    ``output`` is a folder or an address in an object store.  ``engine`` is ``local`` (worker processes on this
    machine) or ``ray`` (the cluster at ``address``).
    """
    if progress not in PROGRESS:
        raise UsageError(f"--progress: there is no “{progress}”{did_you_mean(progress, PROGRESS)}")
    if workers is not None and workers < 1:
        raise UsageError("--workers: at least one process is needed.")
    if size is not None and size < 1:
        raise UsageError("--chunk: a chunk has at least one article.")
    _need_pyarrow()
    chosen = _engine(engine, address, workers)
    refuse_output_inside(inputs, output)
    check_columns(inputs, columns)
    rules = choose_profile(profile, select=select, ignore=ignore)
    about = {"model": plan.model_fingerprint(model), "profile": plan.profile_fingerprint(rules)}
    wanted = plan.make_plan(**about, graded=graded, force=force, columns=columns, inputs=inputs)
    task = Task(
        load=partial(load_same, model, about["model"]),
        profile=rules,
        graded=graded,
        force=force,
        about={"version": wanted["auditor"], **about},
    )
    files, ours = _place(output, restart=restart)
    with ours:
        standing = begin(files, wanted, restart=restart)
        if standing is not Standing.NEW and not quiet:
            note(f"auditor: {_FOUND[standing].format(output)}.")
        refusals = _Refusals()
        watch = _Watch("none" if quiet and progress == "auto" else progress)
        try:
            totals = run(
                inputs,
                files,
                task,
                chosen,
                columns=columns,
                told=column_notes(quiet=quiet),
                watch=watch,
                refused=refusals.add,
                size=size or CHUNK_RECORDS,
                as_csv=as_csv,
                wanted=wanted,
            )
        except KeyboardInterrupt:
            watch.end()
            note(f"auditor: stopped; {watch.articles:,} articles are done, and the same command goes on from there.")
            return EXIT_INTERRUPTED
        finally:
            watch.end()
    if not quiet or not totals.audited:
        refusals.tell(f"{files}/{REJECTED}", everything=not totals.audited)
    if not quiet:
        _print_totals(totals, files, watch)
    if not totals.audited:
        return EXIT_BAD_INPUT
    return EXIT_SOME_REJECTED if totals.rejected else EXIT_DONE


_FOUND = {
    Standing.BEGUN: "going on with what was begun in {}",
    Standing.COMPLETE: "{} is complete already; only what is new in the input is audited",
}


class _Refusals:
    """The first reasons why something was not audited, and those that cost the whole or the rest of a table."""

    def __init__(self) -> None:
        self._found: dict[bool, list[str]] = {True: [], False: []}
        self._counts = {True: 0, False: 0}

    def add(self, one: Mapping[str, Any]) -> None:
        """Take in a line of ``rejected.jsonl``."""
        for kind in {False, one["id"] == one["path"] and is_table(one["path"])}:
            self._counts[kind] += 1
            if len(self._found[kind]) < _REASONS:
                self._found[kind].append(one["reason"])

    def tell(self, where: str, *, everything: bool) -> None:
        """Print what concerns tables, or everything; ``where`` the rest of it stands."""
        kind = not everything
        for reason in self._found[kind]:
            note(f"auditor: {reason}")
        more = self._counts[kind] - len(self._found[kind])
        if more:
            note(f"auditor: {more:,} more such reasons in {where}." if more > 1 else f"auditor: one more in {where}.")


class _Watch:
    """Shows progress on standard error: a line that is written over, a line a minute, or JSON a line a second."""

    def __init__(self, kind: str) -> None:
        terminal = sys.stderr is not None and sys.stderr.isatty()
        show: dict[str, Callable[[Progress], None]] = {"json": self._json, "none": lambda progress: None}
        self._show = show.get(kind, self._over if terminal else self._line)
        self._every = _EVERY_MINUTE if kind == "auto" and not terminal else _EVERY_SECOND
        self._last = time.monotonic()
        self._width = 0
        self._kind = kind
        self._state: Progress | None = None

    def __call__(self, progress: Progress) -> None:
        self._state = progress
        if time.monotonic() - self._last >= self._every:
            self._last = time.monotonic()
            self._show(progress)

    @property
    def articles(self) -> int:
        """How many articles are done, whenever that was."""
        return self._state.articles if self._state else 0  # of whole chunks: the others are done again

    @property
    def state(self) -> Progress | None:
        """The state that was last seen."""
        return self._state

    def end(self) -> None:
        """Show the last state and leave an empty line to write on."""
        if self._state is not None:
            self._state.working = self._state.working_rejected = 0
            if self._kind == "json":
                self._json(self._state)
        if self._width:
            self._write("\r" + " " * self._width + "\r")
        self._width = 0
        self._kind = "none"

    def _over(self, progress: Progress) -> None:
        line = visible(str(progress))
        self._write("\r" + line.ljust(self._width))
        self._width = len(line)

    def _line(self, progress: Progress) -> None:
        note(f"auditor: {progress}")

    def _json(self, progress: Progress) -> None:
        self._write(json.dumps(progress.to_dict()) + "\n")

    def _write(self, text: str) -> None:
        if sys.stderr is not None:
            with contextlib.suppress(OSError):
                sys.stderr.write(text)
                sys.stderr.flush()


def _engine(name: str, address: str | None, workers: int | None) -> Engine:
    if name not in ENGINES:
        raise UsageError(f"--engine: there is no “{name}”{did_you_mean(name, ENGINES)}")
    if name == "ray":
        if find_spec("ray") is None:
            raise UsageError(
                "--engine ray needs the cluster extra: pip install -e '.[cluster]' in the project's folder."
            )
        from auditor.corpus.ray_engine import AUTO, RayEngine

        return RayEngine(workers, address or AUTO)
    if address is not None:
        raise UsageError("--address is that of a cluster: add --engine ray.")
    return LocalEngine(workers or available_cores())


def _place(output: str | Path, *, restart: bool) -> tuple[Files, contextlib.AbstractContextManager[None]]:
    """Return where the tables go, and what keeps other runs out of it meanwhile."""
    if is_object(str(output)):
        return Objects(str(output)), contextlib.nullcontext()  # an object store has no locks
    return Folder(Path(output)), _folder_of_our_own(Path(output), restart=restart)


@contextlib.contextmanager
def _folder_of_our_own(output: Path, *, restart: bool) -> Iterator[None]:
    """Make the folder ``output`` where it is missing, and keep other runs out of it."""
    try:
        if output.is_dir():
            refuse_foreign(Folder(output), restart=restart)
        made = [folder for folder in (output, *output.parents) if not folder.exists()]
        output.mkdir(parents=True, exist_ok=True)
        lock = output / LOCK
        with locked(lock) as ours:
            if not ours:
                raise UsageError(f"Another run is at work in {output}.")
            try:
                yield
            finally:
                if not (output / PLAN).exists():
                    _leave_nothing(output, made)
    except (FileExistsError, NotADirectoryError):
        raise InputError(f"{output} is not a folder.") from None
    except OSError as error:
        raise InputError(f"Cannot write {output}: {(error.strerror or str(error)).lower()}.") from error


def _leave_nothing(output: Path, made: Sequence[Path]) -> None:
    """Take away what a run made that never began to write: the lock, and folders that are empty."""
    (output / LOCK).unlink(missing_ok=True)
    for folder in (*(output / name for name in (*TABLES, DONE, CSV)), *made):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _need_pyarrow() -> None:
    if find_spec("pyarrow") is None:
        raise UsageError("A corpus needs the corpus extra: pip install -e '.[corpus]' in the project's folder.")


def _print_totals(totals: Totals, output: Files, watch: _Watch) -> None:
    rejected = f"{totals.rejected:,} rejected ({output}/{REJECTED})" if totals.rejected else "none rejected"
    lines = [
        f"{_counted(totals.articles, 'article')} in: {totals.audited:,} audited, {rejected}.",
        f"{_counted(totals.sentences, 'sentence')} in {output}.",
    ]
    if watch.state is not None and (new := totals.articles - watch.state.earlier):
        seconds = watch.state.seconds
        lines.append(f"{_counted(new, 'article')} in {duration(seconds)}, {new / max(seconds, 1e-9):,.1f} a second.")
    with standard_output(None) as stream:
        stream.writelines(f"{visible(line)}\n" for line in lines)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
