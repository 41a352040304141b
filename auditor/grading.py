"""How well an article is sourced, as a letter: the formula of docs/grading.md.

Three parts, each 0 to 1, over the attributed words (the words of sentences that rest on somebody):

*diversity*  ln(effective number of sources) / ln 4, at most 1.  The effective number is exp of the Shannon entropy of
             the sources' shares (M. O. Hill, "Diversity and evenness", Ecology 54, 1973, order 1): four sources with
             equal shares count as four, four of which one says nearly everything count as little more than one.
*transparency*  share of words whose source a reader could look up: a name, a named organisation, body or document.
*independence*  share of words from voices outside government, doubled, at most 1: half of the words is enough.

Sentences that rest on nobody are in none of the three, so background never lowers a grade.
"""

import hashlib
import math
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from auditor.article import Audit, Grade, Sentence, Source
from auditor.article_form import special_form
from auditor.labels import ANONYMOUS, CLASS_OF, CODES, FURNITURE, OFFICIAL, UNATTRIBUTED
from auditor.wording import number_word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GRADE_NOTE = (
    "The grade is for sourcing, not for truth: a well-sourced story can be wrong and a badly sourced one right."
)
"""What every output says beside a grade."""

LETTERS: tuple[str, ...] = ("A", "B", "C", "D", "F")
"""From the best to the worst; as in schools that grade so, there is no E."""

WEIGHTS: dict[str, float] = {"transparency": 0.4, "diversity": 0.3, "independence": 0.3}
"""The parts of a grade and their weights, which sum to 1."""

BORDERS: dict[str, float] = {"A": 86.0, "B": 71.0, "C": 56.0, "D": 36.0}
"""The lowest score (0 to 100) of each letter; what is lower is an F."""

ENOUGH_SOURCES = 4
"""The effective number of sources that gives all of diversity."""

ENOUGH_INDEPENDENT = 0.5
"""The share of words from outside government that gives all of independence."""

UNKNOWN_NAMED = 0.5
UNKNOWN_UNNAMED = 0.25
"""What words count towards independence when the article does not show whether the voice is government's."""

FEWEST = 5
"""No grade under this number of attributed sentences."""

DRAWS = 200
INNER = (0.05, 0.95)
"""The range of a grade leaves out this share of the draws at either end."""

_UNNAMED = ("unnamed person", "unnamed group")
_MOUTHPIECE = re.compile(
    r"\bspokes(?:man|woman|men|women|person|persons|people)\b|\bpress (?:officer|secretary|service officer)s?\b",
    re.IGNORECASE,
)
_PERSONS = ("he", "she")


def grade(audit: Audit) -> Grade:
    """Return the grade of ``audit``; its letter is None, with the reason in ``withheld``, where none can be given.

    ``low`` and ``high`` are the letters between which nine of ten draws of the labels fall; None where the sentences
    carry no probabilities.  The same audit always gives the same grade.
    """
    withheld = why_withheld(audit)
    if withheld:
        return Grade(None, withheld=withheld)
    table = _tabulate(audit)
    codes = table.codes[:, None]
    parts = _parts(table, codes)
    score = _scores(parts)
    low, high = _range(table, float(score[0]))
    return Grade(
        letter=letter_of(float(score[0])),
        score=round(float(score[0]), 1),
        parts={name: round(float(parts[name][0]), 3) for name in WEIGHTS},
        low=low,
        high=high,
    )


def grade_note(grade: Grade | None) -> str | None:
    """Return what stands beside ``grade`` wherever it is shown: what it grades, or why it is withheld.

    None where no grade was asked for.
    """
    if grade is None:
        return None
    return GRADE_NOTE if grade.letter else f"No grade: {grade.withheld}."


def why_withheld(audit: Audit) -> str | None:
    """Return why ``audit`` gets no grade, or None where it gets one."""
    form = special_form(audit)
    if form:
        return f"this looks like {form}, which is not graded"
    found = sum(s.label != UNATTRIBUTED for s in audit.counted)
    if found < FEWEST:
        return (
            f"{number_word(found)} attributed sentence{'' if found == 1 else 's'}; a grade needs {number_word(FEWEST)}"
        )
    return None


