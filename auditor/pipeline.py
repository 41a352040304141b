"""An article in, an audit out: segmentation, classifier, furniture, source words, headline, source register, rules."""

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.article import Article, Audit, Segment, Sentence
from auditor.classifier.interface import AheadClassifier, Prediction, SentenceClassifier
from auditor.grading import grade
from auditor.headlines import mark_headlines
from auditor.labels import CODES, FURNITURE, UNATTRIBUTED, decide
from auditor.rules import check
from auditor.segmentation import segment
from auditor.sources import build_register, carry_sources
from auditor.summary_text import summarise

if TYPE_CHECKING:
    from auditor.rules.profile import Profile

_X = CODES.index("X")
_NEUTRAL = 0.3
"""The strength of proposal that leaves the classifier's odds as they are."""
_WEIGHT = 2.0
_AHEAD = 8
"""How many articles stay begun while those before them are finished."""


def audit_article(
    article: Article, classifier: SentenceClassifier, profile: "Profile | None" = None, *, graded: bool = True
) -> Audit:
    """Label every sentence of ``article`` and enter in a register whom the sentences rest on.

    With a ``profile``, its rules look at the result; without one there are no findings.  ``graded`` False leaves
    the grade out.
    """
    return _begin(article, classifier, profile, graded)()


def audit_articles(
    articles: Iterable[Article],
    classifier: SentenceClassifier,
    profile: "Profile | None" = None,
    *,
    graded: bool = True,
) -> Iterator[Audit]:
    """Audit each of ``articles`` as ``audit_article`` does, in order.

    The classifier may be at work on some articles ahead while one is read or reported, so that every core has
    something to do.  When ``articles`` raises, what it gave before is audited first.
    """
    source = iter(articles)
    begun: deque[Callable[[], Audit]] = deque()
    failure: Exception | None = None
    while True:
        try:
            article = next(source)
        except StopIteration:
            break
        except Exception as error:
            failure = error
            break
        begun.append(_begin(article, classifier, profile, graded))
        if len(begun) >= 2 * _AHEAD:
            # Several at once: what reads the labels and what computes them drive each other out of the cache.
            while len(begun) > _AHEAD:
                yield begun.popleft()()
    while begun:
        yield begun.popleft()()
    if failure is not None:
        raise failure


def _begin(
    article: Article, classifier: SentenceClassifier, profile: "Profile | None", graded: bool
) -> Callable[[], Audit]:
    """Begin with ``article`` and return what waits for its audit."""
    segments = segment(article.text)
    if isinstance(classifier, AheadClassifier):
        predictions = classifier.begin(article.text, segments)
    else:
        predictions = lambda: classifier.classify(article.text, segments)  # noqa: E731
    return lambda: finish(article, label(article.text, segments, predictions()), profile, graded=graded)


def finish(
    article: Article,
    labelled: Sequence[Sentence],
    profile: "Profile | None" = None,
    *,
    graded: bool = True,
    given: Mapping[int, Sequence[str]] | None = None,
) -> Audit:
    """Return the audit that the ``labelled`` sentences of ``article`` come down to; no classifier is asked.

    ``given`` names the sources of sentences (by index) for which a person has said whose word they are.
    """
    sentences = mark_headlines(labelled, article.title)
    audit = Audit(article, *build_register(article.text, sentences, given))
    audit = replace(audit, summary=summarise(audit), grade=grade(audit) if graded else None)
    return replace(audit, findings=check(audit, profile)) if profile else audit


def label(text: str, segments: Sequence[Segment], predictions: Sequence[Prediction]) -> tuple[Sentence, ...]:
    """Return the labelled sentences that a classifier's ``predictions`` for ``segments`` of ``text`` come down to.

    Furniture proposals are weighed in, and a sentence that does not name its source itself gets the words of one
    that does.
    """
    sentences = [
        _sentence(text, index, where, prediction)
        for index, (where, prediction) in enumerate(zip(segments, predictions, strict=True))
    ]
    return carry_sources(text, sentences)


def apply_proposal(probabilities: tuple[float, ...], furniture: float) -> tuple[float, ...]:
    """Return code probabilities after what layout says of a segment has been weighed in.

    ``furniture`` (0 to 1, ``Segment.furniture``) multiplies the odds of ``X`` by the odds of the proposal
    relative to a neutral one; 0 means that layout says nothing, and changes nothing.  So a sure proposal
    overrules a classifier in doubt, and a sure classifier overrules a weak proposal.
    """
    if furniture <= 0.0:
        return probabilities
    bounded = min(furniture, 0.99)
    factor = ((bounded / (1 - bounded)) / (_NEUTRAL / (1 - _NEUTRAL))) ** _WEIGHT
    weighed = [p * factor if code == _X else p for code, p in enumerate(probabilities)]
    total = math.fsum(weighed)
    return tuple(p / total for p in weighed)


def _sentence(text: str, index: int, where: Segment, prediction: Prediction) -> Sentence:
    probabilities = apply_proposal(prediction.probabilities, where.furniture)
    decision = decide(probabilities)
    silent = decision.label in (UNATTRIBUTED, FURNITURE)
    source = None if silent else prediction.source
    cue = None if silent else prediction.cue
    return Sentence(
        index=index,
        start=where.start,
        end=where.end,
        text=text[where.start : where.end],
        label=decision.label,
        code=decision.code,
        confidence=decision.confidence,
        paragraph=where.paragraph,
        source=text[source[0] : source[1]] if source else None,
        source_start=source[0] if source else None,
        source_end=source[1] if source else None,
        cue=text[cue[0] : cue[1]] if cue else None,
        cue_start=cue[0] if cue else None,
        cue_end=cue[1] if cue else None,
        probabilities=tuple(round(p, 3) for p in probabilities),
    )
