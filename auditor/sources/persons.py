"""Which person a name, a pronoun or a description means."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from auditor.article import Sentence
from auditor.classifier.cue_words import COUNTS, SPEECH
from auditor.sources.body_nouns import HEADS
from auditor.sources.gazetteer import is_official, is_outlet, place
from auditor.sources.names import WORD, Name
from auditor.sources.people import People, Person
from auditor.sources.phrases import Phrase, singular
from auditor.sources.referents import Memory
from auditor.sources.words import FEMALE, HE, MALE, PREPOSITIONS, SHE, listed

_BREAK = re.compile(
    r"(?P<and>,?\s+(?:and|or|&)\s+)|(?P<comma>\s*[,;]\s*(?!Jr\b|Sr\b))"
    r"|(?P<relative>\s(?=(?:who|whose|whom|which)\b))|\s*[()—–]\s*"
)
_REACH = 700
"""How far back, in code points, a person who did not speak can be meant by a pronoun."""
_SPOKE = (1.6, 0.6, 0.3, 0.2)
_NAMED = (1.2, 1.4, 0.8, 0.3)
_SUBJECT = (1.5, 2.0, 0.5, 0.0)
_POSSESSIVE = 0.5
_CROWD = 0.25
_SAME_SEX = 0.5
"""How much it speaks for a person to be the last, second to last ... speaker; to be named in this sentence, the one
before ... (less for each other person named since, and behind "'s"); to be the subject of this sentence, the one
before ...; to be surely of the pronoun's sex.  Chosen on the training articles."""
_OTHER_SEX = 1.5
"""How much it speaks against a person of unknown sex that a pronoun of the other sex last meant that person."""
_SENTENCE_BREAK = re.compile(r"[.!?]['\"”’]?\s|\n|[;:“\"]")
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?)\s$", re.IGNORECASE)
_PREDICATE = re.compile(r",|\s+\(|\s+(?:also\s+|then\s+|later\s+|has\s+|had\s+)?[a-z]+|\s*[–—]")
_OFFICE_OPENS = re.compile(
    r"(?:Mean\w+,\s|On\s\w+day,?\s)?((?:The\s|the\s|[A-Z][\w.-]+(?:\s[A-Z][\w.-]+){0,2}['’]s?\s)(?:[\w-]+\s){0,2}?"
    r"(?:prime\sminister|minister|president|premier|chancellor|king|queen|pope|mayor|governor|ambassador|speaker"
    r"|commissioner|bishop|archbishop|sheriff))\s(?=[a-z]+\s)(?!(?:of|for|and|or|to|who|at|in|from)\s)"
)
"""A sentence that begins with the holder of an office of which a state, a town or a body has one."""
_AUXILIARIES = listed("is are was were be been has have had do does did will would can could should may might must")
_LEAD, _LEAD_WORDS = 90, 7
_POOL = 80
"""How many names back a description is looked for."""
_EMPTY = listed(
    """
    the a an this that his her their its our of and in for to at on by former then now own one
    """
)
_MAY_FOLLOW = listed("himself herself also both all said says told wrote then later")
_UNIQUE = listed(
    """
    minister president premier pope king queen chancellor ambassador secretary chief general
    """
)

_APART = listed(
    """
    mayor councillor councilman councilwoman minister president senator governor chancellor ambassador judge king queen
    pope sheriff bishop archbishop headteacher commissioner spokesman spokeswoman spokesperson
    """
)
"""Offices of which nobody is taken to hold two."""


def named_persons(people: People, text: str, start: int, end: int, *, sure: bool = False) -> list[Person]:
    """Return whom the source words from ``start`` to ``end`` name: several for a joint source, none if nobody.

    A name that is possessive ("Quill's lawyer"), or a complement ("head of Dahl Foods"), names somebody else.  With
    ``sure`` only those count that are surely persons.
    """
    found: list[Person] = []
    listed = re.search(r"\s(?:and|or|&)\s", text[start:end]) is not None
    for kind, begin, stop in _pieces(text, start, end):
        names = (
            []
            if kind == "relative"
            else [
                (person, name)
                for person, name in people.within(begin, stop)
                if name.start < stop
                and _is_head(text, person, name, begin, stop)
                and not (sure and not person.personal)
            ]
        )
        if not names:
            continue
        person, name = names[-1]
        if not found:
            found.append(person)
        elif listed and kind in ("and", "comma") and person.personal and person not in found:
            lead = [w for w in WORD.findall(text[begin : name.start]) if w[0].islower()]
            if not lead:
                found.append(person)
    return found


