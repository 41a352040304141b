"""A labelled article in the form that augmentation can change: one draft of it for each epoch."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from auditor.article import Segment
from auditor.classifier.tags import BEGIN_CUE, BEGIN_SOURCE, INSIDE_CUE, INSIDE_SOURCE
from auditor.data import LabelledArticle
from auditor.labels import CODES

IGNORED = -100
"""The label that the losses skip."""


@dataclass(slots=True)
class Piece:
    """A sentence of a draft: its text, its code's index, a tag for each character (None where nobody marked
    source and cue), and the white space in front of it."""

    text: str
    code: int
    tags: NDArray[np.int8] | None
    gap: str = " "


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
    """Return the unchanged draft of a labelled article."""
    tags = _character_tags(article)
    draft, at = Draft(), 0
    for sentence in article.sentences:
        draft.pieces.append(
            Piece(
                article.text[sentence.start : sentence.end],
                CODES.index(sentence.code),
                None if tags is None else tags[sentence.start : sentence.end],
                article.text[at : sentence.start],
            )
        )
        at = sentence.end
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
