"""How much labelled data there is, by split and corpus: the counts in the data card."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from auditor.data.places import AUTHORED, SHIPPED
from auditor.data.records import read_labelled
from auditor.data.standoff import PUBLIC, STANDOFF, read_standoff
from auditor.labels import CODES


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


class Labelled(Protocol):
    """An article that can be counted, with its text or without."""

    @property
    def corpus(self) -> str:
        """The corpus that the article is from."""

    @property
    def split(self) -> str:
        """The split that it belongs to."""

    @property
    def sentences(self) -> Sequence[_Coded]:
        """Its labelled sentences."""

    @property
    def attributions(self) -> Sequence[object]:
        """The corpus's own attributions."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is of one corpus in one split; ``codes`` follows the order of ``labels.CODES``."""

    split: str
    corpus: str
    articles: int
    sentences: int
    codes: tuple[int, ...]
    attributions: int


def describe(articles: Iterable[Labelled]) -> list[Counts]:
    """Count articles, sentences, codes and attributions by split and corpus, in order of first appearance."""
    groups: dict[tuple[str, str], list[Labelled]] = {}
    for article in articles:
        groups.setdefault((article.split, article.corpus), []).append(article)
    counts = []
    for (split, corpus), members in groups.items():
        codes = Counter(sentence.code for article in members for sentence in article.sentences)
        counts.append(
            Counts(
                split,
                corpus,
                len(members),
                codes.total(),
                tuple(codes[code] for code in CODES),
                sum(len(article.attributions) for article in members),
            )
        )
    return counts


def describe_shipped() -> list[Counts]:
    """Count what ships: the stand-off labels of the public corpora and the authored articles."""
    articles: list[Labelled] = []
    for name in PUBLIC:
        articles += read_standoff(STANDOFF / f"{name}.jsonl")
    for name in AUTHORED:
        articles += read_labelled(SHIPPED / f"{name}.jsonl")
    return describe(articles)


def counts_table(counts: Iterable[Counts]) -> str:
    """Return the counts as a Markdown table."""
    heads = ("split", "corpus", "articles", "sentences", *CODES, "attributions")
    lines = [_line(heads), _line(("---", "---", *["---:"] * (len(heads) - 2)))]
    for row in counts:
        numbers = (row.articles, row.sentences, *row.codes, row.attributions)
        lines.append(_line((row.split, row.corpus, *(f"{n:,}" for n in numbers))))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
