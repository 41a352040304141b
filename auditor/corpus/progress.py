"""How far a run has come: counts, rate, time left."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from auditor.corpus.chunks import Done


@dataclass(slots=True)
class Progress:
    """The state of a run.

    ``articles``, ``audited``, ``rejected`` and ``sentences`` count what is done in whole chunks, in earlier runs too,
    and ``records`` the records of the input that these chunks cover; ``earlier`` and ``earlier_records`` are what of it
    was done before this run.  ``working`` and ``working_rejected`` are the records that are finished in other chunks.
    ``expected`` is how many records the input has, as far as is known.  What is shown never goes back: a worker that
    is lost takes what it had finished with it, but that is done again.
    """

    expected: float | None = None
    articles: int = 0
    audited: int = 0
    rejected: int = 0
    sentences: int = 0
    records: int = 0
    earlier: int = 0
    earlier_records: int = 0
    working: int = 0
    working_rejected: int = 0
    _clock: Callable[[], float] = time.monotonic
    _began: float = field(default=0.0)
    _most: int = 0
    _most_rejected: int = 0
    _most_share: float = 0.0

    def __post_init__(self) -> None:
        self._began = self._clock()

    def add(self, done: Done) -> None:
        """Count a chunk that is done."""
        self.articles += done.articles
        self.audited += done.audited
        self.rejected += done.rejected
        self.sentences += done.sentences
        self.records += done.end - done.start
        self.working = max(0, self.working - (done.end - done.start))
        self.working_rejected = min(max(0, self.working_rejected - done.rejected), self.working)

    def begins(self) -> None:
        """Take what is done by now as that of earlier runs."""
        self.earlier, self.earlier_records = self.articles, self.records

    @property
    def finished(self) -> int:
        """How many articles are audited or rejected."""
        self._most = max(self._most, self.articles + self.working)
        return self._most

    @property
    def refused(self) -> int:
        """How many of them are rejected."""
        self._most_rejected = max(self._most_rejected, self.rejected + self.working_rejected)
        return self._most_rejected

    @property
    def seconds(self) -> float:
        """How long this run has taken."""
        return self._clock() - self._began

    @property
    def rate(self) -> float:
        """Articles a second, in this run."""
        return (self.finished - self.earlier) / max(self.seconds, 1e-9)

    @property
    def share(self) -> float:
        """How much of the input is done, 0 to 1: records of those that are expected."""
        if self.expected:
            share = min(1.0, (self.records + self.working) / self.expected)
            self._most_share = max(self._most_share, share)
        return self._most_share

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take if it goes on as in this run; None while that is not known."""
        new = self.records - self.earlier_records + self.working
        if not new or self.expected is None:
            return None
        return max(0.0, self.expected - self.records - self.working) * self.seconds / new

    def to_dict(self) -> dict[str, Any]:
        """Return the state as ``--progress json`` prints it."""
        left = self.seconds_left
        return {
            "articles": self.finished,
            "audited": self.finished - self.refused,
            "rejected": self.refused,
            "sentences": self.sentences,
            "articles_per_second": round(self.rate, 2),
            "share": round(self.share, 4),
            "seconds": round(self.seconds, 1),
            "seconds_left": None if left is None else round(left),
        }

    def __str__(self) -> str:
        words = [f"{self.finished:,} article{'' if self.finished == 1 else 's'}", f"{self.rate:,.1f} a second"]
        if self.seconds_left is not None:
            words.append(f"{duration(self.seconds_left)} left")
        if self.refused:
            words.append(f"{self.refused:,} rejected")
        return " · ".join(words)


def duration(seconds: float) -> str:
    """Return a length of time in words, to two places: ``2 h 05 min``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = whole // 60
    return f"{minutes} min {whole % 60:02} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
