"""Whose words a sentence gives when it does not say so itself.

A quotation that runs on keeps its speaker (annotation guide, rule 2), but the words that name the speaker stand
in another sentence.  Here an attributed sentence without source words of its own is given those of the sentence
it belongs to; who "he" is, is not asked here.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from auditor.article import Sentence
from auditor.labels import FURNITURE, UNATTRIBUTED
from auditor.quotation import article_quotations
from auditor.sources.whole_words import whole_end

_BACK = 8
_AHEAD = 3
_QUOTATIONS = 20
"""How many sentences away a speaker is looked for, and among how many quotations of the sentence."""


def carry_sources(text: str, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` with every attributed one given source words where some can be found.

    First choice is a sentence that shares the quotation, then the nearest earlier one of the same class, then
    the nearest later one; cue words are not carried.  Unattributed sentences and furniture keep none.  Source words
    that were cut in the middle of a clause are made whole first.
    """
    sentences = [_whole(text, s) for s in sentences]
    attributed = [s for s in sentences if s.label not in (UNATTRIBUTED, FURNITURE)]
    place = {s.index: n for n, s in enumerate(attributed)}
    quotations = article_quotations(text) if any(s.source is None for s in attributed) else ()
    return tuple(
        s if s.index not in place or s.source is not None else _given(s, place[s.index], attributed, quotations)
        for s in sentences
    )


def _whole(text: str, sentence: Sentence) -> Sentence:
    start, end = sentence.source_start, sentence.source_end
    if start is None or end is None or not sentence.start <= start < end <= sentence.end:
        return sentence
    whole = whole_end(text, start, end, sentence.end)
    return sentence if whole == end else replace(sentence, source=text[start:whole], source_end=whole)


def _given(
    sentence: Sentence,
    place: int,
    attributed: Sequence[Sentence],
    quotations: Sequence[tuple[int, int]],
) -> Sentence:
    def usable(other: Sentence) -> bool:
        return other.source is not None and other.label == sentence.label

    earlier = [s for s in reversed(attributed[max(0, place - _BACK) : place]) if usable(s)]
    later = [s for s in attributed[place + 1 : place + 1 + _AHEAD] if usable(s)]
    first = bisect_right(quotations, sentence.start, key=lambda span: span[1])
    within = list(takewhile(lambda span: span[0] < sentence.end, quotations[first : first + _QUOTATIONS]))
    sharing = [s for s in (*earlier, *later) if any(a < s.end and b > s.start for a, b in within)]
    speaker = next(iter((*sharing, *earlier, *later)), None)
    if speaker is None:
        return sentence
    return replace(sentence, source=speaker.source, source_start=speaker.source_start, source_end=speaker.source_end)
