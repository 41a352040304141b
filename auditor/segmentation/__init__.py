"""Splits a text into sentences, headlines and lines of furniture, with exact offsets."""

from auditor.article import Segment
from auditor.furniture import propose
from auditor.segmentation.boundaries import sentence_ends
from auditor.segmentation.layout import blocks

__all__ = ["segment"]


def segment(text: str) -> list[Segment]:
    """Return the segments of ``text`` in order; ``text[start:end]`` is each one, without spaces around it.

    Every character that is not a space belongs to exactly one segment.  A line or paragraph break ends a
    segment, except in text wrapped at a fixed width.  Quotations of several sentences are split inside.
    """
    spans: list[tuple[int, int]] = []
    paragraphs: list[int] = []
    for block in blocks(text):
        start = block.start
        for end in sentence_ends(text, block.start, block.end):
            while start < end and text[start].isspace():
                start += 1
            stop = end
            while stop > start and text[stop - 1].isspace():
                stop -= 1
            if stop > start:
                spans.append((start, stop))
                paragraphs.append(block.paragraph)
            start = end
    return [
        Segment(start, end, paragraph, furniture)
        for (start, end), paragraph, furniture in zip(spans, paragraphs, propose(text, spans), strict=True)
    ]
