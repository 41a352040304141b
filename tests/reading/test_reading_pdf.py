import io
import logging
import sys
import textwrap

import pypdf
import pytest
from reading_samples import PARAGRAPHS, TITLE, pdf_of

from auditor.errors import InputError, UsageError
from auditor.reading import pdf, read

ASCII = [paragraph.replace("“", '"').replace("”", '"') for paragraph in PARAGRAPHS]


def lines(*paragraphs: str) -> list[str]:
    return [line for paragraph in paragraphs for line in textwrap.wrap(paragraph, 70)]


def test_printed_lines_become_paragraphs(write):
    [article] = read(write("bridge.pdf", pdf_of([TITLE, *lines(*ASCII)])))
    assert article.text.split("\n\n") == [TITLE, *ASCII]
    assert article.title == TITLE


def test_sentence_across_pages_stays_whole_and_page_numbers_go(write):
    first, *rest = lines(ASCII[2])
    [article] = read(write("bridge.pdf", pdf_of([*lines(*ASCII[:2]), first, "1"], ["Page 2 of 2", *rest])))
    assert ASCII[2] in article.text
    assert "Page 2" not in article.text


def test_word_broken_at_the_end_of_a_line_is_joined(write):
    first, _, rest = ASCII[0].partition("inspectors")
    [article] = read(write("bridge.pdf", pdf_of([first + "inspec-", "tors" + rest[:70], rest[70:]])))
    assert "after inspectors found" in article.text


def test_pdf_is_known_by_its_bytes(write):
    assert read(write("bridge.txt", pdf_of(lines(*ASCII))))[0].text.startswith("The old harbour bridge")


def test_scanned_pdf_is_refused(write):
    path = write("scan.pdf", pdf_of([], [], image=True))
    with pytest.raises(InputError, match=r"scan\.pdf is a PDF without text, probably a scan\."):
        read(path, force=True)


@pytest.mark.parametrize("password", ["secret", ""])
def test_encrypted_pdf_is_refused(write, password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of(lines(*ASCII))))
    writer.encrypt(password, "owner")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match=r"locked\.pdf is an encrypted PDF"):
        read(write("locked.pdf", out.getvalue()))


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\n%%EOF", b"words", pdf_of(lines(*ASCII))[:300]])
def test_broken_pdf_is_one_quiet_error(write, data, capfd, caplog):
    reason = r"broken\.pdf is a PDF that cannot be parsed"
    with caplog.at_level(logging.DEBUG), pytest.raises(InputError, match=reason):
        read(write("broken.pdf", data))
    assert capfd.readouterr() == ("", "")


def test_pdf_with_too_many_pages_is_refused(write, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(InputError, match=r"book\.pdf has 2 pages; a PDF may have 1 at most"):
        read(write("book.pdf", pdf_of(lines(ASCII[0]), lines(ASCII[1]))))


def test_missing_extra_says_how_to_install_it(write, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(UsageError, match=r"pip install -e '\.\[pdf\]'"):
        read(write("bridge.pdf", pdf_of(lines(*ASCII))))
