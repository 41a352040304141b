"""How a source of the register is called in a running sentence."""

import re

from auditor.article import Audit, Source

_LONGEST_NAME = 12
"""In words; a longer name is cut."""
_CLAUSE = re.compile(r",?\s(?:who|whom|whose|which)\s")

_ARTICLE = re.compile(r"\b(an?|the)\s+\Z", re.IGNORECASE)
_REACH = 8
"""How many characters before a name its article is looked for."""


def called(audit: Audit, source: Source) -> str:
    """Return the source's name with the article that stands before it in the text, which the register leaves out."""
    name = _cut(source.name)
    if source.kind == "person" or name.split(" ")[0].casefold() in ("a", "an", "the"):
        return name
    text = audit.article.text
    at = text.find(source.name)
    while at >= 0:
        behind = at + len(source.name)
        before = _ARTICLE.search(text, max(0, at - _REACH), at)
        if before and not text[behind : behind + 1].isalnum():
            return f"{before[1].lower()} {name}"
        at = text.find(source.name, behind)
    return name


def _cut(name: str) -> str:
    words = _CLAUSE.split(name, maxsplit=1)[0].split()
    if words and words[0] in ("A", "An", "The"):
        words[0] = words[0].lower()
    return " ".join(words) if len(words) <= _LONGEST_NAME else " ".join(words[:_LONGEST_NAME]) + " …"
