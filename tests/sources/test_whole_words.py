import pytest
from register_of import named, register


@pytest.mark.parametrize(
    ("sentence", "marked", "name"),
    [
        # drawn out to the end of a clause that is near
        (
            "An officer with a patrol guarding the ford, who asked not to be named, said it was calm.",
            "An officer with a patrol guarding",
            "an officer with a patrol guarding the ford",
        ),
        (
            "A person close to the harbour board said it was calm.",
            "A person close to the",
            "a person close to the harbour board",
        ),
        # cut back where the end is far
        (
            "“It was calm,” said a baker who was on the quay and did not want his name used for fear of the guild.",
            "a baker who was on the quay and did not",
            "a baker who was on the quay",
        ),
        ("The pump was off, said a clerk who asked not to be named.", "a clerk who asked not", "a clerk"),
        # what is whole stays
        ("Two people attending said it was calm.", "Two people attending", "Two people attending"),
        ("Residents of Quay Street said it was calm.", "Residents of Quay Street", "Residents of Quay Street"),
    ],
)  # fmt: skip
def test_no_name_ends_in_the_middle_of_a_clause(sentence, marked, name):
    assert named(("A1", sentence, marked)) == [name]


@pytest.mark.parametrize(
    "terms",
    [
        "who requested anonymity",
        "who spoke on condition of anonymity",
        "who was not authorised to speak to the press",
        "who did not want to be identified",
    ],
)
def test_terms_of_anonymity_are_no_part_of_a_name(terms):
    marked = f"a harbour official {terms}"
    assert named(("A2", f"The ford is shut, said {marked}.", marked)) == ["a harbour official"]


def test_an_outlet_is_not_called_by_what_it_cites():
    _, sources, _ = register(
        ("NO", "The Larvik Post, citing the Harbour Ministry in Tulvik, reported a leak.", "The Larvik Post, citing")
    )
    assert [(s.name, s.mentions[0].text) for s in sources] == [("Larvik Post", "The Larvik Post")]
    assert [(r.outlet, r.origin, r.anonymous) for r in sources[0].relays] == [
        ("The Larvik Post", "the Harbour Ministry in Tulvik", False)
    ]
