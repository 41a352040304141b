"""Figures about one audit that more than one report shows: its sources, its longest unsourced stretch.

Pure functions over an ``Audit``.  Furniture is left out everywhere.
"""

from collections.abc import Iterable

from auditor.article import Audit, Sentence, Source
from auditor.labels import ANONYMOUS, UNATTRIBUTED


def attributed(audit: Audit) -> tuple[Sentence, ...]:
    """Return the sentences that rest on somebody: named, anonymous or official."""
    return tuple(s for s in audit.counted if s.label != UNATTRIBUTED)


def cited(audit: Audit) -> tuple[Source, ...]:
    """Return the sources of the register that sentences rest on, the one with most sentences first.

    Sources with as many sentences stand in the order in which the article brings them.
    """
    return tuple(sorted((s for s in audit.sources if s.sentences), key=lambda s: (-len(s.sentences), s.id)))


def described_share(audit: Audit) -> float | None:
    """Return the share of anonymous sentences that describe the source (codes A1 and A2), or None if none."""
    return _share_of_anonymous(audit, {"A1", "A2"})


def reason_share(audit: Audit) -> float | None:
    """Return the share of anonymous sentences that say why the name is withheld (A2), or None if none."""
    return _share_of_anonymous(audit, {"A2"})


def _share_of_anonymous(audit: Audit, codes: set[str]) -> float | None:
    anonymous = [s.code for s in audit.counted if s.label == ANONYMOUS]
    return _mean(code in codes for code in anonymous)


def longest_unattributed_run(audit: Audit) -> int:
    """Return the largest number of unattributed sentences in a row; furniture does not break a row."""
    longest = run = 0
    for sentence in audit.counted:
        run = run + 1 if sentence.label == UNATTRIBUTED else 0
        longest = max(longest, run)
    return longest


def mean_confidence(audit: Audit) -> float | None:
    """Return the mean confidence of the counted sentences, three decimals, or None if there is none."""
    return _mean(s.confidence for s in audit.counted)


def _mean(numbers: Iterable[float]) -> float | None:
    values = list(numbers)
    return round(sum(values) / len(values), 3) if values else None
