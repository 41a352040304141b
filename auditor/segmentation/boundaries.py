"""Where sentences end inside one block of text.

What stands around a stop mark settles by rule whether a sentence ends there.  A full stop after something
that looks like an abbreviation and is on no list of ours is left to nupunkt, whose statistics know thousands.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from auditor.segmentation.stops import WIDE, Stop, stops
from auditor.segmentation.words import (
    MAY_END,
    MONTHS,
    NAMES_WITH_MARK,
    NUMBERED,
    STARTERS,
    TITLES,
    TITLES_THAT_END,
    WEB_ENDINGS,
)

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

_ACRONYM = re.compile(r"(?:[^\W\d][.&])+[^\W\d]")
# "SEVERNY, May 4. /TASS/." and the like: a dateline with full stops of its own.
_DATELINE = re.compile(r"\w[^.!?\n]{1,60}\d{1,2}\. (?:/[A-Z][\w -]{1,20}/\.?|\([A-Z][\w -]{1,20}\)\.)")
# A caption run together with the paragraph after it: "Councillor Jo Dunn In the northern wards, ...".
_CAPTION = re.compile(r"(?:[\w’'&-]++ ){0,9}[A-Z][\w’'-]*+(?= (?:In|On|At|The|An?) [a-z])")
_NICKNAME = re.compile(r"[^\s\"”]{1,14}(?: [^\s\"”]{1,14})?[\"”'’] [A-Z]")
_VOWEL = re.compile(r"[aeiouyà-öø-ÿ]", re.IGNORECASE)
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})")
_LONGEST_HEADLINE = 160
_LONGEST_CREDIT = 60


@cache
def _punkt() -> "PunktSentenceTokenizer":
    import nupunkt

    return nupunkt.load("default")


def sentence_ends(text: str, start: int, end: int) -> list[int]:
    """Return where the sentences of ``text[start:end]`` end, closing marks included; the last is ``end``."""
    return _Block(text, start, end).ends()


class _Block:
    """One block of a text and the sentences found in it so far."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.last = start  # where the sentence began that is being read
        self._punkt_ends: frozenset[int] | None = None

    def ends(self) -> list[int]:
        found: list[int] = []
        caption = _CAPTION.match(self.text, self.start, self.end)
        if caption and not self._is_headline():
            found.append(caption.end())
            self.last = caption.end()
        dateline = _DATELINE.match(self.text, self.start, self.end)
        settled = dateline.end() if dateline else self.start
        for stop in stops(self.text, self.start, self.end):
            if stop.start >= self.last and stop.end > settled and self._is_boundary(stop):
                found.append(stop.close)
                self.last = stop.close
        return [*found, self.end]

    def _is_boundary(self, stop: Stop) -> bool:
        if stop.marks[-1] in WIDE:
            return True
        if stop.glued:
            return self._ends_glued(stop)
        if self._is_credit(stop):
            return False
        initial = self.text[stop.first]
        if initial.islower():
            # "iPhone" and "eBay" can begin a sentence; other words in lower case continue one.
            mixed = stop.following[1:2].isupper() and not stop.opening
            return mixed and len(stop.word) > 2 and stop.word.lower() not in MAY_END
        if stop.is_ellipsis:
            return self._ends_with_ellipsis(stop)
        if stop.marks != ".":
            return stop.word.lower() not in NAMES_WITH_MARK or self._starts(stop)
        if not stop.word[-1:].isalnum():
            return True
        if self._is_enumerator(stop):
            return False
        return self._ends_with_full_stop(stop)

    @staticmethod
    def _ends_with_ellipsis(stop: Stop) -> bool:
        """A capital "I" says nothing after three dots; after a full stop and three dots it does."""
        dots = sum(3 if mark == "…" else mark == "." for mark in stop.marks)
        return stop.following != "I" or dots > 3

    def _ends_with_full_stop(self, stop: Stop) -> bool:
        word = stop.word.lower()
        single = len(word) == 1 and word.isalpha()
        short = single or _ACRONYM.fullmatch(word) is not None
        if self.text[stop.first].isdigit():
            bound = short or any(word in words for words in (NUMBERED, MONTHS, TITLES, MAY_END))
            return not bound and not self._may_be_abbreviation(stop)
        if word in TITLES:
            return word in TITLES_THAT_END and self._starts(stop)
        month = word in MONTHS and stop.before_word != "-"
        if not (short or month or word in MAY_END):
            return not self._may_be_abbreviation(stop)
        if stop.dashed:
            return stop.bracketed and self._starts(stop)
        if stop.opening and not stop.closing and stop.opening[-1] not in "([":
            return not (short and _NICKNAME.match(self.text, stop.first, self.end))
        if single and stop.following == "I":
            return False
        return self._starts(stop) and not self._is_headline()

    def _ends_glued(self, stop: Stop) -> bool:
        """Decide about a stop that no space follows: "he said.The" ends, "example.com" does not."""
        if stop.dashed or stop.is_ellipsis or not self.text[stop.first].isupper():
            return False
        word = stop.word
        if stop.before_word in ("/", "@") or len(word) < 3 or not word.isalpha() or not word[-2:].islower():
            return False
        if stop.closing or stop.opening:
            return True
        following = stop.following
        return (following[1:].islower() or following in ("A", "I")) and following.lower() not in WEB_ENDINGS

    def _starts(self, stop: Stop) -> bool:
        """Tell whether the next word is one that begins sentences."""
        following = stop.following
        if not following[:1].isupper() or self.text.startswith("-", stop.first + len(following)):
            return False
        return following.lower() in STARTERS

    def _is_enumerator(self, stop: Stop) -> bool:
        """Tell whether nothing but a number or letter of a list stands before the stop."""
        if stop.start - len(stop.word) > self.last + 3:
            return False
        return _ENUMERATOR.fullmatch(self.text, self.last, stop.start) is not None

    def _is_credit(self, stop: Stop) -> bool:
        """Tell whether a dash and a name close the block, as under a motto: '"... ends." - Jo Dunn'."""
        if not stop.dashed or not stop.closing or self.end - stop.first > _LONGEST_CREDIT:
            return False
        rest = self.text[stop.first : self.end]
        return rest[0].isupper() and rest == rest.rstrip('.!?…”"')

    def _is_headline(self) -> bool:
        """Tell whether the block is a line in Title Case, where capitals say nothing."""
        if self.end - self.start > _LONGEST_HEADLINE:
            return False
        words = [word for word in self.text[self.start : self.end].split() if len(word) > 3 and word.isalpha()]
        return len(words) > 2 and not any(word[0].islower() for word in words)

    def _may_be_abbreviation(self, stop: Stop) -> bool:
        """Ask nupunkt about a word that looks like an abbreviation; ordinary words are not asked about."""
        word = stop.word
        if word.isupper() or word.isdigit() or (word.isalpha() and _VOWEL.search(word)):
            return False
        if self._punkt_ends is None:
            spans = _punkt().span_tokenize(self.text[self.start : self.end])
            self._punkt_ends = frozenset(self.start + end for _, end in spans)
        return stop.end not in self._punkt_ends and stop.close not in self._punkt_ends
