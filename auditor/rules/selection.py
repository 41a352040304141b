"""Which rules somebody means: by code, by name, or by the beginning of a code."""

from collections.abc import Iterable, Sequence

from auditor.errors import UsageError
from auditor.rules.interface import Rule
from auditor.rules.suggest import did_you_mean


def find_rule(given: str, rules: Iterable[Rule]) -> Rule | None:
    """Return the rule whose code or name is ``given`` (in any case), or None."""
    wanted = given.strip().casefold()
    return next((rule for rule in rules if wanted in (rule.code.casefold(), rule.name.casefold())), None)


def names_of(rules: Iterable[Rule]) -> list[str]:
    """Return everything that a rule can be called: the codes and the names."""
    return [name for rule in rules for name in (rule.code, rule.name)]


def expand_codes(given: Iterable[str], rules: Sequence[Rule], *, option: str) -> frozenset[str]:
    """Return the codes that ``given`` stand for: codes, names, beginnings of codes (SA1), several parted by commas.

    A beginning does not stand for experimental rules; they are named in full.  Raises UsageError, naming the
    ``option``, where nothing is meant.
    """
    codes: set[str] = set()
    for word in (word.strip() for part in given for word in part.split(",")):
        if not word:
            continue
        rule = find_rule(word, rules)
        family = [r.code for r in rules if r.code.startswith(word.upper()) and not r.experimental]
        if rule is None and not family:
            hint = did_you_mean(word, names_of(rules))
            raise UsageError(f"{option}: there is no rule “{word}”{hint}")
        codes.update([rule.code] if rule else family)
    return frozenset(codes)
