import pytest

from auditor.classifier.interface import Prediction
from auditor.data import Attribution
from auditor.evaluation import span_scores
from auditor.labels import CODES

TEXT = "“We are late,” the harbour pilot Ana Brill said.\n\n“Very late indeed.”"
SECOND = TEXT.index("“Very")
ROWS = [(TEXT[: SECOND - 2], "NP", "NP"), (TEXT[SECOND:], "NP", "NP")]
SOURCE = (TEXT.index("the harbour"), TEXT.index(" said"))
CUE = (TEXT.index("said"), TEXT.index("said") + 4)
HUMAN = Attribution((SOURCE,), (CUE,), ((0, 14), (SECOND, len(TEXT))))


def span(words):
    return TEXT.index(words), TEXT.index(words) + len(words)


def says(code, source=None, cue=None):
    return Prediction(tuple(float(c == code) for c in CODES), source, cue)


def score(labelled, first, second, attributions=(HUMAN,)):
    article, _ = labelled("a", ROWS, attributions=attributions)
    return span_scores([article], [[first, second]])


def test_exact_words_score_one_inside_and_outside(labelled):
    found = score(labelled, says("NP", SOURCE, CUE), says("NP", SOURCE))
    assert (found.source_inside_f1, found.source_inside_support) == (1.0, 1)
    assert (found.source_outside_overlap, found.source_outside_support) == (1.0, 1)
    assert (found.cue_f1, found.cue_support) == (1.0, 1)


def test_part_of_the_words_scores_in_part(labelled):
    found = score(labelled, says("NP", span("Ana Brill"), span("said")), says("NP", span("Brill")))
    assert found.source_inside_f1 == pytest.approx(2 * 2 / (2 + 5))
    assert found.source_outside_overlap == 1.0


def test_no_words_score_nothing(labelled):
    found = score(labelled, says("NP"), says("NP", span("We")))
    assert (found.source_inside_f1, found.source_outside_overlap, found.cue_f1) == (0.0, 0.0, 0.0)


def test_a_span_of_more_than_fifteen_words_is_wrong(labelled):
    found = score(labelled, says("NP", (0, len(TEXT))), says("NP", (0, len(TEXT))))
    assert found.source_inside_f1 == 0.0
    assert found.source_outside_overlap == 0.0


def test_sentences_called_unattributed_are_left_out(labelled):
    found = score(labelled, says("U", SOURCE), says("NP", SOURCE))
    assert found.source_inside_support == 0
    assert found.source_inside_f1 is None
    assert found.source_outside_support == 1


def test_sentences_without_a_human_source_are_left_out(labelled):
    bare = Attribution((), (CUE,), ((0, 14),))
    found = score(labelled, says("NP", SOURCE, CUE), says("NP", SOURCE), [bare])
    assert (found.source_inside_support, found.source_outside_support, found.cue_support) == (0, 0, 1)


def test_the_attribution_that_covers_most_of_the_sentence_governs_it(labelled):
    small = Attribution((span("We"),), (), (span("late"),))
    found = score(labelled, says("NP", SOURCE, CUE), says("NP", SOURCE), [small, HUMAN])
    assert found.source_inside_f1 == 1.0


def test_none_without_human_spans_or_without_any_of_the_classifier(labelled):
    assert score(labelled, says("NP", SOURCE), says("NP"), []) is None
    assert score(labelled, says("NP"), says("NP")) is None
