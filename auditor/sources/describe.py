"""What the article says of one source: kind, role, whether government, why unnamed, at whose second hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from auditor.article import Mention, Relay, Sentence
from auditor.labels import ANONYMOUS, OFFICIAL
from auditor.sources.explanation import explanation
from auditor.sources.gazetteer import is_official, place
from auditor.sources.government import NO, UNKNOWN, YES, Holder, Verdict, has_role, judge
from auditor.sources.kinds import is_called_a_body, kind_of, majority_label
from auditor.sources.occurrences import occurrences
from auditor.sources.relays import relays
from auditor.sources.role_words import GOVERNMENT_WORDS, WEAK_WORDS
from auditor.sources.roles import Said, appearances, described_by, descriptions, quoted, surname, without_title
from auditor.sources.state_media import load_state_media
from auditor.sources.verbatim import verbatim

_STATE_OUTLET = (
    r"\b(?:state|state-run|state-owned|state-controlled|state-backed|government|government-run|government-owned"
    r"|government-controlled|official)\s+(?:\w+\s+)?(?:news\s+agency|news\s+media|newspaper|media|television|tv|radio|broadcaster"
    r"|news\s+channel|channel|outlet|daily|news\s+site|press)\b"
)
_STATE = re.compile(_STATE_OUTLET, re.IGNORECASE)
_STATE_BEFORE = re.compile(rf"(?P<outlet>{_STATE_OUTLET})[^.;:\"“”]{{0,12}}$", re.IGNORECASE)
_STATE_AFTER = re.compile(rf",?\s[^.;:\"“”]{{0,40}}?(?P<outlet>{_STATE_OUTLET})", re.IGNORECASE)
_NEAR = 110
_BODY_AFTER = re.compile(r"(?:\s*\([^()]{1,12}\))?,\s+((?:an?|the|one of|part of|which is)\s+[^,.;:\"“”]{3,90})[,.;]")
_BODY_BEFORE = re.compile(
    r"\b((?:(?:[Aa]n?|[Tt]he|[\w.]+['’]s)\s+)(?:(?:[\w.'’-]*[\w'’-]|(?:[A-Z]\.)+)\s+){0,4}(?:agency|group|organi[sz]ation|newspaper|daily|company|firm"
    r"|party|magazine|network|website|broadcaster|watchdog|charity|bank|union|movement|association|institute|tank|site|channel"
    r"|militia)),?\s+$"
)
_LEADING_THE = re.compile(r"^the\s+", re.IGNORECASE)
_CAMPAIGN = re.compile(
    r"(?:['’]s?)?\s+(?:campaign|ticket|supporters?|rally|surrogate|candidacy|nomination|backers?|voters?|delegates"
    r"|presidential bid)\b"
)
_AGE = re.compile(r"\s*[,(]\s*((?:aged\s+)?\d{1,3})(?=[,.)]|\s(?:said|told|says))")
_GIVEN = re.compile(r"\b([A-Z][a-z]+) $")
_GIVEN_NAMES = re.compile(r"\b[A-Z][a-z]+(?:\s+[A-Z]\.)?\s+$")
_IN = re.compile(r"\b(?:in|near|around)\s+$")
_CAPITAL = re.compile(r"[A-Z]\w+\s+$")
_LONGEST_NAME = 60
_MOST_PLACES = 60
_SPOKESPERSON = re.compile(r"\bspokes(?:man|woman|person|people|men|women)\b", re.IGNORECASE)
_DESCRIBING = re.compile(r"^(?:an?|the)\s+|^(?:some|others|many|most|several|few|all)$", re.IGNORECASE)
_BODY_NAME = re.compile(r"(?:[A-Z][\w.&-]+\s+(?:of\s+|for\s+|and\s+)?)*[A-Za-z][\w.&-]*[A-Za-z]")
_BODY_NOUNS = frozenset(("ministry", "agency", "police", "government", "campaign"))
_COURTESY = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Sir|Lord)\.?\s+")
_STATE_WORK = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, GOVERNMENT_WORDS - WEAK_WORDS)))}|spokes\w+"
    r"|director|head|chief|chair\w*|leader|member|president|secretary|adviser|advisor|aide|representative|administrator|source)\b",
    re.IGNORECASE,
)
"""Words in a description that forbid to take its bearer for a private person where nothing else tells."""
_REACH = 250
"""How many code points back the body of a bare "spokesman" is looked for."""
_JOINT = re.compile(r",?\s+and\s+|,\s+")


@dataclass(frozen=True, slots=True)
class Description:
    """What ``describe`` finds; the fields are those of ``article.Source`` of the same names."""

    kind: str
    role: str | None = None
    government: str = UNKNOWN
    government_evidence: str | None = None
    explained: str | None = None
    relays: tuple[Relay, ...] = ()


def describe(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], name: str, of: Sequence[int]
) -> Description:
    """Return what the article ``text`` says of the source ``name``.

    ``sentences`` are all of the article's, ``of`` the indices of those that rest on the source, ``mentions`` the
    words that stand for it.  ``role``, ``government_evidence`` and ``explained`` are words of the article as they stand
    there, white space and all, so that they can be found again.
    """
    resting = _picked(sentences, of)
    kind = kind_of(name, resting)
    if kind == "person" and is_called_a_body(text, name):
        kind = "organisation"
    words = tuple(dict.fromkeys(m.text for m in mentions))
    label = majority_label(resting)
    if kind == "person":
        role, government, evidence = _person(text, name, mentions)
    elif label == OFFICIAL:
        role, government, evidence = _body_role(text, name, mentions), YES, name
    elif label == ANONYMOUS:
        role, government, evidence = _unnamed(text, name, kind, mentions)
    else:
        role, government, evidence = _organisation(text, name, mentions)
    withheld = explanation(resting) if label == ANONYMOUS else None
    if evidence is not None:
        evidence = verbatim(text, evidence) or next(iter(words), None)
    return Description(
        kind,
        role and verbatim(text, role),
        government,
        evidence,
        withheld and verbatim(text, withheld),
        tuple(_as_written(text, relay) for relay in relays(resting, name, words)),
    )


def _as_written(text: str, relay: Relay) -> Relay:
    return replace(
        relay,
        outlet=verbatim(text, relay.outlet) or relay.outlet,
        origin=verbatim(text, relay.origin) or relay.origin,
    )


def _picked(sentences: Sequence[Sentence], of: Sequence[int]) -> list[Sentence]:
    """Return the sentences of these indices; in a whole article a sentence stands at its index."""
    if all(i < len(sentences) and sentences[i].index == i for i in of):
        return [sentences[i] for i in sorted(set(of))]
    wanted = set(of)
    return [s for s in sentences if s.index in wanted]


def _person(text: str, name: str, mentions: Sequence[Mention]) -> tuple[str | None, str, str | None]:
    people = [part for part in _JOINT.split(name) if part[:1].isupper()] or [name]
    answers = []
    for person in people:
        said = _said(text, person, mentions if len(people) == 1 else ())
        answers.append((_role(said), *_government(text, person, said)))
    known = [a for a in answers if a[1] != UNKNOWN]
    return known[0] if known else answers[0]


def _said(text: str, name: str, mentions: Sequence[Mention]) -> list[Said]:
    found = list(descriptions(text, name))
    if has_role(name) and without_title(name)[0] is None:
        found.append(Said(0, name, "mention"))
    for mention in mentions:
        words = described_by(mention.text, name)
        if words is not None and not quoted(text, mention.start):
            found.append(Said(mention.start, words, "mention"))
    return sorted(found, key=lambda said: said.start)


def _role(said: Sequence[Said]) -> str | None:
    """Return the article's own description: an apposition or title before a mere mention, the first of its sort."""
    for kinds in (("title", "apposition", "sentence"), ("mention", "seat"), ("body",)):
        if first := next((s for s in said if s.kind in kinds and place(s.words) is None), None):
            return first.words
    return None


