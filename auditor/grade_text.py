"""A grade in words: what each part saw, which part costs most, what would raise it, and how far to trust the letter.

Every figure here is one of the formula's own (docs/grading.md) or a share of the attributed words, so that an editor
can check it against the register.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.article import Audit, Grade, Source
from auditor.grading import BORDERS, ENOUGH_INDEPENDENT, ENOUGH_SOURCES, WEIGHTS, letter_of
from auditor.naming import called
from auditor.standing import UNNAMED, ranked, standing
from auditor.wording import joined, number_word, whole_percent_of

LIMITS = f"{', '.join(f'{letter} from {border:.0f}' for letter, border in BORDERS.items())}, F below"
"""The lowest score of each letter."""

_NEAR = 2.0
"""Points; a score so near to a letter's limit is said to be."""
_FULL = 0.995
_LISTED = 3
_BIG = 0.2
"""The share of the attributed words, of one source or standing, that is worth a word about raising a part."""


@dataclass(frozen=True, slots=True)
class PartText:
    """One part of a grade: ``points`` of ``most`` that it gives, and ``said``, what it saw, as a sentence."""

    name: str
    points: float
    most: int
    said: str


def score_text(score: float) -> str:
    """Return a score as a whole number, or with its decimal where rounding would show another letter's number."""
    return f"{score:.0f}" if letter_of(float(f"{score:.0f}")) == letter_of(score) else f"{score:.1f}"


def part_texts(audit: Audit) -> tuple[PartText, ...]:
    """Return the parts of the audit's grade in words; none where it has no letter."""
    grade = audit.grade
    if grade is None or grade.letter is None:
        return ()
    told = {"transparency": _transparency, "diversity": _diversity, "independence": _independence}
    return tuple(
        PartText(name, round(100 * WEIGHTS[name] * value, 1), round(100 * WEIGHTS[name]), told[name](audit, value))
        for name, value in grade.parts.items()
        if name in told
    )


def _transparency(audit: Audit, value: float) -> str:
    return f"{whole_percent_of(value)} of the attributed words come from a source that a reader could look up."


def _diversity(audit: Audit, value: float) -> str:
    sources = ranked(audit)
    top = f"; {called(audit, sources[0])} has {whole_percent_of(sources[0].share)} of the words" if sources else ""
    if value >= _FULL:
        return f"As many voices as four or more sources heard equally{top}."
    voices = f"{ENOUGH_SOURCES**value:.1f}"
    many = "one source alone" if voices == "1.0" else f"{voices} sources heard equally (full marks: four)"
    return f"As many voices as {many}{top}."


def _independence(audit: Audit, value: float) -> str:
    shares = standing(audit)
    unknown = f", and of {whole_percent_of(shares.unknown)} it is not shown" if round(100 * shares.unknown) else ""
    half = whole_percent_of(ENOUGH_INDEPENDENT)
    return (
        f"{whole_percent_of(shares.government)} of the attributed words are a government’s, "
        f"{whole_percent_of(shares.outside)} come from outside government{unknown} (full marks: {half} from outside)."
    )


def trust_text(grade: Grade) -> str | None:
    """Return how far the letter is to be trusted, in words; None where nothing is known of it.

    The range covers mistakes in the labels only, and the nearness of a limit says that a little more would decide.
    """
    if grade.letter is None or grade.score is None or not grade.low or not grade.high:
        return None
    if grade.low == grade.high:
        said = f"Mistakes in the labels alone would hardly change the {grade.letter}"
    else:
        said = f"With likely mistakes in the labels it would be {grade.low} to {grade.high}"
    return f"{said}; mistakes about who is who are not counted in."


def border_text(grade: Grade) -> str | None:
    """Return that the score stands close to another letter, or None where it does not."""
    if grade.letter is None or grade.score is None:
        return None
    letters = [*BORDERS, "F"]
    place = letters.index(grade.letter)
    above = letters[place - 1] if place else None
    if above and BORDERS[above] - grade.score <= _NEAR:
        return f"{_points(BORDERS[above] - grade.score)} below {_a(above)}: hardly to be told from one."
    if grade.letter in BORDERS and grade.score - BORDERS[grade.letter] < _NEAR and place + 1 < len(letters):
        over = grade.score - BORDERS[grade.letter]
        where = f"{_points(over)} above the limit" if over else "Exactly on the limit"
        return f"{where}: hardly to be told from {_a(letters[place + 1])}."
    return None


def weakest(audit: Audit) -> str | None:
    """Return the name of the part that costs the grade most points; None where there is no letter or none is lost."""
    parts = [part for part in part_texts(audit) if part.points < _FULL * part.most]
    return min(parts, key=lambda part: part.points - part.most).name if parts else None


def raise_text(audit: Audit) -> str | None:
    """Return in a sentence what would raise the grade most, or None where nothing is lost."""
    part = weakest(audit)
    advice = {"transparency": _more_names, "diversity": _more_voices, "independence": _more_independence}
    return advice[part](audit) if part else None


def _more_names(audit: Audit) -> str:
    hidden = [source for source in ranked(audit) if source.kind in UNNAMED]
    if not hidden:
        return "A name for each spokesperson, instead of the body alone, would raise it most."
    return f"A name, or a paper with a name, for what {_listed(audit, hidden)} said would raise it most."


def _more_voices(audit: Audit) -> str:
    sources = ranked(audit)
    if not sources or sources[0].share < _BIG:
        return "Further sources would raise it most."
    top = sources[0]
    return f"More from others would raise it most: {called(audit, top)} has {whole_percent_of(top.share)} of the words."


def _more_independence(audit: Audit) -> str:
    shares = standing(audit)
    unclear = [source for source in ranked(audit) if source.government == "unknown"]
    if shares.unknown > shares.government and unclear:
        return f"Saying whether {_listed(audit, unclear)} {_speak(unclear)} for a government would raise it most."
    return (
        "Voices from outside government would raise it most: "
        f"{whole_percent_of(shares.government)} of the attributed words are a government’s."
    )


def _speak(sources: Sequence[Source]) -> str:
    return "speaks" if len(sources) == 1 else "speak"


def _listed(audit: Audit, sources: Sequence[Source]) -> str:
    more = len(sources) - _LISTED
    names = [f"“{called(audit, s)}”" if s.kind in UNNAMED else called(audit, s) for s in sources[:_LISTED]]
    return joined([*names, f"{number_word(more)} more"] if more > 0 else names)


def _points(count: float) -> str:
    shown = f"{count:.1f}".removesuffix(".0")
    return f"{shown} point{'' if shown == '1' else 's'}"


def _a(letter: str) -> str:
    return f"{'an' if letter in 'AF' else 'a'} {letter}"
