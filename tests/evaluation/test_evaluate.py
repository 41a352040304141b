import json

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support

from auditor.classifier.interface import Prediction
from auditor.data import LabelledArticle, LabelledSentence
from auditor.errors import InputError
from auditor.evaluation import evaluate, paired_bootstrap
from auditor.labels import CLASSES, CODES, LABELS, decide

SCORED_CODES = [code for code in CODES if code != "X"]


class Guessing:
    """Right about two times in three, with confidences of all sizes."""

    name = "guessing"

    def __init__(self, articles, seed):
        self.gold = {(a.text, s.start): s.code for a in articles for s in a.sentences}
        self.random = np.random.default_rng(seed)

    def classify(self, text, segments):
        found = []
        for s in segments:
            row = self.random.dirichlet(np.full(len(CODES), 0.4))
            if self.random.random() < 0.6:
                row[CODES.index(self.gold[text, s.start])] += 2
            found.append(Prediction(tuple(float(p) for p in row / row.sum())))
        return found


@pytest.fixture(scope="module")
def many():
    random = np.random.default_rng(5)
    articles = []
    for number in range(30):
        codes = random.choice(CODES, size=12)
        text = f"{number:03d}" + "x" * 57
        sentences = tuple(LabelledSentence(5 * i, 5 * i + 4, str(c), None) for i, c in enumerate(codes))
        articles.append(LabelledArticle(f"a-{number}", "ab"[number % 2], "dev", text, sentences))
    return articles


def test_figures_agree_with_scikit_learn(many):
    found = evaluate(many, Guessing(many, 1), draws=50).to_dict()
    judged = evaluate(many, Guessing(many, 1), draws=50).judgements
    gold, said = [j.gold_label for j in judged], [j.predicted_label for j in judged]
    assert found["macro_f1"] == round(f1_score(gold, said, labels=CLASSES, average="macro"), 4)
    assert found["accuracy"] == round(accuracy_score(gold, said), 4)
    for names, key, truth, guess in (
        (CLASSES, "classes", gold, said),
        (SCORED_CODES, "codes", [j.gold for j in judged], [j.predicted for j in judged]),
    ):
        table = precision_recall_fscore_support(truth, guess, labels=names, zero_division=0)
        for name, *figures in zip(names, *table, strict=True):
            row = found[key][name]
            assert [row[k] for k in ("precision", "recall", "f1")] == [round(f, 4) for f in figures[:3]]
            assert row["support"] == figures[3]


def test_gold_furniture_is_shown_to_the_classifier_but_not_scored(labelled, scripted):
    article, script = labelled("a", [("By Ann Reed", "X", "U"), ("It rained.", "U", "U")])
    classifier = scripted(script)
    found = evaluate([article], classifier, draws=10).to_dict()
    assert [s.furniture for s in classifier.seen[0]] == [0.0, 0.0]
    assert [s.paragraph for s in classifier.seen[0]] == [0, 1]
    assert found["sentences"] == 1
    assert found["accuracy"] == 1.0


def test_taking_a_sentence_for_furniture_is_a_mistake(labelled, scripted):
    article, script = labelled("a", [("It rained.", "U", "X"), ("It snowed.", "U", "U")])
    found = evaluate([article], scripted(script), draws=10).to_dict()
    assert found["confusion"]["unattributed"]["furniture"] == 1
    assert found["classes"]["unattributed"]["recall"] == 0.5
    assert found["mistakes"][0] == {
        "doc_id": "a", "corpus": "sample", "start": 0, "end": 10,
        "gold": "U", "predicted": "X", "confidence": 0.9,
    }  # fmt: skip


def test_wrong_code_of_the_right_class_counts_for_the_class(labelled, scripted):
    article, script = labelled("a", [("Aides said so.", "A0", "A1")])
    found = evaluate([article], scripted(script), draws=10).to_dict()
    assert found["classes"]["anonymous"]["f1"] == 1.0
    assert found["codes"]["A0"]["f1"] == 0.0
    assert found["mistakes"] == []


def test_what_the_gold_does_not_have_is_null_and_left_out_of_the_mean(labelled, scripted):
    article, script = labelled("a", [("Reed said so.", "NP", "NP"), ("It rained.", "U", "U")])
    found = evaluate([article], scripted(script), draws=10).to_dict()
    assert found["classes"]["official"] == {"precision": None, "recall": None, "f1": None, "support": 0}
    assert found["macro_f1"] == 1.0
    assert found["spans"] is None


def test_confidence_is_the_sum_of_the_class_not_rounded(labelled, scripted):
    row = dict.fromkeys(CODES, 0.0) | {"A0": 0.30004, "A1": 0.30003, "U": 0.39993}
    article, script = labelled("a", [("Some said so.", "A0", Prediction(tuple(row.values())))])
    judgement = evaluate([article], scripted(script), draws=10).judgements[0]
    assert judgement.confidence == pytest.approx(0.60007)
    assert judgement.confidence != decide(tuple(row.values())).confidence


