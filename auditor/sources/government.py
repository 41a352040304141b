"""Whether a description speaks of somebody who speaks for a government.

The rule, which the judgements in ``data/judgements`` follow too:

* Yes: who holds an office of a state or an intergovernmental body, elected, appointed or in uniform, of whatever party,
  and who works or speaks for such a body or for such a person.
* No: candidates, party and campaign people without an office; former officials; private companies, universities,
  hospitals, NGOs; witnesses, analysts, relatives.
* A candidate who holds an office counts by the office.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile

from auditor.sources.gazetteer import is_official, place
from auditor.sources.role_words import (
    ALWAYS,
    FORMER,
    GOVERNMENT_WORDS,
    OFFICES,
    PARTIES,
    POSTS,
    PRIVATE,
    PRIVATE_BODIES,
    RANKING,
    WEAK_WORDS,
    singular,
    word_set,
)

YES, NO, UNKNOWN = "yes", "no", "unknown"
_ROLES = OFFICES | POSTS | PRIVATE
_LONGEST = 4
_LEGISLATURE = frozenset(("senate", "house", "congressional", "parliamentary", "statehouse", "cabinet"))
_INSIDE = word_set(
    """
    of for at with in on from to under by about representing leading overseeing running responsible familiar close
    briefed based who that which whose involved speaking working until since during
    """
)
_COMPLEMENT = re.compile(r"(?P<how>of|for|at|with|to|in|from|on|under|representing)\s+(?P<body>.+)")
_ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their)\s+", re.IGNORECASE)
_PEOPLE = re.compile(r"(?!Christian|Libertarian|Presbyterian|Guardian)[A-Z]\w{2,}(?:ian|ean|ese|ish)")
"""Adjectives of peoples by their endings, for those that the list of places does not hold."""
_RANKS = frozenset(("major", "general", "captain", "marine", "public", "local"))
"""Nouns that are adjectives too, and then not the noun that a description turns on."""
_COUNTED = re.compile(
    r"^(?:an?|the)\s+(?:\w+\s+)?(?:array|number|group|couple|handful|range|majority|dozen|pair|team)\s+of\s+", re.I
)
_STOP_COMPLEMENT = re.compile(r"\s(?:who|that|which|in|on|at|from|by|under|since|during|and|with)\s|[,;(]")
_SPLIT = re.compile(r",?\s+(?:and|or)\s+|,\s+")
_NAME = re.compile(r"(?:[A-Z][\w.'’-]+\s?){2,}$")
_IN = re.compile(r"\s(?:of|for|at|with|in|from|to)\s")
_DETERMINER = re.compile(
    r"^(?:an?|the|his|her|its|their|our|my|one|another|some|two|three|four|five|several|many)\s+", re.I
)
_CLAUSE = re.compile(r",?\s+who\s+", re.IGNORECASE)
_HEADS = re.compile(
    r"^(?:now |currently )?(?:heads|leads|chairs|runs|directs|oversees|commands|represents)\s+(.+)", re.I
)
_SERVED = re.compile(
    r"^(?:once |previously |had |formerly )*(?:served|worked|was|led|headed|ran|resigned|retired)\b", re.I
)
_PARTY_SEAT = re.compile(r"^(?:Republican|Democrat|Independent|[RDI])(?: of |[-–])[A-Z]")

Holder = Callable[[str], bool | None]
"""Tells of a person's name whether the article gives that person an office; None: it does not say."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``answer`` is yes or no; ``head`` the noun that decided; ``words`` the description; ``former``: no longer so."""

    answer: str
    head: str
    words: str
    former: bool = False


def judge(description: str, holder: Holder | None = None) -> Verdict | None:
    """Return whether a description ("a spokesman for the ministry") is of somebody who speaks for a government.

    Of several descriptions in one ("a former minister and now a lobbyist") an office still held decides.  None: the
    words do not tell.
    """
    words = " ".join(description.split())
    if _PARTY_SEAT.match(words):
        return Verdict(YES, "seat", words)
    main, *clauses = (piece.strip() for piece in _CLAUSE.split(" " + words))
    found = [v for part in _parts(main) if (v := _judge_part(part, holder))]
    for clause in clauses:
        if match := re.match(r"(?:is|are)\s+(?:now\s+|currently\s+|also\s+)?(.+)", clause):
            verdict = _judge_part(match[1], holder)
            found += [verdict] if verdict else []
        elif match := _HEADS.match(clause):
            verdict = _judge_part("head of " + match[1], holder)
            found += [Verdict(verdict.answer, verdict.head, clause)] if verdict else []
        elif _SERVED.match(clause) and not found:
            found.append(Verdict(NO, "former", words, former=True))
    best = next((v for v in found if v.answer == YES), found[0] if found else None)
    # A part that was put together out of two is no evidence; the whole description is.
    return replace(best, words=words) if best and best.words not in words else best