def _government(text: str, name: str, said: Sequence[Said], depth: int = 0) -> tuple[str, str | None]:
    def holder(other: str) -> bool | None:
        other = re.sub(r"['’]s?$", "", other.strip(" .,"))
        if depth or not other[:1].isupper() or surname(other) == surname(name):
            return None
        answer, _ = _government(text, other, descriptions(text, _fullest(text, other)), depth + 1)
        return {YES: True, NO: False}.get(answer)

    verdicts = [v for s in said if (v := _verdict(s, holder) or _spokesperson(text, s))]
    ended = {v.head for v in verdicts if v.former}
    current = next((v for v in verdicts if v.answer == YES and v.head not in ended), None)
    if current is not None:
        return YES, current.words
    if verdicts:
        return NO, next((v for v in verdicts if v.answer == NO), verdicts[0]).words
    trade = next((s for s in said if s.kind == "apposition" and not _STATE_WORK.search(s.words)), None)
    if trade is not None:
        return NO, trade.words
    running = _campaign(text, name) or (None if any(has_role(s.words) for s in said) else _age(text, name))
    return (UNKNOWN, None) if running is None else (NO, running)


def _age(text: str, name: str) -> str | None:
    """Return "Ada Holm, 29": of whom a story tells only the age, that one speaks for nobody else."""
    places = ((start, _AGE.match(text, end)) for start, end, full in appearances(text, name) if full)
    return next((text[start : age.end(1)] for start, age in places if age), None)


