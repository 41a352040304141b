"""Who an article accuses, and whether they answer or were asked.

An accusation is found by its wording, the accused by the capitalised name in it.  The accused answers when a source
of the article bears the name; they were asked when a sentence near the name says so ("declined to comment").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.article import Audit, Sentence
from auditor.sources.gazetteer import place
from auditor.sources.role_words import word_set

_CAPITAL = r"(?:[A-Z][\w.’'-]*[\w.]|[A-Z]\.)"
_NAME = rf"(?P<name>{_CAPITAL}(?:\s(?:of|for|the|and|al|bin|de|van|von|du)?\s?{_CAPITAL}){{0,4}})"
_TITLE = (
    r"(?:(?:the|then|former|ex-|its|his|her|their|a|an|fellow|rival|outgoing|[a-z]+-?(?:President|president))\s+)*"
    r"(?:(?!(?:at|of|in|for|from|with|by|on|to|and|who|that)\s)[a-z][a-z-]+\s+){0,4}?"
)
_PASSIVE = (
    r"\s+(?:(?:also|now|himself|herself|itself|later|already)\s+)?"
    r"(?:is|was|were|has been|have been|had been|stands|stood|faces|faced|is facing|was facing)\s+(?:\w+ly\s"
    r"|also\s|now\s)?"
    r"(?:accused of|charged with|indicted (?:on|for|in)|suspected of|alleged to|sued (?:by|for|over)"
    r"|arrested (?:on|for|in)"
    r"|(?:allegations|accusations|charges|claims|complaints) (?:of|that|over))"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Aa]ccus(?:ed|es|ing|e)\s+{_TITLE}{_NAME}(?:['’]s\s[a-z]+(?:\s[a-z]+){{0,3}})?\s+of\b",
        rf"\b[Bb]lam(?:ed|es|ing)\s+{_TITLE}{_NAME}\s+for\b",
        rf"\b(?:[Cc]harg(?:ed|es|ing)|[Ii]ndicted)\s+{_TITLE}{_NAME}\s+(?:with|for|on)\b",
        rf"{_NAME}{_PASSIVE}",
        rf"{_NAME},\s+(?:(?:who|which) (?:is|was|has been|stands) )?(?:accused|suspected) of\b",
        r"\b(?:[Aa]llegations?|[Aa]ccusations?|[Cc]omplaints?|[Ll]awsuits?|[Ss]uit|[Cc]harges"
        rf"|[Cc]ase) against\s+{_TITLE}"
        rf"{_NAME}",
    )
)
_NO_PARTY = word_set(
    """
    A An And At But By For From He Her His I If In It Its Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January
    February March April May June July August September October November December Nobody No None One Other Others She
    Some That The Their Then There They This Those Two Three We What When Where Which While Who You Democrats
    Republicans
    Americans Muslims Christians Jews Palestinians Israelis Iraqis Russians Conservatives Liberals God Someone Everyone
    Police Both Many Several Four Five Six Seven Eight Nine Ten
    """
)
_SHARED = word_set(
    "National State States United University College Company Corporation Department City County Bank Group School"
)
"""Words that too many names have for one to tell who is meant."""
_ASKED = re.compile(
    r"\b(?:declin\w*|refus\w*) (?:to|an?|any|further|all)\b.{0,30}\b(?:comment\w*|respond|answer|interview\w*"
    r"|speak|talk|discuss"
    r"|say|statement)\b|\bno (?:immediate |further |official )?(?:comment|response|reply|reaction)\b"
    r"|\b(?:did|does|do|has|have|had|would|could|was|were)(?: not|n['’]t) (?:immediately |yet |publicly "
    r"|be )*(?:respond\w*"
    r"|return\w*|repl(?:y|ied)|comment\w*|answer\w*|reach\w*|available|contact\w*)"
    r"|\b(?:not|n['’]t) (?:\w+ )?(?:be reached|available for comment|immediately available|been reached)\b"
    r"|\bunavailable for comment\b|\b(?:calls?|e-?mails?|messages?|requests?|questions?|letters?)\b.{0,60}"
    r"\b(?:not|n['’]t|un)\s?(?:\w+ )?(?:returned|answered|responded|acknowledged)\b|\bwent unanswered\b"
    r"|\b(?:reached|contacted|asked|approached) for (?:a )?comment\b|\bsought comment\b|\bplead(?:ed"
    r"|s)? (?:not )?(?:guilty|innocent)"
    r"|\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:e|es|ed|ing)|refut(?:e|es|ed))\b"
    r"|\b(?:his|her|its|their|a) (?:lawyers?|attorneys?|solicitors?|spokes\w+|representatives?)\b"
    r"|\b(?:lawyers?|attorneys?|solicitors?|spokes\w+|representatives?) for\b"
    r"|\b(?:camp|campaign|team)\b.{0,20}\b(?:said|says|responded|was pleased|called)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Accusation:
    """Somebody is accused in these sentences; ``name`` is the fullest wording found there."""

    name: str
    sentences: tuple[int, ...]


def unanswered(audit: Audit, near: int) -> list[Accusation]:
    """Return the accused who neither answer anywhere in the article nor are said to have been asked.

    ``near`` is how many sentences from a mention of the accused the words of having been asked may stand.
    """
    accused: dict[str, tuple[str, list[int]]] = {}
    for sentence in audit.counted:
        for pattern in _PATTERNS:
            for found in pattern.finditer(sentence.text):
                name = _clean(found.group("name"))
                if name and place(name) is None:
                    key = _stem(name)
                    known = accused.get(key, ("", []))
                    accused[key] = (max(known[0], name, key=len), [*known[1], sentence.index])
    body = audit.counted
    return [
        Accusation(name, tuple(sorted(set(places))))
        for key, (name, places) in accused.items()
        if not _answers(audit, name) and not _asked(body, key, near)
    ]


def _clean(words: str) -> str:
    """Return a name without a possessive and the words that only begin a sentence; empty if none is left."""
    kept = re.sub(r"['’]s?$", "", words).split()
    while kept and kept[0] in _NO_PARTY:
        kept.pop(0)
    return "" if not kept or kept[-1] in _NO_PARTY else " ".join(kept).rstrip(".")


def _stem(name: str) -> str:
    """Return what the mentions of one party share: the beginning of its last word (Iran, Iranian)."""
    words = [w.removesuffix("'s") for w in _WORD.findall(name.replace("’", "'"))]
    last = next((w for w in reversed(words) if len(w) > 2), name)
    return last[:6].casefold() if len(last) > 5 else last[:4].casefold()


def _bears(words: str, key: str) -> bool:
    return any(word.casefold().startswith(key) for word in _WORD.findall(words))


def _answers(audit: Audit, name: str) -> bool:
    """Tell whether a source of the article is the accused or speaks for them: it shares a telling word of the name."""
    keys = {_stem(word) for word in name.split() if len(word) > 3 and word not in _SHARED} or {_stem(name)}
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    for source in audit.sources:
        known = " ".join((source.name, source.role or "", *(m.text for m in source.mentions)))
        if any(_bears(known, key) for key in keys) or (len(initials) > 1 and initials in known.split()):
            return True
    return any(s.source and _bears(s.source, key) for s in audit.counted for key in keys)


def _asked(body: Sequence[Sentence], key: str, near: int) -> bool:
    mentions = [n for n, sentence in enumerate(body) if _bears(sentence.text, key)]
    return any(
        _ASKED.search(body[other].text)
        for n in mentions
        for other in range(max(0, n - near), min(len(body), n + near + 1))
    )