def has_role(description: str) -> bool:
    """Return whether the words hold a noun that says what somebody is or does."""
    return _head(description.split()) is not None or bool(_PARTY_SEAT.match(description))


def _parts(main: str) -> list[str]:
    """Split "former governor and senator" into its descriptions, "former" kept with each that it covers."""
    parts: list[str] = []
    for piece in _SPLIT.split(main):
        if parts and _head(piece.split()) is None:
            parts[-1] += " and " + piece
        elif parts and not _head(parts[-1].split()):
            named = _DETERMINER.match(piece) or _NAME.match(parts[-1])
            parts[-1] = piece if named else f"{parts[-1]} and {piece}"
        elif parts and _is_former(parts[-1]) and not re.match(r"(?:now|current|currently|an?|the)\b", piece, re.I):
            parts.append("former " + piece)
        else:
            parts.append(piece)
    for number in range(len(parts) - 2, -1, -1):
        # "president and chief executive of Acme": what follows the last belongs to each
        shared = re.search(r"\s(?:of|for|at)\s.+", parts[number + 1])
        if shared and not _IN.search(parts[number]):
            parts[number] += shared[0]
    return parts


_POSSESSIVE_END = re.compile(r"['’]s?$")
_THEN = re.compile(r"^(?:ex|then)-")
_NO_HEAD = re.compile(r"(?:ed|ing)$|^\d|^and$")


def _clean(token: str) -> str:
    return _POSSESSIVE_END.sub("", token.strip('.,;:()"“”')).lower()


def _is_former(part: str) -> bool:
    left = [w for w in re.split(r"[\s]+|(?<=then)-|(?<=ex)-", part.lower()) if w]
    for word in left:
        if word in _INSIDE:
            return False
        if word in FORMER:
            return True
    return False


def _head(tokens: list[str]) -> tuple[int, int, str] | None:
    """Return the place, the length and the singular of the noun that the description turns on."""
    clean = [_THEN.sub("", _clean(t)) for t in tokens]
    end = next((i for i, w in enumerate(clean) if w in _INSIDE), len(clean))

    def closes(place: int) -> bool:
        """Tell "president" from "president pick": after the noun comes nothing, a name, or a participle."""
        if place < end and clean[place - 1] in _RANKS:
            return False
        return place >= end or tokens[place][:1].isupper() or bool(_NO_HEAD.search(clean[place]))

    best: tuple[int, int, str] | None = None
    for start in range(end):
        for length in range(min(_LONGEST, len(clean) - start), 0, -1):
            noun = " ".join(clean[start : start + length])
            last = " ".join([*clean[start : start + length - 1], singular(clean[start + length - 1])])
            role = next((r for r in (noun, last, singular(noun)) if r in _ROLES), None)
            if role is not None and closes(start + length):
                if best is None or start + length > best[0] + best[1]:
                    best = (start, length, role)
                break
    return best


def _judge_part(part: str, holder: Holder | None) -> Verdict | None:
    # "its president" is of a body that stands elsewhere
    owned = bool(re.match(r"(?:its|their|his|her)\s", part.strip(), re.IGNORECASE))
    part = _DETERMINER.sub("", _COUNTED.sub("", part.strip()))
    tokens = part.split()
    head = _head(tokens)
    if head is None:
        return None
    start, length, noun = head
    if _is_former(part):
        return Verdict(NO, noun, part, former=True)
    modifiers, complement = tokens[:start], " ".join(tokens[start + length :])
    if noun in PRIVATE and noun not in POSTS and noun not in OFFICES:
        seat = noun in ("republican", "democrat") and any(_clean(m) in _LEGISLATURE for m in modifiers)
        return Verdict(YES if seat else NO, noun, part)
    if noun in ALWAYS:
        shadow = any(_clean(m) == "shadow" for m in modifiers)
        return Verdict(NO if shadow else YES, noun, part)
    beside = _beside(modifiers, holder, noun)
    after = _after(complement, holder, noun) if noun in POSTS or noun in OFFICES else None
    if noun in POSTS:
        official = after if after is not None else beside
    else:
        official = False if after is False and beside is not True else (beside if beside is not None else None)
    if official is None:
        plain = _clean(tokens[start]) == "representative" and tokens[start].islower()
        if noun in OFFICES and not plain and not (noun in POSTS and owned):
            return Verdict(YES, noun, part)
        return Verdict(NO, noun, part) if noun in PRIVATE else None
    return Verdict(YES if official else NO, noun, part)


