"""Running a classifier over labelled articles."""

from collections.abc import Callable, Sequence

from auditor.article import Segment
from auditor.classifier.interface import Prediction, SentenceClassifier
from auditor.data import LabelledArticle, LabelledSentence
from auditor.errors import InputError
from auditor.evaluation.evaluation import Evaluation, Judgement
from auditor.evaluation.linking import evaluate_sources
from auditor.evaluation.spans import span_scores
from auditor.labels import CODES, CODES_OF, decide

LOST = Prediction(tuple(float(code == "X") for code in CODES))
"""What stands for a gold sentence of which our segmentation kept nothing: surely not a sentence."""


def evaluate(
    articles: Sequence[LabelledArticle],
    classifier: SentenceClassifier,
    *,
    resegment: bool = False,
    link: bool = False,
    seed: int = 0,
    draws: int = 1000,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Score ``classifier`` against the gold codes of ``articles``.

    The classifier sees the gold's own sentences, with nothing proposed as furniture; with ``resegment`` the
    whole pipeline is scored instead: our segmentation and its furniture proposals, each gold sentence judged
    by the segment that overlaps it most (in code points; the earlier one if two overlap it alike).  Gold
    ``X`` is context for the classifier, but is not scored; a real sentence taken for furniture is a mistake.

    With ``link`` the sources are linked and scored too (``linking.evaluate_sources``).

    ``seed`` and ``draws`` belong to the bootstrap; ``progress`` is called after each article with the number
    done and the number of all.  Raises InputError when there is no sentence to score.
    """
    scored = [article for article in articles if any(s.code != "X" for s in article.sentences)]
    if not scored:
        raise InputError("The data hold no labelled sentence that could be scored.")
    judgements: list[Judgement] = []
    article_of: list[int] = []
    carried: list[list[Prediction]] = []
    rows: list[list[Prediction]] = []
    for number, article in enumerate(scored):
        row = _resegmented(article, classifier) if resegment else _on_gold(article, classifier)
        carried.append(_with_carried_sources(article, row))
        rows.append(row)
        for sentence, prediction in zip(article.sentences, row, strict=True):
            if sentence.code != "X":
                judgements.append(_judge(article, sentence, prediction))
                article_of.append(number)
        if progress:
            progress(number + 1, len(scored))
    return Evaluation(
        model=classifier.name,
        articles=tuple((article.doc_id, article.corpus) for article in scored),
        judgements=tuple(judgements),
        article_of=tuple(article_of),
        resegmented=resegment,
        spans=span_scores(scored, carried),
        sources=evaluate_sources(scored, rows, [_gold_segments(a) for a in scored]) if link else None,
        seed=seed,
        draws=draws,
    )


def _with_carried_sources(article: LabelledArticle, row: Sequence[Prediction]) -> list[Prediction]:
    """Return the predictions with the source words that an audit would show, as far as it shows any."""
    from auditor.pipeline import label

    return [
        Prediction(
            prediction.probabilities,
            None if s.source_start is None or s.source_end is None else (s.source_start, s.source_end),
            prediction.cue,
        )
        for prediction, s in zip(row, label(article.text, _gold_segments(article), row), strict=True)
    ]


def _judge(article: LabelledArticle, sentence: LabelledSentence, prediction: Prediction) -> Judgement:
    decision = decide(prediction.probabilities)
    # The decision's own confidence is rounded for display; bins of like confidence need the number itself.
    confidence = sum(prediction.probabilities[CODES.index(code)] for code in CODES_OF[decision.label])
    return Judgement(
        article.doc_id,
        article.corpus,
        sentence.start,
        sentence.end,
        sentence.code,
        decision.code,
        min(1.0, confidence),
    )


def _on_gold(article: LabelledArticle, classifier: SentenceClassifier) -> list[Prediction]:
    return classifier.classify(article.text, _gold_segments(article))


def _gold_segments(article: LabelledArticle) -> list[Segment]:
    segments = []
    paragraph, last = 0, 0
    for sentence in article.sentences:
        paragraph += "\n" in article.text[last : sentence.start]
        segments.append(Segment(sentence.start, sentence.end, paragraph))
        last = sentence.end
    return segments


def _resegmented(article: LabelledArticle, classifier: SentenceClassifier) -> list[Prediction]:
    from auditor.pipeline import apply_proposal
    from auditor.segmentation import segment

    segments = segment(article.text)
    found = [
        Prediction(apply_proposal(p.probabilities, s.furniture), p.source, p.cue)
        for s, p in zip(segments, classifier.classify(article.text, segments), strict=True)
    ]
    return [_overlapping(sentence, segments, found) for sentence in article.sentences]


def _overlapping(
    sentence: LabelledSentence, segments: Sequence[Segment], predictions: Sequence[Prediction]
) -> Prediction:
    best, most = LOST, 0
    for segment, prediction in zip(segments, predictions, strict=True):
        overlap = min(sentence.end, segment.end) - max(sentence.start, segment.start)
        if overlap > most:
            best, most = prediction, overlap
    return best
