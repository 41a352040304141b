"""The things that travel through the auditor: articles, segments, audited sentences, audits.

All are frozen.  All offsets are Unicode code points into ``Article.text``, end exclusive, so that
``article.text[start:end]`` is the piece meant, exactly.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from auditor.labels import CLASSES, FURNITURE


@dataclass(frozen=True, slots=True)
class Article:
    """One story, with what is known of where it came from.

    ``id`` is unique inside one run (a file's name, or ``name#2`` for the second story of one file); ``path``
    is the file or address that was given; ``date`` is an ISO date where one is known.
    """

    id: str
    text: str
    path: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of an article that will get one label: a sentence, a headline, a line of furniture.

    ``paragraph`` counts from 0.  ``furniture`` is what layout alone says: 0.0 nothing, up to 1.0 surely not
    a sentence of the article.  It is a proposal that the classifier weighs.
    """

    start: int
    end: int
    paragraph: int = 0
    furniture: float = 0.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence.

    ``confidence`` is the probability of ``label`` (0 to 1, three decimals).  ``source`` and ``cue`` are words
    of the article with their offsets, or None; they can stand outside the sentence when a quotation runs on.
    """

    index: int
    start: int
    end: int
    text: str
    label: str
    code: str
    confidence: float
    paragraph: int = 0
    source: str | None = None
    source_start: int | None = None
    source_end: int | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """An article with every sentence labelled."""

    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def counted(self) -> tuple[Sentence, ...]:
        """The sentences of the article itself: everything but furniture."""
        return tuple(s for s in self.sentences if s.label != FURNITURE)

    @property
    def counts(self) -> dict[str, int]:
        """Number of sentences of each of the four classes, furniture left out."""
        counts = dict.fromkeys(CLASSES, 0)
        for sentence in self.counted:
            counts[sentence.label] += 1
        return counts

    @property
    def shares(self) -> dict[str, float]:
        """Share of sentences of each class, 0 to 1, three decimals; all 0.0 for an empty article."""
        total = len(self.counted)
        return {label: round(n / total, 3) if total else 0.0 for label, n in self.counts.items()}

    @property
    def words(self) -> int:
        """Number of words, as whitespace parts them, in the counted sentences."""
        return sum(len(s.text.split()) for s in self.counted)

    def to_dict(self) -> dict[str, Any]:
        """Return the audit as plain data, in the shape of one member of the JSON output's ``articles``."""
        return {
            **asdict(self.article),
            "words": self.words,
            "counts": self.counts,
            "shares": self.shares,
            "sentences": [asdict(s) for s in self.sentences],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Audit":
        """Rebuild an audit from ``to_dict``'s shape; keys that are not known are ignored."""
        known: dict[str, Any] = {k: data[k] for k in Article.__dataclass_fields__ if k in data}
        sentences = tuple(
            Sentence(**{k: row[k] for k in Sentence.__dataclass_fields__ if k in row}) for row in data["sentences"]
        )
        return cls(Article(**known), sentences)
