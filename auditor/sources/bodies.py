"""The names by which an article's bodies (ministries, companies, outlets, countries) go, short and full."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from auditor.article import Sentence
from auditor.sources.body_nouns import HEADS, INNER
from auditor.sources.gazetteer import place
from auditor.sources.names import Name, acronyms_of, find_names
from auditor.sources.people import People
from auditor.sources.words import SHARED

_POSSESSIVE = re.compile(r"['’]s?")
_SMALL_WORDS = re.compile(r"(?:['’]s?)?((?:\s[a-z]+){1,3})")


class Bodies:
    """The names by which an article's bodies go, short and full."""

    def __init__(self, text: str, sentences: Sequence[Sentence], people: People, names: Mapping[int, Sequence[Name]]):
        self.text = text
        self.people = people
        self.long = acronyms_of(text)
        self.known: set[str] = set()
        self._by_last: dict[str, dict[tuple[str, ...], int]] = {}
        self._by_first: dict[str, dict[tuple[str, ...], int]] = {}
        self._runs: list[tuple[int, str]] = []
        for s in sentences:
            for name in names.get(s.index, ()):
                if not name.opens:
                    self.known.update(name.words)
                if not name.title:
                    self._enter(name.start, name.end, s.end, name.words)

    def fullest(self, name: str, position: int) -> str:
        """Return the fullest name that the article gives for ``name``: the nearest, earlier ones first."""
        bare = name.replace(".", "")
        if bare in self.long and self.long[bare] != name:
            return self.long[bare]
        small = tuple(w.lower() for w in name.split())
        if not small or place(name):
            return name
        fitting = [
            (full, at)
            for full, at in self._by_last.get(small[-1], {}).items()
            if len(full) > len(small) and tuple(w.lower() for w in full[-len(small) :]) == small
        ]
        if not fitting and name[0].isupper() and not name.isupper():
            fitting = [
                (full, at)
                for full, at in self._by_first.get(small[0], {}).items()
                if len(full) > len(small) and tuple(w.lower() for w in full[: len(small)]) == small and _proper(full)
            ]
        if not fitting:
            return name
        full, _ = min(fitting, key=lambda item: (item[1] > position, abs(item[1] - position), item[0]))
        return " ".join(full)

    def proper(self, start: int, end: int) -> str | None:
        """Return the last proper name between two places that no "'s" follows, or None."""
        names = [n for n in find_names(self.text, start, end) if not n.possessive or n.end == end]
        return " ".join((*names[-1].title, *names[-1].words)) if names else None

    def named_before(self, position: int) -> Iterator[str]:
        """Yield the names that stand before ``position`` and belong to no person and no place, the last one first."""
        for _, name in reversed(self._runs[: bisect_left(self._runs, (position,))]):
            yield name

    def is_name(self, word: str, at: int) -> bool:
        """Tell whether a word at ``at`` has its capital for being a name, not for beginning a sentence."""
        if not word[:1].isupper():
            return False
        before = (
            self.text[:at].rstrip("“\"‘'( ")[-1:] if at < 3 else self.text[max(0, at - 4) : at].rstrip("“\"‘'( ")[-1:]
        )
        opens = before in ("", "\n", ".", "?", "!")
        return not opens or word in self.known or place(word) is not None or not word[1:].islower()

    def _enter(self, start: int, end: int, limit: int, words: tuple[str, ...]) -> None:
        self._keep(words, start)
        if not place(" ".join(words)) and not any(p.personal for p, _ in self.people.within(start, end)):
            self._runs.append((start, " ".join(words)))
        tail = _SMALL_WORDS.match(self.text[end : min(limit, end + 45)])
        following = tail.group(1).split() if tail else []
        taken = 0
        while taken < len(following) and following[taken] in HEADS:
            taken += 1
        while taken and following[taken - 1] in INNER | SHARED:
            taken -= 1
        if taken:
            mark = _POSSESSIVE.match(self.text[end : end + 2])
            last = words[-1] + (mark.group() if mark else "")
            self._keep((*words[:-1], last, *following[:taken]), start)

    def _keep(self, words: tuple[str, ...], start: int) -> None:
        self._by_last.setdefault(words[-1].lower(), {}).setdefault(words, start)
        if len(words) > 1 and words[0][0].isupper():
            self._by_first.setdefault(words[0].lower(), {}).setdefault(words, start)


def _proper(words: tuple[str, ...]) -> bool:
    """Tell whether a name is capitalised to its end and counts nothing ("Norfly Flight 12")."""
    return words[-1][0].isupper() and not any(c.isdigit() for word in words for c in word)
