import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.classifier.characters import LETTER, UPPER, WORD, character_kinds


@pytest.mark.parametrize(
    ("character", "kinds"),
    [
        ("q", WORD + LETTER),
        ("Q", WORD + LETTER + UPPER),
        ("7", WORD),
        ("Ł", WORD + LETTER + UPPER),
        ("京", WORD + LETTER),
        ("”", 0),
        (" ", 0),
        ("👩", 0),
        ("\ud800", 0),
    ],
)
def test_what_kind_a_character_is(character, kinds):
    assert character_kinds(f"a{character}").tolist() == [WORD + LETTER, kinds]


@given(st.text(st.characters()))
def test_a_text_has_as_many_kinds_as_characters(text):
    kinds = character_kinds(text)
    assert [bool(k & WORD) for k in kinds] == [c.isalnum() for c in text]
