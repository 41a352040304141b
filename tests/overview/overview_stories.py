"""Audits of made-up articles."""

from collections.abc import Sequence
from typing import Any

from auditor.article import Article, Audit, Finding, Grade, Sentence, Source
from auditor.labels import CLASS_OF

CODES = ("NP", "A0", "O", "U")


def person(name: str, *sentences: int, **known: Any) -> Source:
    return Source(0, name, known.pop("kind", "person"), known.pop("label", "named"), sentences=sentences, **known)


def audit_of(
    id: str = "pier.txt",
    counts: Sequence[int] = (4, 1, 2, 3),
    sources: Sequence[Source] = (),
    findings: Sequence[Finding] = (),
    grade: Grade | None = None,
    **known: Any,
) -> Audit:
    """An audit with ``counts`` sentences of each class, five words each."""
    sentences: list[Sentence] = []
    for code, count in zip(CODES, counts, strict=True):
        for _ in range(count):
            start = 30 * len(sentences)
            words = f"Pier sentence {len(sentences)} is here."
            sentences.append(
                Sentence(len(sentences), start, start + len(words), words, CLASS_OF[code], code, 0.9, len(sentences))
            )
    text = "".join(s.text.ljust(30) for s in sentences)
    return Audit(Article(id, text, **known), tuple(sentences), tuple(sources), tuple(findings), None, grade)


def finding(code: str = "SA101", level: str = "warning") -> Finding:
    return Finding(code, "anonymous-undescribed", level, "Not described.", (0,), "Describe it.", "AP")


def some(number: int) -> list[Audit]:
    """Audits of three outlets, four authors and six months."""
    return [
        audit_of(
            f"pier-{n}.txt",
            (4 + n % 5, n % 3, 2 + n % 2, 3 + n % 4),
            [person("Ottoline Brask", 0, words=5), person("the Port Authority", 1, kind="official body",
                                                          label="official", government="yes", words=5)],
            [finding()] if n % 2 else [],
            Grade("ABCDF"[n % 5], 90.0 - 15 * (n % 5)),
            title=f"Pier story {n}",
            outlet=f"Outlet {n % 3}",
            author=f"Author {n % 4}",
            date=f"2024-0{1 + n % 6}-1{n % 10}",
        )
        for n in range(number)
    ]  # fmt: skip
