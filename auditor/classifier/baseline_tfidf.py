"""The TF-IDF baseline: the words of a sentence and of its neighbours, and a logistic regression.

Trained on the fly from labelled articles, so that no pickle is ever stored or loaded.
"""

from collections.abc import Sequence
from typing import Any

from auditor.article import Segment
from auditor.classifier.interface import Prediction
from auditor.data import LabelledArticle, is_calibration
from auditor.errors import UsageError
from auditor.labels import CLASS_OF, CLASSES, CODES, FURNITURE

SEARCH: tuple[tuple[int, float], ...] = ((1, 10.0), (1, 30.0), (2, 30.0), (2, 100.0))
"""The settings tried: longest word n-gram and C, the inverse strength of regularisation."""

NEIGHBOUR = 0.3
"""How much the words of the previous and of the next sentence weigh beside the sentence's own."""

WORDS = r"\w+|[\"“”«»]|''|``|:"
"""Words and quotation marks; case is kept, because "Police" is not "police"."""


class TfidfBaseline:
    """A bag of words and word pairs, counted apart for the sentence, the one before and the one after."""

    def __init__(self, ngram: int, c: float) -> None:
        self._ngram, self._c = ngram, c
        self._vectors: Any = None
        self._model: Any = None

    @property
    def name(self) -> str:
        """The baseline with the settings that the search chose."""
        return f"TF-IDF baseline (1 to {self._ngram} words, C={self._c:g})"

    @classmethod
    def fit(cls, articles: Sequence[LabelledArticle]) -> "TfidfBaseline":
        """Return a baseline trained on ``articles``.

        The setting is the one of ``SEARCH`` with the best macro-F1 on the tenth of the articles that a fixed
        hash sets aside; then it is trained on all of them.  Without such articles the first setting is taken.
        Raises UsageError when scikit-learn is not installed.
        """
        chosen = SEARCH[0]
        aside = [article for article in articles if is_calibration(article.doc_id)]
        rest = [article for article in articles if not is_calibration(article.doc_id)]
        if aside and rest:
            chosen = max(SEARCH, key=lambda setting: cls(*setting)._train(rest)._macro_f1(aside))
        return cls(*chosen)._train(articles)

    def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
        """Return code probabilities, in the order of ``segments``; no source and no cue words."""
        if not segments:
            return []
        features = self._features([[text[s.start : s.end] for s in segments]])
        column = {code: i for i, code in enumerate(self._model.classes_)}
        return [
            Prediction(tuple(float(row[column[code]]) if code in column else 0.0 for code in CODES))
            for row in self._model.predict_proba(features)
        ]

    def _train(self, articles: Sequence[LabelledArticle]) -> "TfidfBaseline":
        try:
            from sklearn.feature_extraction.text import TfidfVectorizer
            from sklearn.linear_model import LogisticRegression
            from threadpoolctl import threadpool_limits
        except ImportError as error:
            raise UsageError(
                "The TF-IDF baseline needs scikit-learn: pip install -e '.[evaluate]' in the project's folder."
            ) from error
        texts = [_sentences(article) for article in articles]
        self._vectors = TfidfVectorizer(
            lowercase=False, token_pattern=WORDS, ngram_range=(1, self._ngram), min_df=2, sublinear_tf=True
        )
        self._vectors.fit([sentence for article in texts for sentence in article])
        self._model = LogisticRegression(C=self._c, max_iter=200, tol=1e-3)
        codes = [s.code for article in articles for s in article.sentences]
        # The steps are so small that threads would mostly wait for each other; one thread also adds up the
        # same numbers in the same order everywhere.
        with threadpool_limits(1):
            self._model.fit(self._features(texts), codes)
        return self

    def _features(self, articles: Sequence[Sequence[str]]) -> Any:
        """Return one row a sentence: its own words, then those of the previous and of the next sentence."""
        from scipy.sparse import hstack, vstack

        rows = []
        for sentences in articles:
            own = self._vectors.transform(sentences)
            nothing = self._vectors.transform([""])
            before, after = vstack([nothing, own[:-1]]), vstack([own[1:], nothing])
            rows.append(hstack([own, before * NEIGHBOUR, after * NEIGHBOUR]))
        return vstack(rows, format="csr")

    def _macro_f1(self, articles: Sequence[LabelledArticle]) -> float:
        from sklearn.metrics import f1_score

        gold = [CLASS_OF[s.code] for article in articles for s in article.sentences]
        said = self._model.predict(self._features([_sentences(article) for article in articles]))
        scored = [(g, CLASS_OF[s]) for g, s in zip(gold, said, strict=True) if g != FURNITURE]
        return float(f1_score(*zip(*scored, strict=True), labels=CLASSES, average="macro", zero_division=0.0))


def _sentences(article: LabelledArticle) -> list[str]:
    return [article.text[s.start : s.end] for s in article.sentences]
