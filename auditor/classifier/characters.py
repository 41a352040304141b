"""What kind each character of a text is, for a whole text at once."""

import numpy as np
from numpy.typing import NDArray

WORD, UPPER, LETTER = 1, 2, 4
"""Part of a word, an upper-case letter, a letter: as ``str`` has it, as bits of one number."""


def character_kinds(text: str) -> NDArray[np.uint8]:
    """Return, for each character of ``text``, the sum of the kinds that it is of."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    distinct = sorted(set(text))  # str is asked once for each distinct character
    kinds = [WORD * c.isalnum() + UPPER * c.isupper() + LETTER * c.isalpha() for c in distinct]
    table = np.zeros(ord(distinct[-1]) + 1 if distinct else 0, np.uint8)
    table[[ord(c) for c in distinct]] = kinds
    found: NDArray[np.uint8] = table[points]
    return found
