"""Finds what stands in quotation marks.

Every mark is read by what stands around it rather than by counting: a mark after a space and before a word
opens, a mark after a word closes, so that one forgotten mark does not turn the rest of the article inside
out.  The double marks (straight, curly, low, and the ``LaTeX'' pairs) count as one family, because pasted
articles open with one and close with another.  An apostrophe is told from a single quotation mark by
looking ahead for a convincing closing mark in the same paragraph.
"""

import re
from bisect import bisect_right
from functools import lru_cache

MAX_QUOTATION = 2000
"""Longest span, in code points; a quotation without a closing mark in reach is cut there or before."""

_DOUBLE, _SINGLE, _ANGLE, _BREAK, _LINE = range(5)

_EVENT = re.compile(
    r"""
      (?P<inches>(?<=\d)['’]\s?\d{1,2}(?:"|''|”))   # 6'2": feet and inches
    | (?P<double>["“”„‟＂]|``|''|‘‘|’’)
    | (?P<single>['‘’‚`])
    | (?P<angle>[«»‹›])
    | (?P<break>\r?\n[^\S\n]*\n\s*|[\u2029]\s*)
    | (?P<line>\r?\n|[\u2028\x85])
    """,
    re.VERBOSE,
)
# Every event begins with one of these; a search for single characters is ten times as fast as one for events.
_CANDIDATE = re.compile(r"[\"“”„‟＂`'‘’‚«»‹›\r\n\u2028\u2029\x85]")
_KINDS = {"double": _DOUBLE, "single": _SINGLE, "angle": _ANGLE, "break": _BREAK, "line": _LINE}

_ELISION = re.compile(
    r"\d0s?\b|\d\d\b(?!\S)|(?:em|tis|twas|til|till|cause|n|round|bout|cept|fraid|nother|neath|sup|burbs|hood)\b",
    re.IGNORECASE,
)
_OPENERS_BEFORE = "([{<—–/=|>\"“„«‹‘'`"
_CLOSING_AFTER = ",;:?!)]}.…"
_STOPS = ".?!…"
_STRONG_BEFORE = ",.?!…"

_Event = tuple[int, int, int]  # start, end, kind


def _events(text: str) -> list[_Event]:
    events = []
    last = 0
    for candidate in _CANDIDATE.finditer(text):
        match = _EVENT.match(text, candidate.start()) if candidate.start() >= last else None
        if match and match.lastgroup:
            last = match.end()
            if match.lastgroup != "inches":
                events.append((match.start(), match.end(), _KINDS[match.lastgroup]))
    return events


def _last_mark_before(text: str, position: int) -> str:
    """Return the last character before ``position`` that is not a space, or an empty string."""
    while position > 0 and text[position - 1].isspace():
        position -= 1
    return text[position - 1] if position else ""


