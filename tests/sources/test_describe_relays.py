import pytest

from auditor.article import Relay, Sentence
from auditor.labels import CLASS_OF
from auditor.sources.relays import relays


def sentence(text: str, code: str, source: str | None = None) -> Sentence:
    return Sentence(3, 0, len(text), text, CLASS_OF[code], code, 1.0, source=source)


@pytest.mark.parametrize(
    ("text", "outlet", "origin", "anonymous"),
    [
        ("The Larvik Post, citing two officials, said the deal was off.", "The Larvik Post", "two officials", True),
        (
            "The Larvik Post quoted Mayor Ada Holm as saying the deal was off.",
            "The Larvik Post",
            "Mayor Ada Holm",
            False,
        ),
        (
            "The Larvik Post reported, citing people close to the talks, that it was off.",
            "The Larvik Post",
            "people close to the talks",
            True,
        ),
    ],
)
def test_outlet_that_cites_somebody(text: str, outlet: str, origin: str, anonymous: bool) -> None:
    assert relays([sentence(text, "NO")], "The Larvik Post") == (Relay(3, outlet, origin, anonymous),)


@pytest.mark.parametrize(
    ("origin", "anonymous"),
    [
        ("the Harbour Ministry in Tulvik", False),
        ("the interior ministry", False),
        ("police", False),
        ("ministry officials", True),
    ],
)
def test_a_public_body_that_an_outlet_cites_is_somebody(origin: str, anonymous: bool) -> None:
    text = f"The Larvik Post, citing {origin}, reported a leak."
    assert relays([sentence(text, "NO")], "The Larvik Post") == (Relay(3, "The Larvik Post", origin, anonymous),)


def test_a_statement_comes_through_the_outlet_that_carries_it() -> None:
    text = "In a statement carried by the state news agency Havna, it blamed the guild."
    assert relays([sentence(text, "O", "it")], "Interior Ministry") == (
        Relay(3, "the state news agency Havna", "Interior Ministry", False),
    )


def test_what_somebody_told_an_outlet() -> None:
    named = sentence("Ada Holm told the Larvik Post that it was off.", "NP", "Ada Holm")
    assert relays([named], "Ada Holm") == (Relay(3, "the Larvik Post", "Ada Holm", False),)
    unnamed = sentence("A senior aide told Reuters that it was off.", "A1", "A senior aide")
    assert relays([unnamed], "a senior aide") == (Relay(3, "Reuters", "A senior aide", True),)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Holm told reporters that it was off.",
        "Ada Holm told Bo Berg that it was off.",
        "Ada Holm told parliament that it was off.",
        "“I told the Larvik Post nothing,” Ada Holm said.",
    ],
)
def test_talk_that_goes_through_no_outlet(text: str) -> None:
    assert relays([sentence(text, "NP", "Ada Holm")], "Ada Holm") == ()


def test_figures_and_reasons_cited_are_nobodys_word() -> None:
    text = "The Larvik Post, citing rising costs, called for a pause."
    assert relays([sentence(text, "NO")], "The Larvik Post") == ()


@pytest.mark.parametrize("outlet", ["RT", "TASS", "RIA Novosti", "Russian news agency TASS"])
def test_state_outlets_that_no_other_sign_tells_of(outlet: str) -> None:
    told = sentence(f"Ada Holm told {outlet} that it was off.", "NP", "Ada Holm")
    assert relays([told], "Ada Holm") == (Relay(3, outlet, "Ada Holm", False),)
