"""Which reader an input needs, told by its first bytes, its name and what a server called it."""

import re

from auditor.errors import InputError, RefusedError
from auditor.reading.interface import Content, Reader

_BY_SUFFIX = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".doc": "docx",
    ".pdf": "pdf",
}  # fmt: skip
_BY_MEDIA_TYPE = {
    "text/html": "html", "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip
_UNTOLD = (None, "", "application/octet-stream", "binary/octet-stream")
_DATA = frozenset({".csv", ".json", ".jsonl", ".ndjson", ".parquet", ".tsv", ".xml"})
# Comments are taken possessively, each to its first end: the number of ways to divide them is exponential.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?"
    rb"(?:<!--(?:(?!-->).){0,2000}-->\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def reader_for(content: Content, *, force: bool) -> Reader:
    """Return the reader for ``content``.

    What the bytes plainly are outweighs what the input is called.  Raises ``InputError`` for a kind that no
    reader knows, and ``RefusedError``, unless ``force``, for a file of data rather than prose.
    """
    kind = _signature(content.data)
    if kind is None and content.media_type not in _UNTOLD:
        kind = _BY_MEDIA_TYPE.get(content.media_type or "")
        if kind is None:
            raise InputError(f"{content.name} is of the type {content.media_type}, which cannot be read.")
    kind = kind or _BY_SUFFIX.get(content.suffix)
    if kind is None and content.suffix in _DATA and not force:
        raise RefusedError(f"{content.name} is a file of data ({content.suffix}), not an article.")
    return _reader(kind or "text")


def is_webpage(text: str) -> bool:
    """Tell whether ``text`` is the source of a web page, by how it begins."""
    return text.lstrip("\ufeff \t\r\n").startswith("<") and bool(_HTML.match(text[:4096].encode("utf-8", "replace")))


def _reader(kind: str) -> Reader:
    """Import the one reader that is needed: the others would slow every start."""
    match kind:
        case "markdown":
            from auditor.reading.markdown import read_markdown

            return read_markdown
        case "html":
            from auditor.reading.webpage import read_webpage

            return read_webpage
        case "docx":
            from auditor.reading.word import read_word

            return read_word
        case "pdf":
            from auditor.reading.pdf import read_pdf

            return read_pdf
        case _:
            from auditor.reading.plain import read_plain

            return read_plain


def _signature(data: bytes) -> str | None:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    head = data[:4096]
    if head.startswith(_UTF16_MARKS):
        head = head.replace(b"\0", b"")[2:]
    return "html" if _HTML.match(head) else None
