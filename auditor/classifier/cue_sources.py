"""For the cue-word baseline: whom a noun phrase stands for, judged by its head noun."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from auditor.classifier import cue_words as lists
from auditor.classifier.interface import Span

WORD = re.compile(r"[^\W_](?:[\w&-]|\.(?=\w)|['’](?!s\b))*(?:['’]s\b)?")

HONORIFICS = frozenset({"Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Capt", "Sir"})

NAME = "name"
KINDS = {
    "pronoun": lists.PRONOUNS,
    "mouthpiece": lists.MOUTHPIECES,
    "people": lists.PEOPLE,
    "title": lists.TITLES,
    "document": lists.DOCUMENTS,
    "institution": lists.INSTITUTIONS,
    "organisation": lists.ORGANISATIONS,
}


@dataclass(frozen=True)
class Found:
    """A source: its code, where it stands, and the cue that pointed to it."""

    code: str
    source: Span | None = None
    cue: Span | None = None


@dataclass
class Memory:
    """What the article said so far: the last person and the last body spoken of, and surnames."""

    person: Found | None = None
    body: Found | None = None
    surnames: set[str] = field(default_factory=set)

    def keep(self, found: Found | None, mentioned: Found | None) -> None:
        """Remember a sentence's source and, where that is no person, the person it mentions."""
        if found and found.code in ("O", "NO"):
            self.body = found
            found = None
        self.person = found or mentioned or self.person


def kind_of(word: str) -> str | None:
    """Return what kind of source a word can be the head of, or None."""
    bare = _bare(word)
    kind = next((kind for kind, words in KINDS.items() if bare.lower() in words), None)
    return kind or (NAME if bare[0].isupper() and bare not in lists.NOT_NAMES else None)


def named_source(text: str, start: int, end: int, memory: Memory) -> Found | None:
    """Return the source that the words from ``start`` to ``end`` stand for; None if they name nobody."""
    words = list(WORD.finditer(text, start, end))
    kinds = [kind_of(w.group()) for w in words]
    first = next((i for i, kind in enumerate(kinds) if kind), None)
    if first is None:
        unnamed = words and words[0].group().lower() in ("a", "an", "another")
        return Found("A1", (words[0].start(), words[-1].end())) if unnamed else None
    last = _head([w.group().lower() for w in words], kinds, first)
    span = (words[0 if first <= FAR else first].start(), words[last].end())
    return Found(_code([w.group() for w in words], kinds, first, last, memory), span)


FAR = 3
"""Longest run of words before the first noun that still belongs to the source ("a very senior official")."""


def _head(words: Sequence[str], kinds: Sequence[str | None], first: int) -> int:
    """Return the place of the head noun: the last one that the words from ``first`` on lead up to."""
    last = first
    while True:
        ahead = next((i for i in range(last + 1, min(last + 4, len(words))) if kinds[i]), None)
        if ahead is None:
            return last
        between = set(words[last + 1 : ahead])
        joined = between == {"of"} and kinds[last] == kinds[ahead] == NAME
        # "Danish naval officials", "two senior officials": a word that is no small one describes.
        described = (kinds[last] == NAME or words[last] in lists.COUNTS) and not between & lists.SMALL
        if not (ahead == last + 1 or joined or described):
            return last
        last = ahead


def _code(words: Sequence[str], kinds: Sequence[str | None], first: int, last: int, memory: Memory) -> str:
    kind, head, opening = kinds[last], words[last].lower(), words[0].lower()
    single = not head.endswith("s")
    has_name = NAME in kinds[first : last + 1]
    body = memory.body.code if memory.body and not has_name else None
    if kind == "pronoun":
        known = memory.body if head == "it" else memory.person
        return known.code if known else {"it": "O", "they": "A1"}.get(head, "NP")
    if kind == NAME:
        return _name_code(list(_name(words, kinds, first, last)))
    if kind == "institution":
        return "O"
    if kind == "organisation":
        unnamed = not has_name and (opening in ("a", "an") or not single)
        return "A1" if unnamed else body or "NO"
    if kind in ("mouthpiece", "document"):
        if any(_is_official(word) for word, k in zip(words, kinds, strict=True) if k):
            return "O"
        if body and single and opening not in ("a", "an"):
            return body
        return "A0" if kind == "document" and not single and first == 0 else "NO"
    if kind == "title" and single and opening not in ("a", "an"):
        return "NP"
    if single and opening in ("the", "that", "this") and memory.person and len(words) <= FAR + 1:
        return memory.person.code
    narrowed = words[last + 1 : last + 2] and words[last + 1] in ("of", "in", "from", "at", "close", "with")
    return "A0" if last == 0 and head in lists.VAGUE and not narrowed else "A1"


def _name(words: Sequence[str], kinds: Sequence[str | None], first: int, last: int) -> Iterator[str]:
    """Yield the words of the name that ends at ``last``, last first."""
    for i in range(last, first - 1, -1):
        if kinds[i] != NAME and words[i] != "of":
            return
        yield words[i]


def _name_code(name: Sequence[str]) -> str:
    if any(word in HONORIFICS for word in name):
        return "NP"
    if any(_is_official(word) for word in name):
        return "O"
    private = any(_bare(word) in lists.ORGANISATION_NAMES for word in name)
    initials = len(name) == 1 and len(name[0]) > 1 and name[0].isupper()
    return "NO" if private or initials else "NP"


def _is_official(word: str) -> bool:
    return _bare(word) in lists.OFFICIAL_NAMES or _bare(word) in lists.INSTITUTIONS


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def first_person(text: str, start: int, end: int, memory: Memory) -> Found | None:
    """Return the first person named between two places: by a full name, or by a surname known already."""
    for run in _capitalised(text, start, end):
        names = [word.group() for word in run]
        surname = _bare(names[-1])
        if _name_code(names) == "NP" and (len(names) > 1 or surname in memory.surnames):
            memory.surnames.add(surname)
            return Found("NP", (run[0].start(), run[-1].end()))
    return None


def _capitalised(text: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """Yield the runs of words of names that only blanks, or the stop of an abbreviation, part."""
    run: list[re.Match[str]] = []
    for word in WORD.finditer(text, start, end):
        is_name = kind_of(word.group()) == NAME
        if run and (not is_name or text[run[-1].end() : word.start()].strip(" .")):
            yield run
            run = []
        if is_name:
            run.append(word)
    if run:
        yield run
