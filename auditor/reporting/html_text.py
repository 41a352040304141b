"""Words and names that all parts of the HTML page share.

Every string here is safe to *see* (``shown``) but not yet safe as HTML: the template escapes it.
"""

import re

from auditor.labels import ANONYMOUS, CLASSES, FURNITURE, NAMED, OFFICIAL, UNATTRIBUTED
from auditor.reporting.text_safety import visible
from auditor.rules.interface import ADVICE, ERROR, WARNING

LETTER: dict[str, str] = {label: label[0] for label in CLASSES} | {FURNITURE: "x"}
"""The name of each class in the style sheet: n, a, o, u (and x for furniture)."""

CLASS_TEXT: dict[str, str] = {
    NAMED: "a person, group, outlet or paper that the article names; an official with a name is here too",
    ANONYMOUS: "people or papers that the article does not name",
    OFFICIAL: "a government body speaking as a body, with no person named",
    UNATTRIBUTED: "nobody: the reporter’s own voice or background",
}
"""What each class is, for somebody who never saw it."""

CODE_TEXT: dict[str, str] = {
    "NP": "a person identified by name",
    "NO": "an organisation, outlet or paper with a name",
    "A0": "unnamed and not described",
    "A1": "unnamed, but described",
    "A2": "unnamed, and the sentence says why or on what terms",
    "O": "a government body, or its unnamed spokesperson",
    "U": "nobody: the reporter’s own voice",
    "X": "not a sentence of the article",
}

LEVEL_TEXT: dict[str, str] = {
    ERROR: "your own rules forbid it",
    WARNING: "to settle before publication",
    ADVICE: "worth a thought",
}
"""What each level of a finding asks for."""

_JOINED_EMOJI = re.compile(
    "(?<=[\u2600-\u27bf\ufe0f\U0001f300-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f300-\U0001faff])"
)
_OUTLINE = 90


def shown(text: str) -> str:
    """Return ``text`` as ``visible`` does, but with the joined emoji whole: a browser draws them as one."""
    return "\u200d".join(visible(part) for part in _JOINED_EMOJI.split(text))


def cut(text: str) -> str:
    """Return ``text`` in at most 90 characters, the cut marked."""
    return text if len(text) <= _OUTLINE else text[: _OUTLINE - 1].rstrip() + "…"


def address(address: str | None) -> str | None:
    """Return ``address`` where it is safe to link to: of the web, not of a script."""
    return address if address and re.match(r"https?://[^\s<>\"\\\x00-\x20]+\Z", address, re.IGNORECASE) else None


def origin(id: str) -> str:
    """Return where an article without an address came from: "second.txt#2" is story 2 of the file second.txt."""
    file, mark, number = id.rpartition("#")
    return f"story {number} of {file}" if mark and file and number.isdecimal() else id
