"""The things that travel through the auditor: articles, segments, audited sentences, audits.

All are frozen.  All offsets are Unicode code points into ``Article.text``, end exclusive, so that
``article.text[start:end]`` is the piece meant, exactly.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from auditor.labels import CLASSES, FURNITURE


@dataclass(frozen=True, slots=True)
class Article:
    """One story, with what is known of where it came from.

    ``id`` is unique inside one run (a file's name, or ``name#2`` for the second story of one file); ``path``
    is the file or address that was given; ``date`` is an ISO date where one is known.  ``line`` is the line of the
    file ``path`` (from 1) on which the text begins, where the text is the file's own but for its kind of line break;
    None for a text that was taken out of a page or a document.
    """

    id: str
    text: str
    path: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    line: int | None = None


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
class Original:
    """What the program had said of a sentence before a person corrected it.

    ``label``, ``code``, ``confidence`` and ``probabilities`` are the classifier's; ``source`` the words that it took
    for the source, ``sources`` the names in the register of those that the sentence was linked to.
    """

    label: str
    code: str
    confidence: float
    source: str | None = None
    sources: tuple[str, ...] = ()
    probabilities: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence.

    ``confidence`` is the probability of ``label`` (0 to 1, three decimals).  ``source`` and ``cue`` are words
    of the article with their offsets, or None; they can stand outside the sentence when a quotation runs on.
    ``source_ids`` are the sources of the register that it rests on: one, several for joint sources, none for a
    sentence that rests on nobody.  ``role`` is ``headline`` for a headline (which stays furniture), else None.
    ``probabilities`` has one number a code in the order of ``labels.CODES`` (three decimals), or is empty.
    ``guessed`` tells that ``source_ids`` are no more than likely: the sentence has "he" or "they" for a source that
    could be somebody else, or no words for one.
    ``corrected`` is None unless a person corrected the sentence; then it keeps what the program had said, and
    everything else is what the person said (a corrected label has the confidence 1).
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
    source_ids: tuple[int, ...] = ()
    role: str | None = None
    probabilities: tuple[float, ...] = ()
    guessed: bool = False
    corrected: Original | None = None


KINDS: tuple[str, ...] = (
    "person",
    "organisation",
    "official body",
    "unnamed person",
    "unnamed group",
    "document",
)
"""What a source can be."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the article that stand for a source: a name, a description, a pronoun; ``sentence`` is its index."""

    start: int
    end: int
    text: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Relay:
    """A claim that came through somebody else, in sentence ``sentence``.

    ``outlet`` is who passed it on ("The Times"), ``origin`` who said it first ("two officials"); each is words of
    the article.  ``anonymous`` tells whether the origin is unnamed.
    """

    sentence: int
    outlet: str
    origin: str
    anonymous: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One source of an article and everything that rests on it.

    ``id`` is its place in the register; ``name`` the fullest form that the article gives; ``kind`` one of
    ``KINDS``; ``label`` the class of most of its sentences (named, anonymous, official).  ``role`` is how the
    article describes it, in the article's words.  ``sentences`` are the indices of the sentences that rest on it,
    ``words`` how many words those have (a joint source's words count for each member) and ``share`` their share of
    all attributed words (0 to 1, three decimals).  ``government`` says whether it speaks for a government or an
    intergovernmental body, as state media do: ``yes``, ``no`` or ``unknown``; the words behind it are
    ``government_evidence``.
    ``explained`` are the words that say why its name is withheld, or None.
    """

    id: int
    name: str
    kind: str
    label: str
    role: str | None = None
    mentions: tuple[Mention, ...] = ()
    sentences: tuple[int, ...] = ()
    words: int = 0
    share: float = 0.0
    government: str = "unknown"
    government_evidence: str | None = None
    explained: str | None = None
    relays: tuple[Relay, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: ``code`` and ``rule`` name the rule, ``level`` is error, warning or advice.

    ``message`` says what was found, ``advice`` what an editor could do, ``authority`` on whose rule it rests.
    ``sentences`` are indices; empty when it concerns the whole article.
    """

    code: str
    rule: str
    level: str
    message: str
    sentences: tuple[int, ...]
    advice: str
    authority: str


@dataclass(frozen=True, slots=True)
class Grade:
    """How well an article is sourced, not whether it is true.

    ``letter`` is A to F, or None with the reason in ``withheld``; ``score`` is 0 to 100; ``parts`` gives each
    part's score, 0 to 1; ``low`` and ``high`` are the letters between which it falls when the labels are drawn from
    the classifier's probabilities.
    """

    letter: str | None
    score: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    low: str | None = None
    high: str | None = None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """An article with every sentence labelled, its sources, what the rules found, and what it comes down to."""

    article: Article
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...] = ()
    findings: tuple[Finding, ...] = ()
    summary: str | None = None
    grade: Grade | None = None

    @property
    def counted(self) -> tuple[Sentence, ...]:
        """The sentences of the article itself: everything but furniture."""
        return tuple(s for s in self.sentences if s.label != FURNITURE)

    @property
    def corrections(self) -> tuple[Sentence, ...]:
        """The sentences that a person corrected."""
        return tuple(s for s in self.sentences if s.corrected is not None)

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
            "sources": [asdict(s) for s in self.sources],
            "findings": [asdict(f) for f in self.findings],
            "summary": self.summary,
            "grade": asdict(self.grade) if self.grade else None,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Audit":
        """Rebuild an audit from ``to_dict``'s shape; keys that are not known are ignored."""
        grade = data.get("grade")
        return cls(
            article=_rebuilt(Article, data),
            sentences=tuple(_rebuilt(Sentence, row) for row in data["sentences"]),
            sources=tuple(_rebuilt(Source, row) for row in data.get("sources", ())),
            findings=tuple(_rebuilt(Finding, row) for row in data.get("findings", ())),
            summary=data.get("summary"),
            grade=_rebuilt(Grade, grade) if grade else None,
        )


_Record = TypeVar("_Record")
_PARTS: dict[str, type] = {"mentions": Mention, "relays": Relay}
"""The fields that hold further records."""
_PART: dict[str, type] = {"corrected": Original}
"""The fields that hold one further record, or None."""


def _rebuilt(kind: type[_Record], row: Mapping[str, Any]) -> _Record:
    """Return a record made of the row's known keys; lists come back as the tuples they were."""
    known = {}
    for key in kind.__dataclass_fields__:  # type: ignore[attr-defined]
        if key in row:
            value = row[key]
            if key in _PARTS:
                value = tuple(_rebuilt(_PARTS[key], part) for part in value)
            elif key in _PART and value is not None:
                value = _rebuilt(_PART[key], value)
            known[key] = tuple(value) if isinstance(value, list) else value
    return kind(**known)
