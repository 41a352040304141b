import pytest

from auditor.classifier.interface import Prediction
from auditor.data import LabelledArticle, LabelledSentence
from auditor.labels import CODES


def probabilities(code, confidence=0.9):
    """One code likely, the rest of the probability on another class."""
    other = "U" if code != "U" else "NP"
    return tuple(confidence if c == code else 1 - confidence if c == other else 0.0 for c in CODES)


class Scripted:
    """A classifier that answers from a script, by the words of the segment."""

    name = "scripted"

    def __init__(self, script):
        self.script = script
        self.seen = []

    def classify(self, text, segments):
        self.seen.append(list(segments))
        return [self.script[text[s.start : s.end]] for s in segments]


@pytest.fixture
def labelled():
    """Build an article and the classifier's answers from rows of (words, gold code, answer).

    An answer is a code, a (code, confidence) pair or a Prediction.
    """

    def build(doc_id, rows, corpus="sample", attributions=()):
        text, sentences, script = "", [], {}
        for words, gold, answer in rows:
            text += "\n\n" if text else ""
            sentences.append(LabelledSentence(len(text), len(text) + len(words), gold, None))
            text += words
            if isinstance(answer, str):
                answer = (answer,)
            if not isinstance(answer, Prediction):
                answer = Prediction(probabilities(*answer))
            script[words] = answer
        return LabelledArticle(doc_id, corpus, "dev", text, tuple(sentences), tuple(attributions)), script

    return build


@pytest.fixture
def scripted():
    return Scripted
