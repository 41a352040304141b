"""An audit corrected by hand: other labels and other sources for some of its sentences, and all that follows from them.

A corrected sentence keeps what the program had said of it in ``Sentence.corrected``.  Counts, register, summary, grade
and findings are worked out anew, as they are for labels that the classifier gave; the classifier is not asked again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.article import Article, Audit, Original, Segment, Sentence
from auditor.errors import InputError
from auditor.labels import CLASS_OF, CODES, CODES_OF, FURNITURE, UNATTRIBUTED
from auditor.pipeline import finish
from auditor.sources import carry_sources

if TYPE_CHECKING:
    from auditor.rules.profile import Profile

SEPARATOR = ";"
"""What stands between the names of joint sources, as in the CSV output."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of the sentence with the index ``sentence``.

    ``code`` is one of ``labels.CODES``, None where the label is right.  ``source`` is who it rests on, in words of the
    person's choice (several parted by ``SEPARATOR``); "" says that the article does not tell, None that the program
    was right or shall look again.
    """

    sentence: int
    code: str | None = None
    source: str | None = None


def best_code(sentence: Sentence, label: str) -> str:
    """Return the likeliest code of the class ``label`` for ``sentence``, where a person gave the class alone."""
    codes = CODES_OF[label]
    if len(sentence.probabilities) != len(CODES):
        return codes[0]
    return max(codes, key=lambda code: sentence.probabilities[CODES.index(code)])


def correct(audit: Audit, corrections: Sequence[Correction], profile: "Profile | None" = None) -> Audit:
    """Return ``audit``, which nobody has corrected yet, with ``corrections`` and everything that follows from them.

    Without any, this is the same audit under ``profile``.  Raises InputError for a sentence that is not there or is
    corrected twice, and for a source given to a sentence that rests on nobody.
    """
    graded = audit.grade is not None
    if not corrections:
        return rework(audit.article, audit.sentences, profile, graded=graded)
    names = {source.id: source.name for source in audit.sources}
    wanted = _by_sentence(audit, corrections)
    found = _words_of_sources(audit, wanted)
    sentences = []
    given: dict[int, tuple[str, ...]] = {}
    for sentence in audit.sentences:
        correction = wanted.get(sentence.index)
        if correction is None:
            sentences.append(sentence)
            continue
        changed = _changed(audit.article.text, sentence, correction, found.get(sentence.index))
        if correction.source is not None:
            given[sentence.index] = _names(correction.source)
        before = tuple(names[id] for id in sentence.source_ids if id in names)
        sentences.append(replace(changed, corrected=_original(sentence, before)))
    return rework(audit.article, sentences, profile, graded=graded, given=given)


def rework(
    article: Article,
    sentences: Sequence[Sentence],
    profile: "Profile | None" = None,
    *,
    graded: bool = True,
    given: dict[int, tuple[str, ...]] | None = None,
) -> Audit:
    """Return the audit that the labels of ``sentences`` come down to.

    Source words that a sentence was lent by a neighbour are lent anew: the neighbour may have changed.  ``given`` are
    the names of the sources of some sentences, by index.
    """
    own = [replace(s if _has_own_words(s) else _without_source(s), role=None, source_ids=()) for s in sentences]
    lent = carry_sources(article.text, own)
    # A sentence whose source a person gave, or denied, is lent none.
    kept = [o if given and o.index in given else s for o, s in zip(own, lent, strict=True)]
    return finish(article, kept, profile, graded=graded, given=given)


def _by_sentence(audit: Audit, corrections: Sequence[Correction]) -> dict[int, Correction]:
    """Return the corrections that change something, by the index of their sentence."""
    known = {s.index: s for s in audit.sentences}
    wanted: dict[int, Correction] = {}
    for correction in corrections:
        sentence = known.get(correction.sentence)
        if sentence is None:
            raise InputError(f"There is no sentence {correction.sentence} to correct.")
        if correction.sentence in wanted:
            raise InputError(f"Sentence {correction.sentence} is corrected twice.")
        code = correction.code or sentence.code
        if correction.source and _is_silent(code):
            raise InputError(f"Sentence {correction.sentence} rests on nobody; change its label to give it a source.")
        if code != sentence.code or (correction.source is not None and not _is_silent(code)):
            wanted[correction.sentence] = correction
    return wanted


def _changed(text: str, sentence: Sentence, correction: Correction, found: tuple[int, int] | None) -> Sentence:
    """Return ``sentence`` as the correction has it; ``found`` is where its source's words stand, if they were found."""
    code = correction.code or sentence.code
    if code != sentence.code:
        sure = tuple(float(code == one) for one in CODES) if sentence.probabilities else ()
        sentence = replace(sentence, label=CLASS_OF[code], code=code, confidence=1.0, probabilities=sure)
    if _is_silent(code):
        return replace(_without_source(sentence), cue=None, cue_start=None, cue_end=None)
    if correction.source is None:
        if found is None:
            return sentence
        return replace(sentence, source=text[slice(*found)], source_start=found[0], source_end=found[1])
    name = correction.source.strip()
    at = text.find(name, sentence.start, sentence.end) if name else -1
    inside = (at, at + len(name)) if at >= 0 else (None, None)
    return replace(sentence, source=name or None, source_start=inside[0], source_end=inside[1])


def _words_of_sources(audit: Audit, wanted: dict[int, Correction]) -> dict[int, tuple[int, int]]:
    """Return where the source's words stand in sentences that the classifier took to rest on nobody.

    It marks no words there, so the cue words of the baseline do.
    """
    by_index = {s.index: s for s in audit.sentences}
    looked_for = [
        n for n, c in wanted.items() if c.source is None and c.code and not _is_silent(c.code)
        and _is_silent(by_index[n].code)
    ]  # fmt: skip
    if not looked_for:
        return {}
    from auditor.classifier.baseline_cues import CueWordBaseline

    segments = [Segment(s.start, s.end, s.paragraph) for s in audit.sentences]
    predictions = CueWordBaseline().classify(audit.article.text, segments)
    by_place = dict(zip(by_index, predictions, strict=True))
    return {n: span for n in looked_for if (span := by_place[n].source) is not None}


def _original(sentence: Sentence, sources: tuple[str, ...]) -> Original:
    return Original(
        sentence.label, sentence.code, sentence.confidence, sentence.source, sources, sentence.probabilities
    )


def _names(source: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in source.split(SEPARATOR) if (name := part.strip())))


def _is_silent(code: str) -> bool:
    return CLASS_OF[code] in (UNATTRIBUTED, FURNITURE)


def _has_own_words(sentence: Sentence) -> bool:
    start, end = sentence.source_start, sentence.source_end
    if start is None or end is None:
        return sentence.corrected is not None and sentence.source is not None
    return sentence.start <= start < end <= sentence.end


def _without_source(sentence: Sentence) -> Sentence:
    return replace(sentence, source=None, source_start=None, source_end=None)
