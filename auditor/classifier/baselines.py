"""The baselines by name: what a model has to beat to be worth its weight."""

from collections.abc import Sequence

from auditor.classifier.interface import SentenceClassifier
from auditor.data import LabelledArticle
from auditor.errors import UsageError

BASELINES: tuple[str, ...] = ("cues", "tfidf")


def baseline(name: str, train: Sequence[LabelledArticle] | None = None) -> SentenceClassifier:
    """Return the baseline of that name.

    ``cues`` are rules and need nothing; ``tfidf`` is trained on ``train``, which takes about two minutes on
    the project's train articles.  Raises UsageError for another name, or for ``tfidf`` without articles.
    """
    if name == "cues":
        from auditor.classifier.baseline_cues import CueWordBaseline

        return CueWordBaseline()
    if name == "tfidf":
        from auditor.classifier.baseline_tfidf import TfidfBaseline

        if not train:
            raise UsageError("The TF-IDF baseline is trained on the spot and needs labelled articles for it.")
        return TfidfBaseline.fit(train)
    raise UsageError(f"There is no baseline called “{name}”; choose one of {', '.join(BASELINES)}.")
