import codecs

import pytest
from reading_samples import STORY

from auditor.errors import InputError
from auditor.reading import read

TEXT = "The café on the quay stays open – for now. “We’ll see,” Zoë Brandt said of the £4m plan.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"],
)
def test_encodings_give_the_same_text(write, data):
    [article] = read(write("cafe.txt", data))
    assert article.text == TEXT


def test_one_accent_is_enough_for_windows_1252(write):
    [article] = read(write("cafe.txt", b"The mayor met the owners of the caf\xe9 on Monday."))
    assert article.text == "The mayor met the owners of the café on Monday."


@pytest.mark.parametrize(
    "data",
    [
        b"The mayor met \xc3\x28 on Monday.",
        b"The mayor met \xff\xfe on Monday.",
        b"The mayor met \x80\x81 on Monday.",
        b"The mayor spoke.\xff\n",
        "The café said “hello”.".encode() + b" Then \xff it closed.",
        bytes(range(128, 256)),
    ],
)
def test_bytes_of_no_encoding_are_named_and_refused(write, data):
    with pytest.raises(InputError, match=r"broken\.txt is not readable text: byte 0x.. at offset \d+"):
        read(write("broken.txt", data))


def test_broken_utf_16_is_refused(write):
    with pytest.raises(InputError, match=r"broken\.txt is not readable text: .* UTF-16"):
        read(write("broken.txt", codecs.BOM_UTF16_LE + b"T\x00h"))


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01" + bytes(64),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(32),
        STORY.encode() + b"\x00",
        b"words \x01\x02\x03\x04 and \x05 words",
        STORY.encode("utf-16-le"),
    ],
)
@pytest.mark.parametrize("name", ["file.txt", "file", "file.md", "file.html"])
def test_binary_data_is_refused(write, data, name):
    with pytest.raises(InputError, match=r"file\S* is not text but binary data\."):
        read(write(name, data), force=True)


@pytest.mark.parametrize(("label", "codec"), [("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("utf-8", "utf-8")])
def test_page_is_read_in_the_encoding_it_declares(write, label, codec):
    body = "<article><p>" + TEXT.strip() * 5 + "</p></article>"
    source = f"<!DOCTYPE html><html><head><meta charset={label}></head><body>{body}</body></html>"
    [article] = read(write("cafe.html", source.encode(codec)))
    assert "“We’ll see,” Zoë Brandt said of the £4m plan." in article.text


@pytest.mark.parametrize("label", ["unicode_escape", "idna", "base64", "utf-7", "nonsense", "x" * 200])
def test_page_cannot_choose_an_odd_encoding(write, label):
    body = "<article><p>" + TEXT.strip() * 5 + "</p></article>"
    source = f"<!DOCTYPE html><html><head><meta charset={label}></head><body>{body}</body></html>"
    [article] = read(write("cafe.html", source))
    assert "Zoë Brandt" in article.text


def test_a_stray_byte_does_not_cost_a_page(write):
    body = ("<article><p>" + TEXT.strip() * 5 + "</p></article>").encode()
    source = b"<!DOCTYPE html><html><body>" + body + b"<!-- \xff --></body></html>"
    [article] = read(write("cafe.html", source))
    assert "Zoë Brandt" in article.text
