"""Whether a first name is a man's or a woman's, as far as the training articles showed it."""

from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, str]:
    lines = (files("auditor.sources") / "data" / "first_names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: sex for sex, names in rows for name in names.split()}


def sex_of_first_name(name: str) -> str | None:
    """Return "m" or "f", or None for a name that is not in the table."""
    return _table().get(name.lower())
