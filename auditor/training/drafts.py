"""A labelled article in the form that augmentation can change: one draft of it for each epoch."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from auditor.article import Segment
from auditor.classifier.tags import BEGIN_CUE, BEGIN_SOURCE, INSIDE_CUE, INSIDE_SOURCE
from auditor.data import LabelledArticle
from auditor.labels import CODES
from auditor.segmentation import segment

IGNORED = -100
"""The label that the losses skip."""


@dataclass(slots=True)
class Piece:
    """A sentence of a draft: its text, its code's index and a tag for each character.

    ``code`` is IGNORED and ``tags`` is None where nobody gave any; ``gap`` is the white space in front.
    ``taught`` is the probability of each code that teachers gave, None without teachers.
    """

    text: str
    code: int
    tags: NDArray[np.int8] | None
    gap: str = " "
    taught: NDArray[np.float32] | None = None


@dataclass(slots=True)
class Draft:
    """An article as it will be read in one epoch."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The draft's text."""
        return "".join(piece.gap + piece.text for piece in self.pieces)

    @property
    def segments(self) -> list[Segment]:
        """Where each piece stands in ``text``."""
        segments, at = [], 0
        for piece in self.pieces:
            at += len(piece.gap)
            segments.append(Segment(at, at + len(piece.text)))
            at += len(piece.text)
        return segments

    @property
    def character_tags(self) -> NDArray[np.int8]:
        """A tag for each character of ``text``; IGNORED where nobody marked any."""
        parts = []
        for piece in self.pieces:
            parts.append(np.full(len(piece.gap), IGNORED, np.int8))
            parts.append(np.full(len(piece.text), IGNORED, np.int8) if piece.tags is None else piece.tags)
        return np.concatenate(parts) if parts else np.zeros(0, np.int8)


def draft_of(article: LabelledArticle) -> Draft:
    """Return the unchanged draft of a labelled article.

    An article of which only sources and cues were marked is cut into our own sentences, without codes.
    """
    tags = _character_tags(article)
    sentences = [(s.start, s.end, CODES.index(s.code)) for s in article.sentences]
    draft, at = Draft(), 0
    for start, end, code in sentences or [(s.start, s.end, IGNORED) for s in segment(article.text)]:
        draft.pieces.append(
            Piece(article.text[start:end], code, None if tags is None else tags[start:end], article.text[at:start])
        )
        at = end
    return draft


def _character_tags(article: LabelledArticle) -> NDArray[np.int8] | None:
    if not article.attributions:
        return None
    tags = np.zeros(len(article.text), np.int8)
    for attribution in article.attributions:
        for spans, begin, inside in (
            (attribution.source, BEGIN_SOURCE, INSIDE_SOURCE),
            (attribution.cue, BEGIN_CUE, INSIDE_CUE),
        ):
            for start, end in spans:
                tags[start:end] = inside
                tags[start] = begin
    return tags
