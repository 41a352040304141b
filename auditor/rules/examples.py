"""A rule's examples as audits, built from labels that are given: rules are tested on them, not on a model's errors."""

import re

from auditor.article import Article, Audit, Sentence
from auditor.labels import CLASS_OF
from auditor.rules.interface import Example
from auditor.sources import build_register

HEADLINE = "headline"


def audit_of(example: Example) -> Audit:
    """Return the audit of ``example``'s article, with its sources linked.

    Sentences of a paragraph are parted by a space, paragraphs by an empty line; every confidence is 1.0; source words
    are found whatever their case.  Raises ValueError for a line that is not ``CODE | source words | sentence`` or
    whose source words are not in its sentence.
    """
    text, sentences = "", list[Sentence]()
    paragraphs = [p for p in re.split(r"\n\s*\n", example.article.strip()) if p.strip()]
    for number, paragraph in enumerate(paragraphs):
        for place, line in enumerate(paragraph.strip().splitlines()):
            if text:
                text += " " if place else "\n\n"
            sentence = _sentence(line.strip(), len(sentences), len(text), number)
            sentences.append(sentence)
            text += sentence.text
    linked, sources = build_register(text, sentences)
    return Audit(Article("example", text), linked, sources)


def _sentence(line: str, index: int, start: int, paragraph: int) -> Sentence:
    parts = [part.strip() for part in line.split("|", 2)]
    if len(parts) != 3 or parts[0] not in CLASS_OF:
        raise ValueError(f"an example's line is “CODE | source words | sentence”, not “{line}”")
    code, source, words = parts
    headline = code == "X" and source == HEADLINE
    own, at = None, None
    if source and code not in ("U", "X"):
        place = words.lower().index(source.lower())
        own, at = words[place : place + len(source)], start + place
    return Sentence(
        index=index,
        start=start,
        end=start + len(words),
        text=words,
        label=CLASS_OF[code],
        code=code,
        confidence=1.0,
        paragraph=paragraph,
        source=own,
        source_start=at,
        source_end=None if at is None or own is None else at + len(own),
        role=HEADLINE if headline else None,
    )
