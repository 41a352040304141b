from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from auditor.article import Article, Audit, Sentence, Source
from auditor.labels import CLASS_OF

Row = tuple[Any, ...]
PARAGRAPH: Row = ()


def build(rows: Sequence[Row], id: str = "ferry.txt", **known: Any) -> Audit:
    """An audit of (code, text[, source[, confidence]]) rows; ``PARAGRAPH`` begins a new one."""
    text = ""
    sentences: list[Sentence] = []
    paragraph = 0
    for row in rows:
        if row == PARAGRAPH:
            text += "\n\n"
            paragraph += 1
            continue
        code, words, source, confidence = (*row, *(None, 0.95)[len(row) - 2 :])
        text += " " if text and not text.endswith("\n") else ""
        start = len(text)
        text += words
        label = CLASS_OF[code]
        sentences.append(Sentence(len(sentences), start, len(text), words, label, code, confidence, paragraph, source))
    return Audit(Article(id, text, **known), tuple(sentences))


def with_register(audit: Audit, *sources: Source) -> Audit:
    """The audit with ``sources`` as its register; ids, words and shares are filled in."""
    words = {s.index: len(s.text.split()) for s in audit.counted if s.label != "unattributed"}
    ids: dict[int, tuple[int, ...]] = {}
    register = []
    for number, source in enumerate(sources):
        mine = sum(words[index] for index in source.sentences)
        register.append(replace(source, id=number, words=mine, share=round(mine / sum(words.values()), 3)))
        for index in source.sentences:
            ids[index] = (*ids.get(index, ()), number)
    sentences = tuple(replace(s, source_ids=ids.get(s.index, ())) for s in audit.sentences)
    return replace(audit, sentences=sentences, sources=tuple(register))


@pytest.fixture
def audit_of() -> Callable[..., Audit]:
    return build


@pytest.fixture
def ferry() -> Audit:
    """A story with every class, furniture, an unsure sentence and one without a source; no findings, no grade."""
    story = build(
        [
            ("X", "Share this story"),
            PARAGRAPH,
            ("U", "The last ferry of the evening left the Saltmarsh pier twenty minutes late on Tuesday."),
            (
                "NP",
                "“We were told at noon,” said Ottoline Brask, who has run the pier café since 1998.",
                "Ottoline Brask",
            ),
            PARAGRAPH,
            (
                "O",
                "The Port Authority said the service would be suspended for six weeks.",
                "The Port Authority",
                0.98,
            ),
            ("O", "The port authority’s engineers found corrosion in both hulls.", "port authority’s", 0.62),
            PARAGRAPH,
            (
                "A1",
                "Two officials familiar with the inspection said it had been known.",
                "Two officials",
                0.91,
            ),
            (
                "A2",
                "“Nobody wanted to stop the boats,” said one, asking for anonymity to keep her job.",
                "one",
                0.88,
            ),
            ("A0", "Critics say the council looked away.", "Critics", 0.75),
            PARAGRAPH,
            ("U", "A replacement vessel, the Grey Heron, is in dry dock at Port Linnet."),
            ("X", "#ferries"),
            ("U", "It was not clear who would pay for it."),
            ("NP", "The councillor, asked twice, said only this."),
        ],
        title="Ferry to Eastmere stops for six weeks",
        outlet="The Saltmarsh Courier",
        author="Ines Corrow",
        date="2024-03-12",
        url="https://courier.example/ferry",
        path="seeds/ferry.txt",
    )
    return with_register(
        story,
        Source(
            0,
            "Ottoline Brask",
            "person",
            "named",
            role="who has run the pier café since 1998",
            sentences=(2,),
            government="no",
        ),
        Source(0, "Port Authority", "official body", "official", sentences=(3, 4), government="yes"),
        Source(
            0,
            "Two officials familiar with the inspection",
            "unnamed group",
            "anonymous",
            role="officials familiar with the inspection",
            sentences=(5,),
            government="yes",
            government_evidence="officials",
        ),
        Source(
            0, "one", "unnamed person", "anonymous", sentences=(6,), explained="asking for anonymity to keep her job"
        ),
        Source(0, "Critics", "unnamed group", "anonymous", sentences=(7,)),
    )
