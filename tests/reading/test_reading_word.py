import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reading_samples import PARAGRAPHS, TITLE

from auditor.errors import InputError
from auditor.reading import read


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def document():
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    return document


def test_document_gives_its_paragraphs_and_title(write, document):
    [article] = read(write("bridge.docx", saved(document)))
    assert article.text == "\n\n".join([TITLE, *PARAGRAPHS])
    assert article.title == TITLE


def test_document_is_known_by_its_bytes(write, document):
    assert read(write("bridge", saved(document)))[0].title == TITLE


def test_runs_breaks_and_tables_keep_their_words(write):
    document = docx.Document()
    paragraph = document.add_paragraph("The ferry ")
    paragraph.add_run("runs").bold = True
    paragraph.add_run(" again.\nIt is free.")
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Piers: 7"
    [article] = read(write("ferry.docx", saved(document)))
    assert article.text == "The ferry runs again.\nIt is free.\n\nPiers: 7"


def test_tracked_changes_count_as_accepted(write):
    document = docx.Document()
    paragraph = document.add_paragraph("The ferry ")
    for tag, text_tag, text in (
        ("w:ins", "w:t", "runs"),
        ("w:del", "w:delText", "sinks"),
        ("w:moveFrom", "w:t", "no"),
    ):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        words.text = text
        run.append(words)
        change.append(run)
        change.set(qn("w:author"), "Editor")
        paragraph._p.append(change)
    paragraph.add_run(" again.")
    [article] = read(write("ferry.docx", saved(document)))
    assert article.text == "The ferry runs again."


def test_empty_document_is_empty(write):
    with pytest.raises(InputError, match=r"blank\.docx is empty"):
        read(write("blank.docx", saved(docx.Document())))


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Just words with the wrong ending.", "is not a Word document, or a broken one"),
        (archive(word__document=b"<w"), "is a broken Word document"),
        (archive(notes=b"<x/>"), "is an archive, but not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "is a protected or old"),
        (archive(word__document=bytes(101_000_000)), "unfolds to 101 MB; at most 100 MB"),
    ],
)
def test_what_is_no_word_document_is_refused(write, data, reason):
    with pytest.raises(InputError, match=rf"bad\.docx {reason}"):
        read(write("bad.docx", data), force=True)


def test_damaged_document_is_refused(write, document):
    data = saved(document)
    for cut in (100, len(data) // 2, len(data) - 10):
        with pytest.raises(InputError, match=r"bad\.docx is"):
            read(write("bad.docx", data[:cut]))
