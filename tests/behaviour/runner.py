"""Scores a classifier on the behaviour cases, through the whole pipeline.

A phenomenon is a file in ``cases/``: short passages of our own writing, each with the sentences in question and the
class that the annotation guide gives them.  A case passes when all of its sentences get their classes.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.article import Article
from auditor.classifier.interface import SentenceClassifier
from auditor.labels import CLASSES
from auditor.pipeline import audit_article

HERE = Path(__file__).parent
CASES = HERE / "cases"
FLOORS = HERE / "floors.toml"

RULES = frozenset(f"rule {n}" for n in range(1, 10)) | {
    "table of codes",
    "hard case: polls and studies",
    "hard case: A0 or A1",
    "hard case: deeds and messages",
    "hard case: worry",
    "hard case: only the terms",
    "hard case: outlet that cites unnamed people",
    "hard case: half reporter, half source",
    "hard case: a document speaks",
}
"""Where in the annotation guide an expected class can come from."""


@dataclass(frozen=True, slots=True)
class Case:
    """A passage and what is expected of some of its sentences.

    ``expected`` pairs a sentence with its class, in the order of the text; ``rules`` name the places in the guide that
    settle it.
    """

    id: str
    text: str
    expected: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """What one file of cases is about; ``key`` is the file's name without its ending."""

    key: str
    title: str
    about: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case or a pair: ``failure`` tells what is wrong, and is empty where it passed."""

    id: str
    failure: str = ""


def load_phenomena() -> list[Phenomenon]:
    """Read all files of cases, in the order of their names."""
    return [_phenomenon(path) for path in sorted(CASES.glob("*.toml"))]


def load_floors() -> dict[str, float]:
    """Return the least pass rate that each phenomenon and each kind of invariance may have."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floors"]


def _phenomenon(path: Path) -> Phenomenon:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    cases = tuple(_case(f"{path.stem}-{n:02d}", row) for n, row in enumerate(data["case"], 1))
    return Phenomenon(path.stem, data["title"], data["about"], cases)


def _case(name: str, row: dict) -> Case:
    text = row["text"].strip()
    expected = [(sentence, label) for label in CLASSES for sentence in row.get(label, ())]
    return Case(name, text, tuple(sorted(expected, key=lambda e: text.find(e[0]))), tuple(row["rules"]), row["why"])


def labels_of(text: str, spans: Sequence[tuple[int, int]], classifier: SentenceClassifier) -> list[str]:
    """Audit ``text`` and return a label for each of ``spans``, (start, end) of a sentence in code points.

    Of the sentences that the pipeline cut, the one that shares most characters with a span speaks for it.
    """
    sentences = audit_article(Article("behaviour", text), classifier).sentences
    return [max(sentences, key=lambda s: min(s.end, end) - max(s.start, start)).label for start, end in spans]


def run_cases(phenomenon: Phenomenon, classifier: SentenceClassifier) -> list[Result]:
    """Score every case of ``phenomenon``."""
    return [_run(case, classifier) for case in phenomenon.cases]


def _run(case: Case, classifier: SentenceClassifier) -> Result:
    starts = [case.text.index(sentence) for sentence, _ in case.expected]
    spans = [(start, start + len(sentence)) for start, (sentence, _) in zip(starts, case.expected, strict=True)]
    found = labels_of(case.text, spans, classifier)
    wrong = [
        f"{got} instead of {label}: {sentence}"
        for got, (sentence, label) in zip(found, case.expected, strict=True)
        if got != label
    ]
    return Result(case.id, "; ".join(wrong))


def pass_rate(results: Sequence[Result]) -> float:
    """Return the share of ``results`` that passed, 0 to 1."""
    return sum(not result.failure for result in results) / len(results)
