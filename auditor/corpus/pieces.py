"""Chunks that cost workers: done again, then cut up until what kills is found."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from auditor.corpus.chunks import Chunk
from auditor.corpus.work import without_record

PATIENCE_SECONDS = 600.0
"""A worker that is at one article for longer than this counts as lost."""
TRIES = 3
"""How many workers may be lost one after another before they have loaded, until a run is called off."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A chunk or a part of one, and how many workers it has cost."""

    chunk: Chunk
    lost: int = 0


def fresh(chunks: Iterator[Chunk]) -> Piece | None:
    """Return the next chunk as a piece; None where there is none left."""
    chunk = next(chunks, None)
    return None if chunk is None else Piece(chunk)


def after_loss(piece: Piece, at: int, how: str) -> list[Piece]:
    """Return what is to be done again of a piece that cost a worker while it was at the record ``at``.

    The first time it is the whole piece: it may have been somebody else's doing.  Then the record that was worked on is
    set apart, so that what kills is alone in the end; alone and at it again, it is given up, for the reason that the
    worker process ``how`` ("was killed").
    """
    chunk, lost = piece.chunk, piece.lost + 1
    if lost == 1:
        return [Piece(chunk, lost)]
    if len(chunk.records) == 1:
        reason = f"It cannot be audited: the worker process {how}, again and again."
        return [Piece(without_record(chunk, 0, reason), 0)]
    bounds = sorted({0, at, at + 1, len(chunk.records)})
    if len(bounds) == 2:
        bounds.insert(1, len(chunk.records) // 2)
    return [Piece(_part(chunk, a, b), lost) for a, b in pairwise(bounds)]


def _part(chunk: Chunk, first: int, end: int) -> Chunk:
    return Chunk(chunk.start + first, chunk.records[first:end], chunk.digests[first:end])