def _campaign(text: str, name: str) -> str | None:
    """Return "Holm supporters", which only a candidate has, unless the article names another Holm."""
    places = list(occurrences(text).of(surname(name)))
    found = next(((start, match.end()) for start, end in places if (match := _CAMPAIGN.match(text, end))), None)
    if found is None:
        return None
    given = (m[1] for start, _ in places if (m := _GIVEN.search(text, max(0, start - _LONGEST_NAME), start)))
    other = next((word for word in given if word != name.split()[0]), None)
    return None if other and not has_role(other) else text[slice(*found)]


def _verdict(said: Said, holder: object) -> Verdict | None:
    if said.kind == "seat":
        return Verdict(YES, "seat", said.words)
    if said.kind == "body":
        if place(said.words) is not None:
            return None
        official = is_official(said.words)
        return None if official is None else Verdict(YES if official else NO, "of", said.words)
    verdict = judge(("former " if said.former else "") + said.words, holder if callable(holder) else None)
    return verdict and (replace(verdict, words=said.words) if said.former else verdict)


def _spokesperson(text: str, said: Said) -> Verdict | None:
    """Judge a bare "spokeswoman" by the body that the article named last before her."""
    if not re.match(r"(?:(?:an?|the|its)\s+)?spokes\w+$", said.words, re.IGNORECASE):
        return None
    before = text[max(0, said.start - _REACH) : said.start]
    for match in reversed(list(_BODY_NAME.finditer(before))):
        words = match[0]
        body = re.search(r"[A-Z]", words[1:]) or words.lower() in _BODY_NOUNS
        if body and place(words) is None and (official := is_official(words)) is not None:
            return Verdict(YES if official else NO, "spokesperson", _body_alone(words))
    return None


def _body_alone(words: str) -> str:
    """Return "Interior Ministry" of "The Interior Ministry called"."""
    front, _, last = _DESCRIBING.sub("", words).rpartition(" ")
    return front if front and last.islower() and last not in _BODY_NOUNS else f"{front} {last}".strip()


def _fullest(text: str, name: str) -> str:
    """Return the first full name that ends in the surname ``name``, if the article gives one."""
    if " " in name:
        return name
    for start, end in occurrences(text).of(name):
        if match := _GIVEN_NAMES.search(text, max(0, start - _LONGEST_NAME), start):
            return name if has_role(match[0].split()[0]) else text[match.start() : end]
    return name


