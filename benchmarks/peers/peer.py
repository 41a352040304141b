"""What a peer is, and what the peers that see one sentence at a time have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.article import Segment
from auditor.classifier.interface import Prediction, SentenceClassifier
from auditor.data import LabelledArticle, is_calibration


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to label sentences.

    ``load`` gets the folder that ``train`` filled and returns a classifier; ``train`` is None where there is nothing to
    train.  ``recipe`` tells in words what it is and how it is trained: it stands in the reports, and a changed one
    is trained anew.  ``needs`` are libraries of the extra ``bench``; ``variant_of`` is the key of the peer whose
    weights this one runs in another way.
    """

    key: str
    title: str
    recipe: str
    load: Callable[[Path], SentenceClassifier]
    train: Callable[[Sequence[LabelledArticle], Path], None] | None = None
    needs: tuple[str, ...] = ()
    variant_of: str | None = None


class SentencePeer(ABC):
    """A classifier that sees each sentence by itself."""

    name: str

    @abstractmethod
    def probabilities(self, sentences: list[str]) -> list[tuple[float, ...]]:
        """Return code probabilities for each sentence, in the order of ``labels.CODES``."""

    def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
        """Label the sentences of one article; no source and no cue words."""
        if not segments:
            return []
        return [Prediction(row) for row in self.probabilities([text[s.start : s.end] for s in segments])]


def labelled_sentences(articles: Sequence[LabelledArticle]) -> tuple[list[str], list[str]]:
    """Return the sentences to learn from and their codes; articles set aside for calibration are left out."""
    pairs = [
        (article.text[sentence.start : sentence.end], sentence.code)
        for article in articles
        if not is_calibration(article.doc_id)
        for sentence in article.sentences
    ]
    return [text for text, _ in pairs], [code for _, code in pairs]


def quiet() -> None:
    """Keep transformers from reporting what is normal here: a classifier that is new, weights that are being read."""
    import transformers

    logging: Any = transformers.logging
    logging.set_verbosity_error()
    logging.disable_progress_bar()
