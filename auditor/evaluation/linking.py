"""Running the source register over labelled articles, and the two baselines that stand beside it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from auditor.article import Segment, Sentence
from auditor.classifier.interface import Prediction
from auditor.data import LabelledArticle
from auditor.evaluation.sources import Found, SourceScores, source_scores
from auditor.labels import CLASS_OF, FURNITURE, UNATTRIBUTED
from auditor.sources import build_register, carry_sources
from auditor.sources.names import find_names

NEAREST_NAME, SOURCE_WORDS = "nearest capitalised name", "source words as they stand"


@dataclass(frozen=True, slots=True)
class SourceEvaluation:
    """Source scores of the register, alone and by corpus, of the baselines, and of the register on gold codes.

    ``gold_labels`` takes the codes from the gold and only the source words from the classifier, so that what it
    lacks is the linking's own doing.
    """

    register: SourceScores
    gold_labels: SourceScores
    baselines: dict[str, SourceScores]
    corpora: dict[str, SourceScores]

    def to_dict(self) -> dict[str, Any]:
        """Return the register's own scores with the others below them."""
        return {
            **asdict(self.register),
            "gold_labels": asdict(self.gold_labels),
            "baselines": {name: asdict(scores) for name, scores in self.baselines.items()},
            "corpora": {name: asdict(scores) for name, scores in self.corpora.items()},
        }


def evaluate_sources(
    articles: Sequence[LabelledArticle], predictions: Sequence[Sequence[Prediction]], segments: Sequence[list[Segment]]
) -> SourceEvaluation:
    """Link the sources of ``articles`` and score them; one prediction and one segment for each gold sentence."""
    from auditor.pipeline import label

    register: list[Found] = []
    gold: list[Found] = []
    baselines: dict[str, list[Found]] = {NEAREST_NAME: [], SOURCE_WORDS: []}
    for article, row, where in zip(articles, predictions, segments, strict=True):
        sentences = label(article.text, where, row)
        register.append(_linked(article.text, sentences))
        gold.append(_linked(article.text, _with_gold_codes(article, sentences, row)))
        baselines[NEAREST_NAME].append(_nearest_names(article.text, sentences))
        baselines[SOURCE_WORDS].append([_names(s, s.source) for s in sentences])
    corpora = dict.fromkeys(article.corpus for article in articles)
    return SourceEvaluation(
        source_scores(articles, register),
        source_scores(articles, gold),
        {name: source_scores(articles, found) for name, found in baselines.items()},
        {name: _of_corpus(articles, register, name) for name in corpora},
    )


def _of_corpus(articles: Sequence[LabelledArticle], found: Sequence[Found], corpus: str) -> SourceScores:
    inside = [number for number, article in enumerate(articles) if article.corpus == corpus]
    return source_scores([articles[i] for i in inside], [found[i] for i in inside])


def _attributed(sentence: Sentence) -> bool:
    return sentence.label not in (UNATTRIBUTED, FURNITURE)


def _names(sentence: Sentence, name: str | None) -> tuple[str, ...] | None:
    return ((name,) if name else ()) if _attributed(sentence) else None


def _linked(text: str, sentences: Sequence[Sentence]) -> Found:
    linked, sources = build_register(text, sentences)
    return [tuple(sources[i].name for i in s.source_ids) if _attributed(s) else None for s in linked]


def _with_gold_codes(
    article: LabelledArticle, sentences: Sequence[Sentence], row: Sequence[Prediction]
) -> tuple[Sentence, ...]:
    relabelled = []
    for sentence, gold, prediction in zip(sentences, article.sentences, row, strict=True):
        silent = CLASS_OF[gold.code] in (UNATTRIBUTED, FURNITURE)
        start, end = (None, None) if silent or prediction.source is None else prediction.source
        words = None if start is None else article.text[start:end]
        relabelled.append(
            replace(
                sentence, code=gold.code, label=CLASS_OF[gold.code], source=words, source_start=start, source_end=end
            )
        )
    return carry_sources(article.text, relabelled)


def _nearest_names(text: str, sentences: Sequence[Sentence]) -> Found:
    """Return for each attributed sentence the capitalised name nearest to its cue, or the last one before it."""
    found: list[tuple[str, ...] | None] = []
    last: str | None = None
    for sentence in sentences:
        names = find_names(text, sentence.start, sentence.end) if sentence.label != FURNITURE else []
        here = sentence.start if sentence.cue_start is None else sentence.cue_start
        nearest = min(names, key=lambda name: min(abs(name.start - here), abs(name.end - here)), default=None)
        found.append(_names(sentence, nearest.text if nearest else last))
        last = names[-1].text if names else last
    return found
