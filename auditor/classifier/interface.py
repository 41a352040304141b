"""What every sentence classifier offers, whatever it is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from auditor.article import Segment

Span = tuple[int, int]
"""Start and end (exclusive) in code points of the article's text."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a classifier says of one segment.

    ``probabilities`` has one number a code, in the order of ``labels.CODES``, summing to 1.  ``source`` and
    ``cue`` are where the words stand that name the source and report the saying, or None.
    """

    probabilities: tuple[float, ...]
    source: Span | None = None
    cue: Span | None = None


class SentenceClassifier(Protocol):
    """Labels the sentences of one article."""

    @property
    def name(self) -> str:
        """The model's name and version, as reports show it."""

    def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
        """Return one prediction for each of ``segments``, in order.

        ``segments`` are offsets into ``text``, in the order of the text and without overlap; text between
        them is not looked at.  The result depends on this article alone, never on what was classified
        before or beside it.
        """


@runtime_checkable
class AheadClassifier(SentenceClassifier, Protocol):
    """A classifier that can begin with an article before the one before it is done."""

    def begin(self, text: str, segments: Sequence[Segment]) -> Callable[[], list[Prediction]]:
        """Begin with an article; what is returned waits for its predictions, those of ``classify``, and gives them."""