def letter_of(score: float) -> str:
    """Return the letter of a ``score`` from 0 to 100, which is first rounded to one decimal, as it is shown."""
    shown = round(score, 1)
    return next((letter for letter, border in BORDERS.items() if shown >= border), LETTERS[-1])


@dataclass(frozen=True, slots=True)
class _Table:
    """What the formula needs of the n sentences that are, or could be, attributed.

    ``words`` (n) are their lengths, ``codes`` (n) their codes as indices into CODES, ``shares`` (n × sources) how each
    is shared out among the sources that it is linked to, ``linked`` (n) whether it is linked to any, ``outside`` (n)
    how far those are outside government, and ``open`` (n × codes) whether its source could be looked up if it had that
    code.  ``probabilities`` is n × codes, or None.  ``seed`` starts the draws.
    """

    words: "Floats"
    codes: "NDArray[np.int64]"
    shares: "Floats"
    linked: "NDArray[np.bool_]"
    outside: "Floats"
    open: "Floats"
    probabilities: "Floats | None"
    seed: int


def _tabulate(audit: Audit) -> _Table:
    import numpy as np

    sentences = [s for s in audit.sentences if _can_be_attributed(s)]
    by_id = {source.id: source for source in audit.sources}
    columns = {id: column for column, id in enumerate(by_id)}
    shares = np.zeros((len(sentences), len(columns)))
    outside = np.zeros(len(sentences))
    looked_up = np.zeros((len(sentences), len(CODES)))
    passed_on = {relay.sentence for source in audit.sources for relay in source.relays if relay.anonymous}
    for row, sentence in enumerate(sentences):
        sources = [by_id[id] for id in sentence.source_ids if id in by_id]
        for source in sources:
            shares[row, columns[source.id]] = 1 / len(sources)
        outside[row] = _outside_government(sentence, sources)
        if sentence.index not in passed_on:
            unnamed = _is_unnamed(sentence)
            looked_up[row] = [_could_be_looked_up(sentence, code, sources, unnamed) for code in CODES]
    known = bool(sentences) and all(len(s.probabilities) == len(CODES) for s in sentences)
    return _Table(
        words=np.array([len(s.text.split()) for s in sentences], dtype=np.float64),
        codes=np.array([CODES.index(s.code) for s in sentences], dtype=np.int64),
        shares=shares,
        linked=np.asarray(shares.any(axis=1)),
        outside=outside,
        open=looked_up,
        probabilities=np.array([s.probabilities for s in sentences], dtype=np.float64) if known else None,
        seed=_seed(audit),
    )


def _can_be_attributed(sentence: Sentence) -> bool:
    """Tell whether a draw could give the sentence a source: what surely has none must not touch the draws."""
    if sentence.label not in (UNATTRIBUTED, FURNITURE):
        return True
    return any(p > 0 for p, code in zip(sentence.probabilities, CODES, strict=False) if _is_attributed(code))


def _is_attributed(code: str) -> bool:
    return CLASS_OF[code] not in (UNATTRIBUTED, FURNITURE)


def _is_unnamed(sentence: Sentence) -> bool:
    """Tell whether the sentence's words are those of an unnamed spokesperson or of people without a name."""
    return _MOUTHPIECE.search(sentence.text) is not None or (sentence.source or "").casefold() in _PERSONS


def _could_be_looked_up(sentence: Sentence, code: str, sources: Sequence[Source], unnamed: bool) -> bool:
    """Tell whether a reader could look up whom the sentence rests on, were ``code`` its code.

    Unnamed spokespeople cannot be, though the body is named for which they speak; nor can people without a name whom
    another outlet cites, about whom this is not asked.
    """
    if code == "NP":
        return True
    if code not in ("NO", "O") or unnamed:
        return False
    return not (sentence.label == CLASS_OF[code] and sources and all(source.kind in _UNNAMED for source in sources))


