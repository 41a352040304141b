from datetime import date

import pytest
from register_of import register

from auditor.article import Source
from auditor.errors import UsageError
from auditor.rules.examples import audit_of
from auditor.rules.interface import Example
from auditor.rules.voices import state_media_check
from auditor.sources.state_media import SHIPPED, is_state_media, load_state_media

OWN = """
read = 2026-01-02

[sources.own]
name = "The desk's own list"

[[outlets]]
name = "Radio Estuary"
country = "Nowhere"
source = "own"
"""


def test_the_list_that_ships_is_dated_and_every_row_has_a_country_and_a_source():
    listed = load_state_media()
    assert date.fromisoformat(listed.read)
    assert len(listed.outlets) > 40
    assert all(outlet.country and outlet.source for outlet in listed.outlets)
    assert len({outlet.name for outlet in listed.outlets}) == len(listed.outlets)


@pytest.mark.parametrize(
    "words",
    [
        "Xinhua",
        "the Xinhua news agency",
        "People’s Daily",
        "Russia's TASS",
        "RT",
        "the Petra News Agency",
        "Jordan's Petra",
        "Jordanian Petra agency",
        "Petra Quill told Petra",
    ],
)
def test_an_outlet_is_found_by_its_name(words):
    assert load_state_media().find(words) is not None


@pytest.mark.parametrize(
    "words",
    ["Reuters", "start", "ART", "the people's daily bread", "Sparta", "Petra Quill", "Petra Quill-Sand", "Ada Petra"],
)
def test_other_names_are_not_found(words):
    assert load_state_media().find(words) is None


def test_a_list_of_ones_own_takes_the_place_of_the_one_that_ships(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    check = state_media_check(path)
    ours = audit_of(Example("NO | Radio Estuary | The line will close, Radio Estuary reported.", True))
    theirs = audit_of(Example("NO | Xinhua | The bridge is open, Xinhua reported.", False))
    assert [hit.sentences for hit in check(ours, {})] == [(0,)]
    assert list(check(theirs, {})) == []


@pytest.mark.parametrize(
    "text",
    [
        "outlets = [",
        "read = 2026-01-02",
        OWN.replace('source = "own"', 'source = "nobody"'),
        OWN.replace('country = "Nowhere"', "country = 3"),
        OWN + "also = 3\n",
    ],
)
def test_a_list_with_a_mistake_is_refused(tmp_path, text):
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        load_state_media(path)


def test_a_list_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError):
        load_state_media(tmp_path / "none.toml")


def test_the_file_that_ships_is_in_the_package():
    assert SHIPPED.is_file()


@pytest.mark.parametrize(
    ("sentence", "words", "government"),
    [
        ("Xinhua said the port was open.", "Xinhua", "yes"),
        ("The state-run newspaper Havnetidende said the port was open.", "Havnetidende", "yes"),
        ("Havnetidende said the port was open.", "Havnetidende", "no"),
    ],
)
def test_the_register_counts_state_media_as_government(sentence, words, government):
    _, (source,), _ = register(("NO", sentence, words))
    assert (source.government, is_state_media(source)) == (government, government == "yes")


def test_a_person_is_no_outlet():
    assert not is_state_media(Source(0, "Xinhua Quill", "person", "named"))
    assert is_state_media(Source(0, "Xinhua", "organisation", "named"))
    assert is_state_media(Source(0, "the state news agency", "organisation", "named"))
