import pytest

import auditor
from auditor.article import Sentence
from auditor.classifier.interface import Prediction
from auditor.headlines import mark_headlines
from auditor.labels import CODES


def lines(*rows):
    """Sentences of (label, text) rows, each in a paragraph of its own unless a third member says which."""
    return [
        Sentence(i, 0, len(row[1]), row[1], row[0], "U", 0.9, row[2] if len(row) > 2 else i)
        for i, row in enumerate(rows)
    ]


def headlines(sentences, title=None):
    return [s.text for s in mark_headlines(sentences, title) if s.role == "headline"]


STORY = ("unattributed", "The old harbour bridge in Port Larkin was closed to all traffic on Monday.")


def test_the_line_that_is_the_title_is_the_headline():
    above = [
        ("furniture", "Valley Post"),
        ("furniture", "3 hours ago"),
        ("furniture", "Bridge shut after cracks found"),
    ]
    assert headlines(lines(*above, STORY), "Bridge shut after cracks found") == ["Bridge shut after cracks found"]


def test_a_title_may_carry_the_name_of_the_outlet():
    sentences = lines(("furniture", "Bridge shut after cracks found"), STORY)
    assert headlines(sentences, "Bridge shut after cracks found – The Quay") == ["Bridge shut after cracks found"]


def test_a_headline_of_two_sentences_is_marked_in_both():
    sentences = lines(("furniture", "Bridge is shut."), ("furniture", "Ferry will run again"), STORY)
    assert headlines(sentences, "Bridge is shut. Ferry will run again") == ["Bridge is shut.", "Ferry will run again"]


def test_without_a_title_the_first_line_that_reads_like_one_is_taken():
    above = [
        ("furniture", "Valley Post"),
        ("furniture", "Home > Local > Port Larkin news"),
        ("furniture", "By Ines Corrow"),
        ("furniture", "Updated 12 March 2024"),
        ("furniture", "Bridge shut after cracks found"),
        ("furniture", "The mayor says there was no choice"),
    ]
    assert headlines(lines(*above, STORY)) == ["Bridge shut after cracks found"]


def test_a_title_that_is_worded_otherwise_points_to_its_line():
    above = [
        ("furniture", "Read all of our stories about the harbour"),
        ("furniture", "Harbour bridge shut: cracks found"),
    ]
    assert headlines(lines(*above, STORY), "Cracks found, harbour bridge shut") == ["Harbour bridge shut: cracks found"]


def test_capitals_throughout_are_a_headline_when_there_is_nothing_better():
    assert headlines(lines(("furniture", "BRIDGE SHUT AFTER CRACKS FOUND"), STORY)) == [
        "BRIDGE SHUT AFTER CRACKS FOUND"
    ]


@pytest.mark.parametrize("line", ["Valley Post", "By Ines Corrow", "Share this", "3 hours ago", "Port Larkin, Monday:"])
def test_other_furniture_is_no_headline(line):
    assert headlines(lines(("furniture", line), STORY)) == []


def test_nothing_below_the_first_sentence_is_a_headline():
    sentences = lines(STORY, ("furniture", "Ferry to run again after ten years"))
    assert headlines(sentences, "Ferry to run again after ten years") == []


def test_a_counted_sentence_keeps_no_role():
    assert headlines(lines(STORY), STORY[1]) == []


def test_an_empty_article_has_no_headline():
    assert mark_headlines([], "Bridge shut") == ()


class FurnitureFirst:
    """Calls the first segment furniture and all others unattributed."""

    name = "first"

    def classify(self, text, segments):
        return [Prediction(tuple(float(c == ("U" if i else "X")) for c in CODES)) for i, _ in enumerate(segments)]


def test_an_audit_marks_its_headline():
    audit = auditor.audit(f"Bridge shut after cracks found\n\n{STORY[1]}\n", classifier=FurnitureFirst())
    assert [(s.label, s.role) for s in audit.sentences] == [("furniture", "headline"), ("unattributed", None)]
