"""The cue-word baseline: what rules of thumb can do without any training.

1. Outside quotation marks, look for a word of saying ("said", "according to").
2. Take for its source the words before it, or after it where the order is turned ("...", said Ann Reed).
3. Decide by the head of those words: a name is *named*, a public body *official*, a noun for people
   *anonymous*; a pronoun, or a noun with "the", stands for the last source of its kind.
4. A sentence in quotation marks without a word of saying has the speaker of the rest of its quotation.
5. Everything else is the reporter's own voice.

The word lists stand in ``cue_words.py``, rule 3 in ``cue_sources.py``.
"""

import re
from collections.abc import Iterator, Sequence

from auditor.article import Segment
from auditor.classifier import cue_words as lists
from auditor.classifier.cue_sources import NAME, WORD, Found, Memory, first_person, kind_of, named_source
from auditor.classifier.interface import Prediction, Span
from auditor.labels import CLASS_OF, CODES
from auditor.quotation import quoted_spans

QUOTED = "\x00"
"""What stands for every character in quotation marks while cues are looked for."""

BREAK = re.compile(r"[\x00;:—–]+|\s-+\s|\bthat\b|\b(?:and|but|as|because|while|although)\b(?=\s+[A-Zhst])")
"""Where the subject of a verb cannot reach back across: quoted words, a semicolon, a new clause."""

PHRASE = re.compile(r"(?:[^,\x00;()]|,(?=\d))+")
"""Words up to the next comma."""

APPOSITION = re.compile(r"\s*(?:an?|the|who|whose|which|of|from|[A-Z]\.|\d|[A-Z])\b")
"""How words between commas begin that say more of the person before them."""

REACH = 40
"""How many characters before a word of saying tell whether it reports anything."""

MOSTLY = 0.5
"""Share of a sentence in quotation marks from which it counts as part of the quotation."""

PRECISION = {"NP": 0.91, "NO": 0.75, "A0": 0.74, "A1": 0.65, "A2": 0.76, "O": 0.66, "U": 0.89}
"""How often a prediction of each code has the right class on the train articles: its confidence."""


class CueWordBaseline:
    """Rules of thumb on words of saying, capitals and quotation marks."""

    @property
    def name(self) -> str:
        """The baseline's name."""
        return "cue-word baseline"

    def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
        """Return a prediction for each segment, by the rules of this module."""
        quotes = quoted_spans(text)
        outside = _blanked(text, quotes)
        memory = Memory()
        cued = [_by_cue(outside, segment, memory) for segment in segments]
        return [
            Prediction(_probabilities(found.code), found.source, found.cue)
            for found in _fill_quotations(segments, quotes, cued)
        ]


def _blanked(text: str, quotes: Sequence[Span]) -> str:
    """Return the text without its quoted words, which would be taken for cues, at the same offsets."""
    pieces, last = [], 0
    for start, end in quotes:
        pieces += [text[last:start], QUOTED * (end - start)]
        last = end
    return "".join(pieces) + text[last:]


def _fill_quotations(
    segments: Sequence[Segment], quotes: Sequence[Span], cued: Sequence[Found | None]
) -> Iterator[Found]:
    """Yield a source for each sentence, those inside a quotation without a cue having its speaker."""
    speaker: Found | None = None
    for i, segment in enumerate(segments):
        found = cued[i]
        if found is None and _share(segment, quotes) > MOSTLY:
            # The cue often stands where the quotation closes: "A. B," said Ann Reed.
            close = max((end for start, end in quotes if start < segment.end < end), default=0)
            ahead = (cued[k] for k in range(i + 1, len(segments)) if segments[k].start < close)
            found = next(filter(None, ahead), speaker)
        speaker = found or speaker
        yield found or Found("U")


def _share(segment: Segment, quotes: Sequence[Span]) -> float:
    inside = sum(max(0, min(segment.end, end) - max(segment.start, start)) for start, end in quotes)
    return inside / max(1, segment.end - segment.start)


def _by_cue(text: str, segment: Segment, memory: Memory) -> Found | None:
    """Return the source that a word of saying points to in one sentence, and remember who was spoken of."""
    found = _attribution(text, segment, memory)
    withheld = lists.TERMS.search(text, segment.start, segment.end)
    if withheld and found is None:
        found = Found("A2")
    elif withheld and found and found.code.startswith("A"):
        found = Found("A2", found.source, found.cue)
    memory.keep(found, first_person(text, segment.start, segment.end, memory))
    return found


def _attribution(text: str, segment: Segment, memory: Memory) -> Found | None:
    according = lists.ACCORDING.search(text, segment.start, segment.end)
    if according:
        source = named_source(text, *_phrase_after(text, according.end(), segment), memory)
        if source:
            cue = according.group().rstrip()
            return Found(source.code, source.source, (according.start(), according.start() + len(cue)))
    for word in WORD.finditer(text, segment.start, segment.end):
        verb = word.group().lower()
        says = verb in lists.SPEECH
        if not says and verb not in lists.SHOWING:
            continue
        if lists.NOT_SAID.search(text[max(segment.start, word.start() - REACH) : word.start()]):
            continue
        source = _subject(text, segment, word, memory)
        if source and (says or _is_document(text, source)):
            return Found(source.code, source.source, word.span())
    return None


def _subject(text: str, segment: Segment, verb: re.Match[str], memory: Memory) -> Found | None:
    """Return who does what ``verb`` says: the words before it, past an apposition, or those after it."""
    begin = max((m.end() for m in BREAK.finditer(text, segment.start, verb.start())), default=segment.start)
    after = _phrase_after(text, verb.end(), segment)
    phrases = [m.span() for m in PHRASE.finditer(text, begin, verb.start()) if WORD.search(m.group())]
    if not phrases:
        return named_source(text, *after, memory)
    if verb.group().endswith("ing"):
        return next(filter(None, (named_source(text, *p, memory) for p in phrases)), None)
    if not text[phrases[-1][1] : verb.start()].strip():
        return named_source(text, *phrases[-1], memory)
    # A comma before the verb: an apposition (Ann Reed, a nurse, said), or the order is turned.
    follows = WORD.match(text, verb.end() + 1, segment.end)
    if follows and kind_of(follows.group()) == NAME and not APPOSITION.match(text, *phrases[-1]):
        return named_source(text, *after, memory)
    capitalised = (p for p in reversed(phrases) if text[slice(*p)].lstrip()[0].isupper())
    return named_source(text, *next(capitalised, phrases[0]), memory) or named_source(text, *after, memory)


def _phrase_after(text: str, start: int, segment: Segment) -> Span:
    phrase = PHRASE.match(text, start, segment.end)
    return phrase.span() if phrase else (start, segment.end)


def _is_document(text: str, found: Found) -> bool:
    return found.source is not None and any(
        word.group().lower() in lists.DOCUMENTS for word in WORD.finditer(text, *found.source)
    )


def _probabilities(code: str) -> tuple[float, ...]:
    """Return the precision of the rules for ``code``, the rest spread over the other classes' codes."""
    others = [c for c in CODES if CLASS_OF[c] != CLASS_OF[code]]
    rest = (1 - PRECISION[code]) / len(others)
    return tuple(PRECISION[code] if c == code else rest if c in others else 0.0 for c in CODES)
