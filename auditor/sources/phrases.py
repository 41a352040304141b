"""What the words of a source are made of: article, head noun, number, complement, owner."""

import re
from dataclasses import dataclass

from auditor.classifier.cue_words import COUNTS
from auditor.sources.names import WORD
from auditor.sources.words import GROUPS, PREPOSITIONS, PRONOUNS, listed

_CUT = re.compile(
    r"\s*[,(;:—–]|\s(?:who|whom|whose|which|that|where|because|speaking)\b"
    r"|\s(?:released|published|issued|posted|unsealed|leaked|seen|obtained|filed|compiled|conducted|commissioned|sent|made"
    r"|written|produced|prepared|carried out)(?=\s+(?:by|in|on|to|from|last|this|earlier|\w+day)\b|\s*$)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:(?:of|by|in|for|from|like|including|as)\s+)+", re.IGNORECASE)
_REPORTS = re.compile(
    r"\s+(?:said|says|say|reports|reported|writes|wrote|told|first|show|shows|found|finds|itself|himself|herself|themselves|all|both|also)$",
    re.IGNORECASE,
)
_DEFINITE = listed("the this that these those its his her their")
_INDEFINITE = listed("a an one another")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a source, read.

    ``start`` and ``end`` bound the core in the text: article, relative clause and apposition left out; ``text`` is
    it.  ``words`` are the core's words in lower case; ``head`` is the last of them before a preposition.
    """

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    head: str
    definite: bool
    indefinite: bool
    plural: bool

    @property
    def pronoun(self) -> bool:
        """Whether the phrase is a pronoun, or hangs on one ("her memo" does not)."""
        return self.head in PRONOUNS

    @property
    def before_head(self) -> tuple[str, ...]:
        """The words that describe the head."""
        return self.words[: self.words.index(self.head)] if self.head in self.words else ()


def read_phrase(text: str, start: int, end: int) -> Phrase:
    """Read the source words that stand from ``start`` to ``end``."""
    lead = _LEADING.match(text[start:end])
    begin = start + (lead.end() if lead else 0)
    if begin >= end:
        begin = start
    cut = _CUT.search(text, begin + 1, end)
    stop = cut.start() if cut else end
    tail = _REPORTS.search(text[begin:stop])
    if tail and tail.start() > 0:
        stop = begin + tail.start()
    tokens = [(m.start(), m.end()) for m in WORD.finditer(text, begin, stop)]
    words = [text[a:b].lower() for a, b in tokens]
    opening = words[0] if words else ""
    if len(words) > 1 and opening in ("the", "a", "an"):
        tokens, words = tokens[1:], words[1:]
    if not words:
        return Phrase(begin, stop, text[begin:stop], (), "", False, False, False)
    ends = next((i for i, w in enumerate(words) if i and w in PREPOSITIONS), len(words))
    head = words[ends - 1]
    plural = (
        head in GROUPS
        or head == "people"
        or (head.endswith("s") and not head.endswith("ss"))
        or (bool(COUNTS - {"one"} & {words[0]}))
    )
    core = slice(tokens[0][0], max(stop, tokens[-1][1]))
    return Phrase(
        core.start, core.stop, text[core].strip(), tuple(words), head,
        opening in _DEFINITE, opening in _INDEFINITE, plural,
    )  # fmt: skip


def singular(noun: str) -> str:
    """Return the noun without a plural ending, roughly."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith("men"):
        return noun[:-3] + "man"
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us")) else noun
