"""What the ONNX and the torch classifier share: an article into windows, windows' logits into predictions."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from auditor.article import Segment
from auditor.classifier.interface import Prediction
from auditor.classifier.tags import TAGS, TaggedWords, read_tags
from auditor.classifier.windows import Window, WindowShape, encode, longest_piece, pack
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

    def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
        """Label the sentences of one article; see ``SentenceClassifier``.

        A segment longer than a window stands in several; its logits are the mean of theirs, weighted by tokens.
        Probabilities are the softmax of the logits divided by the temperature (Guo et al. 2017).
        """
        if not segments:
            return []
        logits = code_logits(text, segments, self.tokenizer, self.shape, self.run)
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
    sums = np.zeros((len(segments), len(CODES)))
    weights = np.zeros(len(segments))
    tags = np.zeros((len(article.ids), len(TAGS)), np.float32)
    for window in pack(article, shape):
        window_codes, window_tags = run(window)
        np.add.at(sums, window.segments, window_codes * window.weights[:, None])
        np.add.at(weights, window.segments, window.weights)
        scored = window.sentence_ids >= 0
        tags[window.positions[scored]] = window_tags[scored]
    starts = np.concatenate(([0], article.piece_ends[:-1]))
    words = []
    numbers = np.arange(len(segments))
    first_piece = np.searchsorted(article.piece_segments, numbers)
    last_piece = np.searchsorted(article.piece_segments, numbers, side="right") - 1
    for first, last in zip(first_piece, last_piece, strict=True):
        stream = np.arange(starts[first], article.piece_ends[last])
        stream = stream[article.spans[stream, 0] >= 0]
        words.append(read_tags(text, tags[stream], article.spans[stream]))
    return ArticleLogits(sums / weights[:, None], words)
