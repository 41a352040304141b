"""Which sources of different articles are one: those with the same normalised name and the same family of kinds.

Names are compared as ``evaluation.source_names.key`` does within an article: lower case, without articles, possessive
endings, dots, courtesy titles, offices and company forms; a person's initials between first and last name are left
out too.  A surname alone is not matched with a full name: in another article it can be somebody else.

Only a name of its own links: sources without one ("a police officer", "the review", "its central bank") are others in
another article.  A body or document has one when most of its words, small ones aside, have a capital, the last of
them too ("Briefing Notes of the Orland government" describes), and it is neither a single word for any such body
("Police") nor that for a people ("Italian"), which may stand for anyone of it.
"""

import re
import unicodedata

from auditor.article import Source
from auditor.sources.body_nouns import HEADS
from auditor.sources.gazetteer import place
from auditor.sources.words import listed

PERSON, BODY, DOCUMENT = "person", "body", "document"
FAMILIES: tuple[str, ...] = (PERSON, BODY, DOCUMENT)
"""Persons; organisations and official bodies, between which articles do not draw the same line; documents."""

_FAMILY: dict[str, str] = {
    "person": PERSON,
    "organisation": BODY,
    "official body": BODY,
    "document": DOCUMENT,
}
_LONGEST = 200
_SMALL = listed("a an the of and for in on to at by de la le du des del van von und al")
_BORROWED = listed("its their his her our my your")
"""Words that make a name depend on its article."""
_WORD = re.compile(r"[^\W_][\w'&.-]*")

Key = tuple[str, str]
"""Family and normalised name."""


def link_key(source: Source) -> Key | None:
    """Return what ``source`` shares with its like in other articles; None for a source without a name of its own."""
    from auditor.evaluation.source_names import key

    family = _FAMILY.get(source.kind)
    if family is None or source.label == "anonymous":
        return None
    name = unicodedata.normalize("NFKC", source.name[:_LONGEST]).replace("’", "'")
    if family != PERSON and not _is_own(name):
        return None
    words = list(key(name))
    if family == PERSON and len(words) > 2:
        words = [words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]]
    return (family, " ".join(words)) if words else None


def _is_own(name: str) -> bool:
    words = _WORD.findall(name)
    if not words or words[0].lower() in _BORROWED:
        return False
    large = [word for word in words if word.lower() not in _SMALL]
    if not large or (large[-1] == large[-1].lower() and not any(map(str.isdigit, large[-1]))):
        return False
    if len(large) == 1 and (large[0].lower() in HEADS or place(large[0]) == "demonym"):
        return False
    return bool(sum(word != word.lower() for word in large) > len(large) / 2)
