import pytest
from register_of import labelled

from auditor.sources import carry_sources


def carried(*rows):
    """Return each sentence's source words after carrying, for rows of (code, sentence[, its source words])."""
    text, sentences = labelled(*rows, joint=" ", cue="said")
    found = carry_sources(text, sentences)
    assert [s.index for s in found] == list(range(len(rows)))
    for sentence in found:
        if sentence.source is not None:
            assert text[sentence.source_start : sentence.source_end] == sentence.source
    return [s.source for s in found]


def test_a_quotation_that_runs_on_keeps_its_speaker():
    assert carried(
        ("NP", "“The bridge is old,” said Mara Quill, “and it moves.", "Mara Quill"),
        ("NP", "We knew that.", None),
        ("NP", "Nobody listened.”"),
    ) == ["Mara Quill", "Mara Quill", "Mara Quill"]


def test_the_speaker_can_stand_after_the_quotation():
    assert carried(
        ("NP", "“The bridge is old."),
        ("NP", "It moves in the wind,” said Mara Quill.", "Mara Quill"),
    ) == ["Mara Quill", "Mara Quill"]


def test_the_quotation_that_is_shared_comes_before_the_nearest_sentence():
    assert carried(
        ("NP", "Tom Abel said the ferry was late.", "Tom Abel"),
        ("NP", "“The bridge is old."),
        ("NP", "It moves in the wind,” said Mara Quill.", "Mara Quill"),
    ) == ["Tom Abel", "Mara Quill", "Mara Quill"]


def test_without_a_shared_quotation_the_nearest_earlier_speaker_is_taken():
    assert carried(
        ("NP", "Tom Abel said the ferry was late.", "Tom Abel"),
        ("NP", "Mara Quill said the bridge was old.", "Mara Quill"),
        ("U", "It rained all day."),
        ("NP", "“Nobody listened.”"),
        ("NP", "Ines Dahl said so too.", "Ines Dahl"),
    ) == ["Tom Abel", "Mara Quill", None, "Mara Quill", "Ines Dahl"]


def test_nothing_is_given_to_the_reporters_own_voice_and_to_furniture():
    assert carried(
        ("NP", "Mara Quill said the bridge was old.", "Mara Quill"),
        ("U", "It opened in 1911."),
        ("X", "Share this story"),
        ("U", "“Old Iron,” it is called."),
    ) == ["Mara Quill", None, None, None]


def test_nothing_is_carried_from_one_class_to_another():
    assert carried(
        ("NP", "Mara Quill said the bridge was old.", "Mara Quill"),
        ("O", "The bridge would be shut at once."),
        ("A1", "“They knew.”"),
        ("A1", "A clerk who left last year said so.", "A clerk who left last year"),
    ) == ["Mara Quill", None, "A clerk who left last year", "A clerk who left last year"]


def test_a_speaker_far_away_is_not_guessed():
    far = [("NP", f"Words number {n}.") for n in range(12)]
    assert carried(("NP", "Mara Quill said the bridge was old.", "Mara Quill"), *far)[-1] is None


def test_a_sentence_with_its_own_source_keeps_it():
    assert carried(
        ("NP", "“The bridge is old,” said Mara Quill.", "Mara Quill"),
        ("NP", "“And the ferry late,” said Tom Abel.", "Tom Abel"),
    ) == ["Mara Quill", "Tom Abel"]


@pytest.mark.parametrize("rows", [[], [("NP", "“Nobody listened.”")], [("U", "It rained.")]])
def test_where_nobody_is_named_nobody_is_found(rows):
    assert set(carried(*rows)) <= {None}


def test_source_words_do_not_end_in_the_middle_of_a_clause():
    text, sentences = labelled(
        ("A2", "It was calm, said a clerk who asked not to be named.", "a clerk who asked not"),
        ("NO", "The Larvik Post, citing two clerks, said it was calm.", "The Larvik Post, citing"),
        ("NP", "Ada Holm said it was calm.", "Ada Holm"),
    )
    whole = carry_sources(text, sentences)
    assert [s.source for s in whole] == ["a clerk who asked not to be named", "The Larvik Post", "Ada Holm"]
    assert all(text[s.source_start : s.source_end] == s.source for s in whole)
