"""Labelled articles with text, from the shipped stand-off labels and texts that the user has got."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from auditor.data.places import LOCAL
from auditor.data.records import LabelledArticle, write_labelled
from auditor.data.standoff import PUBLIC, STANDOFF, StandoffArticle, read_standoff, restore
from auditor.errors import EXIT_BAD_INPUT, EXIT_DONE, EXIT_SOME_REJECTED, InputError


@dataclass(frozen=True, slots=True)
class BuiltSet:
    """One set after the build: how many of its articles were written, and where; None if not one was."""

    name: str
    articles: int
    expected: int
    path: Path | None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build wrote, and the ids of articles whose text is not the labelled one, or is not there."""

    sets: tuple[BuiltSet, ...]
    mismatched: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0 if every article was written, 3 if none was, 5 if some were."""
        if not self.mismatched and not self.missing:
            return EXIT_DONE
        return EXIT_SOME_REJECTED if any(built.articles for built in self.sets) else EXIT_BAD_INPUT


def build(text_dir: Path, output: Path = LOCAL, standoff: Path = STANDOFF) -> BuildReport:
    """Write ``<set>.jsonl`` with text under ``output`` for every set of stand-off labels.

    The text of article ``voa/00042`` is ``<text_dir>/voa/00042.txt``, byte for byte.  Articles whose text
    has the labelled hash are written, the others named in the report.  A file is written whole or not at
    all, and not at all when none of its articles has its text; it takes the place of an earlier one.
    Raises InputError when the folder of texts or the labels are not there or a file cannot be written.
    """
    if not text_dir.is_dir():
        raise InputError(f"There is no folder {text_dir} to read texts from.")
    if not standoff.is_dir():
        raise InputError(
            f"There are no stand-off labels in {standoff}; they come with the project's checkout, "
            "not with an installed package."
        )
    labels = {name: read_standoff(standoff / f"{name}.jsonl") for name in PUBLIC}
    sets, mismatched, missing = [], [], []
    for name, articles in labels.items():
        built = []
        for article in articles:
            text = _read(text_dir / f"{article.doc_id}.txt")
            if text is None:
                missing.append(article.doc_id)
            elif hashlib.sha256(text).hexdigest() != article.sha256:
                mismatched.append(article.doc_id)
            else:
                built.append(_restore(article, text))
        path = output / f"{name}.jsonl" if built else None
        if path is not None:
            write_labelled(built, path)
        sets.append(BuiltSet(name, len(built), len(articles), path))
    return BuildReport(tuple(sets), tuple(mismatched), tuple(missing))


def export_texts(articles: Iterable[LabelledArticle], folder: Path) -> None:
    """Write each article's text to ``<folder>/<doc_id>.txt``, as ``build`` reads it; raises InputError."""
    for article in articles:
        path = folder / f"{article.doc_id}.txt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(article.text.encode("utf-8"))
        except OSError as error:
            raise InputError(f"Cannot write {path}: {error.strerror}.") from error


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror}.") from error


def _restore(article: StandoffArticle, text: bytes) -> LabelledArticle:
    try:
        # Decoding bytes, unlike reading a text file, leaves line ends as they are, and so the hash.
        return restore(article, text.decode("utf-8"))
    except ValueError as error:
        raise InputError(f"The stand-off labels of {article.doc_id} do not fit its text: {error}.") from error
