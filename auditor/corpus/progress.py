"""How far a run has come: counts, rate, time left."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from auditor.corpus.chunks import Done


@dataclass(slots=True)
class Progress:
    """The state of a run.  Bytes are those of the input; ``total`` of them there are.

    ``articles``, ``audited``, ``rejected`` and ``sentences`` count what is done, in earlier runs too; ``earlier`` is
    how many articles were done before this run; ``working`` how many records are through in chunks that are not.
    """

    total: int
    articles: int = 0
    audited: int = 0
    rejected: int = 0
    sentences: int = 0
    earlier: int = 0
    working: int = 0
    read: int = 0
    skipped: int = 0
    _clock: Callable[[], float] = time.monotonic
    _began: float = field(default=0.0)

    def __post_init__(self) -> None:
        self._began = self._clock()

    def add(self, done: Done, read: int = 0) -> None:
        """Count a chunk that is done, for which ``read`` bytes were read."""
        self.articles += done.articles
        self.audited += done.audited
        self.rejected += done.rejected
        self.sentences += done.sentences
        self.read += read
        self.working = max(0, self.working - (done.end - done.start))

    @property
    def seconds(self) -> float:
        """How long this run has taken."""
        return self._clock() - self._began

    @property
    def rate(self) -> float:
        """Articles a second, in this run."""
        return (self.articles - self.earlier + self.working) / max(self.seconds, 1e-9)

    @property
    def share(self) -> float:
        """How much of the input is done, 0 to 1."""
        return min(1.0, (self.read + self.skipped) / self.total) if self.total else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take if it goes on as in this run; None while that is not known."""
        if not self.read:
            return None
        articles = (self.articles - self.earlier) * (self.total - self.skipped - self.read) / self.read
        return max(0.0, (articles - self.working) / self.rate)

    def to_dict(self) -> dict[str, Any]:
        """Return the state as ``--progress json`` prints it."""
        left = self.seconds_left
        return {
            "articles": self.articles + self.working,
            "audited": self.audited,
            "rejected": self.rejected,
            "sentences": self.sentences,
            "articles_per_second": round(self.rate, 2),
            "share": round(self.share, 4),
            "seconds": round(self.seconds, 1),
            "seconds_left": None if left is None else round(left),
        }

    def __str__(self) -> str:
        words = [f"{self.articles + self.working:,} articles", f"{self.rate:,.1f} a second"]
        if self.seconds_left is not None:
            words.append(f"{duration(self.seconds_left)} left")
        if self.rejected:
            words.append(f"{self.rejected:,} rejected")
        return " · ".join(words)


def duration(seconds: float) -> str:
    """Return a length of time in words, to two places: ``2 h 05 min``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = whole // 60
    return f"{minutes} min {whole % 60:02} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