def test_corpora_have_rows_of_their_own(labelled, scripted):
    one, first = labelled("a", [("Reed said so.", "NP", "NP")], corpus="north")
    two, second = labelled("b", [("It rained.", "U", "NP")], corpus="south")
    found = evaluate([one, two], scripted(first | second), draws=10).to_dict()
    assert {name: row["accuracy"] for name, row in found["corpora"].items()} == {"north": 1.0, "south": 0.0}
    assert found["articles"] == 2


def test_nothing_to_score_is_refused(labelled, scripted):
    article, script = labelled("a", [("By Ann Reed", "X", "X")])
    with pytest.raises(InputError, match="no labelled sentence"):
        evaluate([article], scripted(script))


def test_progress_is_told_after_each_article(many):
    told = []
    evaluate(many[:3], Guessing(many, 1), draws=10, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_interval_is_the_same_every_time_and_holds_the_figure(many):
    first, second = (evaluate(many, Guessing(many, 1), draws=200, seed=3) for _ in range(2))
    assert first.macro_f1_interval == second.macro_f1_interval
    low, high = first.macro_f1_interval
    assert low < first.macro_f1 < high
    assert first.macro_f1_interval != evaluate(many, Guessing(many, 1), draws=200, seed=4).macro_f1_interval


def test_paired_bootstrap_tells_a_clear_gain_from_none(many):
    class Right(Guessing):
        def classify(self, text, segments):
            return [Prediction(tuple(float(c == self.gold[text, s.start]) for c in CODES)) for s in segments]

    right, guessed = evaluate(many, Right(many, 0), draws=200), evaluate(many, Guessing(many, 1), draws=200)
    gain = paired_bootstrap(right, guessed)
    assert gain.difference == pytest.approx(right.macro_f1 - guessed.macro_f1)
    assert 0 < gain.low < gain.difference < gain.high
    assert gain.p < 0.05
    assert paired_bootstrap(right, right) == (0.0, 0.0, 0.0, 1.0)
    assert paired_bootstrap(guessed, right).difference == -gain.difference


def test_paired_bootstrap_refuses_other_sentences(many):
    with pytest.raises(ValueError, match="same labelled sentences"):
        paired_bootstrap(evaluate(many, Guessing(many, 1), draws=10), evaluate(many[1:], Guessing(many, 1), draws=10))


class TestResegmented:
    class Same:
        """Says one code of everything, and finds one word."""

        name = "same"

        def __init__(self, code):
            self.code = code

        def classify(self, text, segments):
            return [Prediction(tuple(float(c == self.code) for c in CODES)) for _ in segments]

    def test_gold_is_judged_by_the_segment_that_overlaps_it_most(self):
        text = "The dam held. Ann Reed said it would not hold for long."

        class ByWords(self.Same):
            def classify(self, text, segments):
                codes = ["NP" if "said" in text[s.start : s.end] else "U" for s in segments]
                return [Prediction(tuple(float(c == code) for c in CODES)) for code in codes]

        shifted = (LabelledSentence(0, 20, "U", None), LabelledSentence(20, len(text), "NP", "Ann Reed"))
        article = LabelledArticle("a", "sample", "dev", text, shifted)
        found = evaluate([article], ByWords(""), resegment=True, draws=10)
        assert found.accuracy == 1.0
        assert found.to_dict()["resegmented"] is True

    def test_layout_can_make_furniture_of_a_line(self):
        text = "Share this\n\nThe dam held through the night and the town below it slept."
        sentences = (LabelledSentence(0, 10, "X", None), LabelledSentence(12, len(text), "U", None))
        article = LabelledArticle("a", "sample", "dev", text, sentences)
        assert evaluate([article], self.Same("U"), resegment=True, draws=10).accuracy == 1.0


def test_the_outcome_is_json_without_a_word_of_the_article(many, labelled, scripted):
    article, script = labelled("a", [("Zanzibar quivered.", "U", "NP")])
    written = json.dumps(evaluate([article], scripted(script), draws=10).to_dict())
    assert "Zanzibar" not in written
    found = json.loads(written)
    for key in (
        "macro_f1", "macro_f1_interval", "accuracy", "ece", "classes", "codes", "corpora", "confusion",
        "calibration", "model", "sentences", "articles", "mistakes", "spans",
    ):  # fmt: skip
        assert key in found
    assert list(found["classes"]) == list(CLASSES)
    assert list(found["codes"]) == SCORED_CODES
    assert list(found["confusion"]["named"]) == list(LABELS)
