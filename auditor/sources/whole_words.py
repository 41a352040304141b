"""Source words that the classifier cut in the middle of a clause: drawn out to its end or cut back to a whole."""

import re

from auditor.classifier.cue_words import SHOWING, SPEECH
from auditor.sources.names import WORD
from auditor.sources.words import PREPOSITIONS, listed

_CITING = listed("citing quoting saying telling adding")
_OPEN = (
    PREPOSITIONS
    | _CITING
    | listed(
        """
        a an the his her its their our my this these and or but nor as than like including during since until through
        without who whom whose which that where when while because so if is are was were am be been being has had have
        do does did will would shall can could may might must not never very more most
        """
    )
)
"""Words with which nothing whole ends."""
_WISHES = listed(
    "ask asks asked asking want wants wanted decline declined refuse refused insist insisted prefer preferred"
)
"""Verbs that need to be told what is wished for: "who asked" is nothing whole."""
_STOPS = (
    SPEECH
    | SHOWING
    | _CITING
    | listed("who whom whose which that where and but or because as while when if has had have is was were are")
)
_NOUNS_IN_ING = listed(
    "meeting building hearing filing ruling briefing finding warning posting listing painting polling being"
)
_MARK = re.compile(r"[,;:.!?()\"“”—–\n]|\s-\s")
_MOST = 5
"""How many words source words are drawn out by."""
_TERMS = re.compile(
    r",?(?:\s+and)?\s+who\s+(?:(?:has|had|have|also)\s+)?(?:(?:spoke|speaks|talked)\s+(?:only\s+)?(?:on|under|anonymously)\b"
    r"|(?:ask|request|insist|declin|refus|demand|want|prefer|wish)\w*\b.{0,40}?\b(?:anonym\w+|named?|identif\w+|quoted)\b"
    r"|\w+(?:\s+not|n['’]t|not)\s+(?:authori[sz]ed|allowed|permitted|cleared|want|wish|wanting|be\s+(?:named|identified))\b"
    r"|cannot\s*$)",
    re.DOTALL,
)


def whole_end(text: str, start: int, end: int, limit: int) -> int:
    """Return where the source words that begin at ``start`` end, if not at ``end``, where nothing whole does.

    "a person close to the" is drawn out to the end of its clause, where that is near and before ``limit``; else it is
    cut back, like "the agency, citing", to the last words after which it could end.
    """
    words = [(m.start(), m.end()) for m in WORD.finditer(text, start, end)]
    if len(words) < 2 or not _is_open(text, words, limit):
        return end
    last = text[slice(*words[-1])].lower()
    drawn = None if last in _CITING else _drawn_out(text, end, limit)
    return drawn or _cut_back(text, words)


def without_terms(words: str) -> str:
    """Return a source's words without a clause that only tells why, or on what terms, the name is withheld."""
    match = _TERMS.search(words)
    return words[: match.start()] if match and match.start() else words


def _is_open(text: str, words: list[tuple[int, int]], limit: int) -> bool:
    """Tell whether the last of the words leaves its clause open: "a person close to", "an officer guarding"."""
    first, last = (text[slice(*words[i])] for i in (0, -1))
    if last in _OPEN:
        return True
    following = WORD.match(text, words[-1][1] + 1, limit) if text[words[-1][1] : words[-1][1] + 1] == " " else None
    if following is None or first == last:
        return False
    if last in _WISHES:
        return "who" in text[words[0][0] : words[-1][0]].split()
    goes_on = following[0].lower() not in _STOPS
    return last.endswith("ing") and len(last) > 5 and last not in _NOUNS_IN_ING and last.islower() and goes_on


def _drawn_out(text: str, end: int, limit: int) -> int | None:
    """Return where the clause ends that goes on behind ``end``; None where that is too far or cannot be told."""
    mark = _MARK.search(text, end, limit)
    stop = mark.start() if mark else limit
    words: list[tuple[int, int]] = []
    for match in WORD.finditer(text, end, stop):
        if match[0].lower() in _STOPS:
            break
        words.append(match.span())
        if len(words) > _MOST:
            return None
    if not words or text[slice(*words[-1])].lower() in _OPEN:
        return None
    return words[-1][1]


def _cut_back(text: str, words: list[tuple[int, int]]) -> int:
    kept = list(words)
    while len(kept) > 1:
        last = text[slice(*kept[-1])]
        clause = "who" in text[kept[0][0] : kept[-1][0]].split()
        dangles = last.endswith("ing") and last.islower() and len(last) > 5 and kept[-1] == words[-1]
        if last not in _OPEN and not (last in _WISHES and clause) and not dangles:
            break
        kept.pop()
    return kept[-1][1]
