"""The sums over a group of articles from which all its figures are worked out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.labels import CLASSES

WITHHELD = ""
"""The letter of an article without a grade."""

_WIDTH = len(CLASSES)


@dataclass(slots=True)
class Tally:
    """Sums over the articles of one group; each of them is one ``sum`` in SQL.

    ``counts`` are sentences by class in the order of ``labels.CLASSES``.  ``products[i][j]`` is the sum over articles
    of the article's count of class ``i`` times its count of class ``j``: how much articles differ, which is all that
    an interval over articles needs.  ``grades`` counts letters, ``findings`` levels.
    """

    articles: int = 0
    words: int = 0
    counts: list[int] = field(default_factory=lambda: [0] * _WIDTH)
    products: list[list[int]] = field(default_factory=lambda: [[0] * _WIDTH for _ in range(_WIDTH)])
    grades: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, words: int, counts: Sequence[int], grade: str | None, findings: Counter[str]) -> None:
        """Add one article."""
        self.articles += 1
        self.words += words
        for i, count in enumerate(counts):
            self.counts[i] += count
            row = self.products[i]
            for j, other in enumerate(counts):
                row[j] += count * other
        self.grades[grade or WITHHELD] += 1
        self.findings.update(findings)

    @property
    def sentences(self) -> int:
        """Number of counted sentences."""
        return sum(self.counts)
