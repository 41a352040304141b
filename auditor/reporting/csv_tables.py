"""The audits as CSV tables (RFC 4180): a row a sentence, article, source or finding; and the reader of the first.

A spreadsheet takes a cell that begins with ``= + - @``, tab or carriage return for a formula, so such a text
cell gets an apostrophe in front.  So does a cell in which apostrophes alone stand before one of these
characters: then every such cell lost its first apostrophe when it is read back, and none lost its own.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from auditor import summary
from auditor.article import Audit, Grade, Sentence
from auditor.errors import InputError, UsageError
from auditor.grading import grade_note
from auditor.labels import CLASSES
from auditor.reporting.csv_register import FINDING_COLUMNS, SOURCE_COLUMNS, finding_rows, source_rows
from auditor.reporting.interface import TABLES, RenderOptions
from auditor.reporting.text_safety import visible, well_formed

SENTENCE_COLUMNS: tuple[str, ...] = (
    "article_id", "title", "outlet", "url", "index", "paragraph", "start", "end", "label", "code",
    "confidence", "source", "cue", "text", "role", "source_ids", "source_name", "corrected", "model_code",
    "model_source",
)  # fmt: skip
_ADDED = SENTENCE_COLUMNS[-6:]
"""Columns that tables of earlier versions do not have."""

ARTICLE_COLUMNS: tuple[str, ...] = (
    "id", "path", "title", "outlet", "author", "date", "url", "words", "sentences", *CLASSES,
    *(f"{label}_share" for label in CLASSES), "distinct_sources", "anonymous_described_share",
    "anonymous_reason_share", "longest_unattributed_run", "mean_confidence", "grade", "grade_low", "grade_high",
    "summary", "grade_note",
)  # fmt: skip

_REGISTERS = {"sources": (SOURCE_COLUMNS, source_rows), "findings": (FINDING_COLUMNS, finding_rows)}

BYTE_ORDER_MARK = "\ufeff"
_INTEGERS = ("index", "paragraph", "start", "end")
_OPTIONAL = (
    "title", "outlet", "url", "source", "cue", "role", "source_name", "corrected", "model_code", "model_source",
)  # fmt: skip
_LONGEST_CELL = 2**31 - 1

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def write(audits: Sequence[Audit], stream: TextIO, options: RenderOptions) -> None:
    """Write the table that ``options.table`` names; UsageError where there is no such table.

    A file begins with a byte order mark, without which Excel does not know UTF-8; a stream does not, for
    other programs would take it for a part of the first heading.
    """
    if options.table not in TABLES:
        raise UsageError(f"There is no table {options.table!r}; choose one of {', '.join(TABLES)}.")
    if options.to_file:
        stream.write(BYTE_ORDER_MARK)
    if options.table == "sentences":
        write_sentence_table(audits, stream, raw=options.csv_raw)
    elif options.table == "articles":
        write_article_table(audits, stream, raw=options.csv_raw)
    else:
        columns, rows = _REGISTERS[options.table]
        _write_table(stream, columns, (row for audit in audits for row in rows(audit)), raw=options.csv_raw)


def write_sentence_table(audits: Iterable[Audit], stream: TextIO, *, raw: bool = False) -> None:
    """Write a row a sentence, furniture included; None becomes an empty cell.

    ``source_ids`` are the register's numbers, ``source_name`` its names ("; " between those of joint sources);
    Where a person corrected the sentence, ``corrected`` says what ("label", "source" or "label source"), and
    ``model_code`` and ``model_source`` are what the program had said.  ``raw`` leaves cells that look like formulas as
    they are.
    """
    rows = (_sentence_rows(audit) for audit in audits)
    _write_table(stream, SENTENCE_COLUMNS, (row for group in rows for row in group), raw=raw)


def write_article_table(audits: Iterable[Audit], stream: TextIO, *, raw: bool = False) -> None:
    """Write a row an article: its counts, its shares and what else sums up its sourcing.

    ``sentences``, ``words`` and all figures leave furniture out.  A share of nothing is an empty cell.
    """
    _write_table(stream, ARTICLE_COLUMNS, (_article_row(audit) for audit in audits), raw=raw)


def _sentence_rows(audit: Audit) -> Iterable[list[Any]]:
    article = audit.article
    names = {source.id: source.name for source in audit.sources}
    for s in audit.sentences:
        ids = " ".join(map(str, s.source_ids))
        called = "; ".join(names[number] for number in s.source_ids if number in names)
        yield [
            article.id, article.title, article.outlet, article.url, s.index, s.paragraph, s.start, s.end,
            s.label, s.code, s.confidence, s.source, s.cue, s.text,
            s.role, ids, called, *_correction_cells(s, called),
        ]  # fmt: skip


def _correction_cells(sentence: Sentence, called: str) -> tuple[str | None, str | None, str | None]:
    original = sentence.corrected
    if original is None:
        return None, None, None
    sources = "; ".join(original.sources)
    changed = [
        *(["label"] if original.code != sentence.code else []),
        *(["source"] if sources != called else []),
    ]
    return " ".join(changed) or "source", original.code, sources


def _article_row(audit: Audit) -> list[Any]:
    article = audit.article
    return [
        article.id, article.path, article.title, article.outlet, article.author, article.date, article.url,
        audit.words, len(audit.counted), *audit.counts.values(), *audit.shares.values(),
        len(summary.cited(audit)), summary.described_share(audit), summary.reason_share(audit),
        summary.longest_unattributed_run(audit), summary.mean_confidence(audit), *_grade_cells(audit.grade),
        audit.summary, grade_note(audit.grade),
    ]  # fmt: skip


def _grade_cells(grade: Grade | None) -> tuple[str | None, str | None, str | None]:
    return (grade.letter, grade.low, grade.high) if grade else (None, None, None)


class TableWriter:
    """Writes the table called ``table`` (one of ``TABLES``) audit by audit, for runs that hold no more than one."""

    def __init__(self, stream: TextIO, table: str, *, raw: bool = False) -> None:
        columns, self._rows = {
            "sentences": (SENTENCE_COLUMNS, _sentence_rows),
            "articles": (ARTICLE_COLUMNS, lambda audit: [_article_row(audit)]),
            **_REGISTERS,
        }[table]
        self._stream, self._raw = stream, raw
        _write_table(stream, columns, (), raw=raw)

    def add(self, audit: Audit) -> None:
        """Write the rows of ``audit``."""
        _write_rows(self._stream, self._rows(audit), raw=self._raw)


def _write_table(stream: TextIO, columns: Sequence[str], rows: Iterable[list[Any]], *, raw: bool) -> None:
    csv.writer(stream, lineterminator="\r\n").writerow(columns)
    _write_rows(stream, rows, raw=raw)


def _write_rows(stream: TextIO, rows: Iterable[list[Any]], *, raw: bool) -> None:
    csv.writer(stream, lineterminator="\r\n").writerows([_cell(value, raw) for value in row] for row in rows)


def _cell(value: Any, raw: bool) -> Any:
    if not isinstance(value, str):
        return value
    text = well_formed(value)
    return text if raw else escape_cell(text)


def escape_cell(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula; ``unescape_cell`` undoes it exactly."""
    return "'" + text if _RISKY.match(text) else text


