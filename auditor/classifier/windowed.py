"""What the ONNX and the torch classifier share: an article into windows, windows' logits into predictions."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from auditor.article import Segment
from auditor.classifier.interface import Prediction
from auditor.classifier.tags import TaggedWords, read_tags
from auditor.classifier.windows import EncodedArticle, Window, WindowShape, encode, longest_piece, pack
from auditor.labels import CODES

FloatArray = NDArray[np.float32]
RunWindow = Callable[[Window], tuple[FloatArray, FloatArray]]
"""Takes a window, returns the code logits [S, 8] and the tag logits [L, 5]."""


class WindowedClassifier(ABC):
    """A classifier that runs a network over the windows of an article; how it runs it is up to the subclass."""

    def __init__(self, tokenizer: Tokenizer, shape: WindowShape, temperature: float, name: str) -> None:
        self.tokenizer = tokenizer
        self.shape = shape
        self.temperature = temperature
        self._name = name

    @property
    def name(self) -> str:
        """The model's name and version."""
        return self._name

    @abstractmethod
    def run(self, window: Window) -> tuple[FloatArray, FloatArray]:
        """Return the window's code logits [S, 8] and tag logits [L, 5]."""

    def run_all(self, windows: Sequence[Window]) -> Iterable[tuple[FloatArray, FloatArray]]:
        """Return what ``run`` does for each of ``windows``, in order; it need not be done yet on return."""
        return [self.run(window) for window in windows]

    def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
        """Label the sentences of one article; see ``SentenceClassifier``."""
        return self.begin(text, segments)()

    def begin(self, text: str, segments: Sequence[Segment]) -> Callable[[], list[Prediction]]:
        """Begin with an article and return what waits for its predictions.

        A segment longer than a window stands in several; its logits are the mean of theirs, weighted by tokens.
        Probabilities are the softmax of the logits divided by the temperature (Guo et al. 2017).
        """
        article = encode(text, segments, self.tokenizer, longest_piece(self.shape))
        windows = pack(article, self.shape)
        outputs = self.run_all(windows)
        return lambda: self._predictions(_gathered(text, article, windows, outputs))

    def _predictions(self, logits: "ArticleLogits") -> list[Prediction]:
        if not logits.words:
            return []
        scaled = logits.codes / self.temperature
        exponents = np.exp(scaled - scaled.max(-1, keepdims=True))
        probabilities = exponents / exponents.sum(-1, keepdims=True)
        return [
            Prediction(tuple(row), words.source, words.cue)
            for row, words in zip(probabilities.tolist(), logits.words, strict=True)
        ]


class ArticleLogits:
    """Code logits [segments, 8] of an article and the tagged words of each segment."""

    def __init__(self, codes: NDArray[np.float64], words: list[TaggedWords]) -> None:
        self.codes = codes
        self.words = words


def code_logits(
    text: str, segments: Sequence[Segment], tokenizer: Tokenizer, shape: WindowShape, run: RunWindow
) -> ArticleLogits:
    """Run the network over an article and gather what it says of each segment."""
    article = encode(text, segments, tokenizer, longest_piece(shape))
    windows = pack(article, shape)
    return _gathered(text, article, windows, map(run, windows))


def _gathered(
    text: str,
    article: EncodedArticle,
    windows: Sequence[Window],
    outputs: Iterable[tuple[FloatArray, FloatArray]],
) -> ArticleLogits:
    """Join what the network says of the windows, which together score each piece once and in order."""
    if not windows:
        return ArticleLogits(np.zeros((0, len(CODES))), [])
    pairs = list(outputs)
    codes = np.concatenate([window_codes for window_codes, _ in pairs]).astype(np.float64)
    weights = np.concatenate([window.weights for window in windows])
    scored = [tags[window.sentence_ids >= 0] for window, (_, tags) in zip(windows, pairs, strict=True)]
    segments = int(article.piece_segments[-1]) + 1
    first_piece = np.searchsorted(article.piece_segments, np.arange(segments))
    sums = np.add.reduceat(codes * weights[:, None], first_piece, axis=0)
    total = np.add.reduceat(weights, first_piece)
    token = article.spans[:, 0] >= 0
    ends = article.piece_ends[np.append(first_piece[1:], len(weights)) - 1]
    words = read_tags(text, np.concatenate(scored)[token], article.spans[token], np.cumsum(token)[ends - 1])
    return ArticleLogits(sums / total[:, None], words)
