"""Builds a register from sentences of our own."""

from auditor.article import Sentence
from auditor.labels import CLASS_OF
from auditor.sources import build_register, carry_sources


def labelled(*rows, joint="\n\n", cue=None):
    """Return (text, sentences) for rows of (code, sentence[, its source words]), with ``joint`` behind each."""
    text, sentences = "", []
    for code, words, *source in rows:
        start, own = len(text), source[0] if source else None
        at = start + words.index(own) if own else None
        sentences.append(
            Sentence(
                index=len(sentences),
                start=start,
                end=start + len(words),
                text=words,
                label=CLASS_OF[code],
                code=code,
                confidence=0.9,
                source=own,
                source_start=at,
                source_end=None if at is None else at + len(own),
                cue=cue if own else None,
            )
        )
        text += words + joint
    return text, sentences


def register(*rows):
    """Return (sentences, sources, text) for rows as ``labelled`` takes them."""
    text, sentences = labelled(*rows)
    linked, sources = build_register(text, carry_sources(text, sentences))
    return linked, sources, text


def named(*rows):
    """Return the names of each sentence's sources, joined by " + "; None for a sentence that rests on nobody."""
    sentences, sources, _ = register(*rows)
    return [" + ".join(sources[i].name for i in s.source_ids) or None for s in sentences]
