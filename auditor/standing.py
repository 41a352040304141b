"""How the attributed words are shared out between government, voices outside it, and voices of unknown standing.

"Government" includes bodies of several governments (UN, EU) and media under state control.  The figures are of
all attributed words, whatever the class of their sentence: a named minister is government's as much as a ministry is.
"""

from dataclasses import dataclass

from auditor.article import Audit, Sentence, Source
from auditor.labels import ANONYMOUS, OFFICIAL
from auditor.sources.state_media import is_state_media
from auditor.summary import attributed

UNNAMED: tuple[str, ...] = ("unnamed person", "unnamed group")
"""The kinds of source that have no name."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Three shares of the attributed words, 0 to 1, that sum to 1; all 0 where nothing is attributed."""

    government: float = 0.0
    outside: float = 0.0
    unknown: float = 0.0


def is_government(source: Source) -> bool:
    """Tell whether ``source`` speaks for a government, as far as the article shows it."""
    return source.government == "yes" or source.label == OFFICIAL or is_state_media(source)


def class_of(source: Source) -> str:
    """Return the class under which a source is shown: its kind decides where its sentences disagree."""
    if source.kind == "official body":
        return OFFICIAL
    return ANONYMOUS if source.kind in UNNAMED else source.label


def ranked(audit: Audit) -> tuple[Source, ...]:
    """Return the sources that sentences rest on, the one with most words first; every report lists them so."""
    own = (source for source in audit.sources if source.sentences)
    return tuple(sorted(own, key=lambda s: (-s.share, -len(s.sentences), s.id)))


def standing(audit: Audit) -> Standing:
    """Return whose words the attributed words are; what a joint source says is shared out equally.

    Words of a sentence that is official, or that rests on a government source, are government's; those of a sentence
    that is linked to no source are of unknown standing.
    """
    by_id = {source.id: source for source in audit.sources}
    known = {source.id: _standing_of(source) for source in audit.sources}
    words = dict.fromkeys(("government", "outside", "unknown"), 0.0)
    for sentence in attributed(audit):
        length = len(sentence.text.split())
        for name in _standings(sentence, by_id, known):
            words[name] += length / max(1, len([id for id in sentence.source_ids if id in by_id]))
    total = sum(words.values())
    return Standing(**{name: count / total for name, count in words.items()}) if total else Standing()


def _standings(sentence: Sentence, by_id: dict[int, Source], known: dict[int, str]) -> list[str]:
    """Return the standing of each source of ``sentence``."""
    own = [id for id in sentence.source_ids if id in by_id]
    if sentence.label == OFFICIAL:
        return ["government"] * max(1, len(own))
    return [known[id] for id in own] or ["unknown"]


def _standing_of(source: Source) -> str:
    if source.government == "yes" or is_state_media(source):
        return "government"
    return "outside" if source.government == "no" else "unknown"
