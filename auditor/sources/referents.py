"""What source words refer to, and the memory of who spoke so far."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.sources.people import Person

Place = tuple[int, int, int]
"""Start and end of words in the text, and the index of their sentence."""


@dataclass(eq=False, slots=True)
class Referent:
    """Somebody or something that sentences rest on.

    ``words`` and ``head`` are those of the phrase that first stood for a body or for unnamed people, in lower case;
    ``person`` is set for who is named.  ``places`` are the words that were taken to mean it.
    """

    name: str
    words: tuple[str, ...] = ()
    head: str = ""
    plural: bool = False
    person: Person | None = None
    places: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Memory:
    """Who spoke, in order, with the code under which, and where."""

    turns: list[tuple[Referent, str, int]] = field(default_factory=list)
    pronouns: dict[int, str] = field(default_factory=dict)
    """By the ``id`` of a person of unknown sex: the one, "m" or "f", by whose pronoun that person was last meant."""

    def add(self, referent: Referent, code: str, position: int) -> None:
        """Remember that the words at ``position`` meant ``referent``."""
        self.turns.append((referent, code, position))

    def back(self, *codes: str) -> Iterator[Referent]:
        """Yield who spoke under one of ``codes``, the last one first; named persons always go with ``NP``."""
        for referent, code, _ in reversed(self.turns[-40:]):
            if code in codes or ("NP" in codes and referent.person is not None):
                yield referent

    def bodies(self, code: str) -> Iterator[Referent]:
        """Yield the bodies that spoke, the last one first, those with the same code before the others."""
        recent = [(r, c) for r, c, _ in reversed(self.turns[-40:]) if c in ("NO", "O") and r.person is None]
        yield from (r for r, c in recent if c == code)
        yield from (r for r, c in recent if c != code)
