import pytest

from auditor.article import Article, Audit, Sentence, Source
from auditor.guesses import guessed, is_indirect

ENVOY = Source(3, "Ivo Brandt", "person", "named", role="the chief negotiator")


def said(words):
    return Sentence(0, 0, 0, "x", "named", "NP", 0.9, source=words, source_ids=(3,))


@pytest.mark.parametrize("words", ["he", "He", "the grey-haired diplomat", "The diplomat"])
def test_pronouns_and_descriptions_are_indirect(words):
    assert is_indirect(said(words), ENVOY)


@pytest.mark.parametrize("words", ["Brandt", "Mr Brandt", "The chief negotiator", "Foreign Minister", None])
def test_names_and_roles_are_not(words):
    assert not is_indirect(said(words), ENVOY)


def test_an_acronym_or_a_capital_is_a_name():
    assert not is_indirect(said("WHO"), Source(3, "World Health Organization", "official body", "official"))


def test_guesses_are_pairs_of_sentence_and_source():
    sentence = Sentence(5, 0, 0, "x", "named", "NP", 0.9, source="He", source_ids=(3,), guessed=True)
    assert guessed(Audit(Article("a", ""), (said("Brandt"), sentence), (ENVOY,))) == {(5, 3)}
