"""Where a finding stands in the file that an article came from, as far as that can be said.

Only of plain text are the lines of the article the lines of the file; of a page, a document or an address we know the
words, but not where they stand in the bytes.
"""

from dataclasses import dataclass

from auditor.article import Audit, Finding, Sentence

_NOT_FILES = ("-",)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file: lines and columns from 1, columns in code points, the end column exclusive."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


def is_address(path: str) -> bool:
    """Tell whether a path is a web address."""
    return path.lower().startswith(("http://", "https://"))


def file_of(audit: Audit) -> str | None:
    """Return the path of the file that the article came from; None for an address, a pipe or a text in memory."""
    path = audit.article.path
    return None if path is None or path in _NOT_FILES or is_address(path) else path


def region_of(audit: Audit, sentence: Sentence) -> Region | None:
    """Return where ``sentence`` stands in the file, or None where only its words are known."""
    if audit.article.line is None or file_of(audit) is None:
        return None
    start_line, start_column = _position(audit, sentence.start)
    end_line, end_column = _position(audit, sentence.end)
    return Region(start_line, start_column, end_line, end_column)


def sentences_of(audit: Audit, finding: Finding) -> list[Sentence]:
    """Return the sentences that ``finding`` concerns, in its order; none where it is about the whole article."""
    by_index = {s.index: s for s in audit.sentences}
    return [by_index[index] for index in finding.sentences if index in by_index]


def _position(audit: Audit, offset: int) -> tuple[int, int]:
    text, first = audit.article.text, audit.article.line or 1
    line_start = text.rfind("\n", 0, offset) + 1
    return first + text.count("\n", 0, offset), offset - line_start + 1
