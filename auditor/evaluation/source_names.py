"""When two names stand for the same source: the matching rule of the source scores.

A name is reduced to its *key*: lower case; articles, possessive endings, dots, courtesy titles, offices, company
forms, and "newspaper" or "news agency" behind a name taken off. Two names are *equal* when their keys are, or when
the article gives one as the acronym of the other ("Federal Security Service (FSB)", or a run of capitalised words
with these initials; UN, US, EU and UK need no explanation). They are *alike* when they have the same head (the
last word before a preposition, comma or relative clause) and all words of one stand in the other: "Obama" and
"Barack Obama", "a family friend" and "a family friend who sat with them"; but not "the lawyer of Ada Quill" and
"Ada Quill". A joint source ("Quill and Dahl", "Quill; Dahl") stands for any of its members.
"""

import re
from functools import lru_cache

from auditor.sources.names import KNOWN, acronyms_of, untitled

_WORD = re.compile(r"[^\W_]+")
_TAIL = re.compile(
    r"[,(;]|\s(?:of|for|in|at|on|from|with|by|to|who|whom|whose|which|that|close|familiar|briefed|near|about|leaked"
    r"|released|published|issued|obtained|seen|polled|surveyed|posted|commissioned|conducted)\b",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"the", "a", "an"})
_COMPANY_FORMS = frozenset({"newspaper", "inc", "corp", "ltd", "llc", "co", "plc", "corporation"})

Key = tuple[str, ...]


@lru_cache(maxsize=20_000)
def key(name: str) -> Key:
    """Return the words by which ``name`` is compared."""
    plain = re.sub(r"['’]s\b|['’](?=\s|$)", "", untitled(name)).replace(".", "")
    words = [w.lower() for w in _WORD.findall(plain)]
    kept = [w for w in words if w not in _ARTICLES]
    while len(kept) > 1 and kept[-1] in _COMPANY_FORMS:
        kept.pop()
    if len(kept) > 2 and kept[-2:] == ["news", "agency"]:
        del kept[-2:]
    return tuple(kept)


@lru_cache(maxsize=20_000)
def _head(name: str) -> str:
    plain = re.sub(r"^(?:of|for|in|at|by)\s", "", name.strip(), flags=re.IGNORECASE)
    words = key(_TAIL.split(plain, maxsplit=1)[0]) or key(name)
    return words[-1] if words else ""


@lru_cache(maxsize=20_000)
def members(name: str) -> tuple[str, ...]:
    """Return the joint source that ``name`` may be, itself first, then its members."""
    parts = [part.strip() for part in re.split(r";|,? and |, ", name) if part.strip()]
    return (name, *parts) if len(parts) > 1 else (name,)


class SameSource:
    """Compares names of one article, whose text says what its acronyms stand for."""

    def __init__(self, text: str):
        self.long = {short.lower(): key(full) for short, full in (KNOWN | acronyms_of(text)).items()}

    def equal(self, one: str, other: str) -> bool:
        """Tell whether the names are equal, or one is a member of the joint source that the other is."""
        return any(self._key(one) == self._key(b) for b in members(other)) or any(
            self._key(a) == self._key(other) for a in members(one)
        )

    def alike(self, one: str, other: str) -> bool:
        """Tell whether the names are equal, or one says less of the same head; joint sources as in ``equal``."""
        return (
            self.equal(one, other)
            or any(self._shorter(one, b) for b in members(other))
            or any(self._shorter(a, other) for a in members(one))
        )

    def _key(self, name: str) -> Key:
        words = key(name)
        return self.long.get("".join(words), words) if len(words) < 3 else words

    def _shorter(self, one: str, other: str) -> bool:
        a, b = set(self._key(one)), set(self._key(other))
        return bool(a and b) and (a <= b or b <= a) and _head(one) == _head(other)
