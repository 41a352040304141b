"""Which sources of a sentence are guesses, and which are read from a pronoun or a description.

The confidence of a label says how sure the model is that a sentence rests on, say, a named person.  It says nothing of
*which* person "he" is; that is worked out by rules and is wrong more often.
"""

import re

from auditor.article import Audit, Sentence, Source
from auditor.standing import UNNAMED

Pairs = frozenset[tuple[int, int]]
"""Index of a sentence and id of a source."""

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"the", "a", "an", "of", "for", "and", "his", "her", "their", "its", "this", "that", "in", "s"})
_OPENING = _SMALL | {"he", "she", "they", "it", "who"}
"""Words whose capital only says that they begin a sentence."""


def guessed(audit: Audit) -> Pairs:
    """Return the links that are no more than likely: another could be meant."""
    return frozenset((s.index, id) for s in audit.counted if s.guessed for id in s.source_ids)


def is_indirect(sentence: Sentence, source: Source) -> bool:
    """Tell whether the words for ``source`` are a pronoun or a description that holds no word of its name or role."""
    if not sentence.source or source.kind in UNNAMED:
        return False
    words = _WORD.findall(sentence.source)
    own = {word.casefold() for word in words} - _SMALL
    name = {word.casefold() for word in _WORD.findall(source.name)}
    role = {word.casefold() for word in _WORD.findall(source.role or "")}
    if own & name or (own and own <= role):
        return False
    if words and words[0] == words[0].capitalize() and words[0].casefold() in _OPENING:
        words[0] = words[0].casefold()
    # A capital makes it a name of its own: "WHO", "Moscow", "the Kremlin".
    return not any(word[0].isupper() for word in words)
