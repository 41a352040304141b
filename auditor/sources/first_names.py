"""Whether a first name is a man's or a woman's, in the lists of many languages, or as training articles showed it."""

from functools import cache, lru_cache
from importlib.resources import files


@cache
def _rows(list_name: str) -> tuple[tuple[str, str], ...]:
    """Return each sex with its names in one string, which is searched: a table of all would take longer to build."""
    lines = (files("auditor.sources") / "data" / list_name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((sex, f" {names} ") for sex, names in rows)


def _sex_in(list_name: str, name: str) -> str | None:
    wanted = f" {name.lower()} "
    return next((sex for sex, names in _rows(list_name) if wanted in names), None)


@lru_cache(maxsize=4096)
def sex_of_first_name(name: str) -> str | None:
    """Return "m" or "f", or None for a name that is on no list or is given to both."""
    sex = _sex_in("given_names.tsv", name) or _sex_in("first_names.tsv", name)
    return None if sex == "-" else sex


@lru_cache(maxsize=4096)
def is_known_first_name(name: str) -> bool:
    """Tell whether the training articles had somebody of this first name, so that a name that it begins is a person's.

    The longer lists do not tell that: nearly every word is somebody's first name somewhere.
    """
    return _sex_in("first_names.tsv", name) is not None