def owner_of_words(people: People, text: str, start: int, end: int) -> Person | None:
    """Return who owns what is said in "Quill's remarks" or "her brother's letter by Ann Lee", None without a name."""
    return next((p for p, name in people.within(start, end) if name.possessive and p.personal), None)


def _is_head(text: str, person: Person, name: Name, begin: int, stop: int) -> bool:
    """Tell whether a piece of source words, ``begin`` to ``stop``, is about the bearer of ``name`` itself."""
    lead = text[begin : name.start].rstrip()
    words = WORD.findall(lead)
    words = words[: len(words) - len(name.title)]
    if name.possessive or (PREPOSITIONS.intersection(w.lower() for w in words) and not name.before):
        return False
    described = not person.personal or len(name.words) == 1 or place(name.words[0]) is not None
    if described and not name.title and re.search(r"(?:^|\s)(?:the|an?|this|that)$", lead, re.IGNORECASE):
        return False
    rest = text[name.end : stop].split()
    return not rest or not rest[0][0].islower() or rest[0].lower() in PREPOSITIONS | _MAY_FOLLOW


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    kind, at = "first", start
    for match in _BREAK.finditer(text, start, end):
        yield kind, at, match.start()
        kind, at = match.lastgroup or "bracket", match.end()
    yield kind, at, end


def pronoun_sex(word: str) -> str | None:
    """Return "m" or "f" for "he" and "she" and their forms."""
    return "m" if word in HE else "f" if word in SHE else None


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a pronoun or a description most likely means, and by how much more speaks for that person than for others.

    ``lead`` is infinite where nobody else could be meant, and 0 where nothing but nearness told.
    """

    person: Person
    lead: float


def by_pronoun(people: People, memory: Memory, sex: str | None, sentence: Sentence, position: int) -> Meant | None:
    """Return whom "he" or "she" at ``position`` most likely means.

    Candidates are the persons named shortly before and those who spoke.  The last speaker counts much, being named
    last, often, or at the beginning of a sentence counts too; sex rules out.
    """
    scores: dict[int, float] = {}
    candidates: dict[int, Person] = {}

    def credit(person: Person, weight: float) -> None:
        if of_other_sex(person, sex):
            return
        candidates[id(person)] = person
        scores[id(person)] = scores.get(id(person), 0.0) + weight

    speakers = [r.person for r in memory.back("NP") if r.person][:4]
    spoken = {r.name for r in memory.back("NO", "O")}
    for rank, person in enumerate(speakers):
        credit(person, _SPOKE[rank])
    seen: set[int] = set()
    for person, name in people.before(position, position - _REACH):
        if id(person) in seen:
            continue
        away = sentence.index - person.places[bisect_left(person.places, (name.start,))][2]
        if not (
            person.personal
            or person in speakers
            or (away == 1 and sex and person.name not in spoken and _opens_as_somebody(people, person, name))
        ):
            continue
        seen.add(id(person))
        back = min(max(away, 0), 3)
        credit(person, _NAMED[back] * (_POSSESSIVE if name.possessive else 1.0) / (1 + _CROWD * (len(seen) - 1)))
        if not name.possessive and _is_subject(people.text, name):
            credit(person, _SUBJECT[back])
    if sex is not None:
        for key, person in candidates.items():
            scores[key] += _SAME_SEX * (person.sex == sex)
            scores[key] -= _OTHER_SEX * (person.sex is None and memory.pronouns.get(key, sex) != sex)
    if not scores:
        unsure = (
            p
            for p, n in people.before(position, position - _REACH)
            if p.name not in spoken and _may_be_a_person(people.text, n) and not of_other_sex(p, sex)
        )
        found = next(unsure, None)
        return Meant(found, 0.0) if found else None
    first, *others = sorted(scores, key=scores.__getitem__, reverse=True)
    return Meant(candidates[first], scores[first] - scores[others[0]] if others else math.inf)


def of_other_sex(person: Person, sex: str | None) -> bool:
    """Tell whether a pronoun of ``sex`` cannot mean the person; False where either sex is not known."""
    return sex is not None and person.sex is not None and person.sex != sex


def _opens_as_somebody(people: People, person: Person, name: Name) -> bool:
    """Tell whether a name of which little is known opens its sentence as a person's does: "Holm was not so sure"."""
    return (
        name.opens
        and not name.possessive
        and len(person.words) > 1
        and all(_is_name_word(word) for word in person.words)
        and place(person.name) is None
        and not is_outlet(person.name)
        and not is_official(person.name)
        and _is_subject(people.text, name)
    )


