"""What lies in the folder of an audited corpus, and under which names.

    .lock                           keeps other runs out
    corpus.json                     what was audited with what; at the end also the counts
    articles/ sentences/ sources/ findings/
                                    a Parquet file a chunk, called after its records: 000000000256-000000000512.parquet
    _done/                          a record a chunk, written last: with it the chunk counts as done, without it not
    rejected.jsonl                  the articles that were not audited, each with its reason; written at the end
    csv/                            the tables as CSV, where they were asked for; written at the end

The record in ``_done`` is the one point at which a chunk's tables and its rejected articles come to be, all together.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from auditor.corpus.chunks import Chunk, Done
from auditor.corpus.schema import TABLES
from auditor.corpus.store import PART, Files
from auditor.corpus.tables import as_parquet
from auditor.corpus.work import Result, Task
from auditor.errors import InputError, UsageError
from auditor.reading.names import shortened

PLAN = "corpus.json"
REJECTED = "rejected.jsonl"
DONE = "_done"
LOCK = ".lock"
CSV = "csv"

_SHOWN = 3
_SPAN = re.compile(r"(\d{12,})-(\d{12,})\.(?:parquet|json)")


def span(start: int, end: int) -> str:
    """Return the name, without its ending, of what covers the records from ``start`` to before ``end``."""
    return f"{start:012}-{end:012}"


def write_tables(files: Files, chunk: Chunk, result: Result, task: Task) -> dict[str, Any]:
    """Write the tables of ``chunk``; return the record with which ``commit`` makes them count."""
    for table, rows in result.tables.items():
        files.write(f"{table}/{span(chunk.start, chunk.end)}.parquet", as_parquet(rows, task.about))
    done = Done(
        chunk.start, chunk.end, chunk.digest, result.articles, result.audited, len(result.rejected), result.sentences
    )
    return {**asdict(done), "rejected_articles": [one.to_dict() for one in result.rejected]}


def commit(files: Files, record: dict[str, Any]) -> Done:
    """Make a chunk count whose tables were written."""
    done = _done(record)
    files.write(f"{DONE}/{span(done.start, done.end)}.json", (json.dumps(record, ensure_ascii=False) + "\n").encode())
    return done


def read_done(files: Files) -> dict[int, Done]:
    """Return the chunks that count, by their start."""
    found = (_done(record) for record in _records(files))
    return {done.start: done for done in found}


def rejected_articles(files: Files) -> Iterator[dict[str, Any]]:
    """Yield the rejected articles of all chunks, in the order of the input."""
    for record in _records(files):
        yield from record["rejected_articles"]


def audited_rows(files: Files, done: Done) -> int:
    """Return how many articles the table of a chunk holds, by the table itself."""
    import io

    import pyarrow.parquet as pq

    data = files.read(f"articles/{span(done.start, done.end)}.parquet")
    return int(pq.read_metadata(io.BytesIO(data)).num_rows)


def sweep(files: Files, done: dict[int, Done]) -> None:
    """Delete what was left half-way: incomplete files, and the tables of chunks that do not count."""
    kept = {span(one.start, one.end) for one in done.values()}
    for folder in (*TABLES, DONE, CSV, ""):
        for name in files.names(folder):
            match = _SPAN.fullmatch(name)
            stale = bool(match) and folder in TABLES and name.partition(".")[0] not in kept
            if stale or _is_part(name):
                files.delete(f"{folder}/{name}" if folder else name)


def refuse_foreign(files: Files, *, restart: bool = False) -> None:
    """Raise ``UsageError`` where ``files`` holds anything but a corpus; with ``restart`` its plan may be lost."""
    found = files.entries()
    if PLAN in found:
        return
    if not restart and any(files.names(folder) for folder in (*TABLES, DONE)):
        raise UsageError(f"{files} holds tables, but not the plan they were made with; choose another folder.")
    foreign = [name for name in found if name not in (*TABLES, DONE, LOCK) and not _is_part(name)]
    if foreign:
        names = ", ".join(map(shortened, foreign[:_SHOWN])) + (", …" if len(foreign) > _SHOWN else "")
        raise UsageError(
            f"{files} holds what is not part of a corpus ({names}); "
            "name a folder that is new, empty or an earlier corpus."
        )


def clear(files: Files) -> None:
    """Delete everything that an earlier run wrote, and nothing else."""
    sweep(files, {})
    for name in files.names(DONE):
        if _SPAN.fullmatch(name):
            files.delete(f"{DONE}/{name}")
    for table in TABLES:
        files.delete(f"{CSV}/{table}.csv")
    files.delete(REJECTED)
    files.delete(PLAN)


def _is_part(name: str) -> bool:
    return name.startswith(".") and name.endswith(PART)


def _records(files: Files) -> Iterator[dict[str, Any]]:
    for name in files.names(DONE):
        if _SPAN.fullmatch(name):
            try:
                record: dict[str, Any] = json.loads(files.read(f"{DONE}/{name}"))
                _done(record)
            except (ValueError, KeyError, TypeError):
                raise InputError(f"{DONE}/{name} in {files} was damaged; --restart begins anew.") from None
            yield record


def _done(record: dict[str, Any]) -> Done:
    return Done(**{name: record[name] for name in Done.__dataclass_fields__})
