"""``Sentence.guessed``: where another source could well be meant."""

from register_of import labelled, register

from auditor.sources import build_register, carry_sources


def guessed(*rows):
    return [s.guessed for s in register(*rows)[0]]


def test_a_name_and_the_pronoun_after_it_are_no_guess():
    assert guessed(
        ("NP", "Robert Abel said the ramp was open.", "Robert Abel"),
        ("NP", "“It has been for years,” he said.", "he"),
        ("U", "It rained."),
    ) == [False, False, False]


def test_he_after_two_men_is_a_guess():
    assert guessed(
        ("NP", "Robert Abel said the ramp was open.", "Robert Abel"),
        ("NP", "Thomas Quill told Robert Abel that it was shut.", "Thomas Quill"),
        ("U", "Robert Abel had come late."),
        ("NP", "“I was surprised,” he said.", "he"),
    ) == [False, False, False, True]


def test_the_agency_of_long_ago_is_a_guess():
    assert guessed(
        ("O", "The Harbour Agency said the ramp was open.", "The Harbour Agency"),
        ("U", "It rained."),
        ("U", "It rained all day."),
        ("O", "It said so again.", "It"),
    ) == [False, False, False, True]


def test_a_quotation_that_runs_on_is_no_guess_but_a_claim_without_a_source_is():
    text, sentences = labelled(
        ("NP", "“The bridge is old,” said Mara Quill, “and it moves.", "Mara Quill"),
        ("NP", "Nobody listened.”"),
        ("U", "It rained."),
        ("NP", "The bridge would close in June."),
        joint=" ",
    )
    linked, _ = build_register(text, carry_sources(text, sentences))
    assert [s.guessed for s in linked] == [False, False, False, True]


def test_a_quotation_shares_the_guess_of_its_speaker():
    rows = (
        ("NP", "Robert Abel said the ramp was open.", "Robert Abel"),
        ("NP", "Thomas Quill told Robert Abel that it was shut.", "Thomas Quill"),
        ("U", "Robert Abel had come late."),
        ("NP", "“I was surprised,” he said, “and cold.", "he"),
        ("NP", "It rained.”"),
    )
    assert guessed(*rows)[3:] == [True, True]


def test_nobody_made_out_is_no_guess():
    sentences, sources, _ = register(("NP", "“It was dark,” she said.", "she"))
    assert (sentences[0].source_ids, sentences[0].guessed, sources) == ((), False, ())
