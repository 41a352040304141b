"""Capitals and seats of government that stand for a state which the same article names otherwise."""

from collections.abc import Iterable, Sequence

from auditor.article import Sentence
from auditor.sources.gazetteer import place, state_of
from auditor.sources.referents import Referent

Linked = list[tuple[Sentence, tuple[Referent, ...]]]


def joined_states(linked: Linked) -> Linked:
    """Return ``linked`` with one source for each state: "Moscow", "the Kremlin" and "Russia" become Russia.

    Only names under which a government speaks (code ``O``) are joined; a capital that is merely a place stays one.
    The country's name is kept where it is among them, else the name that came first.
    """
    speaking: dict[str, list[Referent]] = {}
    for sentence, referents in linked:
        for referent in referents:
            state = state_of(referent.name) if sentence.code == "O" and referent.person is None else None
            if state is not None and referent not in speaking.setdefault(state, []):
                speaking[state].append(referent)
    kept = _kept(speaking.values())
    return [(s, tuple(dict.fromkeys(kept.get(id(r), r) for r in referents))) for s, referents in linked]


def _kept(groups: Iterable[Sequence[Referent]]) -> dict[int, Referent]:
    """Return which source of its group takes the place of each other one, whose mentions it is given."""
    kept: dict[int, Referent] = {}
    for group in groups:
        main = next((r for r in group if place(r.name) == "country"), group[0])
        for other in group:
            if other is not main:
                main.places.extend(other.places)
                kept[id(other)] = main
    return kept
