import sys

import pytest

from auditor.article import Segment
from auditor.classifier.baselines import BASELINES, baseline
from auditor.data import LabelledArticle, LabelledSentence, read_labelled
from auditor.data.places import SHIPPED
from auditor.errors import UsageError
from auditor.evaluation import evaluate
from auditor.labels import CODES, decide


@pytest.fixture(scope="module")
def authored():
    return {name: read_labelled(SHIPPED / "authored" / f"{name}.jsonl") for name in ("train", "dev")}


@pytest.fixture(scope="module")
def tfidf(authored):
    return baseline("tfidf", authored["train"][:24])


def cues(*sentences):
    """Return (code, source words, cue words) of each sentence of an article, by the rules."""
    text, segments = "", []
    for number, sentence in enumerate(sentences):
        segments.append(Segment(len(text), len(text) + len(sentence), number))
        text += sentence + " "
    found = []
    for p in baseline("cues").classify(text, segments):
        source, cue = (text[slice(*s)] if s else None for s in (p.source, p.cue))
        found.append((decide(p.probabilities).code, source, cue))
    return found


@pytest.mark.parametrize(
    ("sentence", "code", "source", "cue"),
    [
        ("Mara Quill said the bridge would close.", "NP", "Mara Quill", "said"),
        ("“It will close,” said Mara Quill, who runs the ferry.", "NP", "Mara Quill", "said"),
        ("Mara Quill, a retired pilot, said the bridge would close.", "NP", "Mara Quill", "said"),
        ("The bridge will close, according to Mara Quill.", "NP", "Mara Quill", "according to"),
        ("Brill Shipping Company said the bridge would close.", "NO", "Brill Shipping Company", "said"),
        ("The Transport Ministry said the bridge would close.", "O", "The Transport Ministry", "said"),
        ("Police say the bridge will close.", "O", "Police", "say"),
        ("Officials said the bridge would close.", "A0", "Officials", "said"),
        ("Two senior officials said the bridge would close.", "A1", "Two senior officials", "said"),
        ("Danish naval officials said the bridge would close.", "A1", "Danish naval officials", "said"),
        ("A tired deckhand said the bridge would close.", "A1", "A tired deckhand", "said"),
        ("A guard said no, and asked to remain anonymous.", "A2", "A guard", "said"),
        ("The bridge closed on Tuesday.", "U", None, None),
        ("Mara Quill is expected to say so on Tuesday.", "U", None, None),
        ("“Closed” is not a word that anybody likes.", "U", None, None),
    ],
)
def test_cues_find_who_speaks(sentence, code, source, cue):
    assert cues(sentence) == [(code, source, cue)]


def test_cues_do_not_listen_inside_quotation_marks():
    assert cues("“The mayor said no” was painted on the wall of the old hall by the quay.")[0][0] == "U"


def test_cues_follow_pronouns_and_quotations_that_run_on():
    found = cues(
        "A tired deckhand said the pumps failed.",
        "“Nobody came.",
        "We waited,” he added.",
        "The Harbour Police said nobody had called.",
        "It said the line was open.",
        "The sea was calm.",
    )
    assert [code for code, *_ in found] == ["A1", "A1", "A1", "O", "O", "U"]
    assert found[1][1:] == ("he", "added")


@pytest.mark.parametrize("name", BASELINES)
def test_probabilities_sum_to_one_and_articles_do_not_touch_each_other(name, authored, tfidf):
    classifier = tfidf if name == "tfidf" else baseline(name)
    first, second = authored["dev"][:2]
    segments = [Segment(s.start, s.end) for s in first.sentences]
    alone = classifier.classify(first.text, segments)
    classifier.classify(second.text, [Segment(s.start, s.end) for s in second.sentences])
    assert classifier.classify(first.text, segments) == alone
    for prediction in alone:
        assert len(prediction.probabilities) == len(CODES)
        assert sum(prediction.probabilities) == pytest.approx(1)
    assert classifier.classify("", []) == []


def test_cues_reach_their_bar_on_authored_articles(authored):
    assert evaluate(authored["dev"], baseline("cues"), draws=10).macro_f1 >= 0.70


def test_tfidf_learns_something_and_names_its_setting(authored, tfidf):
    assert evaluate(authored["dev"], tfidf, draws=10).macro_f1 >= 0.40
    assert "C=" in tfidf.name


def test_tfidf_sees_the_neighbours():
    def article(number, codes):
        words = {"U": "It rained here.", "NP": "Reed said so."}
        sentences, text = [], ""
        for before, code in zip(["", *codes], codes, strict=False):
            piece = "And then more." if before == "NP" else words[code]
            sentences.append(LabelledSentence(len(text), len(text) + len(piece), code, None))
            text += piece + " "
        return LabelledArticle(f"a{number}", "sample", "train", text, tuple(sentences))

    train = [article(n, ["NP", "NP", "U", "U"] if n % 2 else ["U", "NP", "NP", "U"]) for n in range(40)]
    classifier = baseline("tfidf", train)
    after_speech = classifier.classify("Reed said so. And then more.", [Segment(0, 13), Segment(14, 28)])
    after_rain = classifier.classify("It rained here. And then more.", [Segment(0, 15), Segment(16, 30)])
    assert after_speech[1].probabilities[0] > after_rain[1].probabilities[0]


@pytest.mark.parametrize(("name", "message"), [("tfidf", "needs labelled articles"), ("bert", "no baseline called")])
def test_what_cannot_be_had_is_said(name, message):
    with pytest.raises(UsageError, match=message):
        baseline(name)


def test_without_scikit_learn_the_extra_is_named(authored, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    with pytest.raises(UsageError, match="evaluate"):
        baseline("tfidf", authored["train"][:2])
