"""Word documents (.docx), by python-docx."""

import io
import zipfile
from typing import TYPE_CHECKING

from auditor.errors import InputError
from auditor.reading.encoding import normalise
from auditor.reading.interface import Content, Document

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

MAX_UNPACKED_BYTES = 100_000_000
"""Most bytes, pictures left aside, that a document may unfold to."""

_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 16
_PICTURES = "word/media/"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only ones the standard allows, and safe to unpack in part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH = _W + "p"
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
# What tracked changes took away, settings (tab stops look like tabs), and the second copy of a text box.
_SKIPPED = frozenset(
    [
        *(_W + name for name in ("del", "moveFrom", "pPr", "rPr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    ]
)


def read_word(content: Content, *, force: bool) -> Document:
    """Read the paragraphs of a Word document, each parted from the next by a blank line.

    Tracked changes count as accepted.  The title is a first paragraph in a title or heading style.  Raises
    ``InputError`` for a broken or protected document and for one that unfolds to more than 100 MB.
    """
    archive = _unpacked(content)
    import docx

    try:
        document = docx.Document(archive)
        paragraphs = [(element, text) for element, words in _paragraphs(document) if (text := "".join(words).strip())]
        first = _style(document, paragraphs[0][0]) if len(paragraphs) > 1 else ""
    except Exception as error:  # python-docx raises anything from KeyError to lxml's errors
        raise InputError(f"{content.name} is a broken Word document ({type(error).__name__}).") from error
    title = " ".join(paragraphs[0][1].split()) if first.startswith(("Title", "Heading")) else None
    return Document(normalise("\n\n".join(text for _, text in paragraphs)), title)


def _unpacked(content: Content) -> io.BytesIO:
    """Return the archive unpacked and without its pictures, so that nothing in it can unfold any further.

    The sizes that the archive declares are not believed: it is unpacked in small parts, which are counted.
    """
    if content.data.startswith(_ENCRYPTED):
        raise InputError(f"{content.name} is a protected or old (.doc) Word document; save it as .docx.")
    unpacked = io.BytesIO()
    left = MAX_UNPACKED_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as packed, zipfile.ZipFile(unpacked, "w") as archive:
            names = set(packed.namelist())
            if not names & {"word/document.xml", "[Content_Types].xml"}:
                raise InputError(f"{content.name} is an archive, but not a Word document.")
            for name in sorted(names):
                if name.startswith(_PICTURES):
                    archive.writestr(name, b"")  # the document refers to it
                    continue
                if packed.getinfo(name).compress_type not in _METHODS:
                    raise zipfile.BadZipFile("unusual compression")
                with packed.open(name) as member, archive.open(name, "w") as copy:
                    while part := member.read(_CHUNK):
                        left -= len(part)
                        if left < 0:
                            most = MAX_UNPACKED_BYTES // 1_000_000
                            raise InputError(f"{content.name} unfolds to more than {most} MB.")
                        copy.write(part)
    except InputError:
        raise
    except Exception as error:  # zipfile raises more than BadZipFile on damaged directories
        raise InputError(f"{content.name} is not a Word document, or a broken one.") from error
    unpacked.seek(0)
    return unpacked


def _paragraphs(document: "WordDocument") -> "list[tuple[BaseOxmlElement, list[str]]]":
    """Return every paragraph and its words, in the order of the document.

    Those in tables, content controls and text boxes are among them.
    """
    found: list[tuple[BaseOxmlElement, list[str]]] = []

    def walk(parent: "BaseOxmlElement", words: list[str]) -> None:
        for element in parent:
            if element.tag in _SKIPPED:
                continue
            if element.tag == _PARAGRAPH:
                found.append((element, []))
                walk(element, found[-1][1])
            elif element.tag == _W + "t":
                words.append(element.text or "")
            elif element.tag in _SIGNS:
                words.append(_SIGNS[element.tag])
            else:
                walk(element, words)

    walk(document.element.body, [])
    return found


def _style(document: "WordDocument", element: "BaseOxmlElement") -> str:
    from docx.text.paragraph import Paragraph

    style = Paragraph(element, document._body).style
    return (style.name if style is not None else None) or ""