def _is_name_word(word: str) -> bool:
    small = word.lower()
    return (
        word[0].isupper()
        and not (len(word) > 2 and word.isupper())
        and small not in HEADS | PREPOSITIONS | _AUXILIARIES | COUNTS
        and small not in ("all", "most", "some", "many", "few", "every", "no", "only", "even", "when", "while", "after")
        and place(word) is None
    )


def _may_be_a_person(text: str, name: Name) -> bool:
    """Tell whether a name of which nothing is known can be somebody's: "Ada Holm", but not "the Holm Bridge"."""
    article = _ARTICLE_BEFORE.search(text, max(0, name.start - 5), name.start)
    if len(name.words) < 2 or article is not None or place(name.text) is not None:
        return False
    return all(_is_name_word(word) for word in name.words)


def _is_subject(text: str, name: Name) -> bool:
    """Tell whether a name stands where the subject of its sentence does: nothing but a description comes before it."""
    lead = _SENTENCE_BREAK.split(text[max(0, name.start - _LEAD) : name.start])[-1]
    words = WORD.findall(lead)
    return (
        len(words) <= _LEAD_WORDS
        and not (PREPOSITIONS | SPEECH | _AUXILIARIES).intersection(w.lower() for w in words)
        and (_PREDICATE.match(text, name.end) is not None)
    )


def office_opening(text: str, sentence: Sentence) -> tuple[int, int] | None:
    """Return where "Norby's premier" stands, if the sentence begins with the holder of an office, not named there."""
    opening = _OFFICE_OPENS.match(text, sentence.start, sentence.end)
    return opening.span(1) if opening else None


def by_description(
    people: People, memory: Memory, phrase: Phrase, position: int, ahead: Sequence[Person]
) -> Meant | None:
    """Return whom a description means, None where nobody fits.

    First the person beside whose name the article puts these words; then, for "a contractor", somebody named as a
    source in the next sentences (``ahead``); then, for "the contractor", the last who spoke, with no lead.
    """
    wanted = {singular(w) for w in phrase.words if w not in _EMPTY}
    head = singular(phrase.head)
    sex = "m" if wanted & MALE else "f" if wanted & FEMALE else None
    best: tuple[float, int, Person] | None = None
    seen: set[int] = set()
    spoke = [r.person for r in memory.back("NP") if r.person]
    named = [p for p, _ in islice(people.before(position, 0), _POOL)]
    for rank, person in enumerate([*spoke, *named, *ahead]):
        if id(person) in seen or not person.personal or (sex and person.sex and sex != person.sex):
            continue
        seen.add(id(person))
        roles = {singular(w) for w in person.roles}
        score = 2.0 * (head in roles) + len((wanted - {head}) & roles)
        if score and (best is None or (score, -rank) > (best[0], best[1])):
            best = (score, -rank, person)
    if best and best[0] >= 2:
        return Meant(best[2], math.inf)
    if head in _UNIQUE and not phrase.definite and phrase.text != phrase.text.lower():
        return None
    unspent = [p for p in ahead if p.personal and not (sex and p.sex and sex != p.sex) and not _another_office(head, p)]
    # "The Norby senator" may be today's president; "the mayor", without a word more, is no councillor.
    bare = len(phrase.words) == 1
    fitting = (p for p in spoke if not (sex and p.sex and sex != p.sex))
    last = next((p for p in fitting if not (bare and _another_office(head, p))), None)
    if not phrase.definite and unspent:
        return Meant(unspent[0], math.inf)
    found = last or next(iter(unspent), None)
    return Meant(found, 0.0 if last else math.inf) if found else None


def _another_office(head: str, person: Person) -> bool:
    """Tell whether the article gives ``person`` an office, and not the one that ``head`` is."""
    return head in _APART and head not in person.roles and bool(_APART & person.roles)