def _beside(modifiers: list[str], holder: Holder | None, noun: str) -> bool | None:
    """Say from the words before the noun, the nearest first, whether they name a state's body."""
    if any(_clean(m) in _LEGISLATURE and m != "house" for m in modifiers):
        return True
    unknown = False
    nearest = dropwhile(lambda token: not token[:1].isupper(), reversed(modifiers))
    named = " ".join(takewhile(lambda token: token[:1].isupper(), nearest))
    if " " in named and (official := is_official(" ".join(reversed(named.split())))) is not None:
        return official
    for position in range(len(modifiers) - 1, -1, -1):
        token, word = modifiers[position], _clean(modifiers[position])
        pair = " ".join(modifiers[max(0, position - 1) : position + 1])
        possessive = token.endswith(("'s", "’s", "s'", "s’"))
        if possessive and (word in OFFICES or pair.lower().rstrip("'s’") in OFFICES):
            return True
        if word in RANKING or (word in PARTIES and noun not in POSTS and noun != "official"):
            continue
        if word in PRIVATE_BODIES:
            return False
        if word in WEAK_WORDS and noun in POSTS and not noun.startswith(("spokes", "representative", "source")):
            continue
        if word in GOVERNMENT_WORDS or place(word) is not None or place(pair) is not None or word in ("un", "eu"):
            return True
        if noun in ("official", "diplomat", "authority") and _PEOPLE.fullmatch(token):
            return True
        if token[:1].isupper() and not token.endswith("."):
            official = is_official(token)
            if official is None and holder is not None:
                official = holder(token)
            if official is not None and (official or noun in POSTS or noun == "official"):
                return official
            unknown = True
        elif possessive and noun in POSTS:
            official = is_official(word)
            return official if official is not None else False
    # "Gazprom officials", "Acme president": a name that nothing tells of is most often a company's.
    return False if unknown and (noun in POSTS or noun == "official") else None


def _after(complement: str, holder: Holder | None, noun: str) -> bool | None:
    """Say from the words after the noun ("for the ministry", "of the Senate") whether they name a state's body."""
    match = _COMPLEMENT.match(complement)
    if match is None:
        return None
    pieces = [p for p in _STOP_COMPLEMENT.split(match["body"] + " ")[:2] if p.strip()]
    answers = [_body(_ARTICLE.sub("", piece.strip(" .,;")), holder) for piece in pieces]
    if match["how"] in ("in", "from", "on", "under"):
        # Where somebody is does not tell for whom: "a hospital director in Georgia", but "a colonel in the army".
        head = _clean(pieces[0].split()[-1]) if pieces else ""
        return True if head in GOVERNMENT_WORDS else None
    if False in answers and is_official(_ARTICLE.sub("", pieces[answers.index(False)].strip(" .,;"))) is False:
        return False
    if known := [a for a in answers if a is not None]:
        return known[0]
    if match["how"] in ("for", "at", "with", "representing") and noun in POSTS:
        return False
    return None


def _body(body: str, holder: Holder | None) -> bool | None:
    office = _head(body.split())
    if office is not None and office[2] in OFFICES and office[2] not in POSTS:
        return not _is_former(body)
    if re.match(r"\S+['’]s?\s", body) and place(body.split()[0]) is not None:
        return is_official(body) is not False
    official = is_official(body)
    if official is None and office is not None and office[2] in OFFICES:
        official = not _is_former(body)
    if official is None and holder is not None:
        official = holder(body)
    if official is None and body[:1].isupper():
        return False
    return official