def _outside_government(sentence: Sentence, sources: Sequence[Source]) -> float:
    """Return how far, 0 to 1, the sentence's voices are outside government; a joint source has the mean.

    The register calls an outlet under state control government's.
    """
    unknown = UNKNOWN_UNNAMED if sentence.label == ANONYMOUS else UNKNOWN_NAMED
    worth = {"yes": 0.0, "no": 1.0}
    if not sources:
        return unknown
    return sum(worth.get(s.government, unknown) for s in sources) / len(sources)


def _parts(table: _Table, codes: "NDArray[np.int64]") -> "dict[str, Floats]":
    """Return each part's values for the columns of ``codes`` (n × draws), an index into CODES each.

    A sentence keeps the sources that it is linked to as long as its code is an attributed one.  The sentences that are
    linked to nobody count as one source a class.
    """
    import numpy as np

    attributed, official, classes = _code_tables()
    words = table.words[:, None] * attributed[codes]
    total = np.maximum(words.sum(axis=0), 1e-9)
    strays = words * ~table.linked[:, None]
    weights = np.vstack([table.shares.T @ words, *((strays * of[codes]).sum(axis=0)[None] for of in classes)]) / total
    entropy = (weights * -np.log(np.where(weights > 0, weights, 1.0))).sum(axis=0) + 0.0  # no minus zero
    looked_up = (words * np.take_along_axis(table.open, codes, axis=1)).sum(axis=0) / total
    outside = (words * table.outside[:, None] * ~official[codes]).sum(axis=0) / total
    return {
        "transparency": looked_up,
        "diversity": np.clip(entropy / math.log(ENOUGH_SOURCES), 0.0, 1.0),
        "independence": np.minimum(1.0, outside / ENOUGH_INDEPENDENT),
    }


@cache
def _code_tables() -> "tuple[NDArray[np.bool_], NDArray[np.bool_], list[NDArray[np.bool_]]]":
    """Return for each code whether it is attributed, whether official, and whether of each attributed class."""
    import numpy as np

    classes = dict.fromkeys(CLASS_OF[code] for code in CODES if _is_attributed(code))
    attributed = np.array([_is_attributed(code) for code in CODES])
    of = {label: np.array([CLASS_OF[code] == label for code in CODES]) for label in classes}
    return attributed, of[OFFICIAL], list(of.values())


def _scores(parts: "dict[str, Floats]") -> "Floats":
    total: Floats = sum(100 * weight * parts[name] for name, weight in WEIGHTS.items())  # type: ignore[assignment]
    return total


def _range(table: _Table, score: float) -> tuple[str | None, str | None]:
    """Return the lowest and the highest letter of the inner draws, and of ``score`` itself.

    Every draw takes each sentence's code from its probabilities, independently of its neighbours.
    """
    import numpy as np

    if table.probabilities is None:
        return None, None
    bounds = np.cumsum(table.probabilities, axis=1)
    bounds /= bounds[:, -1:]
    # Python's own generator and an interpolation spare a cold start two large modules of numpy.  A row a sentence: the
    # draws of one do not depend on how many stand behind it.
    drawn = random.Random(table.seed).randbytes(len(bounds) * DRAWS * 4)  # noqa: S311
    chances = np.frombuffer(drawn, dtype="<u4").reshape(len(bounds), DRAWS) / 2**32
    codes = (chances[:, :, None] >= bounds[:, None, :-1]).sum(axis=2)
    scores = np.sort(_scores(_parts(table, codes)))
    low, high = np.interp(np.multiply(INNER, DRAWS - 1), np.arange(DRAWS), scores)
    return letter_of(min(float(low), score)), letter_of(max(float(high), score))


def _seed(audit: Audit) -> int:
    """Return a number that depends on the attributed sentences' words alone."""
    text = "\n".join(s.text for s in audit.counted if s.label != UNATTRIBUTED)
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")