def _unnamed(text: str, name: str, kind: str, mentions: Sequence[Mention]) -> tuple[str | None, str, str | None]:
    # Words that end in a name are of somebody else, taken in by mistake.
    others = (w for m in mentions if (w := described_by(m.text, name)) and not re.search(r"[A-Z]\w+ [A-Z]\w+$", w))
    phrases = [name, *others]
    longest = max(phrases, key=len)
    role = longest if len(_DESCRIBING.sub("", longest).split()) > 1 else None
    for phrase in phrases:
        if _STATE.search(phrase):
            return role, YES, phrase
    holder = _holder(text)
    for phrase in phrases:
        if verdict := judge(phrase, holder):
            return role, verdict.answer, verdict.words
    if re.search(r"\b(?:media|newspapers?|polls?|polling|outlets?|networks?)\b", name, re.IGNORECASE):
        return role, NO, name
    if kind == "document":
        official = _owner(name)
        return (role, UNKNOWN, None) if official is None else (role, YES if official else NO, name)
    return role, UNKNOWN, None


def _holder(text: str) -> Holder:
    """Return what tells of a name beside a noun whether it stands for a government: an office-holder's, a place's."""

    def holder(other: str) -> bool | None:
        other = re.sub(r"['’]s?$", "", _COURTESY.sub("", other.strip(" .,")))
        if not other[:1].isupper():
            return None
        before = [text[max(0, start - _LONGEST_NAME) : start] for start, _ in occurrences(text).of(other)]
        if any(_IN.search(words) for words in before):
            # A town that the article is about: its officials are public ones.
            return None if any(_CAPITAL.search(words) for words in before) else True
        full = _fullest(text, other)
        answer, _ = _government(text, full, descriptions(text, full), 1)
        return {YES: True, NO: False}.get(answer)

    return holder


def _owner(document: str) -> bool | None:
    """Say from the words beside a document's noun whose it is."""
    if re.search(r"\bpolls?\b|\bpolling\b", document, re.IGNORECASE):
        return False
    match = re.match(r"(?:an?|the)?\s*(.*?)\b[\w-]+(?:\s+(?:by|from|of|to)\s+(.+))?$", document)
    for words in (match[1], match[2]) if match else ():
        if words and re.search(r"[A-Z]|government|court|police|ministry", words):
            return is_official(words)
    return None


def _organisation(text: str, name: str, mentions: Sequence[Mention]) -> tuple[str | None, str, str | None]:
    role = _body_role(text, name, mentions)
    for start, end in islice(occurrences(text).of(_LEADING_THE.sub("", name)), _MOST_PLACES):
        before = _STATE_BEFORE.search(text, max(0, start - _NEAR), start)
        state = before or _STATE_AFTER.match(text, end, end + _NEAR)
        if state and not quoted(text, start):
            return role, YES, state["outlet"]
    for mention in mentions:
        if state := _STATE.search(mention.text):
            return role, YES, state[0]
    for words in (name, *(m.text for m in mentions)):
        if load_state_media().find(words):
            return role, YES, words
    if place(name) in ("country", "capital"):
        return role, YES, name
    for words in (name, *(m.text for m in mentions)):
        if _SPOKESPERSON.search(words) or words.endswith(("’s office", "'s office")):
            holder = _holder(text)
            office = re.match(r"(.+?)['’]s office$", words)
            verdict = judge(f"spokesperson for {office[1]}" if office else words, holder)
            if verdict and verdict.answer == YES:
                return role, YES, words
    return role, NO, role or name


def _body_role(text: str, name: str, mentions: Sequence[Mention]) -> str | None:
    """Return how the article describes an organisation: the words just before its name or the apposition after it."""
    for start, end in islice(occurrences(text).of(_LEADING_THE.sub("", name)), _MOST_PLACES):
        if quoted(text, start):
            continue
        after = _BODY_AFTER.match(text, end)
        if after and not re.search(r"\b(?:said|says|told)\b", after[1]):
            return after[1]
        before = _BODY_BEFORE.search(text, max(0, start - 90), start)
        if before:
            return before[1]
    spoken = next((m.text for m in mentions if _SPOKESPERSON.search(m.text)), None)
    return spoken
