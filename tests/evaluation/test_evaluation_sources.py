import pytest

from auditor.data import LabelledArticle, LabelledSentence
from auditor.evaluation.source_names import SameSource, key
from auditor.evaluation.sources import source_scores


def article(*gold, text="The Federal Harbour Service (FHS) met. "):
    """Return an article whose sentences rest on ``gold``; None for a sentence that rests on nobody."""
    sentences = []
    for name in gold:
        sentences.append(LabelledSentence(len(text), len(text) + 2, "NP" if name else "U", name))
        text += "Ah."
    return LabelledArticle("sample", "sample", "dev", text, tuple(sentences))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Interior Ministry", "interior ministry"),
        ("Sen. Thomas Carver", "Thomas Carver"),
        ("Norby's port", "Norby port"),
        ("U.N.", "United Nations"),
        ("FHS", "Federal Harbour Service"),
        ("Estrella Lines Inc.", "Estrella Lines"),
        ("Thomas Carver", "Thomas Carver and Diane Feldt"),
        ("Feldt; Carver", "Carver"),
    ],
)
def test_names_that_are_equal(one, other):
    same = SameSource(article().text)
    assert same.equal(one, other)
    assert same.equal(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Carver", "Thomas Carver"), ("a family friend", "a family friend who sat with them")]
)
def test_names_that_are_alike(one, other):
    same = SameSource("")
    assert same.alike(one, other)
    assert not same.equal(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lawyer for Thomas Carver", "Thomas Carver"),
        ("Thomas Carver's office", "Thomas Carver"),
        ("Helen Carver", "Thomas Carver"),
        ("port officials", "port workers"),
    ],
)
def test_names_that_differ(one, other):
    assert not SameSource("").alike(one, other)


def test_a_mere_title_is_still_a_name():
    assert key("the President") == ("president",)


def test_accuracy_counts_what_the_model_calls_attributed():
    scores = source_scores([article("Ann Lee", "Ann Lee", "Peter Voss", None)], [[("Lee",), None, ("Ann Lee",), None]])
    assert (scores.accuracy, scores.accuracy_all) == (1 / 2, 1 / 3)
    assert (scores.sentences, scores.sentences_all) == (2, 3)


def test_any_member_of_a_joint_source_is_right():
    scores = source_scores([article("Carver")], [[("Diane Feldt", "Thomas Carver")]])
    assert scores.accuracy == 1
    assert (scores.set_precision, scores.set_recall, scores.set_f1) == (1, 1, 1)


def test_another_sources_exact_name_is_no_match():
    scores = source_scores([article("officials", "port officials")], [[("port officials",), ("port officials",)]])
    assert scores.accuracy == 1 / 2


def test_a_source_under_two_names_counts_once():
    scores = source_scores([article("Ann Lee", "Ann Lee")], [[("Ann Lee",), ("Lee",)]])
    assert (scores.set_precision, scores.set_recall) == (1 / 2, 1)


def test_a_sentence_wrongly_called_attributed_costs_precision():
    scores = source_scores([article("Ann Lee", None)], [[("Ann Lee",), ("Peter Voss",)]])
    assert (scores.accuracy, scores.set_precision, scores.set_recall) == (1, 1 / 2, 1)


def test_nothing_to_score_gives_no_figures():
    scores = source_scores([article(None)], [[None]])
    assert scores.accuracy is scores.set_f1 is None


def test_equal_names_are_counted_apart():
    scores = source_scores([article("Ann Lee", "Peter Voss")], [[("Lee",), ("Mr. Peter Voss",)]])
    assert (scores.accuracy, scores.set_f1) == (1, 1)
    assert (scores.equal_accuracy, scores.equal_set_f1) == (1 / 2, 1 / 2)
