"""Our torch checkpoint, which does not ship: the folder that ``auditor train`` wrote is named with ``--checkpoint``."""

from pathlib import Path

from auditor.classifier.choose import load_classifier
from auditor.classifier.interface import SentenceClassifier
from peers.peer import Peer


def _load(folder: Path) -> SentenceClassifier:
    return load_classifier(folder, "torch")


PEER = Peer(
    "checkpoint",
    "ours, torch checkpoint",
    "32-bit torch, a window of sentences at a time; trained by `auditor train`",
    _load,
    needs=("torch", "transformers"),
)
