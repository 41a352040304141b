"""The persons whom an article names, and which of them a shorter form of a name means."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.article import Sentence
from auditor.classifier.cue_words import NOT_NAMES
from auditor.sources.body_nouns import HEADS
from auditor.sources.first_names import is_known_first_name, sex_of_first_name
from auditor.sources.gazetteer import place
from auditor.sources.names import WORD, Name, find_names, is_title, title_sex
from auditor.sources.words import COURTESY, FEMALE, FEMALE_TITLES, MALE, MALE_TITLES, PRONOUNS, listed

_OPENERS = listed(
    """
    maybe perhaps yes why even still then now well thanks poor rival former young like many
    """
)
_APPOSITION_END = re.compile(r"[,;:“”\n]|(?:(?<=[a-z]{4})|(?<=\d))\.\s")
_APPOSITION = re.compile(
    r",\s(?:(?:aged\s)?\d+,\s)?(?:an?|the|his|her)\s((?:[\w-]+\s){0,2}?[\w-]+)(?=[,.]|\s(?:of|who|from|and)\b)"
)
_MEN, _WOMEN = (MALE | MALE_TITLES) - PRONOUNS, (FEMALE | FEMALE_TITLES) - PRONOUNS
_MOST_WORDS = 5
_ROLE_WORDS = 6
"""Longest personal name, and how many words before and after a name may tell who that is."""


@dataclass(eq=False, slots=True)
class Person:
    """Somebody, or something, named by ``words``; ``personal`` tells whether it is surely a human being.

    ``places`` are where the name stands, in order; ``roles`` the words that the article puts beside it.
    """

    words: tuple[str, ...]
    sex: str | None = None
    personal: bool = False
    places: list[tuple[int, int, int]] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The fullest form of the name."""
        return " ".join(self.words)

    def last_before(self, position: int) -> int | None:
        """Return where the name stood last before ``position``."""
        at = bisect_left(self.places, (position,))
        return self.places[at - 1][0] if at else None


class People:
    """All names of an article's sentences, short forms joined with full ones; ``names`` are those of each sentence.

    Two bearers of one surname stay two; the surname alone means the one named last, where title and sex allow it.
    """

    def __init__(self, text: str, sentences: Sequence[Sentence], names: Mapping[int, Sequence[Name]]):
        self.text = text
        self._by_last: dict[str, list[Person]] = {}
        self._by_first: dict[str, list[Person]] = {}
        self._by_inner: dict[str, list[Person]] = {}
        self._owners: list[tuple[int, int, Person, Name]] = []
        self._starts: list[int] = []
        found = [
            (part, index)
            for index, of_sentence in names.items()
            for name in of_sentence
            if (part := _personal_part(text, name)) is not None
        ]
        spoken = _speaking_names(text, sentences)
        for name, _ in found:
            if 1 < len(name.words) <= _MOST_WORDS:
                self._enter(name).personal |= name.text in spoken
        for name, index in found:
            person = self._meant(name, spoken=name.text in spoken)
            if person is None and (_is_titled(name) or name.text in spoken):
                person = self._new(name)
                person.personal |= name.text in spoken
            if person is not None:
                self._place(person, name, index)

    def called(self, name: str) -> Person | None:
        """Return the person whose fullest name is ``name``, in any case."""
        wanted = name.casefold()
        everybody = (person for people in self._by_last.values() for person in people)
        return next((person for person in everybody if person.name.casefold() == wanted), None)

    def within(self, start: int, end: int) -> Iterator[tuple[Person, Name]]:
        """Yield the persons whose names overlap ``start`` to ``end``, in order."""
        at = bisect_right(self._starts, start)
        while at > 0 and self._owners[at - 1][1] > start:
            at -= 1
        while at < len(self._owners) and self._owners[at][0] < end:
            yield self._owners[at][2], self._owners[at][3]
            at += 1

    def before(self, position: int, reach: int) -> Iterator[tuple[Person, Name]]:
        """Yield the persons named before ``position`` and not before ``reach``, the last one first."""
        at = bisect_left(self._starts, position)
        while at > 0 and self._starts[at - 1] >= reach:
            at -= 1
            yield self._owners[at][2], self._owners[at][3]

    def _enter(self, name: Name) -> Person:
        for person in self._by_last.get(_last(name.words), ()):
            if _compatible(person.words, name.words) and not _differ(person.sex, _sex(name)):
                if len(name.words) > len(person.words):
                    person.words = name.words
                self._learn(person, name)
                return person
        return self._new(name)

    def _new(self, name: Name) -> Person:
        person = Person(name.words)
        self._learn(person, name)
        self._by_last.setdefault(_last(name.words), []).append(person)
        if len(name.words) > 1:
            self._by_first.setdefault(name.words[0].lower(), []).append(person)
            for word in name.words[:-1]:
                self._by_inner.setdefault(word.lower(), []).append(person)
        return person

    def _learn(self, person: Person, name: Name) -> None:
        person.sex = person.sex or _sex(name)
        known = len(name.words) > 1 and is_known_first_name(name.words[0])
        person.personal = person.personal or known or bool(name.title)

    def _meant(self, name: Name, *, spoken: bool = False) -> Person | None:
        """Return the person whom ``name`` means where it stands."""
        word = _last(name.words)
        sex = title_sex(name.title)
        if len(name.words) > 1:
            fitting = [p for p in self._by_last.get(word, ()) if _compatible(p.words, name.words)]
        else:
            fitting = [p for p in self._by_last.get(word, ()) if not _differ(p.sex, sex)]
            fitting = [p for p in fitting if sex and p.sex == sex] or fitting
            if not fitting and _is_titled(name) and not is_known_first_name(word):
                # Where the family name comes first: "Mr. Lin" is Lin Haoran.
                fitting = self._by_inner.get(word, [])[:1]
            if not fitting and not _is_titled(name):
                fitting = self._by_first.get(word, [])
                fitting = fitting if len(fitting) == 1 and (fitting[0].personal or spoken) else []
        earlier = [p for p in fitting if p.places]
        if earlier:
            # Relatives are told apart by their first names; the bare surname stays with whom it was first used for.
            return min(earlier, key=lambda p: p.places[0])
        return fitting[0] if fitting else None

    def _place(self, person: Person, name: Name, sentence: int) -> None:
        person.places.append((name.start, name.end, sentence))
        self._learn(person, name)
        person.roles.update(word.rstrip(".").lower() for word in name.title)
        person.roles.update(self._beside(name))
        person.sex = person.sex or self._told_sex(name)
        self._owners.append((name.start, name.end, person, name))
        self._starts.append(name.start)

    def _told_sex(self, name: Name) -> str | None:
        """Return the sex that words beside the name tell: "his sister Ada", "Ada Holm, a mother of two"."""
        before = self.text[max(0, name.start - 30) : name.start].split()[-1:]
        apposition = _APPOSITION.match(self.text, name.end, name.end + 60)
        words = [*before, *(apposition[1].lower().split() if apposition else ())]
        return "m" if _MEN.intersection(words) else "f" if _WOMEN.intersection(words) else None

    def _beside(self, name: Name) -> Iterator[str]:
        """Yield the words that stand before the name, and after it in an apposition, small."""
        before = self.text[max(0, name.start - 60) : name.start]
        if self.text.startswith(",", name.end):
            # "The mayor, Odile Brandt, said"
            before = before.removesuffix(", ")
        clause = before[max(before.rfind(mark) + 1 for mark in '.,;:\n“”"(') :]
        yield from (w.lower() for w in WORD.findall(clause)[-_ROLE_WORDS:])
        after = self.text[name.end : name.end + 90]
        if after.startswith(", ") and not after[2:6].lower().startswith(("and ", "but ", "who")):
            yield from (w.lower() for w in WORD.findall(_APPOSITION_END.split(after[2:], maxsplit=1)[0])[:_ROLE_WORDS])


