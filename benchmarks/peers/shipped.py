"""Our model as it ships: 8-bit ONNX, a window of sentences at a time."""

from pathlib import Path

from auditor.classifier.choose import load_classifier
from auditor.classifier.interface import SentenceClassifier
from peers.peer import Peer


def _load(_: Path) -> SentenceClassifier:
    return load_classifier()


PEER = Peer(
    "shipped", "ours, shipped", "8-bit ONNX, a window of sentences at a time; trained by `auditor train`", _load
)
