"""Token tags for source and cue words (BIO), and how they become words of the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.classifier.characters import WORD, character_kinds

TAGS: tuple[str, ...] = ("O", "B-source", "I-source", "B-cue", "I-cue")
OUTSIDE, BEGIN_SOURCE, INSIDE_SOURCE, BEGIN_CUE, INSIDE_CUE = range(len(TAGS))

Span = tuple[int, int]

_SOURCE, _CUE = 1, 2
_OPENING, _CLOSING = "@#$", ")%"
_INSIDE_A_WORD = "-‑'’"
_FUNCTION_WORDS = """a an and as at but by for from had has have in is of on or that the to was were which who whom
whose with ,"""
_DANGLING = frozenset(_FUNCTION_WORDS.split())
_NOUN_TO_COME = """a an the of in for at from with to its his her their other two three four five six seven eight nine
ten several many some"""
_UNFINISHED = frozenset(_NOUN_TO_COME.split())
_LONGEST_REST = 6
"""Words that may be missing between a source that stops before its noun and its cue."""
_CLAUSE_OPENERS = frozenset([",", "(", "-", "–", "—", "who", "which", "whose"])
_WORDS_AND_MARKS = re.compile(r"\w+|[^\w\s]")
_LONGEST_SOURCE = 15
"""In words and marks; who is described at greater length keeps the beginning of the description."""

_NEARLY = 0.3
"""A single word inside a source or a cue is kept with it from this probability on."""


@dataclass(frozen=True, slots=True)
class TaggedWords:
    """The source words and the cue words found in one sentence, as offsets into the article's text."""

    source: Span | None
    cue: Span | None


_NOTHING = TaggedWords(None, None)


def read_tags(
    text: str, logits: NDArray[np.float32], spans: NDArray[np.int64], ends: Sequence[int] | NDArray[np.int64]
) -> list[TaggedWords]:
    """Return the best source and its cue in each sentence of ``text``.

    ``logits`` is [tokens, 5], ``spans`` the tokens' offsets [tokens, 2], ``ends`` the number of tokens up to the end
    of each sentence.  Pieces of one word are read together, so that no name is cut in two.  Of several sources (a
    source inside another's quotation) the one tagged most surely wins; of several cues the one nearest to it.
    """
    if not len(logits):
        return [_NOTHING] * len(ends)
    exponents = np.exp(logits - logits.max(-1, keepdims=True))
    tags = exponents / exponents.sum(-1, keepdims=True)
    roles = np.stack(
        (
            tags[:, OUTSIDE],
            tags[:, BEGIN_SOURCE] + tags[:, INSIDE_SOURCE],
            tags[:, BEGIN_CUE] + tags[:, INSIDE_CUE],
        ),
        axis=-1,
    )
    first = np.flatnonzero(_begins(text, spans, np.asarray(ends)))
    after = np.append(first[1:], len(spans))
    words = np.add.reduceat(roles, first, axis=0) / (after - first)[:, None]
    places = np.stack((spans[first, 0], spans[after - 1, 1]), axis=-1)
    best = words.argmax(-1)
    word_ends = np.searchsorted(first, ends)
    tagged = np.searchsorted(word_ends, np.flatnonzero(best), side="right")
    found = [_NOTHING] * len(ends)
    for number in dict.fromkeys(tagged.tolist()):
        own = slice(word_ends[number - 1] if number else 0, word_ends[number])
        found[number] = _of_sentence(text, best[own], words[own], places[own])
    return found


