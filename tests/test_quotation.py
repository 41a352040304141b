"""Which stretches of a text are quotations; every sentence here is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.quotation import MAX_QUOTATION, quoted_spans

CASES = {
    "straight-double": ('"We lost," Ada Brandt said. "It hurts."', ['"We lost,"', '"It hurts."']),
    "curly-double": ("“We lost,” Ada Brandt said.", ["“We lost,”"]),
    "nothing": ("The council met on Friday.", []),
    "scare-quotes": ('The "so-called" reform passed.', ['"so-called"']),
    "straight-single": (
        "'There was a meeting,' he said. 'It ran late.'",
        ["'There was a meeting,'", "'It ran late.'"],
    ),
    "curly-single": ("‘It’s the officials’ view,’ she said.", ["‘It’s the officials’ view,’"]),
    "apostrophes": ("They don't mind the officials' dinner, the '90s or rock 'n' roll.", []),
    "curly-apostrophes": ("They don’t mind the officials’ dinner or the ’90s.", []),
    "single-with-possessive": (
        "'The officials' car broke down,' he said.",
        ["'The officials' car broke down,'"],
    ),
    "single-ending-in-s": ("He met 'the Three Wise Owls' at noon and left.", ["'the Three Wise Owls'"]),
    "two-singles": ("It was 'a disaster' and 'a shame'.", ["'a disaster'", "'a shame'"]),
    "single-in-double": ("\"He said 'no one' goes,\" she said.", ["\"He said 'no one' goes,\""]),
    "double-in-single": ("'He said \"no one\" goes,' she said.", ["'He said \"no one\" goes,'"]),
    "double-in-double": (
        "“He wore a “my team” shirt,” she said. Then he left.",
        ["“He wore a “my team” shirt,”"],
    ),
    "guillemets": ("« Bonjour », dit-elle. «Oui», dit-il.", ["« Bonjour »", "«Oui»"]),
    "guillemets-inward": ("»Guten Tag«, sagte er.", ["»Guten Tag«"]),
    "low-high": ("„Hallo“, sagte sie.", ["„Hallo“"]),
    "latex": ("``We lost,'' he said. ''Badly,'' he added.", ["``We lost,''", "''Badly,''"]),
    "mixed-marks": ('"We lost,” he said. “Badly," he added.', ['"We lost,”', '“Badly,"']),
    "closing-mark-turned": ("“We lost,“ he said. The end.", ["“We lost,“"]),
    "tokenised": ('" We lost , " he said . " Badly . "', ['" We lost , "', '" Badly . "']),
    "tokenised-single": ("' My old kite, ' Bo answers.", ["' My old kite, '"]),
    "glued": ('He said."We lost,"then left.', ['"We lost,"']),
    "misplaced-closing": ('"We lost, "he said. "Badly."', ['"We lost, "', '"Badly."']),
    "inches": ('At 6\'2" he is tall, "very tall," she said.', ['"very tall,"']),
    "dash-cut": ('"I was going to—" he said.', ['"I was going to—"']),
    "paragraphs": (
        "“One.\n\n“Two.\n\n“Three,” he said.\n\nThe end.",
        ["“One.\n\n“Two.\n\n“Three,”"],
    ),
    "paragraphs-single": ("'One.\n\n'Two,' he said.", ["'One.\n\n'Two,'"]),
    "paragraphs-in-flat-text": ('"One. "Two," he said. Rain fell.', ['"One. "Two,"']),
    "unclosed": ("“We lost.\n\nRain fell “hard”.", ["“We lost.", "“hard”"]),
    "unclosed-at-the-end": ('He said, "We lost.', ['"We lost.']),
    "stray-closing": ('We lost," he said. "Badly."', ['"Badly."']),
    "hard-wrapped": ("“We lost.\nAnd we\nknow it,” he said.", ["“We lost.\nAnd we\nknow it,”"]),
    "unclosed-line": ('"We lost.\nThe "other" team won.', ['"We lost.', '"other"']),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_quotation(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == expected


def test_long_unclosed_quotation_is_cut() -> None:
    (start, end), *_ = quoted_spans('"' + "word " * 2000)
    assert start == 0
    assert MAX_QUOTATION // 2 < end <= MAX_QUOTATION


def test_long_quotation_over_paragraphs_becomes_several_spans() -> None:
    paragraph = "“" + "word " * 200 + "ends."
    text = "\n\n".join([paragraph] * 5) + "”"
    spans = quoted_spans(text)
    assert len(spans) == 5
    assert sum(end - start for start, end in spans) >= len(text) - 10


@given(st.text(alphabet=st.sampled_from("ab \n\"'“”‘’«».,s`„1") | st.characters(), max_size=200))
def test_spans_are_in_order_and_in_the_text(text: str) -> None:
    position = 0
    for start, end in quoted_spans(text):
        assert position <= start < end <= len(text)
        assert end - start <= MAX_QUOTATION
        position = end
