"""Makes text of unknown origin safe to print: what a terminal would obey or hide becomes a visible symbol."""

import re
from functools import lru_cache

# Everything that Unicode calls a control (Cc), a format character (Cf), a line or paragraph separator
# (Zl, Zp), a surrogate (Cs) or "default ignorable", that is: drawn as nothing.  Written out because working
# it out from unicodedata takes longer than a whole audit; a test compares the two.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_BREAKS = re.compile("[ \t\r\n]*[\t\r\n][ \t\r\n]*")
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PRESENTATION = "\ufe0e\ufe0f"  # choose between two drawings of the character before, and hide nothing

_PLAIN = {
    "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-", "…": "...",
    "·": ".", "•": "*", "⟨": "<", "⟩": ">",
}  # fmt: skip


def visible(text: str) -> str:
    """Return ``text`` as one line in which every character is seen and none is obeyed.

    Tabs and line ends become a space, and so does every kind of blank.  Controls become their picture (the
    escape character becomes ␛); all other characters that are drawn as nothing, that turn the direction of
    the text or that are no characters at all become their number (⟨U+202E⟩).
    """
    text = _SPACES.sub(" ", _BREAKS.sub(" ", text))
    return _UNSEEN.sub(lambda match: _symbol(match.group()), text)


@lru_cache(maxsize=1024)
def _symbol(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return "" if character in _PRESENTATION else f"⟨U+{code:04X}⟩"


def encodable(text: str, encoding: str) -> str:
    """Return ``text`` in characters that ``encoding`` has.

    Typographic quotes and dashes get their plain twins; what has none is written as its escape (``\\u0142``).
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = "".join(c if _has(encoding, c) else _PLAIN.get(c, c) for c in text)
        return plain.encode(encoding, "backslashreplace").decode(encoding)
    return text


@lru_cache(maxsize=4096)
def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def well_formed(text: str) -> str:
    """Return ``text`` with every lone surrogate replaced by U+FFFD, so that it can be written as UTF-8.

    The number of characters stays the same, so offsets into the text stay right.
    """
    return _SURROGATES.sub("\ufffd", text)
