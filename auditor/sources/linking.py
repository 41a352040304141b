"""Links the source words of each attributed sentence to the one source they mean.

The sentences are read in order, with a memory of who spoke.  What kind of source is looked for follows the code of
the sentence: a person for ``NP``, a body for ``NO`` and ``O``, unnamed people or documents for ``A0`` to ``A2``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.article import Sentence
from auditor.classifier.cue_words import ORGANISATIONS, SPEECH
from auditor.labels import ANONYMOUS, FURNITURE, UNATTRIBUTED
from auditor.sources.bodies import Bodies
from auditor.sources.body_names import body_name
from auditor.sources.doubt import is_far_from_its_name, is_plain, runs_on, spoke_last
from auditor.sources.metonyms import joined_states
from auditor.sources.names import WORD, find_names
from auditor.sources.people import People, Person
from auditor.sources.persons import (
    by_description,
    by_pronoun,
    named_persons,
    of_other_sex,
    office_opening,
    owner_of_words,
    pronoun_sex,
)
from auditor.sources.phrases import Phrase, read_phrase
from auditor.sources.referents import Memory, Referent
from auditor.sources.unnamed import introduces, unnamed_source
from auditor.sources.whole_words import without_terms
from auditor.sources.words import HE, IT, MOUTHPIECES, PRONOUNS, SHARED, SHE, THEY, UTTERANCES

_AHEAD = 2
"""How many sentences a name may come after the description that it resolves (annotation guide, rule 3)."""
_DESCRIPTION = 100
"""How far source words are drawn out to a name, in code points."""
_OPEN_END = re.compile(r"\s(?:of|for|at|from|with)\s")
_CLAUSE_END = re.compile(
    r"[\"“”.;:\n]\s|\s(?:who|which|that|and|but|" + "|".join(sorted(SPEECH)) + r"|is|was|has|had|will)\b"
)
_NOBODY = (
    dict.fromkeys(HE | SHE | {"i", "you", "who", "one"}, "unnamed person")
    | dict.fromkeys(THEY | {"we", "us", "those", "these"}, "unnamed people")
    | dict.fromkeys(IT | {"this", "that", "which"}, "unnamed organisation")
)
"""What a source is called that is nothing but a pronoun whose antecedent was not found."""
_PRONOUNS_ALONE = frozenset(_NOBODY.values())
_UNNAMED = "unnamed source"
"""What a source is called for which the classifier marked nothing but punctuation."""
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """The attributed sentences, in order, each with the sources it rests on; ``guessed`` are the indices of the unsure.

    A sentence whose source words stand in another sentence rests on the same sources as that one.  The list of
    sources is empty only where nobody was found.
    """

    sentences: list[tuple[Sentence, tuple[Referent, ...]]]
    guessed: frozenset[int]


def link(text: str, sentences: Sequence[Sentence], given: Mapping[int, Sequence[str]] | None = None) -> Links:
    """Return whom the attributed sentences of ``text`` rest on.

    The sentences of which ``given`` (by index) has the names rest on those, and what comes after them is read in that
    light.
    """
    return _Linker(text, sentences, given or {}).run()


class _Linker:
    def __init__(self, text: str, sentences: Sequence[Sentence], given: Mapping[int, Sequence[str]]):
        self.text = text
        self.given = given
        self.sentences = [s for s in sentences if s.label not in (UNATTRIBUTED, FURNITURE)]
        self.before = {s.index: b for b, s in pairwise(s for s in sentences if s.label != FURNITURE)}
        self.names = {s.index: find_names(text, s.start, s.end) for s in sentences if s.label != FURNITURE}
        self.people = People(text, sentences, self.names)
        self.bodies = Bodies(text, sentences, self.people, self.names)
        self.memory = Memory()
        self.of_person: dict[int, Referent] = {}
        self.of_name: dict[str, Referent] = {}
        self.of_words: dict[tuple[int, int], tuple[Referent, ...]] = {}
        self.guessed: set[int] = set()
        self.unsure = False
        """Whether the words now looked at could well mean somebody else."""

    def run(self) -> Links:
        found: dict[int, tuple[Referent, ...]] = {}
        for place, sentence in enumerate(self.sentences):
            if sentence.index in self.given:
                found[sentence.index] = self._given(sentence)
            elif _has_own_words(sentence):
                found[sentence.index] = self._remembered(place, sentence)
        for place, sentence in enumerate(self.sentences):
            if sentence.index not in found:
                found[sentence.index] = self._lent(place, sentence, found)
        linked = joined_states([(s, _made_out(s, found[s.index])) for s in self.sentences])
        return Links(linked, frozenset(self.guessed.intersection(s.index for s, referents in linked if referents)))

    def _given(self, sentence: Sentence) -> tuple[Referent, ...]:
        """Return the sources that a person named for ``sentence``."""
        found = []
        for name in self.given[sentence.index]:
            referent = self._by_name(name)
            at = self.text.find(name, sentence.start, sentence.end)
            if at >= 0:
                referent.places.append((at, at + len(name), sentence.index))
            self.memory.add(referent, sentence.code, max(at, sentence.start))
            found.append(referent)
        if sentence.source_start is not None and sentence.source_end is not None:
            self.of_words[(sentence.source_start, sentence.source_end)] = tuple(found)
        return tuple(dict.fromkeys(found))

    def _by_name(self, name: str) -> Referent:
        """Return who is called ``name``: the person whom the article names so, else whoever goes by it."""
        person = self.people.called(name)
        if person is not None:
            return self._person(person)
        return self._named(name, read_phrase(name, 0, len(name)))

    def _lent(self, place: int, sentence: Sentence, found: dict[int, tuple[Referent, ...]]) -> tuple[Referent, ...]:
        """Return the sources of a sentence without words of its own."""
        if sentence.source_start is not None and sentence.source_end is not None:
            known = self.of_words.get((sentence.source_start, sentence.source_end))
            if known is not None:
                if not self._is_surely_carried(place, sentence):
                    self.guessed.add(sentence.index)
                return known
        self.guessed.add(sentence.index)
        around = [*reversed(self.sentences[max(0, place - 8) : place]), *self.sentences[place + 1 : place + 4]]
        same = [s for s in around if s.code[0] == sentence.code[0] and found.get(s.index)]
        if same:
            return found[same[0].index]
        inside = named_persons(self.people, self.text, sentence.start, sentence.end, sure=True)
        return (self._person(inside[0]),) if inside and sentence.code == "NP" else ()

    def _is_surely_carried(self, place: int, sentence: Sentence) -> bool:
        at = sentence.source_start or 0
        near = self.sentences[max(0, place - 8) : place + 4]
        owner = next((s for s in near if s.start <= at < s.end), None)
        return owner is not None and owner.index not in self.guessed and runs_on(self.text, sentence, owner)

    def _remembered(self, place: int, sentence: Sentence) -> tuple[Referent, ...]:
        start, end = self._widened(sentence)
        phrase = read_phrase(self.text, start, end)
        self.unsure = False
        found = tuple(self._referents(place, sentence, phrase, start, end))
        if self.unsure or is_far_from_its_name(phrase, found, sentence):
            self.guessed.add(sentence.index)
        for referent in found:
            referent.places.append((start, end, sentence.index))
            self.memory.add(referent, sentence.code, start)
        self.of_words[(sentence.source_start or 0, sentence.source_end or 0)] = found
        return found

    def _widened(self, sentence: Sentence) -> tuple[int, int]:
        """Return the place of the source words, with names that they cut through taken whole."""
        start, end = sentence.source_start or 0, sentence.source_end or 0
        if self.text[start - 1 : start] in ("'", "’") and self.text[start : start + 2] == "s ":
            start = self.text.rfind(" ", sentence.start, start) + 1 or sentence.start
        for name in self.names[sentence.index]:
            if name.start < start < name.end:
                start = name.start
            if name.start < end < name.end:
                end = name.end
        if sentence.code == "NP" and _OPEN_END.match(self.text, end) and not any(self.people.within(start, end)):
            # The model stopped short: "the head" of "the head of the harbour board, Ada Holm".
            cut = _CLAUSE_END.search(self.text, end, sentence.end)
            limit = min(cut.start() if cut else sentence.end, end + _DESCRIPTION)
            within = self.people.within(end, limit)
            names = [
                n for p, n in within if n.end <= limit and (p.personal or self.text[n.start - 2 : n.start] == ", ")
            ]
            end = names[-1].end if names and not names[-1].possessive else end
        return start, end

    def _referents(self, place: int, sentence: Sentence, phrase: Phrase, start: int, end: int) -> list[Referent]:
        if sentence.code == "NP":
            return self._persons(place, sentence, phrase, start, end)
        if sentence.code in ("NO", "O"):
            return [self._body(place, sentence, phrase, start, end)]
        return [self._unnamed(sentence, phrase, end)]

    # -- persons ---------------------------------------------------------------------------------------

    def _persons(self, place: int, sentence: Sentence, phrase: Phrase, start: int, end: int) -> list[Referent]:
        if not phrase.pronoun:
            named = named_persons(self.people, self.text, start, end)
            if not named and phrase.head in UTTERANCES:
                owner = owner_of_words(self.people, self.text, start, end)
                named = [owner] if owner else []
            if named:
                return [self._person(p) for p in named]
        opening = next(iter(self.text[start:end].split()), "").lower()
        pronoun = phrase.head if phrase.pronoun else opening if opening in PRONOUNS else None
        if pronoun in THEY or (phrase.plural and {"both", "two"} & set(phrase.words)):
            joint = self._last_joint()
            if joint:
                return joint
        if pronoun is not None:
            sex = pronoun_sex(pronoun)
            meant = by_pronoun(self.people, self.memory, sex, sentence, start)
            last = next(self.memory.back(*(("NO", "O") if pronoun in IT else ("NP",))), None)
            if last is not None and (pronoun in IT or (last.person is None and last is self.memory.turns[-1][0])):
                return [last]
            person = meant.person if meant else next((p for p in self._ahead(place) if not of_other_sex(p, sex)), None)
            self.unsure = not (meant and is_plain(self.memory, meant, sentence, start))
            office = self._office_before(sentence, start, person) if sex else None
            if office is not None:
                return [office]
            if person is not None:
                if sex is not None and person.sex is None and spoke_last(self.memory, person):
                    self.memory.pronouns[id(person)] = sex
                return [self._person(person)]
            if (spoke := self._last_turn(pronoun)) is not None:
                return [spoke]
        elif phrase.words:
            meant = by_description(self.people, self.memory, phrase, start, self._ahead(place))
            if meant is not None:
                self.unsure = not meant.lead and not spoke_last(self.memory, meant.person)
                return [self._person(meant.person)]
        self.unsure = False
        return [self._called(phrase)]

    def _office_before(self, sentence: Sentence, position: int, instead_of: Person | None) -> Referent | None:
        """Return the holder of an office, not named there, whom the sentence before is about: "Norby's premier came."

        None where ``instead_of``, whom "he" or "she" at ``position`` would else mean, stands nearer.
        """
        before = self.before.get(sentence.index)
        if before is None or before.paragraph != sentence.paragraph or before.label != UNATTRIBUTED:
            return None
        opening = office_opening(self.text, before)
        if opening is None or (instead_of and (instead_of.last_before(position) or 0) >= before.start):
            return None
        phrase = read_phrase(self.text, *opening)
        meant = by_description(self.people, self.memory, phrase, before.start, ())
        return self._person(meant.person) if meant and meant.lead else self._called(phrase)

    def _last_turn(self, pronoun: str) -> Referent | None:
        """Return who spoke last, if "he" or "she" can mean that: a body has no sex."""
        if not self.memory.turns:
            return None
        referent, code, _ = self.memory.turns[-1]
        body = code in ("NO", "O") and referent.person is None
        other = referent.person is not None and of_other_sex(referent.person, pronoun_sex(pronoun))
        return None if other or (body and pronoun in HE | SHE) else referent

    def _ahead(self, place: int) -> list[Person]:
        """Return who is named as a source in the next sentences."""
        index = self.sentences[place].index
        ahead = []
        for s in self.sentences[place + 1 : place + 1 + _AHEAD]:
            if s.index <= index + _AHEAD and s.code == "NP" and _has_own_words(s):
                ahead += named_persons(self.people, self.text, s.source_start or 0, s.source_end or 0)
        return ahead

    def _last_joint(self) -> list[Referent]:
        """Return the last speakers who spoke together, none if the last one spoke alone."""
        turns = self.memory.turns
        if not turns:
            return []
        last = turns[-1][2]
        together = [referent for referent, _, position in turns[-6:] if position == last and referent.person]
        return together if len(together) > 1 else []

    def _person(self, person: Person) -> Referent:
        referent = self.of_person.get(id(person))
        if referent is None:
            referent = self.of_person[id(person)] = Referent(person.name, person=person)
        return referent

    # -- bodies and the unnamed ------------------------------------------------------------------------

    def _body(self, place: int, sentence: Sentence, phrase: Phrase, start: int, end: int) -> Referent:
        opening = next(iter(self.text[start:end].split()), "").lower()
        if phrase.pronoun:
            last = next(self.memory.bodies(sentence.code), None) or self._last_turn(phrase.head)
            return last or self._called(phrase)
        named = named_persons(self.people, self.text, start, end, sure=True)
        if named:
            return self._person(named[0])
        later = self._named_later(place, sentence) if self._is_mere_description(phrase) else None
        if later is not None:
            return later
        owner = self._owner(sentence, opening, start)
        found = body_name(self.bodies, self.memory, phrase, end, sentence.code, owner)
        return found if isinstance(found, Referent) else self._named(found, phrase)

    def _is_mere_description(self, phrase: Phrase) -> bool:
        """Tell whether the phrase brings in a body without naming it, and is no mouthpiece or document either."""
        head = phrase.head in MOUTHPIECES or phrase.head in UTTERANCES
        first, *rest = phrase.text.split() or [""]
        owned = first.endswith(("'s", "’s")) and phrase.head in SHARED | ORGANISATIONS
        plain = all(word.islower() for word in rest) and (first.islower() or owned)
        return (phrase.indefinite or owned) and plain and not head and rest[-1:] == [phrase.head]

    def _named_later(self, place: int, sentence: Sentence) -> Referent | None:
        """Return the body that the next sentences name after a description of it ("A rights group says ...")."""
        for s in self.sentences[place + 1 : place + 1 + _AHEAD]:
            if s.index > sentence.index + _AHEAD or s.code != sentence.code or not _has_own_words(s):
                continue
            start, end = self._widened(s)
            phrase = read_phrase(self.text, start, end)
            if (
                phrase.text[:1].isupper()
                and phrase.text[1:2] != ""
                and "percent" not in phrase.words
                and not phrase.pronoun
                and not phrase.indefinite
            ):
                found = body_name(self.bodies, self.memory, phrase, end, s.code, None)
                return found if isinstance(found, Referent) else self._named(found, phrase)
        return None

    def _unnamed(self, sentence: Sentence, phrase: Phrase, end: int) -> Referent:
        known = unnamed_source(self.memory, phrase) if phrase.words[:1] not in (("his",), ("her",)) else None
        if known is not None:
            return known
        if phrase.pronoun and (last := self._last_turn(phrase.head)) is not None:
            return last
        if phrase.text.replace(".", "") in self.bodies.long:
            return self._named(self.bodies.fullest(phrase.text, phrase.start), phrase)
        name = _as_written(self.text, phrase, end)
        opening, _, rest = name.partition(" ")
        owner = self._owner(sentence, opening.lower(), phrase.start) if rest else None
        if owner is None and rest and opening.lower() in ("its", "their", "his", "her"):
            name = rest
        return self._named(
            f"{owner}'s {rest}" if owner else _NOBODY.get(name.lower(), name), phrase, new=introduces(phrase)
        )

    def _owner(self, sentence: Sentence, word: str, position: int) -> str | None:
        """Return the name of whom "his", "her", "its" or "their" means at ``position``."""
        if word in ("his", "her"):
            meant = by_pronoun(self.people, self.memory, pronoun_sex(word), sentence, position)
            return meant.person.name if meant else None
        if word in ("its", "their"):
            body = next(self.memory.bodies(sentence.code), None)
            return body.name if body else None
        return None

    def _called(self, phrase: Phrase) -> Referent:
        return self._named(_NOBODY.get(phrase.text.lower(), phrase.text), phrase)

    def _named(self, name: str, phrase: Phrase, *, new: bool = False) -> Referent:
        """Return who goes by ``name``: the one who did before, unless it is a ``new`` one."""
        if WORD.search(name) is None:
            name = _UNNAMED
        key = _ARTICLE.sub("", name).lower().replace("’", "'").replace(".", "")
        referent = self.of_name.get(key)
        if referent is None or new:
            shown = _ARTICLE.sub("", name) if name[:1].isupper() or name.lower().startswith("the ") else name
            referent = self.of_name[key] = Referent(shown, phrase.words, phrase.head, phrase.plural)
        return referent


def _made_out(sentence: Sentence, found: tuple[Referent, ...]) -> tuple[Referent, ...]:
    """Leave out who is nothing but an unexplained pronoun, where the sentence rests on somebody who has a name.

    In training articles such a person was named in 31 cases of 32; the linking only did not find out who it is.
    """
    if sentence.label == ANONYMOUS:
        return found
    return tuple(r for r in found if r.name not in _PRONOUNS_ALONE)


def _as_written(text: str, phrase: Phrase, end: int) -> str:
    """Return the words of an unnamed source up to the first comma, dash or bracket behind its core."""
    rest = re.match(r"[^,;:()—–]*", text[phrase.end : end])
    words = without_terms(text[phrase.start : phrase.end + (rest.end() if rest else 0)]).split()
    before = re.search(r"\b(an?)\s+$", text[: phrase.start][-6:], re.IGNORECASE)
    return " ".join([before.group(1).lower(), *words] if before else words)


def _has_own_words(sentence: Sentence) -> bool:
    return (
        sentence.source_start is not None
        and sentence.source_end is not None
        and sentence.start <= sentence.source_start
        and sentence.source_end <= sentence.end
        and WORD.search(sentence.source or "") is not None
    )
