"""The dated list of state-controlled news outlets, and how a name is looked up in it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from auditor.article import Source
from auditor.errors import UsageError
from auditor.labels import NAMED
from auditor.sources.gazetteer import place
from auditor.sources.role_words import word_set

SHIPPED = Path(__file__).parent / "data" / "state_media.toml"


_STATE_RUN = re.compile(
    r"\b(?:state(?:[- ](?:run|owned|controlled|backed|funded))?|official|government[- ](?:run|owned|controlled))\s+"
    r"(?:[A-Z][\w-]+\s)?(?:media|television|TV|radio|news ?agency|newspapers?|broadcaster|press|daily|outlets?)\b"
)


@dataclass(frozen=True, slots=True)
class StateOutlet:
    """One outlet: its name, other spellings, its country, and who classes it so."""

    name: str
    also: tuple[str, ...]
    country: str
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """All its spellings, the usual one first."""
        return (self.name, *self.also)


@dataclass(frozen=True)
class StateMedia:
    """A list of outlets and the day (ISO) on which its sources were read."""

    read: str
    outlets: tuple[StateOutlet, ...]

    @cached_property
    def _spellings(self) -> tuple[tuple[str, StateOutlet], ...]:
        return tuple((name.replace("’", "'"), outlet) for outlet in self.outlets for name in outlet.names)

    def find(self, words: str) -> StateOutlet | None:
        """Return the outlet whose name stands in ``words``, capitals as listed, not in a person's name; else None."""
        plain = words.replace("’", "'")
        # Nearly all words hold none: that is found out without a pattern.
        for outlet in dict.fromkeys(outlet for name, outlet in self._spellings if name in plain):
            if any(not _in_longer_name(plain, match) for match in _pattern(outlet).finditer(plain)):
                return outlet
        return None


@lru_cache(maxsize=1024)
def _pattern(outlet: StateOutlet) -> re.Pattern[str]:
    names = "|".join(re.escape(name.replace("’", "'")) for name in outlet.names)
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])")


_LIKE_A_PERSON = re.compile(r"[A-Z][a-z]+")
_BEFORE = re.compile(r"([A-Z][\w.-]*) $")
_BEHIND = re.compile(r" ([A-Z][\w.-]*)")
_OUTLET_WORDS = word_set(
    """
    The A An State News Press Agency Radio TV Television Broadcaster Broadcasting Newspaper Daily Channel Network
    Media Online International World Service Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """
)


def _in_longer_name(words: str, match: re.Match[str]) -> bool:
    """Tell whether the match is a part of a person's name: "Petra" of "Petra Quill" and of "Ada Petra".

    Only a single word in small letters can be one; a place or a word for an outlet beside it speaks against it.
    """
    if not _LIKE_A_PERSON.fullmatch(match.group()):
        return False
    beside = (_BEFORE.search(words[: match.start()]), _BEHIND.match(words[match.end() :]))
    return any(found and found[1] not in _OUTLET_WORDS and not place(found[1]) for found in beside)


def is_state_media(source: Source) -> bool:
    """Tell whether ``source`` is an outlet on the list that ships, or one that the article calls state-run.

    The register gives such an outlet ``government`` yes, so only what calls it by its proper name need ask here.
    """
    if source.kind == "person":
        return False
    if source.label == NAMED and any(map(load_state_media().find, wordings(source))):
        return True
    beside = source.government == "yes" and _STATE_RUN.search(source.government_evidence or "") is not None
    return beside or is_called_state_run(source)


def is_called_state_run(source: Source) -> bool:
    """Tell whether the article calls ``source`` "state television", "the official news agency" or the like."""
    return any(_STATE_RUN.search(words) for words in wordings(source))


def wordings(source: Source) -> tuple[str, ...]:
    """Return the source's name and all the words by which the article calls it."""
    return (source.name, *(mention.text for mention in source.mentions))


@lru_cache(maxsize=4)
def load_state_media(path: Path = SHIPPED) -> StateMedia:
    """Read a list: ``read``, a table ``sources`` and rows ``outlets`` (name, country, source; also is optional).

    Raises UsageError for a file that cannot be read and for a row that is incomplete or names no source.
    """
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The list of state media {path} cannot be read: {error}") from error
    sources, rows, read = data.get("sources"), data.get("outlets"), data.get("read")
    if not isinstance(sources, dict) or not isinstance(rows, list) or read is None:
        raise UsageError(f"The list of state media {path} needs a date “read”, a table “sources” and rows “outlets”.")
    return StateMedia(str(read), tuple(_outlet(row, number, sources, path) for number, row in enumerate(rows, 1)))


def _outlet(row: Any, number: int, sources: dict[str, Any], path: Path) -> StateOutlet:
    also = row.get("also", []) if isinstance(row, dict) else None
    if (
        not isinstance(row, dict)
        or not isinstance(also, list)
        or not all(isinstance(row.get(key), str) and row[key] for key in ("name", "country", "source"))
        or not all(isinstance(name, str) and name for name in also)
    ):
        raise UsageError(f"{path}: outlet {number} needs a name, a country and a source, all text.")
    if row["source"] not in sources:
        raise UsageError(
            f"{path}: outlet {number} names the source “{row['source']}”, which the file does not describe."
        )
    return StateOutlet(row["name"], tuple(also), row["country"], row["source"])
