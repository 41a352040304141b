"""Where words stand in an article, found through an index that is made once for each text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

_TOKEN = re.compile(r"\w+")
_NEXT = re.compile(r"\s+([\w.'-]*)")
_SPACE = re.compile(r"\s+")


def whole_word(words: str, text: str) -> int | None:
    """Return where ``words`` stand first in ``text``, not as part of a longer word; None: nowhere."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (at and _in_a_word(text[at - 1])) and not _in_a_word(text[end : end + 1]):
            return at
        at = text.find(words, at + 1)
    return None


def _in_a_word(character: str) -> bool:
    return character.isalnum() or character == "_"


class Occurrences:
    """The places of every word of a text; straight and curly apostrophes are one."""

    def __init__(self, text: str):
        self._flat = text.replace("’", "'")
        self._starts: defaultdict[str, list[int]] = defaultdict(list)
        for match in _TOKEN.finditer(self._flat):
            self._starts[match[0]].append(match.start())

    def of(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of each place where ``words`` stand, not as part of a longer word, in order."""
        wanted = words.replace("’", "'")
        first = _TOKEN.match(wanted)
        for start in self._starts.get(first[0], ()) if first else self._scan(wanted):
            if self._stands(wanted, start):
                yield start, start + len(wanted)

    def between(self, first: str, last: str, most: int) -> Iterator[tuple[int, int]]:
        """Yield start and end of each place where ``last`` follows ``first`` with at most ``most`` words between."""
        wanted = last.replace("’", "'")
        for start, end in self.of(first):
            for _ in range(most + 1):
                match = _NEXT.match(self._flat, end)
                if match is None:
                    break
                if self._stands(wanted, match.start(1)):
                    yield start, match.start(1) + len(wanted)
                    break
                end = match.end()

    def stretch(self, words: str) -> tuple[int, int] | None:
        """Return where ``words`` stand first, however much white space the text puts between them; None: nowhere."""
        parts = words.split()
        for start, end in self.of(parts[0]) if parts else ():
            for part in parts[1:]:
                space = _SPACE.match(self._flat, end)
                if space is None or not self._flat.startswith(part.replace("’", "'"), space.end()):
                    break
                end = space.end() + len(part)
            else:
                if not self._flat[end : end + 1].isalnum():
                    return start, end
        return None

    def _stands(self, wanted: str, start: int) -> bool:
        end = start + len(wanted)
        return self._flat.startswith(wanted, start) and _TOKEN.match(self._flat, end) is None

    def _scan(self, wanted: str) -> Iterator[int]:
        """Yield the places of words that begin with a mark, as a nickname in quotation marks does."""
        at = self._flat.find(wanted) if wanted else -1
        while at >= 0:
            if at == 0 or _TOKEN.match(self._flat, at - 1) is None:
                yield at
            at = self._flat.find(wanted, at + 1)


@lru_cache(maxsize=4)
def occurrences(text: str) -> Occurrences:
    """Return the index of ``text``; the last few are kept."""
    return Occurrences(text)
