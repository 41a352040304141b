"""Peers made ready to measure: trained where they were not, and left out, with the reason, where they cannot be."""

import argparse
import hashlib
import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from common import ROOT, add_data_option

from auditor.classifier.interface import SentenceClassifier
from auditor.data import LabelledArticle, read_training
from auditor.data.records import article_row
from peers.peer import Peer


@dataclass(frozen=True, slots=True)
class Ready:
    """A peer and the folder of its weights; the folder need not exist where nothing is trained."""

    peer: Peer
    folder: Path

    def load(self) -> SentenceClassifier:
        """Return the classifier."""
        return self.peer.load(self.folder)


def add_peer_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--data``, ``--peers`` (where trained peers are kept) and ``--checkpoint`` (our torch weights)."""
    add_data_option(parser)
    parser.add_argument("--peers", type=Path, default=ROOT / "build" / "peers", help="where trained peers are kept")
    parser.add_argument("--checkpoint", type=Path, help="folder of our torch checkpoint, as auditor train writes it")


def make_ready(
    peers: Sequence[Peer], options: argparse.Namespace, most: int | None = None
) -> tuple[list[Ready], list[str]]:
    """Return the peers that can be measured, and what a report has to note: what they learned from, what is missing.

    A peer is trained unless ``options.peers`` holds it already, trained by the same recipe on the same articles, of
    which there are ``most`` at the most.
    """
    articles = [article for article in read_training(options.data) if article.sentences]
    notes = []
    if most is not None and most < len(articles):
        articles = articles[:most]
        notes.append(f"The peers learned from {most} articles only; how fast they are does not depend on it.")
    elif all(article.corpus == "authored" for article in articles):
        notes.append("Only the authored articles were at hand: the peers are trained on them alone.")
    by_key = {peer.key: peer for peer in peers}
    ready = []
    for peer in peers:
        reason = _obstacle(peer, options)
        if reason:
            notes.append(f"Left out: {peer.title} ({reason}).")
            continue
        trained = by_key[peer.variant_of] if peer.variant_of else peer
        folder = options.checkpoint if peer.key == "checkpoint" else _folder(trained, articles, options.peers)
        if trained.train and not folder.is_dir():
            _train(trained, articles, folder)
        ready.append(Ready(peer, folder))
    return ready, notes


def _obstacle(peer: Peer, options: argparse.Namespace) -> str | None:
    missing = [name for name in peer.needs if find_spec(name) is None]
    if missing:
        return f"{', '.join(missing)} not installed: pip install -e '.[bench]'"
    if peer.key == "checkpoint" and options.checkpoint is None:
        return "no checkpoint was named with --checkpoint DIR"
    return None


def _folder(peer: Peer, articles: Sequence[LabelledArticle], kept: Path) -> Path:
    learned = hashlib.sha256(peer.recipe.encode())
    for article in articles:
        learned.update(json.dumps(article_row(article), sort_keys=True).encode())
    return kept / f"{peer.key}-{learned.hexdigest()[:12]}"


def _train(peer: Peer, articles: Sequence[LabelledArticle], folder: Path) -> None:
    assert peer.train
    print(f"Training: {peer.title} …", flush=True)
    began = time.monotonic()
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    peer.train(articles, partial)
    partial.rename(folder)
    print(f"Trained in {(time.monotonic() - began) / 60:.0f} minutes.", flush=True)
