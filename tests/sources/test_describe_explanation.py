import pytest

from auditor.article import Sentence
from auditor.labels import CLASS_OF
from auditor.sources.explanation import explanation


def sentence(text: str, code: str = "A2") -> Sentence:
    return Sentence(0, 0, len(text), text, CLASS_OF[code], code, 1.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "An official said so, speaking on condition of anonymity to discuss a draft.",
            "speaking on condition of anonymity to discuss a draft",
        ),
        (
            "The clerk, who was not authorised to speak publicly, said the files were gone.",
            "who was not authorised to speak publicly",
        ),
        (
            "Both insisted on anonymity because they feared for their jobs.",
            "insisted on anonymity because they feared for their jobs",
        ),
        ("“It sank,” said a diver, who declined to be named.", "who declined to be named"),
        (
            "“It sank,” said a diver whose name is being withheld for his safety.",
            "whose name is being withheld for his safety",
        ),
    ],
)
def test_words_that_say_why_a_name_is_withheld(text: str, words: str) -> None:
    assert explanation([sentence(text)]) == words


def test_wording_is_found_though_the_code_does_not_say_so() -> None:
    found = explanation([sentence("The sea was calm.", "A1"), sentence("She spoke on condition of anonymity.", "A1")])
    assert found == "spoke on condition of anonymity"


def test_unusual_wording_is_taken_where_the_code_says_that_terms_are_given() -> None:
    text = "She agreed to talk only if her name was left out, since the papers are secret."
    assert "her name was left out" in (explanation([sentence(text)]) or "")


def test_no_terms() -> None:
    assert explanation([sentence("Two aides said the deal was near.", "A1")]) is None
    assert explanation([]) is None
