"""Names as they stand in a text: runs of capitalised words, without the titles before them, and acronyms."""

import re
from dataclasses import dataclass

from auditor.classifier.cue_words import NOT_NAMES
from auditor.sources.body_nouns import HEADS, INNER
from auditor.sources.first_names import is_known_first_name
from auditor.sources.gazetteer import place
from auditor.sources.words import COURTESY, DAYS, FEMALE_TITLES, MALE_TITLES, OFFICES, PRONOUNS, listed

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=\s[^\W\d_])|[^\W_][\w&]*(?:[-.'’](?!s\b|S\b)[^\W_][\w&]*)*|&")
"""A word, with inner hyphens, dots and apostrophes; a possessive ending does not belong to it."""
_LINKS = listed(
    """
    of the de la le del della di da dos das do du van von der den ter ten bin ibn al el ul y e
    """
)
_HELD = listed(
    """
    staff assembly secretariat headquarters directorate crimes crime unit division department prosecutor electric motors
    hospital election elections budget league investigations affairs security commission
    """
)
"""What "General", "Major" or "Chief" can belong to, beside the nouns of bodies."""
_AFTER_NAMES = listed("kc qc mp mep mbe obe cbe jr sr ii iii iv phd md")
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words at ``start`` to ``end``, titles left out.

    ``words`` are its words; ``title`` what stood before it ("Sen.", "Prime Minister"), possibly empty, and
    ``before`` what stood before the title ("Wells Fargo" in "Wells Fargo Chief Ann Lee") or, being a place, before
    the name.
    ``possessive`` tells whether "'s" follows, ``opens`` whether it begins a sentence.
    """

    start: int
    end: int
    words: tuple[str, ...]
    title: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    possessive: bool = False
    opens: bool = False

    @property
    def text(self) -> str:
        """The name, its words parted by single spaces."""
        return " ".join(self.words)


def find_names(text: str, start: int, end: int) -> list[Name]:
    """Return the names between ``start`` and ``end``, which should be one sentence, in order.

    A run that is nothing but a title ("the President") is not a name; "of" and "the" join its parts ("Bank of
    Norway"), and so do the small words of foreign names ("Ursula von Berg").
    """
    tokens = [m.span() for m in WORD.finditer(text, start, end)]
    words = [text[a:b] for a, b in tokens]
    names: list[Name] = []
    stop = 0
    for at, word in enumerate(words):
        if at < stop or not _capital(word) or word in NOT_NAMES or word.lower() in PRONOUNS:
            continue
        stop = _run(text, tokens, words, at)
        name = _name(text, tokens[at:stop], opens=at == 0)
        if name is not None:
            names.append(name)
    return names


def _run(text: str, tokens: list[tuple[int, int]], words: list[str], at: int) -> int:
    """Return where the capitalised run that begins with word ``at`` ends."""
    stop = at + 1
    while stop < len(tokens):
        if not _touching(text, tokens[stop - 1], tokens[stop]):
            break
        if _capital(words[stop]):
            if words[stop] in DAYS:
                break
            stop += 1
            continue
        ahead = stop
        while ahead < len(tokens) and ahead < stop + 2 and words[ahead].lower() in _LINKS:
            ahead += 1
        joined = range(stop, ahead + 1)
        if ahead == stop or ahead == len(tokens) or not _capital(words[ahead]):
            break
        if not all(_touching(text, tokens[i - 1], tokens[i]) for i in joined):
            break
        stop = ahead + 1
    return stop


def _name(text: str, tokens: list[tuple[int, int]], *, opens: bool) -> Name | None:
    words = [text[a:b] for a, b in tokens]
    while len(words) > 1 and words[-1].rstrip(".").lower() in _AFTER_NAMES:
        words.pop()
    if all(is_title(word) for word in words):
        return None
    first, office = _beginning(words)
    begin, stop = tokens[first][0], tokens[len(words) - 1][1]
    possessive = _POSSESSIVE.match(text, stop) is not None
    parts = (tuple(words[first:]), tuple(words[office:first]), tuple(words[:office]))
    return Name(begin, stop, *parts, possessive, opens and first == 0)


def _beginning(words: list[str]) -> tuple[int, int]:
    """Return where the name begins in a capitalised run, and where the title before it does."""
    titles = [i for i, word in enumerate(words) if is_title(word)]
    held = words[titles[-1] + 1 :] if titles else []
    if held and all(word.lower() in HEADS | _HELD for word in held):
        # "General Staff", "Major Crimes Unit": part of a body's name and nobody's title.
        return 0, 0
    if not titles or titles[-1] == len(words) - 1:
        first = 0
    elif words[titles[-1] + 1].lower() == "of":
        # "Secretary of State Ann Lee", but not "Chancellor of Norway".
        first = _after_office(words, titles[-1] + 2)
    else:
        first = titles[-1] + 1
    office = next((i for i in titles if i < first), first)
    if first == 0 and len(words) > 2 and place(words[0]) and words[1].lower() not in _LINKS:
        known = is_known_first_name(words[1])
        first = office = 1 if known else 0
    if not titles and (after := _after_body(words)):
        return after, after
    if first and {"of", "for"} & {w.lower() for w in words[:office]}:
        return 0, 0
    return first, office


def _after_body(words: list[str]) -> int:
    """Return where the name of a person begins that follows a body's ("Rescue Committee Vladimir Holm"), else 0."""
    at = len(words) - 2
    if at < 1 or words[at - 1].lower() not in HEADS - INNER:
        return 0
    plain = all(w[0].isupper() and w.isalpha() and w.lower() not in HEADS and not place(w) for w in words[at:])
    return at if plain else 0


def _after_office(words: list[str], at: int) -> int:
    """Return where the person's name begins behind "Secretary of", 0 where none does; ``at`` is the word after "of"."""
    known = next((i for i in range(at + 1, len(words) - 1) if is_known_first_name(words[i])), None)
    if known is not None or len(words) < at + 2:
        return known or 0
    return at + 1 if len(words) <= at + 3 else len(words) - 2


def _capital(word: str) -> bool:
    first = word[0]
    return (
        first.isupper()
        or first == "&"
        or (first in "ad" and len(word) > 3 and word[2:3] in "-'’" and word[3].isupper())  # al-Amri, d'Arc
    )


def _touching(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    between = text[one[1] : other[0]]
    if between == ". ":
        return is_title(text[slice(*one)]) or one[1] - one[0] == 1
    return between in (" ", "\u00a0")


def is_title(word: str) -> bool:
    """Tell whether a capitalised word is a courtesy title, a rank or an office that stands before names."""
    bare = word.rstrip(".").lower()
    return bare in COURTESY or bare in OFFICES


def title_sex(title: tuple[str, ...]) -> str | None:
    """Return "m" or "f" where the title tells it."""
    bare = {word.rstrip(".").lower() for word in title}
    return "m" if bare & MALE_TITLES else "f" if bare & FEMALE_TITLES else None


def untitled(name: str) -> str:
    """Return ``name`` without the article and the capitalised titles before it; a mere title stays as it is."""
    words = name.split()
    kept = words
    while len(kept) > 1 and (kept[0].lower() in ("the", "a", "an") or (kept[0][0].isupper() and is_title(kept[0]))):
        kept = kept[1:]
    return " ".join(kept) if kept and kept[0].lower() != "of" else name


_IN_BRACKETS = re.compile(r"\(\s*(?:the\s+)?([^\W\d_](?:[\w&-]|\.(?=\w)){1,9}\.?)\s*\)")
_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,6}|\b[A-Z][A-Z&]{1,7}\b")
KNOWN = {
    "UN": "United Nations",
    "US": "United States",
    "USA": "United States",
    "EU": "European Union",
    "UK": "United Kingdom",
}
"""Short forms that articles use without explaining them."""
_SMALL = listed("of the and for in on to a de la del et")


def acronyms_of(text: str) -> dict[str, str]:
    """Return the acronyms that ``text`` itself explains, without dots, with what they stand for.

    An acronym is explained by brackets after the full form ("Federal Security Service (FSB)"), or by a run of
    capitalised words somewhere in the text whose initials it has.
    """
    found: dict[str, str] = {}
    for match in _IN_BRACKETS.finditer(text):
        short = match.group(1).replace(".", "")
        if sum(c.isupper() for c in short) >= 2:
            full = _before_brackets(text[max(0, match.start() - 120) : match.start()], short)
            if full:
                found.setdefault(short, full)
    wanted = {m.group().replace(".", "") for m in _ACRONYM.finditer(text)} - found.keys()
    if wanted:
        for full in _CAPITAL_RUN.findall(text):
            words = full.split()
            for first in range(min(4, len(words) - 1)):
                short = _initials(words[first:])
                if len(short) > 1 and short in wanted:
                    found.setdefault(short, " ".join(words[first:]))
    return found


_CAPITAL_RUN = re.compile(r"\b[A-Z][\w-]+(?: (?:(?:of|and|for|the|on|in|to) ){0,2}[A-Z][\w-]+){1,8}")


def _before_brackets(before: str, short: str) -> str | None:
    words = re.findall(r"[\w'’&-]+", before)
    letters = [c.lower() for c in short if c.isalnum()]
    for count in range(len(letters), min(len(words), len(letters) + 4) + 1):
        part = words[-count:]
        initials = [w[0].lower() for w in part if w.lower() not in _SMALL]
        if part[0].lower() not in _SMALL and initials == letters:
            return " ".join(part)
    # Foreign full forms do not share the letters; a capitalised run of as many words as there are letters will do.
    tail = re.search(r"((?:[A-Z][\w'’-]+\s(?:of\s|for\s|the\s|and\s)*){1,7}[A-Z][\w'’-]+)\s*$", before)
    return tail.group(1) if tail and len(tail.group(1).split()) >= max(2, len(letters) - 1) else None


def _initials(words: list[str]) -> str:
    return "".join(w[0] for w in words if w.lower() not in _SMALL)
