import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
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
        (archive(word__document=bytes(101_000_000)), "unfolds to more than 100 MB"),
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


def test_cell_over_many_columns_is_read_once(write):
    document = docx.Document()
    table = document.add_table(1, 2)
    wide, narrow = table.cell(0, 0), table.cell(0, 1)
    wide.text, narrow.text = "Piers: 7", "Length: 210 m"
    wide._tc.grid_span = 400_000_000
    [article] = read(write("table.docx", saved(document)))
    assert article.text == "Piers: 7\n\nLength: 210 m"


def test_cell_over_many_rows_is_read_once(write):
    document = docx.Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(2, 0)).text = "Bridges"
    for row, text in enumerate(["Old", "New", "Foot"]):
        table.cell(row, 1).text = text
    [article] = read(write("table.docx", saved(document)))
    assert article.text == "Bridges\n\nOld\n\nNew\n\nFoot"


def test_content_control_keeps_its_words_and_place(write, document):
    control, inside = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(inside)
    paragraph = document.paragraphs[2]._p
    paragraph.addprevious(control)
    inside.append(paragraph)
    [article] = read(write("bridge.docx", saved(document)))
    assert article.text == "\n\n".join([TITLE, *PARAGRAPHS])


def test_text_box_is_read_once_after_its_paragraph(write):
    namespaces = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' " + nsdecls("w")
    box = "<w:txbxContent><w:p><w:r><w:t>Seven piers.</w:t></w:r></w:p></w:txbxContent>"
    document = docx.Document()
    run = document.add_paragraph("The ferry").runs[0]
    run._r.append(
        parse_xml(
            f"<mc:AlternateContent {namespaces}><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        )
    )
    document.paragraphs[0].add_run(" runs.")
    [article] = read(write("box.docx", saved(document)))
    assert article.text == "The ferry runs.\n\nSeven piers."


def test_pictures_do_not_count(write, document, monkeypatch):
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0" + bytes(4)
    picture += b"\0\0\0\0IEND\xaeB`\x82" + bytes(2_000_000)
    document.part.get_or_add_image(io.BytesIO(picture))
    monkeypatch.setattr("auditor.reading.word.MAX_UNPACKED_BYTES", 1_000_000)
    [article] = read(write("bridge.docx", saved(document)))
    assert article.text == "\n\n".join([TITLE, *PARAGRAPHS])


def test_size_that_the_archive_declares_is_not_believed(write):
    true, false = (101_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    data = archive(word__document=bytes(101_000_000)).replace(true, false)
    with pytest.raises(InputError, match=r"bad\.docx is not a Word document, or a broken one"):
        read(write("bad.docx", data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_that_word_does_not_use_is_refused(write, method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as zipped:
        zipped.writestr("word/document.xml", bytes(1000))
    with pytest.raises(InputError, match=r"bad\.docx is not a Word document, or a broken one"):
        read(write("bad.docx", out.getvalue()))
