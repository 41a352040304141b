"""The folder of a report: there as a whole or not at all, and never in the place of somebody else's files."""

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from auditor.errors import InputError, UsageError
from auditor.reporting.text_safety import visible

CARD = "report.json"
"""The small file that says what the folder is."""
KIND = "sourcing-auditor report"

FILES: dict[str, tuple[str, ...]] = {
    "": (
        "index.html", "articles.csv", "sentences.csv", "sources.csv", "findings.csv", "comparison.csv",
        "cited_sources.csv", "rejected.csv", CARD,
    ),
    "articles": (".html",),
    "plots": (".png",),
}  # fmt: skip
"""What a report holds: the files at the top, and the endings of those in its folders."""

_SHOWN = 3


@contextlib.contextmanager
def report_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside ``target`` that takes its place when the block ends well.

    Whatever else happens nothing is left of it, and an earlier report in ``target`` stays as it was.  Raises as
    ``check_folder`` does, and InputError where the folder cannot be written.
    """
    check_folder(target)
    target = Path(os.path.realpath(target))
    scratch = target.with_name(f".{target.name[:50]}.{secrets.token_hex(8)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch.mkdir()
        try:
            yield scratch
            _replace(target, scratch)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        raise InputError(f"Cannot write {visible(str(target))}: {_reason(error)}.") from error


def check_folder(target: Path) -> None:
    """Raise UsageError where ``target`` is neither free nor an earlier report, before long work goes into a new one."""
    shown = visible(str(target))
    try:
        if not target.exists():
            return
        if not target.is_dir():
            raise UsageError(f"{shown} is a file; name a folder with --output.")
        if target.resolve() == Path.cwd():
            raise UsageError("A report takes the place of its whole folder; name another than the one you are in.")
        foreign = _foreign(target)
    except OSError as error:
        raise InputError(f"Cannot read {shown}: {_reason(error)}.") from error
    if foreign:
        more = ", …" if len(foreign) > _SHOWN else ""
        names = ", ".join(visible(name) for name in foreign[:_SHOWN]) + more
        raise UsageError(
            f"{shown} holds what is not part of an earlier report ({names}); "
            "name a folder that is new, empty or an earlier report."
        )


def _foreign(folder: Path) -> list[str]:
    """Return the names in ``folder`` that no report has; all of them where it is none of ours."""
    names = sorted(entry.name for entry in folder.iterdir())
    if not _is_report(folder):
        return names
    foreign = [name for name in names if name not in FILES[""] and name not in FILES]
    for inside in (name for name in names if name in FILES):
        entries = sorted((folder / inside).iterdir())
        foreign += [f"{inside}/{e.name}" for e in entries if not (e.is_file() and e.name.endswith(FILES[inside]))]
    return foreign


def _is_report(folder: Path) -> bool:
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(card, dict) and card.get("kind") == KIND


def _replace(target: Path, scratch: Path) -> None:
    if not target.exists():
        scratch.rename(target)
        return
    old = scratch.with_suffix(".old")
    target.rename(old)
    try:
        scratch.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