def _speaking_names(text: str, sentences: Sequence[Sentence]) -> set[str]:
    """Return the names that end the source words of sentences resting on a named person, or an apposition there."""
    found = set()
    for s in sentences:
        if s.code == "NP" and s.source_start is not None and s.source_end is not None:
            for name in find_names(text, s.source_start, s.source_end):
                ends = (
                    name.end >= s.source_end
                    or text[name.end : name.end + 1] in ",;("
                    or text[name.end :].startswith(" who")
                )
                described = re.search(r"(?:^|\s)(?:the|an?)\s$", text[s.source_start : name.start], re.IGNORECASE)
                if ends and not name.possessive and not described:
                    found.add(name.text)
    return found - NOT_NAMES


def _personal_part(text: str, name: Name) -> Name | None:
    """Return the part of a name that can be a person's: "Ann Lee" of "Ann Lee of the University of Norby"."""
    words = name.words
    if len(words) > 1 and (words[0].endswith("-born") or (name.opens and words[0].lower() in _OPENERS)):
        name = replace(name, start=text.index(words[1], name.start), words=words[1:], opens=False)
    if is_title(name.words[-1]) or _is_body(name):
        return None
    if (
        len(words) == 3
        and place(words[0])
        and re.search(r"\b(?:ambassador|envoy) to $", text[: name.start][-16:], re.IGNORECASE)
    ):
        name = replace(name, start=text.index(words[1], name.start), words=words[1:], before=words[:1])
    small = [i for i, word in enumerate(name.words) if word.lower() in ("of", "the", "for")]
    if not small:
        return name if len(name.words) > 1 or not place(name.words[0]) else None
    if small[0] < 2:
        return None
    words = name.words[: small[0]]
    end = name.start + text[name.start : name.end].index(words[-1]) + len(words[-1])
    return replace(name, end=end, words=words, possessive=False)


def _is_body(name: Name) -> bool:
    """Tell "Harbour Service" from a person's name: its last word heads bodies, and no first name or title begins it."""
    words = name.words[: next((i for i, w in enumerate(name.words) if i and w.lower() in ("of", "for")), None)]
    return words[-1].lower() in HEADS and len(words) > 1 and not name.title and not is_known_first_name(words[0])


def _compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two forms with the same last word can be one name: same first word or initial."""
    a, b = one[0].lower().rstrip("."), other[0].lower().rstrip(".")
    return a == b or len(one) == 1 or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _last(words: tuple[str, ...]) -> str:
    """Return the surname as it is compared: small, without the Arabic article."""
    return words[-1].lower().removeprefix("al-").removeprefix("el-")


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _sex(name: Name) -> str | None:
    return title_sex(name.title) or (sex_of_first_name(name.words[0]) if len(name.words) > 1 else None)


def _is_titled(name: Name) -> bool:
    return any(word.rstrip(".").lower() in COURTESY or len(word) > 3 for word in name.title)
