"""The cue-word baseline: rules, nothing to train."""

from pathlib import Path

from auditor.classifier.baselines import baseline
from auditor.classifier.interface import SentenceClassifier
from peers.peer import Peer


def _load(_: Path) -> SentenceClassifier:
    return baseline("cues")


PEER = Peer("cues", "cue words", "rules on words of saying, as `auditor evaluate --baseline cues`", _load)
