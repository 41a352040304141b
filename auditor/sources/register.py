"""The register of an article's sources: who they are, what rests on them, and where they are mentioned."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.article import Mention, Sentence, Source
from auditor.labels import ANONYMOUS, NAMED
from auditor.sources.describe import describe
from auditor.sources.kinds import majority_label
from auditor.sources.linking import link
from auditor.sources.occurrences import whole_word
from auditor.sources.referents import Referent

_KIND = {"person": "unnamed person", "organisation": "unnamed group"}
"""The kinds of named sources, and what they are where no name is given."""


def build_register(
    text: str, sentences: Sequence[Sentence], given: Mapping[int, Sequence[str]] | None = None
) -> tuple[tuple[Sentence, ...], tuple[Source, ...]]:
    """Return the sentences of ``text`` with their ``source_ids``, and the sources in order of their first sentence.

    ``sentences`` should have been through ``carry_sources``.  An attributed sentence for which nobody was found
    keeps no source; its words still count in the whole of which ``Source.share`` is a part.  ``given`` has the names
    of the sources of some sentences, by index, which are then not looked for.
    """
    links = link(text, sentences, given)
    linked = links.sentences
    order: dict[int, Referent] = {}
    resting: dict[int, list[Sentence]] = {}
    ids: dict[int, tuple[int, ...]] = {}
    for sentence, referents in linked:
        for referent in referents:
            order.setdefault(id(referent), referent)
            resting.setdefault(id(referent), []).append(sentence)
    number = {key: place for place, key in enumerate(order)}
    for sentence, referents in linked:
        ids[sentence.index] = tuple(number[id(r)] for r in referents)
    total = sum(len(s.text.split()) for s, _ in linked)
    sources = tuple(
        _source(text, sentences, number[key], referent, resting[key], total) for key, referent in order.items()
    )
    marked = (_marked(s, ids.get(s.index, ()), s.index in links.guessed) for s in sentences)
    return tuple(marked), sources


def _marked(sentence: Sentence, ids: tuple[int, ...], guessed: bool) -> Sentence:
    if (sentence.source_ids, sentence.guessed) == (ids, guessed):
        return sentence
    return replace(sentence, source_ids=ids, guessed=guessed)


def _source(
    text: str, sentences: Sequence[Sentence], number: int, referent: Referent, of: Sequence[Sentence], total: int
) -> Source:
    mentions = _mentions(text, referent)
    places = tuple(s.index for s in of)
    words = sum(len(s.text.split()) for s in of)
    seen = describe(text, sentences, mentions, referent.name, places)
    label, evidence = majority_label(of), seen.government_evidence
    if label == NAMED and _nameless(referent, seen.kind):
        label = ANONYMOUS
        seen = replace(seen, kind=_KIND.get(seen.kind, seen.kind))
    return Source(
        id=number,
        name=referent.name,
        kind=seen.kind,
        label=label,
        role=_without_name(seen.role, referent) if seen.role else None,
        mentions=mentions,
        sentences=places,
        words=words,
        share=round(words / total, 3) if total else 0.0,
        government=seen.government,
        government_evidence=evidence and _without_last_name(evidence, referent),
        explained=seen.explained,
        relays=seen.relays,
    )


def _nameless(referent: Referent, kind: str) -> bool:
    """Tell whether nobody is named: a bare pronoun's source, or a person of whom only a description is given."""
    described = kind == "person" and not any(c.isupper() for c in referent.name)
    return referent.person is None and (referent.name.startswith("unnamed ") or described)


def _without_name(role: str, referent: Referent) -> str | None:
    """Return the role without the name of the person whose it is, None if nothing else is left."""
    if referent.person is None:
        return role
    at = whole_word(referent.name, role)
    if at is None:
        return role
    return role[:at].rstrip(" ,") or role[at + len(referent.name) :].lstrip(" ,") or None


def _without_last_name(words: str, referent: Referent) -> str:
    """Return "head of the harbour board" of "head of the harbour board Ada Holm", who is Ada Holm."""
    kept = words.removesuffix(referent.name).rstrip(" ,") if referent.person else words
    return kept if any(c.isalpha() for c in kept) else words


def _mentions(text: str, referent: Referent) -> tuple[Mention, ...]:
    """Return every place where the source is named or meant, without those inside a longer one."""
    places = {*referent.places, *(referent.person.places if referent.person else ())}
    kept: list[Mention] = []
    for start, end, sentence in sorted(places, key=lambda p: (p[0], -p[1])):
        if not kept or start >= kept[-1].end:
            kept.append(Mention(start, end, text[start:end], sentence))
    return tuple(kept)
