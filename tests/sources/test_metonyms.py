import pytest
from register_of import named, register

from auditor.sources.gazetteer import state_of


def test_a_capital_and_a_seat_of_government_are_the_state_that_speaks():
    assert named(
        ("O", "Moscow said the talks would go on.", "Moscow"),
        ("O", "The Kremlin called the date fitting.", "The Kremlin"),
        ("O", "Russia said it would send nobody.", "Russia"),
        ("O", "Tehran said it would send somebody.", "Tehran"),
    ) == ["Russia", "Russia", "Russia", "Tehran"]


def test_the_mentions_of_all_its_names_are_kept():
    _, sources, _ = register(
        ("O", "Tehran said no.", "Tehran"), ("U", "It rained."), ("O", "Iran said so twice.", "Iran")
    )
    assert [(s.name, [m.text for m in s.mentions], s.sentences) for s in sources] == [
        ("Iran", ["Tehran", "Iran"], (0, 2))
    ]


def test_other_bodies_of_a_state_stay_themselves():
    assert named(
        ("O", "Moscow said no.", "Moscow"),
        ("O", "The Russian Defense Ministry said yes.", "The Russian Defense Ministry"),
        ("NO", "Tehran, a magazine, said maybe.", "Tehran"),
        ("O", "Iran said nothing.", "Iran"),
    ) == ["Moscow", "Russian Defense Ministry", "Tehran", "Iran"]


@pytest.mark.parametrize(
    ("name", "state"),
    [("Washington", "United States"), ("the U.S.", "United States"), ("the Kremlin", "Russia"), ("Larvik", None)],
)
def test_for_which_state_a_name_stands(name, state):
    assert state_of(name) == state


def test_the_capital_of_two_countries_tells_of_neither():
    assert state_of("Kingston") is None
