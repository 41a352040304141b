"""Names of places, of official bodies and of news outlets: what the word lists in ``data/`` know.

``data/README.md`` says where each list comes from.  The lists are read when they are first asked for.
"""

import math
import re
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path

from auditor.sources.role_words import GOVERNMENT_WORDS, PRIVATE_BODIES, word_set

_WORD = re.compile(r"[^\W_]+(?:[.&-][^\W_]+)*")
_INNER = re.compile(r"\s(?:of|for|in|on|at|from|to|with|and the)\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\b")
_OUTLET_HEAD = re.compile(
    r"\b(?:Times|Post|News|Journal|Herald|Tribune|Gazette|Chronicle|Observer|Telegraph|Courier|Examiner|Sentinel|Inquirer"
    r"|Register|Dispatch|Star|Mirror|Globe|Radio|TV|Television|newspaper|magazine|daily|weekly|broadcaster|network"
    r"|(?:news|press) (?:agency|service|site|website|outlet)|media)\b"
)
_SURE, _RATIO, _SEEN = 1.2, 3.0, 3


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    text = (Path(__file__).with_name("data") / name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines()[1:])


@cache
def _places() -> dict[str, str]:
    return {name.lower(): kind for kind, name, _ in reversed(_rows("places.tsv"))}


@cache
def _states() -> dict[str, str]:
    rows = [(name.lower(), state) for kind, name, state in _rows("places.tsv") if kind in ("country", "capital")]
    several = {name for name, count in Counter(name for name, _ in rows).items() if count > 1}
    countries = {name.lower() for kind, name, _ in _rows("places.tsv") if kind == "country"}
    # A city that is the capital of two countries tells of neither; Singapore is its own.
    return {name: state for name, state in rows if name not in several or name in countries}


@cache
def _bodies() -> dict[str, tuple[int, int, int, int]]:
    return {word: (int(a), int(b), int(c), int(d)) for word, a, b, c, d in _rows("bodies.tsv")}


@cache
def _outlets() -> frozenset[str]:
    return frozenset(name.lower() for name, _ in _rows("outlets.tsv"))


@cache
def _state_outlets() -> frozenset[str]:
    from auditor.sources.state_media import load_state_media  # which asks this module for places

    return frozenset(name for outlet in load_state_media().outlets for name in outlet.names)


@lru_cache(maxsize=8192)
def place(name: str) -> str | None:
    """Return what kind of place word ``name`` is: country, capital, demonym or state (of the US); else None."""
    bare = _POSSESSIVE.sub("", name).strip().lower().removeprefix("the ")
    if bare.rstrip(".") in ("u.s", "u.k", "u.n"):
        return "country"
    return _places().get(bare) or _places().get(bare.removesuffix("s"))


def state_of(name: str) -> str | None:
    """Return the country that ``name``, a country, its capital or a seat of its government, stands for; else None."""
    bare = name.strip().lower().removeprefix("the ").replace(".", "")
    return _SEATS.get(bare) or _states().get(bare)


def is_outlet(name: str) -> bool:
    """Return whether ``name`` is known as a news outlet or is named like one."""
    bare = re.sub(r"^the ", "", name.strip(), flags=re.IGNORECASE)
    return bare.lower() in _outlets() or bare in _state_outlets() or bool(_OUTLET_HEAD.search(bare))


def is_official(body: str) -> bool | None:
    """Return whether the name of ``body`` is that of a government or intergovernmental body; None: cannot say.

    A place acts as its government.  The head of the name decides if it is known to stand in one sort of name alone
    ("ministry", "campaign"), else the sum of its words' log-odds, counted in labelled articles.
    """
    if place(body) is not None:
        return True
    words = [w.lower().rstrip(".") for w in _WORD.findall(_POSSESSIVE.sub("", body))]
    front = [w.lower().rstrip(".") for w in _WORD.findall(_POSSESSIVE.sub("", _INNER.split(body)[0]))]
    if not front:
        return None
    head = front[-1]
    if head in _LEGISLATURES and len(words) == 1:
        return True
    if head in _PROPER and head in body.split():
        return None  # "an auction house", not the White House
    _, _, official, other = _bodies().get(head, (0, 0, 0, 0))
    if official + other >= _SEEN and max(official, other) >= _RATIO * min(official, other):
        return official > other
    if head in PRIVATE_BODIES or head in GOVERNMENT_WORDS:
        return head in GOVERNMENT_WORDS
    if any(word in PRIVATE_BODIES for word in body.split()):
        return False
    odds = 0.0
    for word in words:
        inside, outside, _, _ = _bodies().get(word, (0, 0, 0, 0))
        if word not in _SMALL:
            odds += math.log((inside + 0.5) / (outside + 0.5))
    return None if abs(odds) < _SURE else odds > 0


_SEATS = {"kremlin": "Russia", "downing street": "United Kingdom", "whitehall": "United Kingdom"}
"""Bynames that mean a whole government and no body of its own, as a dictionary gives them."""
_PROPER = frozenset(("house", "states", "nations"))
_LEGISLATURES = frozenset(("congress", "parliament", "senate", "government", "cabinet"))
_SMALL = word_set("the of and for in on at to from a an with by s")
