"""Word documents (.docx), by python-docx."""

import io
import zipfile
from typing import TYPE_CHECKING

from auditor.errors import InputError
from auditor.reading.encoding import normalise
from auditor.reading.interface import Content, Document

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table
    from docx.text.paragraph import Paragraph

MAX_UNPACKED_BYTES = 100_000_000
"""Most bytes, pictures included, that a document may unfold to."""

_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The words of a paragraph with all tracked changes accepted; a text box inside it has paragraphs of its own.
_PIECES = (
    "./descendant::*[self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen]"
    "[not(ancestor::w:moveFrom) and not(ancestor::w:del) and not(ancestor::w:txbxContent)]"
)


def read_word(content: Content, *, force: bool) -> Document:
    """Read the paragraphs of a Word document, each parted from the next by a blank line.

    Tracked changes count as accepted.  The title is a first paragraph in a title or heading style.  Raises
    ``InputError`` for a broken or protected document and for one that unfolds to more than 100 MB.
    """
    _check_archive(content)
    import docx

    try:
        document = docx.Document(io.BytesIO(content.data))
        paragraphs = [(text, style) for text, style in _paragraphs(document) if text.strip()]
    except Exception as error:  # python-docx raises anything from KeyError to lxml's errors
        raise InputError(f"{content.name} is a broken Word document ({type(error).__name__}).") from error
    title = None
    if len(paragraphs) > 1 and paragraphs[0][1].startswith(("Title", "Heading")):
        title = " ".join(paragraphs[0][0].split())
    return Document(normalise("\n\n".join(text.strip() for text, _ in paragraphs)), title)


def _check_archive(content: Content) -> None:
    if content.data.startswith(_ENCRYPTED):
        raise InputError(f"{content.name} is a protected or old (.doc) Word document; save it as .docx.")
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            known = "word/document.xml" in archive.namelist() or "[Content_Types].xml" in archive.namelist()
    except Exception as error:  # zipfile raises more than BadZipFile on damaged directories
        raise InputError(f"{content.name} is not a Word document, or a broken one.") from error
    if not known:
        raise InputError(f"{content.name} is an archive, but not a Word document.")
    if size > MAX_UNPACKED_BYTES:
        most = MAX_UNPACKED_BYTES / 1e6
        raise InputError(f"{content.name} unfolds to {size / 1e6:.0f} MB; at most {most:.0f} MB are allowed.")


def _paragraphs(document: "WordDocument") -> list[tuple[str, str]]:
    """Return text and style name of every paragraph, those in tables too, in the order of the document."""
    from docx.table import Table

    found: list[tuple[str, str]] = []

    def add(parts: "list[Paragraph | Table]") -> None:
        for part in parts:
            if isinstance(part, Table):
                for row in part.rows:
                    for cell in dict.fromkeys(row.cells):
                        add(list(cell.iter_inner_content()))
            else:
                style = part.style.name if part.style is not None else None
                found.append((_text(part), style or ""))

    add(list(document.iter_inner_content()))
    return found


def _text(paragraph: "Paragraph") -> str:
    pieces = {"t": None, "tab": "\t", "noBreakHyphen": "-"}
    return "".join(
        (piece.text or "") if name == "t" else (pieces.get(name) or "\n")
        for piece in paragraph._p.xpath(_PIECES)
        for name in [piece.tag.rpartition("}")[2]]
    )
