"""How well a classifier finds the words that name the source and the words that report the saying.

Measured against the spans that human annotators marked in PolNeAR.  Their definition of attribution is wider
than ours (wishes and beliefs count), so only sentences are scored that both sides take for attributed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.classifier.interface import Prediction, Span
from auditor.data import Attribution, LabelledArticle
from auditor.labels import FURNITURE, UNATTRIBUTED, decide

TOKEN = re.compile(r"\w+|[^\w\s]")
MOST_TOKENS = 15
"""A longer span names no source: it is wrong whatever it covers."""


@dataclass(frozen=True, slots=True)
class SpanScores:
    """Mean scores from 0 to 1, None where nothing could be scored.

    *Inside*: the human source stands in the sentence; F1 over its tokens.  *Outside*: it stands elsewhere (a
    quotation that runs on); 1 for any overlap.  *Cue*: F1 over the tokens of cues that stand in the sentence.
    """

    source_inside_f1: float | None
    source_inside_support: int
    source_outside_overlap: float | None
    source_outside_support: int
    cue_f1: float | None
    cue_support: int


def span_scores(articles: Sequence[LabelledArticle], predictions: Sequence[Sequence[Prediction]]) -> SpanScores | None:
    """Score source and cue spans; None where no article has human spans, or the classifier never gives any.

    ``predictions`` has one prediction for each sentence of each article.  A sentence is governed by the
    attribution whose content and cue cover most of it; a sentence that none touches, that the classifier
    calls unattributed, or whose attribution has no source, is left out.
    """
    given = any(p.source or p.cue for row in predictions for p in row)
    if not given or not any(article.attributions for article in articles):
        return None
    inside: list[float] = []
    outside: list[float] = []
    cues: list[float] = []
    for article, row in zip(articles, predictions, strict=True):
        for sentence, prediction in zip(article.sentences, row, strict=True):
            place = (sentence.start, sentence.end)
            human = _governing(place, article.attributions)
            attributed = decide(prediction.probabilities).label not in (UNATTRIBUTED, FURNITURE)
            if human is None or not attributed:
                continue
            if _covered(place, human.source):
                inside.append(_token_f1(article.text, prediction.source, human.source))
            elif human.source:
                outside.append(_touches(article.text, prediction.source, human.source))
            if _covered(place, human.cue):
                cues.append(_token_f1(article.text, prediction.cue, human.cue))
    return SpanScores(_mean(inside), len(inside), _mean(outside), len(outside), _mean(cues), len(cues))


def _governing(place: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    best, most = None, 0
    for attribution in attributions:
        covered = _covered(place, (*attribution.content, *attribution.cue))
        if covered > most:
            best, most = attribution, covered
    return best


def _covered(place: Span, spans: Sequence[Span]) -> int:
    """Return how many characters of ``place`` the spans cover."""
    return sum(max(0, min(place[1], end) - max(place[0], start)) for start, end in spans)


def _tokens(text: str, spans: Sequence[Span]) -> set[int]:
    """Return where the tokens begin that stand in ``spans``: the same word elsewhere is another token."""
    return {start + m.start() for start, end in spans for m in TOKEN.finditer(text[start:end])}


def _token_f1(text: str, span: Span | None, human: Sequence[Span]) -> float:
    if span is None:
        return 0.0
    ours, theirs = _tokens(text, [span]), _tokens(text, human)
    if len(ours) > MOST_TOKENS:
        return 0.0
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 0.0


def _touches(text: str, span: Span | None, human: Sequence[Span]) -> float:
    if span is None or len(_tokens(text, [span])) > MOST_TOKENS:
        return 0.0
    return float(_covered(span, human) > 0)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
