import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reporting.text_safety import encodable, visible, well_formed

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jgone", "␛[2Jgone"),
        ("\x1b]8;;file:///etc/passwd\x07x", "␛]8;;file:///etc/passwd␇x"),
        ("a\x00b\x7fc\x08", "a␀b␡c␈"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("safe\u202eexe.txt", "safe⟨U+202E⟩exe.txt"),
        ("\u2066in\u2069", "⟨U+2066⟩in⟨U+2069⟩"),
        ("pay\u200bwall\ufeff", "pay⟨U+200B⟩wall⟨U+FEFF⟩"),
        ("one\u2028two\u2029three", "one⟨U+2028⟩two⟨U+2029⟩three"),
        ("\ud800", "⟨U+D800⟩"),
        ("tag\U000e0041", "tag⟨U+E0041⟩"),
        ("line one\r\n\tline two\rthree", "line one line two three"),
        ("six\xa0weeks\u3000later", "six weeks later"),
        ("❤\ufe0f", "❤"),
        ("[bold red]x[/] :smile:", "[bold red]x[/] :smile:"),
        ("naïve café — “Ærø” 日本", "naïve café — “Ærø” 日本"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_no_control_or_format_character_of_unicode_gets_through() -> None:
    unsafe = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    ]
    assert [hex(ord(c)) for c in unsafe if c in visible(f"a{c}b")] == []


@given(ANYTHING)
def test_anything_becomes_one_printable_line(text: str) -> None:
    shown = visible(text)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert visible(shown) == shown
    shown.encode("utf-8")


@given(ANYTHING, st.sampled_from(["ascii", "latin-1", "cp1252", "cp437", "utf-8"]))
def test_what_an_encoding_lacks_is_escaped(text: str, encoding: str) -> None:
    encodable(visible(text), encoding).encode(encoding)


def test_typographic_marks_become_plain_ones_only_where_they_must() -> None:
    assert encodable("“It’s” — so… Łódź", "ascii") == '"It\'s" - so... \\u0141\\xf3d\\u017a'
    assert encodable("“It’s” café", "cp1252") == "“It’s” café"


@given(ANYTHING)
def test_well_formed_text_is_utf8_of_the_same_length(text: str) -> None:
    assert len(well_formed(text)) == len(text)
    well_formed(text).encode("utf-8")
