"""What the shipped model is measured against, a file a peer: trained once, on the same sentences, and kept.

Every peer is a ``SentenceClassifier`` and gets its sentences from our segmentation, so that only the labelling differs.
Nothing heavy is imported before a peer is trained or loaded.
"""

from peers import checkpoint, cues, few_shot, plain_pipeline, shipped, tfidf
from peers.peer import Peer
from peers.ready import Ready, add_peer_options, make_ready

PEERS: tuple[Peer, ...] = (
    shipped.PEER,
    checkpoint.PEER,
    plain_pipeline.PEER,
    plain_pipeline.BATCHED,
    few_shot.PEER,
    tfidf.PEER,
    cues.PEER,
)
"""In the order of every table; the first is ours, and the others are compared with it."""

__all__ = ["PEERS", "Peer", "Ready", "add_peer_options", "make_ready"]
