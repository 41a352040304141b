"""Which furniture at the top of a story is its headline.

A headline stays furniture, for it is no sentence of the article, but rules ask what it claims.  What is looked at is
what stands above the first counted sentence: the lines that are the article's title, else the first line that reads
like a headline and like no byline, time, menu or outlet's name.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from auditor.article import Sentence
from auditor.furniture import is_notice
from auditor.labels import FURNITURE

HEADLINE = "headline"

_FEWEST_WORDS = 3
_MOST_WORDS = 30
_TITLE_CASE_WORDS = 5
"""A line without any word in lower case is rather a name or a menu, unless it has so many words."""
_SHARED = 0.6
"""The share of its words that a headline has in common with a title that is worded otherwise."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPEN_END = (",", ";", ":", "-", "–", "—", "|", ">", "»", "›")
_TRAIL = re.compile(r"\s[>»›|/•·]\s")


def mark_headlines(sentences: Sequence[Sentence], title: str | None) -> tuple[Sentence, ...]:
    """Return the sentences of one story with the role ``headline`` on those that are its headline.

    ``title`` is the article's, where one is known.  A headline of two sentences is marked in both.
    """
    top = list(takewhile(lambda sentence: sentence.label == FURNITURE, sentences))
    chosen = _of_title(top, _words(title)) if title else []
    chosen = chosen or _like_headline(top, _words(title or ""))
    return tuple(replace(s, role=HEADLINE) if s.index in chosen else s for s in sentences)


def _of_title(top: Sequence[Sentence], title: list[str]) -> list[int]:
    """Return the indices of what the title repeats: itself, one of its parts, or itself with an outlet's name."""
    chosen = []
    for sentence in top:
        words = _words(sentence.text)
        if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
            is_title = bool(words) and words == title
        else:
            is_title = _holds(title, words) or (len(title) >= _FEWEST_WORDS and _holds(words, title))
        if is_title:
            chosen.append(sentence.index)
    return chosen


def _like_headline(top: Sequence[Sentence], title: list[str]) -> list[int]:
    lines = [s for s in top if _reads_like_headline(s.text)]
    shared = {s.index: len({*_words(s.text)} & {*title}) / len({*_words(s.text)}) for s in lines}
    near = [s for s in lines if shared[s.index] >= _SHARED]
    in_sentence_case = [s for s in lines if any(word.islower() for word in _WORD.findall(s.text))]
    best = near or in_sentence_case or lines
    return [best[0].index] if best else []


def _reads_like_headline(line: str) -> bool:
    words = _WORD.findall(line)
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or line.rstrip().endswith(_OPEN_END):
        return False
    if is_notice(line) or _TRAIL.search(line):
        return False
    return len(words) >= _TITLE_CASE_WORDS or any(word.islower() for word in words)


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _holds(whole: list[str], part: list[str]) -> bool:
    """Tell whether ``part`` stands in ``whole`` as a run of words."""
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))
