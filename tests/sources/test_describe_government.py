import pytest

from auditor.sources.gazetteer import is_official, is_outlet, place
from auditor.sources.government import judge


@pytest.mark.parametrize(
    ("description", "answer"),
    [
        ("a spokesman for the Interior Ministry", "yes"),
        ("a spokesman for Larvik Shipping", "no"),
        ("White House press secretary", "yes"),
        ("the secretary general of the United Nations", "yes"),
        ("World Bank President", "yes"),
        ("the president of Larvik Shipping", "no"),
        ("the Republican secretary of state", "yes"),
        ("the former governor and senator", "no"),
        ("a former senator and now the mayor of Larvik", "yes"),
        ("hospital and security officials", "yes"),
        ("the governor's chief adviser", "yes"),
        ("a hospital director in Ohio", "no"),
        ("a colonel in the army", "yes"),
        ("Senate Republicans", "yes"),
        ("Republicans", "no"),
    ],
)
def test_descriptions(description: str, answer: str) -> None:
    verdict = judge(description)
    assert verdict is not None
    assert verdict.answer == answer


@pytest.mark.parametrize(
    "description", ["its president", "a person familiar with the talks", "the spokesman", "a tall fence"]
)
def test_descriptions_that_do_not_tell(description: str) -> None:
    assert judge(description) is None


def test_names_of_bodies() -> None:
    assert is_official("Ruritanian Fisheries Ministry") is True
    assert is_official("Larvik Shipping campaign") is False
    assert is_official("Larvik") is None


def test_places_and_outlets() -> None:
    assert (place("Norway"), place("Oslo"), place("Norwegian"), place("Ohio"), place("Larvik")) == (
        "country", "capital", "demonym", "state", None,
    )  # fmt: skip
    assert is_outlet("the Larvik Post")
    assert is_outlet("Reuters")
    assert not is_outlet("Ada Holm")
