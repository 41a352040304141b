"""Figures about one audit that more than one report shows: its sources, its longest unsourced stretch.

Pure functions over an ``Audit``.  Furniture is left out everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.article import Audit, Sentence
from auditor.labels import ANONYMOUS, CLASSES, UNATTRIBUTED


@dataclass(frozen=True, slots=True)
class SourceTally:
    """One source in the words of the article, with the number of sentences of each class that rest on it.

    ``name`` is the wording of its first sentence; ``counts`` has the classes that occur, most frequent first.
    """

    name: str
    counts: dict[str, int]

    @property
    def sentences(self) -> int:
        """Number of sentences that rest on this source."""
        return sum(self.counts.values())


def source_key(source: str) -> str:
    """Return what two wordings of a source must share to count as one.

    Case, spacing, a leading "the" and a closing possessive "'s" make no difference; nothing else is merged.
    """
    key = " ".join(source.casefold().replace("’", "'").split())
    return key.removeprefix("the ").removesuffix("'s") or key


def attributed(audit: Audit) -> tuple[Sentence, ...]:
    """Return the sentences that rest on somebody: named, anonymous or official."""
    return tuple(s for s in audit.counted if s.label != UNATTRIBUTED)


def source_tallies(audit: Audit) -> list[SourceTally]:
    """Return the sources of the attributed sentences, the one with most sentences first.

    Sources with as many sentences stand in the order in which the article brings them.  Attributed
    sentences for which the model found no source words are not in the list.
    """
    names: dict[str, str] = {}
    labels: dict[str, list[str]] = {}
    for sentence in attributed(audit):
        if sentence.source and sentence.source.strip():
            key = source_key(sentence.source)
            names.setdefault(key, sentence.source)
            labels.setdefault(key, []).append(sentence.label)
    tallies = [SourceTally(name, _tally(labels[key])) for key, name in names.items()]
    return sorted(tallies, key=lambda tally: -tally.sentences)


def _tally(labels: list[str]) -> dict[str, int]:
    present = [label for label in CLASSES if label in labels]
    return {label: labels.count(label) for label in sorted(present, key=labels.count, reverse=True)}


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
