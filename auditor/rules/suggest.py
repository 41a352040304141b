"""“Did you mean …?” for names that somebody typed."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_FEW = 8
"""So many names are listed where none is near."""
_ALIKE = 0.6
"""How much of two names must agree (``difflib``'s ratio, 0 to 1) before one is suggested for the other."""


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about the unknown name ``given``: the nearest known one, or all of them if few.

    It begins with a semicolon, or is empty where nothing is near and there is too much to list.
    """
    names = list(known)
    alike = [SequenceMatcher(None, name.casefold(), given.casefold()).ratio() for name in names]
    if max(alike, default=0.0) >= _ALIKE:
        return f"; did you mean “{names[alike.index(max(alike))]}”?"
    return f"; choose from {', '.join(names)}." if 0 < len(names) <= _FEW else "."
