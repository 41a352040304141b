"""Which unnamed people or documents source words mean."""

from auditor.classifier.cue_words import COUNTS
from auditor.sources.phrases import Phrase, singular
from auditor.sources.referents import Memory, Referent

_ONE_OF = frozenset({"one", "another"})
_LONG = 3
"""Most words of a description that two sources may well share."""
_SOME = frozenset({"some", "many", "most", "others", "several", "few"})


def introduces(phrase: Phrase) -> bool:
    """Tell whether a phrase brings in one more unnamed source: "a source", "another official", "a second person".

    A long description that comes again word for word is taken for the same one.
    """
    return (
        phrase.indefinite
        and "of" not in phrase.words
        and phrase.head not in _ONE_OF
        and (len(phrase.words) <= _LONG or bool({"another", "second", "third"} & set(phrase.words)))
    )


def unnamed_source(memory: Memory, phrase: Phrase) -> Referent | None:
    """Return the unnamed source that spoke before and that ``phrase`` means; None when it is a new one.

    "A source" is always a new one.  "The official" and "one of them" mean the last one that fits; a phrase that is
    repeated word for word means the same as before.
    """
    words = set(phrase.words)
    head = singular(phrase.head)
    before = list(memory.back("A0", "A1", "A2"))
    if introduces(phrase):
        return None
    for referent in before:
        if referent.words == phrase.words:
            return referent
    if phrase.pronoun:
        fitting = [r for r in before if r.plural == (phrase.head in ("they", "them", "their"))]
        return next(iter(fitting or before), None)
    if "them" in words or (phrase.words[:3] == ("one", "of", "the") and phrase.words[-1] in COUNTS):
        return next((r for r in before if r.plural), None)
    if phrase.head in _ONE_OF and (len(words) == 1 or "them" in words):
        return next((r for r in before if r.plural), None)
    if "one" in words and phrase.words[0] == "one" and "of" in words:
        heads = {singular(w) for w in words}
        return next((r for r in before if r.plural and singular(r.head) in heads), None)
    if phrase.definite:
        for referent in before:
            if singular(referent.head) == head:
                return referent
        for referent in before:
            if head in {singular(w) for w in referent.words}:
                return referent
        if not words & _SOME and not phrase.plural and len(words) == 1:
            return next((r for r in before if not r.plural), None)
    return None
