"""Changes to a training article that must not change what its sentences rest on.

The network never sees white space, so paragraph breaks reach it only through the finder of quotations; they
are dropped and added here so that it does not learn a corpus from them.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from auditor.labels import CODES
from auditor.training.drafts import Draft, Piece
from auditor.training.furniture_lines import furniture_line

_FURNITURE = CODES.index("X")
_STYLES: tuple[dict[int, str], ...] = (
    {ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'"},
    {ord("—"): "–"},
    {ord("’"): "'"},
)


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How often, 0 to 1, each change is made to an article."""

    furniture: float = 0.35
    headline_stop: float = 0.5
    breaks: float = 0.3
    quotes: float = 0.3
    shouting: float = 0.02
    whispering: float = 0.03
    excerpt: float = 0.15


def augment(draft: Draft, how: Augmentation, random_: random.Random) -> Draft:
    """Return a changed copy of ``draft``; ``random_`` decides what is changed."""
    pieces = [replace(piece) for piece in draft.pieces]
    if random_.random() < how.excerpt and len(pieces) > 4:
        start = random_.randrange(len(pieces) - 2)
        pieces = pieces[start : start + random_.randint(1, 12)]
        pieces[0].gap = ""
    for piece in pieces:
        if piece.code == _FURNITURE and random_.random() < how.headline_stop:
            _toggle_stop(piece)
    if random_.random() < how.breaks:
        add, drop = random_.random(), random_.random()
        for piece in pieces[1:]:
            if "\n" in piece.gap:
                piece.gap = " " if random_.random() < drop else piece.gap
            elif piece.gap and random_.random() < add * 0.5:
                piece.gap = "\n\n"
    if random_.random() < how.quotes:
        _restyle_quotes(pieces, random_)
    if random_.random() < how.shouting:
        _map_text(pieces, str.upper)
    elif random_.random() < how.whispering:
        _map_text(pieces, str.lower)
    if random_.random() < how.furniture and pieces:
        _insert_furniture(pieces, random_)
    return Draft(pieces)


def _toggle_stop(piece: Piece) -> None:
    if piece.text.endswith(".") and len(piece.text) > 1:
        piece.text = piece.text[:-1]
        piece.tags = None if piece.tags is None else piece.tags[:-1]
    elif piece.text[-1:].isalnum() and piece.tags is None:
        piece.text += "."


def _restyle_quotes(pieces: list[Piece], random_: random.Random) -> None:
    if random_.random() < 0.5:
        table = random_.choice(_STYLES)
        _map_text(pieces, lambda text: text.translate(table))
        return
    opening, closing = random_.choice((("“", "”"), ("‘", "’"), ("'", "'"), ("«", "»")))
    outside = True
    for piece in pieces:
        letters = list(piece.text)
        for at, letter in enumerate(letters):
            if letter == '"':
                letters[at] = opening if outside else closing
                outside = not outside
        piece.text = "".join(letters)
        if "\n\n" in piece.gap:
            outside = True


def _map_text(pieces: list[Piece], change: Callable[[str], str]) -> None:
    for piece in pieces:
        changed = change(piece.text)
        # Some characters change their length with their case; tags are kept a character.
        if len(changed) == len(piece.text):
            piece.text = changed


def _insert_furniture(pieces: list[Piece], random_: random.Random) -> None:
    for _ in range(random_.randint(1, 4)):
        at = random_.choice((0, len(pieces), random_.randint(0, len(pieces)), random_.randint(0, len(pieces))))
        lines = [
            Piece(furniture_line(random_), _FURNITURE, None, "\n\n")
            for _ in range(random_.choice((1, 1, 1, 2, 2, 3, 5)))
        ]
        if at == len(pieces) and random_.random() < 0.2:
            lines[0].gap = " "  # glued to the end of the last paragraph
        pieces[at:at] = lines
        if at == 0:
            lines[0].gap = ""
            pieces[len(lines)].gap = "\n\n"
