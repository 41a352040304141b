"""The lines and paragraphs of a text, before any sentence is looked for.

In an article a line break ends whatever stood before it: a paragraph, a headline, a section title, an item of
a list.  The exception is text that was wrapped at a fixed width, as pasted e-mails are; its lines are
joined again.  Wrapping shows in two ways that must agree: lines go on in lower case, and every line is so
long that the next line's first word would not have fitted on it.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

MAX_WRAP = 110
"""Longest line, in code points, that is still taken for a wrapped one."""

MIN_WRAP = 30
"""Shortest width at which text is believed to be wrapped; below it a block is a list or a poem."""

_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_FIRST_WORD = re.compile(r"(?:>\s?)*\s*(\S+)")
_ITEM = re.compile(r"\s*(?:[-–—•*·▪●‣◦+#=_]|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)")
_OPENING_LINE = re.compile(r"By [A-Z]|[A-Z][A-Z'’. -]{2,30}(?:, [\w. ]{2,30})? (?:\([\w /]{2,30}\) )?[-–—]")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that no sentence leaves: a line, or several wrapped lines joined."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    word: str  # what stands first on it, quotation prefixes of e-mail ("> ") left out


def blocks(text: str) -> list[Block]:
    """Return the blocks of ``text`` in order; together they hold every character that is not a space."""
    lines = _lines(text)
    width = _wrap_width(lines)
    found: list[Block] = []
    for index, line in enumerate(lines):
        if line is None:
            continue
        above = lines[index - 1] if index else None
        if above is not None and width and _wrapped(above, line, width):
            found[-1] = Block(found[-1].start, line.end, found[-1].paragraph)
        else:
            found.append(Block(line.start, line.end, len(found)))
    return found


def _lines(text: str) -> list[_Line | None]:
    """Return the lines of ``text`` without surrounding spaces; None stands for an empty line."""
    lines: list[_Line | None] = []
    position = 0
    for match in [*_LINE_BREAK.finditer(text), None]:
        stop = match.start() if match else len(text)
        line = text[position:stop].rstrip()
        first = _FIRST_WORD.match(line)
        if first is None:
            lines.append(None)
        else:
            indent = len(line) - len(line.lstrip())
            lines.append(_Line(position + indent, position + len(line), line, first.group(1)))
        position = match.end() if match else stop
    return lines


def _wrap_width(lines: list[_Line | None]) -> int:
    """Return the width at which the text seems to have been wrapped, or 0."""
    pairs = [
        (above, below)
        for above, below in pairwise(lines)
        if above is not None and below is not None and not _ITEM.match(below.text)
    ]
    running_on = [
        len(above.text) for above, below in pairs if below.word[0].islower() and not _ENDS_SENTENCE.search(above.text)
    ]
    if not running_on:
        return 0
    width = max(running_on)
    if not MIN_WRAP <= width <= MAX_WRAP:
        return 0
    full = sum(len(above.text) <= MAX_WRAP and _wrapped(above, below, width) for above, below in pairs)
    return width if 2 * len(running_on) >= full and 3 * full >= 2 * len(pairs) else 0


def _wrapped(above: _Line, below: _Line, width: int) -> bool:
    """Tell whether ``below`` began on a new line only because its first word did not fit above."""
    if len(above.text) > MAX_WRAP or _ITEM.match(below.text) or _OPENING_LINE.match(below.text):
        return False
    # An eighth of the width is let pass: people who wrap by hand are not exact.
    return len(above.text) + 1 + len(below.word) > width - width // 8
