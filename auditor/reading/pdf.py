"""Text PDFs, by pypdf (extra ``pdf``)."""

import io
import re

from auditor.errors import AuditorError, InputError, UsageError
from auditor.reading.encoding import normalise
from auditor.reading.interface import MAX_FILE_BYTES, Content, Document
from auditor.reading.libraries import hush

MAX_PAGES = 300
"""A PDF with more pages than this is a book, not an article."""

_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"""[.!?:]["'”’)\]]*$""")
_BROKEN_WORD = re.compile(r"[a-z]-$")


def read_pdf(content: Content, *, force: bool) -> Document:
    """Read the text of a PDF, its printed lines joined into paragraphs.

    Paragraphs are told apart by blank lines and by lines that stop short, so they are less sure than in other
    formats; page numbers are left out.  Raises ``UsageError`` where pypdf is missing, and ``InputError`` for
    an encrypted, broken or over-long PDF and for one that holds pictures of text only.
    """
    hush("pypdf")
    try:
        import pypdf
    except ImportError:
        raise UsageError(
            f"Reading {content.name} needs the PDF extra: pip install -e '.[pdf]' in the project's folder."
        ) from None

    try:
        reader = pypdf.PdfReader(io.BytesIO(content.data))
        if reader.is_encrypted:
            raise InputError(f"{content.name} is an encrypted PDF; save it without a password.")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise InputError(f"{content.name} has {count} pages; a PDF may have {MAX_PAGES} at most.")
        pages, size = [], 0
        for page in reader.pages:
            pages.append(normalise(page.extract_text()))
            size += len(pages[-1])
            if size > MAX_FILE_BYTES:
                raise InputError(f"{content.name} holds more than {MAX_FILE_BYTES // 1_000_000} MB of text.")
    except AuditorError:
        raise
    except Exception as error:  # pypdf raises far more than its own errors on broken files
        reason = type(error).__name__
        raise InputError(f"{content.name} is a PDF that cannot be parsed ({reason}).") from error
    if not any(c.isalpha() for page in pages for c in page):
        raise InputError(f"{content.name} is a PDF without text, probably a scan.")
    return Document("\n\n".join(_join([line for page in pages for line in _page_lines(page)])))


def _page_lines(page: str) -> list[str]:
    """Return the lines of a page without a page number at its head or foot."""
    lines = [" ".join(line.replace("\0", "").split()) for line in page.strip().split("\n")]
    for end in (0, -1):
        if lines and _PAGE_NUMBER.fullmatch(lines[end]):
            del lines[end]
    return lines


def _join(lines: list[str]) -> list[str]:
    """Return the paragraphs that printed lines make up."""
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        closed = len(previous) < width * (0.85 if _ENDS_SENTENCE.search(previous) else 0.6)
        if line and paragraphs and previous and not closed:
            if _BROKEN_WORD.search(previous) and line[0].islower():
                paragraphs[-1] = paragraphs[-1][:-1] + line
            else:
                paragraphs[-1] += " " + line
        elif line:
            paragraphs.append(line)
        previous = line
    return paragraphs