def _begins(text: str, spans: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool]:
    """Tell which tokens begin a word: all but those that go on with the word of the token before them."""
    begins = np.ones(len(spans), bool)
    seams = np.flatnonzero(spans[1:, 0] == spans[:-1, 1]) + 1
    at = spans[seams, 0]
    word = (character_kinds(text) & WORD) > 0
    begins[seams] = ~(word[at - 1] & word[np.minimum(at, len(word) - 1)])
    # A hyphen or an apostrophe between letters stands inside a word: Seitz-Wald, O'Neill.
    marks = seams[(np.diff(spans, axis=1)[seams, 0] == 1) & np.isin(seams + 1, seams)]
    at = spans[marks, 0]
    inner = np.array([text[n] in _INSIDE_A_WORD for n in at.tolist()], bool) & word[at - 1] & word[at + 1]
    begins[marks[inner]] = begins[marks[inner] + 1] = False
    begins[ends[ends < len(spans)]] = True  # two sentences can touch
    return begins


def _of_sentence(
    text: str, best: NDArray[np.intp], words: NDArray[np.floating], places: NDArray[np.int64]
) -> TaggedWords:
    """Return the source and the cue among the words of one sentence; see ``read_tags``."""
    sources, cues = _runs(best, words, _SOURCE), _runs(best, words, _CUE)
    sources = [_shortened(text, _finished(text, run, cues, places), places) for run in sources]
    sources = [run for run in (_trimmed(text, run, places) for run in sources) if run]
    source = max(sources, key=lambda run: round(float(words[run[0] : run[1], _SOURCE].mean()), 3), default=None)
    if source is None:
        cue = cues[0] if cues else None
    else:
        cue = min(cues, key=lambda run: max(run[0] - source[1], source[0] - run[1]), default=None)
    return TaggedWords(_offsets(text, source, places), _offsets(text, cue, places))


def _finished(text: str, run: Span, cues: Sequence[Span], places: NDArray[np.int64]) -> Span:
    """Return a source that stops before its noun with the words up to its cue: "residents of two | villages said"."""
    start, end = run
    cue = next((begin for begin, _ in cues if end < begin <= end + _LONGEST_REST), None)
    if cue is None or text[places[end - 1, 0] : places[end - 1, 1]].lower() not in _UNFINISHED:
        return run
    return (start, cue) if all(text[a:b].isalpha() for a, b in places[end:cue].tolist()) else run


def _shortened(text: str, run: Span, places: NDArray[np.int64]) -> Span:
    """Return a source without the last clauses on it, until it is short enough to stand in a table."""
    start, end = run
    while len(_WORDS_AND_MARKS.findall(text[places[start, 0] : places[end - 1, 1]])) > _LONGEST_SOURCE:
        inner = places[start + 1 : end - 1]
        openers = [n for n, (a, b) in enumerate(inner.tolist(), start + 1) if text[a:b].lower() in _CLAUSE_OPENERS]
        if not openers:
            break
        end = openers[-1]
    return start, end


def _trimmed(text: str, run: Span, places: NDArray[np.int64]) -> Span | None:
    """Return a source without the small words at its end, where a clause on the source was cut off."""
    start, end = run
    while end > start and text[places[end - 1, 0] : places[end - 1, 1]].lower() in _DANGLING:
        end -= 1
    return (start, end) if end > start else None


def _runs(best: NDArray[np.intp], words: NDArray[np.floating], role: int) -> list[Span]:
    """Return the runs of words in a role, from word to word; a gap of one word that nearly is one is closed."""
    runs: list[Span] = []
    for at in np.flatnonzero(best == role).tolist():
        if runs and (runs[-1][1] == at or (runs[-1][1] == at - 1 and words[at - 1, role] >= _NEARLY)):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _offsets(text: str, run: Span | None, places: NDArray[np.int64]) -> Span | None:
    """Return where a run of words stands, without the marks around it; None if it is nothing but marks."""
    if run is None:
        return None
    start, end = int(places[run[0], 0]), int(places[run[1] - 1, 1])
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in _CLOSING):
        end -= 1
    while start < end and not (text[start].isalnum() or text[start] in _OPENING):
        start += 1
    if "(" in text[start:end] and ")" not in text[start:end] and text[end : end + 1] == ")":
        end += 1
    return (start, end) if end > start else None