class _Finder:
    """One pass over the marks of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events = _events(text)
        self.spans: list[tuple[int, int]] = []
        # Up to here no single mark can open: a look-ahead has already failed to find a closing mark.
        self.no_single_before = 0

    def find(self) -> list[tuple[int, int]]:
        index = 0
        while index < len(self.events):
            start, end, kind = self.events[index]
            if (kind == _DOUBLE and self._opens(start, end, inside=False)) or (
                kind == _ANGLE and self._angle_opens(start, end)
            ):
                index = self._run(index)
            elif kind == _SINGLE and start >= self.no_single_before and self._single_opens(start, end):
                index = self._single(index)
            else:
                index += 1
        return self.spans

    # -- reading one mark ------------------------------------------------------------------------------

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """Return the characters before and after a mark; a space stands for the ends of the text."""
        before = self.text[start - 1] if start else " "
        after = self.text[end] if end < len(self.text) else " "
        return before, after

    def _opens(self, start: int, end: int, *, inside: bool) -> bool:
        """Tell whether a double mark opens a quotation; ``inside`` tells that one is open already."""
        before, after = self._around(start, end)
        mark = self.text[start:end]
        free_before = before.isspace() or before in _OPENERS_BEFORE
        if before in "“„«‹‘'`" and inside:
            free_before = False
        if mark in ("„", "``", "‘‘"):
            return True
        if free_before and not after.isspace():
            dots = after == "." and self.text[end : end + 2] == ".."
            if after in _CLOSING_AFTER and not dots:
                return not inside and mark not in ("”", "’’")
            misplaced = inside and after.islower() and _last_mark_before(self.text, start) in _STRONG_BEFORE
            return not misplaced
        if not free_before and (after.isspace() or after in _CLOSING_AFTER):
            return False
        if mark == "“":
            return not after.isspace() or not inside
        if mark in ("”", "’’"):
            return False
        return not inside

    def _angle_opens(self, start: int, end: int) -> bool:
        before, after = self._around(start, end)
        if self.text[start] in "«‹":
            return True
        return (before.isspace() or before in _OPENERS_BEFORE) and not after.isspace()

    def _single_opens(self, start: int, end: int) -> bool:
        before, after = self._around(start, end)
        if self.text[start] in "’" or not (before.isspace() or before in _OPENERS_BEFORE):
            return False
        if after.isspace():
            return self.text[start] == "'" and before.isspace()
        if not (after.isalnum() or after in '([$£€¿¡.…@#"“'):
            return False
        return _ELISION.match(self.text, end) is None

    # -- double and angle marks ------------------------------------------------------------------------

    def _run(self, index: int) -> int:
        """Record the quotation that opens at ``events[index]``; return the next event to look at."""
        begin, _, family = self.events[index]
        opener = self.text[begin]
        depth, last_close, line_end, break_end = 0, -1, -1, -1
        position = index + 1
        while position < len(self.events):
            start, end, kind = self.events[position]
            if end - begin > MAX_QUOTATION:
                return self._cut(begin, break_end, line_end, last_close, position)
            if kind == _BREAK:
                if depth == 0 and self._reopens(position + 1, end, family):
                    break_end = start
                    position += 2
                    continue
                stop = last_close if depth and last_close > 0 else line_end if line_end > 0 else start
                return self._close(begin, stop, position)
            if kind == _LINE:
                if depth == 0 and self._reopens(position + 1, end, family):
                    break_end = start
                    position += 2
                    continue
                if line_end < 0 and _last_mark_before(self.text, start) in _STOPS + ":":
                    line_end = start
            elif kind == family:
                if family == _ANGLE:
                    opens = (self.text[start] in "«‹") == (opener in "«‹")
                else:
                    opens = self._opens(start, end, inside=True)
                if not opens and depth == 0:
                    return self._close(begin, end, position + 1)
                if not opens:
                    depth, last_close = depth - 1, end
                elif family == _ANGLE or (self.text[start] == "“" and line_end < 0):
                    if _last_mark_before(self.text, start) not in _STOPS:
                        depth += 1
                elif line_end > 0:
                    return self._close(begin, line_end, position)
                elif _last_mark_before(self.text, start) not in _STOPS:
                    return self._close(begin, start, position)
            position += 1
        if len(self.text) - begin > MAX_QUOTATION:
            return self._cut(begin, break_end, line_end, last_close, position)
        stop = last_close if depth and last_close > 0 else line_end if line_end > 0 else len(self.text)
        return self._close(begin, stop, position)

    def _reopens(self, index: int, position: int, family: int) -> bool:
        """Tell whether the paragraph that begins at ``position`` begins with an opening mark."""
        if index >= len(self.events):
            return False
        start, end, kind = self.events[index]
        if kind != family or start != position:
            return False
        if family == _SINGLE:
            return self._single_opens(start, end)
        return family == _ANGLE or self._opens(start, end, inside=False)

    def _cut(self, begin: int, break_end: int, line_end: int, last_close: int, position: int) -> int:
        """End a quotation that has grown too long at the best place before the limit."""
        limit = begin + MAX_QUOTATION
        stop = next((s for s in (break_end, line_end, last_close) if begin < s <= limit), -1)
        if stop < 0:
            space = self.text.rfind(" ", begin + MAX_QUOTATION // 2, limit)
            stop = space if space > 0 else limit
        if stop == break_end:
            # The next paragraph has a mark of its own: it begins a span of its own.
            position = bisect_right(self.events, (stop, len(self.text), _LINE))
        return self._close(begin, stop, position)

    def _close(self, begin: int, stop: int, position: int) -> int:
        while stop > begin and self.text[stop - 1].isspace():
            stop -= 1
        if stop - begin > 1:
            self.spans.append((begin, stop))
        return position

    # -- single marks ----------------------------------------------------------------------------------

    def _single(self, index: int) -> int:
        """Record the single quotation that opens at ``events[index]``, if it is one."""
        begin, begin_end, _ = self.events[index]
        spaced = self._around(begin, begin_end)[1].isspace()
        weak, weak_next, doubles = -1, index + 1, 0
        position = index + 1
        stop = len(self.text)
        while position < len(self.events):
            start, end, kind = self.events[position]
            stop = start
            if end - begin > MAX_QUOTATION:
                self.no_single_before = start if weak < 0 else 0
                return self._settle(begin, weak, weak_next, begin, index)
            if kind == _BREAK:
                if weak < 0 and doubles % 2 == 0 and self._reopens(position + 1, end, _SINGLE):
                    position += 2
                    continue
                break
            if kind == _DOUBLE:
                doubles += 1
            elif kind == _SINGLE and doubles % 2 == 0:
                strength = self._single_closes(start, end)
                if strength == 2 and not (spaced and self._around(start, end)[0].isalnum()):
                    return self._close(begin, end, position + 1)
                if strength == 1 and weak < 0 and not spaced:
                    weak, weak_next = end, position + 1
                elif strength == 0 and self._single_opens(start, end):
                    return self._settle(begin, weak, weak_next, begin, index)
            position += 1
        else:
            stop = len(self.text)
        if weak < 0:
            self.no_single_before = stop
        first = begin == 0 or (
            index > 0 and self.events[index - 1][2] in (_BREAK, _LINE) and self.events[index - 1][1] == begin
        )
        unclosed = stop if first and not spaced and doubles == 0 and stop - begin <= MAX_QUOTATION else begin
        return self._settle(begin, weak, weak_next, unclosed, max(index, position - 1))

    def _settle(self, begin: int, weak: int, weak_next: int, unclosed: int, index: int) -> int:
        """End at the weak closing mark if there was one, else at ``unclosed``; at ``begin``, end nothing."""
        if weak > 0:
            return self._close(begin, weak, weak_next)
        if unclosed > begin:
            return self._close(begin, unclosed, index + 1)
        first = bisect_right(self.events, (begin, len(self.text), _LINE))
        return first

    def _single_closes(self, start: int, end: int) -> int:
        """Tell how surely a single mark closes: 2 surely, 1 perhaps (it may show possession), 0 not."""
        before, after = self._around(start, end)
        if self.text[start] in "‘‚`" or after.isalnum():
            return 0
        if before.isspace():
            return 2 if after.isspace() and _last_mark_before(self.text, start) in _STRONG_BEFORE else 0
        if before in _STRONG_BEFORE:
            return 2
        slang = self.text[start - 2 : start].lower() == "in"
        if (before in "sSzZ" or slang) and after.isspace():
            return 1
        return 2 if before.isalnum() or before in "%)]\"”’'*-—–" else 0


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return where ``text`` is in quotation marks, as (start, end) in code points, both marks included.

    Spans are in order and do not overlap: a quotation inside a quotation belongs to the outer one.  A
    quotation that runs over several paragraphs, each opened again and only the last one closed, is one span.
    One that is never closed ends with its paragraph.  No span is longer than ``MAX_QUOTATION``.
    """
    return _Finder(text).find()


@lru_cache(maxsize=32)
def article_quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return ``quoted_spans`` of an article's whole text, kept while one part of an audit after another asks for it.

    Kept for as many articles as ``audit_articles`` may have begun, and more.
    """
    return tuple(quoted_spans(text))
