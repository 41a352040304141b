"""The places in a block of text where a sentence could end, and what stands around each of them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.quotation import quoted_spans

WIDE = "。！？｡"
"""Stops that no space follows, in any text that has them."""

# Stops, with the dots of a spaced ellipsis (". . ." or ". …") taken in.
_STOP = re.compile(rf"[.!?…؟۔।॥{WIDE}]++(?:\s{{1,2}}+[.…]++(?!\w))*+")
_CLOSERS = "\"'”’»›)]}“＂」』"
_OPENING = re.compile(r"[\"'“‘«‹„‚\[({`\-–—―>*•¿¡]+\s*")
_LATE_DOTS = re.compile(r"\s{1,2}(?:\.\s?){1,4}\.(?!\w)|\s?…(?!\w)")
_DASHES = "-–—―"
_BEFORE_WORD = "\"'“‘«‹([{`—–-/"
_LONGEST_WORD = 40


class Stop(NamedTuple):
    """A stop mark with its surroundings; all positions are offsets into the article's text.

    ``marks`` is the stop itself ("?", ". . ."), which ends at ``end``; ``closing`` are the quotation marks
    and brackets after it, which end at ``close``.  ``word`` is the word before it (empty if longer than any
    abbreviation) and ``before_word`` the character in front of that.  ``first`` is where the next word
    starts, ``following`` is that word, ``opening`` are the marks in front of it; ``glued`` tells that no
    space stands between.
    """

    start: int
    end: int
    close: int
    marks: str
    word: str
    before_word: str
    closing: str
    opening: str
    first: int
    following: str
    glued: bool

    @property
    def is_ellipsis(self) -> bool:
        """Tell whether the stop is made of several dots."""
        return "…" in self.marks or self.marks.count(".") > 1

    @property
    def dashed(self) -> bool:
        """Tell whether a dash follows."""
        return self.opening[:1] in _DASHES and self.opening != ""

    @property
    def bracketed(self) -> bool:
        """Tell whether a closing bracket stands last before the gap."""
        return self.closing[-1:] in (")", "]")


def stops(text: str, start: int, end: int) -> Iterator[Stop]:
    """Yield every stop of ``text[start:end]`` that some word still follows, in order."""
    last_word = end
    while last_word > start and not text[last_word - 1].isalnum():
        last_word -= 1
    marks = _ClosingMarks(text, start, end)
    for match in _STOP.finditer(text, start, end):
        following = text[match.end() : match.end() + 1]
        if following.isalnum() and not following.isupper() and match.group()[-1] not in WIDE:
            continue  # "3.5", "example.com"
        close = marks.end_after(match.end())
        if close >= last_word:
            return
        position = close
        while text[position].isspace():
            position += 1
        opening = _OPENING.match(text, position, end)
        first = opening.end() if opening else position
        word, before = _word_before(text, start, match.start())
        yield Stop(
            match.start(),
            match.end(),
            close,
            match.group(),
            word,
            before,
            text[match.end() : close],
            opening.group() if opening else "",
            first,
            _word_at(text, first, end),
            position == close,
        )


def _word_before(text: str, start: int, position: int) -> tuple[str, str]:
    """Return the word that ends at ``position`` and the character before it."""
    limit = max(start, position - _LONGEST_WORD)
    begin = position
    while begin > limit and not text[begin - 1].isspace() and text[begin - 1] not in _BEFORE_WORD:
        begin -= 1
    if begin == limit and begin > start:
        return "", ""
    return text[begin:position], text[begin - 1] if begin > start else ""


def _word_at(text: str, position: int, end: int) -> str:
    stop = position
    limit = min(end, position + _LONGEST_WORD)
    while stop < limit and (text[stop].isalnum() or text[stop] in "'’"):
        stop += 1
    return text[position:stop]


class _ClosingMarks:
    """Tells which marks after a stop still belong to the sentence that it ends."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self._quotation_ends: frozenset[int] | None = None

    def end_after(self, position: int) -> int:
        """Return the end of the closing marks after a stop that ends at ``position``."""
        while position < self.end:
            after = self._adjacent(position) or self._spaced(position)
            if not after:
                break
            position = after
        late = _LATE_DOTS.match(self.text, position, self.end) if self.text[position - 1] in _CLOSERS else None
        return late.end() if late else position

    def _adjacent(self, position: int) -> int:
        """Return the end of a closing mark at ``position``, or 0."""
        mark = self.text[position]
        if mark not in _CLOSERS:
            return 0
        following = self.text[position + 1] if position + 1 < self.end else " "
        if mark in "\"'“＂" and (following.isalnum() or following == "["):
            return position + 1 if self._closes_quotation(position + 1) else 0
        return 0 if mark == "“" and not following.isspace() else position + 1

    def _spaced(self, position: int) -> int:
        """Return the end of a closing mark that one space parts from ``position``, or 0."""
        text = self.text
        if not text[position].isspace() or position + 1 >= self.end:
            return 0
        mark = text[position + 1]
        after = position + (3 if text.startswith("''", position + 1) else 2)
        if mark not in _CLOSERS or mark == "“":
            return 0
        if after < self.end and not text[after].isspace() and text[after] not in _CLOSERS:
            return 0
        # A straight mark between two spaces may open what follows as well.
        return after if mark not in "\"'＂" or self._closes_quotation(after) else 0

    def _closes_quotation(self, end: int) -> bool:
        if self._quotation_ends is None:
            spans = quoted_spans(self.text[self.start : self.end])
            self._quotation_ends = frozenset(self.start + stop for _, stop in spans)
        return end in self._quotation_ends