def unescape_cell(text: str) -> str:
    """Return the text that ``escape_cell`` was given."""
    return text[1:] if _ESCAPED.match(text) else text


def read_sentence_table(source: Path | str, *, raw: bool = False) -> list[dict[str, Any]]:
    """Return the rows of a sentence table that we wrote: a file where ``source`` is a Path, else its text.

    Texts come back exactly, apart from lone surrogates (U+FFFD); an empty cell of ``title``, ``outlet``,
    ``url``, ``source``, ``cue``, ``role``, ``source_name`` or one of the three about corrections is None; numbers are
    numbers, ``source_ids`` a tuple of them.  Tables of earlier versions lack the last three or six.  ``raw`` says that
    the table was written raw.  Columns that we do not know are kept as text.  Raises InputError for anything that is
    no sentence table.
    """
    name = visible(str(source)) if isinstance(source, Path) else "the text"
    text = _read_text(source) if isinstance(source, Path) else source
    lines = io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")
    limit = csv.field_size_limit(_LONGEST_CELL)  # the default refuses a cell of 128 KiB
    try:
        reader = csv.DictReader(lines, strict=True)
        missing = [c for c in SENTENCE_COLUMNS if c not in (*_ADDED, *(reader.fieldnames or ()))]
        if missing:
            raise InputError(f"{name} is not a sentence table: it has no column {missing[0]!r}.")
        return [_read_row(row, raw) for row in reader]
    except (csv.Error, ValueError, TypeError, AttributeError) as error:
        raise InputError(f"{name} is not a sentence table: line {reader.line_num} is malformed.") from error
    finally:
        csv.field_size_limit(limit)


def _read_text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise InputError(f"{visible(str(path))} is not a sentence table: it is not UTF-8.") from error
    except OSError as error:
        raise InputError(f"Cannot read {visible(str(path))}: {error.strerror}.") from error


def _read_row(cells: dict[str, str], raw: bool) -> dict[str, Any]:
    row: dict[str, Any] = {column: cell if raw else unescape_cell(cell) for column, cell in cells.items()}
    row |= {column: int(row[column]) for column in _INTEGERS}
    row |= {column: row.get(column) or None for column in _OPTIONAL}
    row["source_ids"] = tuple(map(int, row.get("source_ids", "").split()))
    return row | {"confidence": float(row["confidence"])}
