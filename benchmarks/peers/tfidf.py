"""TF-IDF and logistic regression: the project's own baseline, kept so that it is trained once."""

import pickle
from collections.abc import Sequence
from pathlib import Path

from auditor.classifier.baselines import baseline
from auditor.classifier.interface import SentenceClassifier
from auditor.data import LabelledArticle
from peers.peer import Peer

FILE = "baseline.pickle"


def _train(articles: Sequence[LabelledArticle], folder: Path) -> None:
    # The baseline itself sets the calibration articles aside while it chooses its setting.
    (folder / FILE).write_bytes(pickle.dumps(baseline("tfidf", articles)))


def _load(folder: Path) -> SentenceClassifier:
    # A pickle is as trustworthy as whoever wrote it: this one was written by ``_train``, on this machine.
    loaded: SentenceClassifier = pickle.loads((folder / FILE).read_bytes())
    return loaded


PEER = Peer(
    "tfidf",
    "TF-IDF + logistic regression",
    "words of a sentence and its neighbours, as `auditor evaluate --baseline tfidf`; its setting is chosen on the "
    "calibration articles, then it learns from all, those included",
    _load,
    _train,
    needs=("sklearn",),
)
