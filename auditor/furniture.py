"""What layout and wording alone say about a stretch of a scraped page: is it furniture?

Furniture is what surrounds an article and is no sentence of it: headline, byline, time, share button, caption
credit, newsletter box, list of links.  Nothing here is final.  A proposal is one number a segment, which the
classifier weighs against its own reading, so a rule that is often wrong says so with a small number.

Two kinds of rule look at a segment.  *Wording* knows what furniture says ("Sign up for …", "No comments yet";
see ``furniture_wording``).  *Layout* knows where it stands: a line without a full stop among paragraphs, a
first line, a pull quote that repeats the text.  Wording counts for a line and for one sentence inside a
paragraph; layout only counts for a segment that has its lines to itself.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from auditor import furniture_wording as wording

CERTAIN = 0.98
SURE = 0.95
STRONG = 0.85
LIKELY = 0.6
HINT = 0.45
WEAK = 0.3

_LONGEST_DECORATION = 120
_LONGEST_LINE = 500  # characters; wording is not looked for in longer lines, which are paragraphs
_LONGEST_NOTICE = 80  # words; of a longer line only the sentence that reads like a notice is taken for one
_HEADLINE_WORDS = 25
_DECK_WORDS = 50
_TOP_LINES = 30  # how far down the byline of an article is looked for
_NEAR_THE_TOP = 8  # how far down a time is the headline's, and not that of an entry in a live blog
_BOTTOM_GAP = 2  # lines that do not look like furniture in a row, before the article is taken to have ended
_SHINGLE = 6  # words in a row that must stand elsewhere too for a line to be a repetition
_DECORATION = " \t\u00a0\u200b\ufeff•·|*#>»›▶►→←↑↓▲▼+–—-_=~✉☰✕×"

_STOP = re.compile(r"[.!?…][\"'”’“»)\]]*$")
_QUOTED_WITH_NAME = re.compile(r"[\"“‘'«].{20,}[.!?…][\"”’'»]?\s[-–—]\s?[A-Z].{1,60}")
_OPEN = re.compile(r"[:;,]$")
_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"(?:[-–—•·*▪‣◦]|\(?\d{1,2}[.)])\s")
_SPEAKER = re.compile(r"(?:[A-Z][A-Z.'’ -]{1,40}|[QA]|[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,2}):\s")
_DATELINE = re.compile(
    r"[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+){0,2}, [A-Z][a-z.]{2,9}\.(?: ?\([A-Z]\w+\))?(?: ?[-–—]+)?"
)
_MARKUP = re.compile(
    r"#{1,6}\s|!\[|(?:\*\*|__)[^*_]+(?:\*\*|__)$|\[[^\]]+\]\([^)]*\)$"  # Markdown
    r"|<(?:/?div|/?ul|br|img|script|style|iframe|!--)\b|\{\{"  # HTML, templates
    r"|[\w.#-]+\s?\{$|\}\.?$|[a-z-]+:\s?\S{1,30}(?: \S{1,20}){0,3};$"  # style sheets
)
_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|@\w{2,30}")
_BRACKETED = re.compile(r"\[[A-Z0-9][^\]]{0,50}\]\.?")
_DASHED_NAME = re.compile(r"[-–—]\s?[A-Z][\w.'’-]*(?: [A-Z0-9][\w.'’-]*){0,5}")  # "- Valley Post"
_HANDLE = re.compile(r"[-–—]\s?.{1,60}\(@\w{1,30}\)")
_FOR_THE_READER = re.compile(
    r"\b(?:you|your|our|inbox|subscribe|sign up|newsletter|free|every (?:week)?day)\b", re.IGNORECASE
)
_HEADINGS_OF_LISTS = ("lists of links", "summaries", "tags")
_TIMES = "times"  # the first family: a line that could be of two is a time
_UNDER_THE_HEADLINE = (_TIMES, "bylines", "under the headline")


@cache
def _pattern(table: str) -> re.Pattern[str]:
    """Compile a table of wording when it is first needed: start-up stays short."""
    phrases: Iterable[str] = getattr(wording, table)
    if isinstance(phrases, dict):
        phrases = (phrase for one in phrases.values() for phrase in one)
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases), re.IGNORECASE)


@cache
def _families() -> re.Pattern[str]:
    """Compile all families of ``wording.LINES`` to one pattern, each a group: one match a line instead of fifteen."""
    groups = (f"(?P<family{n}>{'|'.join(phrases)})" for n, phrases in enumerate(wording.LINES.values()))
    return re.compile("|".join(groups), re.IGNORECASE)


@cache
def _inside(key: str) -> re.Pattern[str]:
    return re.compile("|".join(wording.INSIDE[key]), re.IGNORECASE)


def _is_notice_inside(small: str, piece: str) -> bool:
    return any(key in small and _inside(key).search(piece) for key in wording.INSIDE)


def _family(core: str) -> str:
    """The family of ``wording.LINES`` that a whole line belongs to, or an empty string."""
    found = _families().fullmatch(core)
    if found is None or found.lastgroup is None:
        return ""
    return list(wording.LINES)[int(found.lastgroup.removeprefix("family"))]


def is_time_line(line: str) -> bool:
    """Tell whether a line holds nothing but times: "2 hours ago", "Updated 5:14 p.m. EST", "3 May 2024"."""
    core = line.strip(_DECORATION)
    return 0 < len(core) <= 80 and _family(core) == _TIMES


def is_notice(line: str) -> bool:
    """Tell whether a line says nothing but what pages say on their own behalf: "Share", "Skip to content"."""
    core = _core(line)
    return 0 < len(core) <= _LONGEST_LINE and bool(_family(core))


def _core(line: str) -> str:
    """A line without bullets, arrows and the full stop that collectors add."""
    return line.strip(_DECORATION).rstrip(" .:»›>→…")


@dataclass(slots=True)
class _Line:
    """A line that is not blank, without the white space around it; ``start`` and ``end`` are offsets."""

    start: int
    end: int
    text: str
    words: int
    apart: bool  # a blank line, or the start of the text, stands before it
    family: str = ""  # the family of furniture that its wording belongs to
    notice: float = 0.0  # what its wording says of the whole line
    alone: float = 0.0  # what wording and layout say of a segment that is this whole line

    @property
    def stops(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_STOP.search(self.text[-8:]))

    @property
    def bare(self) -> bool:
        """Whether it ends neither like a sentence nor like the introduction to something."""
        return not self.stops and not _OPEN.search(self.text)

    @property
    def prose(self) -> bool:
        return self.stops and self.words >= 8

    def propose(self, grade: float, every_sentence: bool = False) -> None:
        self.alone = max(self.alone, grade)
        if every_sentence:
            self.notice = max(self.notice, grade)


def propose(text: str, spans: Sequence[tuple[int, int]]) -> list[float]:
    """Return for every span how surely layout and wording alone say that it is furniture, 0.0 to 1.0.

    ``spans`` are the segments of ``text`` in order, as code-point offsets (start, end exclusive): sentences,
    headlines, lines.  0.0 says that nothing speaks for furniture, 0.3 a hint, 0.6 likely, 0.95 and more sure.
    The time taken grows linearly with the length of the text.
    """
    lines = list(_lines(text))
    if not lines:
        return [0.0] * len(spans)
    for line in lines:
        line.notice = _of_line(line)
        line.alone = line.notice
    if any(line.prose for line in lines):
        _layout(lines)
    starts = [line.start for line in lines]
    return [_of_span(text, start, end, lines, starts) for start, end in spans]


def _lines(text: str) -> Iterator[_Line]:
    at, apart = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped[0])
            yield _Line(start, start + len(stripped), stripped, len(stripped.split()), apart)
        apart = not stripped
        at += len(raw)


def _of_span(text: str, start: int, end: int, lines: Sequence[_Line], starts: Sequence[int]) -> float:
    first = max(0, bisect_right(starts, start) - 1)
    line = lines[first]
    piece = text[start:end].strip()
    if end > line.end:  # a sentence over several lines
        return _of_sentence(piece) if len(piece) <= _LONGEST_LINE else 0.0
    # No decoration is as long as a sentence; looking no further keeps a long line's sentences linear in time.
    beside = start - line.start + line.end - end
    if beside < _LONGEST_DECORATION and not (text[line.start : start] + text[end : line.end]).strip(_DECORATION + "."):
        return max(line.alone, _of_sentence(piece))
    return max(line.notice, _of_sentence(piece))


def _of_line(line: _Line) -> float:
    """Weigh the wording of a whole line; what it says holds for every sentence in the line."""
    if len(line.text) > _LONGEST_LINE:
        return 0.0
    if not any(c.isalpha() for c in line.text) or _MARKUP.match(line.text) or _LINK.fullmatch(line.text):
        return CERTAIN
    if line.text.count("\t") >= 2 or line.text.count("|") >= 2:
        return SURE
    if line.bare or line.words <= 3 or line.text.endswith(("...", "…")):
        line.family = _family(_core(line.text))
        if line.family:
            full_stop = line.text.endswith(".") and line.words < 3 and not line.text.isupper()
            return LIKELY if full_stop else CERTAIN if line.bare else STRONG
    if line.words <= _LONGEST_NOTICE:
        if _pattern("CAPTIONS").search(line.text):
            return SURE
        if _pattern("OPENINGS").match(line.text.lstrip(_DECORATION)):
            return SURE
    return 0.0


def _of_sentence(piece: str) -> float:
    """Weigh the wording of one sentence, wherever it stands."""
    if len(piece) > _LONGEST_LINE:
        return 0.0
    if _BRACKETED.fullmatch(piece):
        return SURE
    if _pattern("OPENINGS").match(piece.lstrip(_DECORATION)) or _is_notice_inside(piece.lower(), piece):
        return SURE
    core = piece.strip(_DECORATION).rstrip(" .:")
    if _family(core):
        return SURE if piece.isupper() or not _STOP.search(piece) else WEAK
    return 0.0


def _layout(lines: Sequence[_Line]) -> None:
    """Raise the proposals for whole lines by where they stand."""
    listing = False  # a sentence that ends in a colon stands above, and since then only its items
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        if line.bare:
            line.propose(WEAK if listing else _of_bare_line(line, following))
            continue
        listing = line.text.endswith(":") and line.words >= 6 and not line.notice
        if line.stops and line.words <= _HEADLINE_WORDS:
            line.propose(_of_heading_with_a_stop(line))
    _top(lines)
    _lists(lines)
    _repetitions(lines)
    _boxes(lines)
    _bottom(lines)


def _of_bare_line(line: _Line, following: _Line | None) -> float:
    """Weigh a line without a full stop at its end."""
    if following and not following.apart and following.text[0].islower() and not following.notice:
        return 0.0  # a paragraph broken over lines
    if _DASHED_NAME.fullmatch(line.text):
        return SURE
    if line.text[0].islower() or _BULLET.match(line.text):
        return WEAK
    if _SPEAKER.match(line.text):
        return LIKELY if line.words <= 5 else WEAK
    if following and _HANDLE.match(following.text):
        return WEAK  # a quoted post, signed on the next line
    if _QUOTED_WITH_NAME.fullmatch(line.text):
        return HINT
    if line.words <= _HEADLINE_WORDS:
        return SURE
    return LIKELY if line.words <= 2 * _HEADLINE_WORDS else WEAK


def _of_heading_with_a_stop(line: _Line) -> float:
    """Weigh a line that ends like a sentence and yet may be a heading: collectors add full stops to them."""
    if line.text[0] in "\"'“‘«" or _SPEAKER.match(line.text):
        return 0.0
    if line.text.isupper() or _DATELINE.fullmatch(line.text):
        return STRONG
    long = [w for w in line.text.split() if len(w) >= 4]
    if len(long) >= 4 and sum(w[0].isupper() or not w[0].isalpha() for w in long) >= 0.9 * len(long):
        return STRONG
    return WEAK if line.words <= 3 else 0.0


def _top(lines: Sequence[_Line]) -> None:
    """Weigh the headline and the decks: what stands between the top and the byline or the time."""
    first = lines[0]
    if len(lines) < 2:
        return
    if first.stops and first.words <= _HEADLINE_WORDS:
        first.propose(LIKELY if first.words <= 14 else WEAK)
    told = 0  # words so far in lines that end like sentences
    last_prose = max((i for i, line in enumerate(lines) if line.prose), default=0)  # a short item is signed below it
    for i, line in enumerate(lines[: min(_TOP_LINES, last_prose)]):
        marks = _UNDER_THE_HEADLINE if i <= _NEAR_THE_TOP else ("bylines",)
        if line.family in marks and line.words <= 15:
            for above in lines[:i]:
                above.propose(STRONG if above.words <= 15 or not above.stops else LIKELY, every_sentence=True)
        told += line.words if line.stops else 0
        if told > _DECK_WORDS or line.words > _DECK_WORDS:
            break


def _lists(lines: Sequence[_Line]) -> None:
    """Weigh the items below a heading such as "Related articles" or "Key points".

    Links that end in a question mark or a quotation mark are among them, but what has a full stop ends the
    list: a list in the middle of a page is followed by the article's next paragraph.
    """
    inside = False
    for line in lines:
        if line.family in _HEADINGS_OF_LISTS:
            inside = True
        elif line.text.endswith(".") or line.words > _HEADLINE_WORDS:
            inside = False
        elif inside:
            line.propose(STRONG if line.bare else LIKELY)


def _boxes(lines: Sequence[_Line]) -> None:
    """Weigh sentences amid furniture, on pages where blank lines part the paragraphs and show the boxes."""
    prose = [line for line in lines if line.prose]
    if 2 * sum(line.apart for line in prose) < len(prose):
        return
    for above, line, below in _triples(lines):
        amid = line.words <= _HEADLINE_WORDS and above.alone >= STRONG and below.alone >= STRONG
        one_block = not line.apart and not below.apart
        if amid and (one_block or _FOR_THE_READER.search(line.text)):
            line.propose(LIKELY, every_sentence=True)


def _triples(lines: Sequence[_Line]) -> Iterator[tuple[_Line, _Line, _Line]]:
    return zip(lines, lines[1:], lines[2:], strict=False)


def _repetitions(lines: Sequence[_Line]) -> None:
    """Weigh pull quotes and teasers: lines whose words all stand in a longer line too."""
    spoken = [_WORD.findall(line.text.lower()) for line in lines]
    page = "\n".join(" ".join(words) for words in spoken)
    short = [
        (line, words)
        for line, words in zip(lines, spoken, strict=True)
        if line.words <= 2 * _HEADLINE_WORDS and len(words) >= _SHINGLE and page.count(" ".join(words[:_SHINGLE])) > 1
    ]
    if not short:
        return  # as in most articles; what follows looks at every word of the page several times
    longest: dict[tuple[str, ...], int] = {}
    for words in sorted(spoken, key=len):
        longest.update(dict.fromkeys(_shingles(words), len(words)))
    for line, words in short:
        if all(longest[shingle] > len(words) for shingle in _shingles(words)):
            line.propose(STRONG)


def _shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(_SHINGLE)), strict=False)


def _bottom(lines: Sequence[_Line]) -> None:
    """Weigh what follows the last paragraph: notes on the author, and sentences among other furniture."""
    last = len(lines)
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if line.words <= _LONGEST_NOTICE and _pattern("BIOGRAPHY").match(line.text):
            line.propose(STRONG, every_sentence=True)
        elif line.alone < LIKELY:
            if line.words > _HEADLINE_WORDS or last - i > _BOTTOM_GAP:
                break
            continue
        last = i
    for above, line, below in _triples(lines[last:]):
        if above.alone >= SURE and below.alone >= SURE:
            line.propose(HINT, every_sentence=True)
