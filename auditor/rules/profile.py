"""A profile: which rules are on, how grave each is, and its thresholds.

From the strongest to the weakest: ``--select`` and ``--ignore``; the profile named by ``--profile``; else the table
``[tool.auditor]`` of the nearest ``pyproject.toml``; else the built-in profile ``default``.  A profile in a file says
only what differs from the one that it ``extends``.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from auditor.errors import UsageError
from auditor.rules.interface import Rule, Settings
from auditor.rules.profile_file import ProfileFile, read_profile_file, read_project_file
from auditor.rules.selection import expand_codes
from auditor.rules.suggest import did_you_mean

BUILT_IN: tuple[str, ...] = ("default", "ap-style", "reuters-style", "bbc-style", "strict")
"""The profiles that come with the auditor.  Those named after a newsroom are our reading and not endorsed by it."""

_FOLDER = Path(__file__).parent / "profiles"
_ROOT = _FOLDER / f"{BUILT_IN[0]}.toml"
"""The profile that extends no other."""
_PROJECT = "pyproject.toml"
_STATE_MEDIA_RULE = "state-media-only"


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule as a profile has it: on or off, its level there, and all its settings."""

    rule: Rule
    on: bool
    level: str
    settings: Settings = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is to be checked: a choice for every rule there is, in the order of their codes."""

    name: str
    choices: tuple[Choice, ...]
    description: str = ""

    def choice(self, code: str) -> Choice:
        """Return the choice for the rule ``code``; KeyError where there is no such rule."""
        return {choice.rule.code: choice for choice in self.choices}[code]


def choose_profile(
    given: str | os.PathLike[str] | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    folder: Path | None = None,
    rules: Sequence[Rule] | None = None,
) -> Profile:
    """Return the profile that a command line asks for, by the precedence that the module's text gives.

    ``given`` is a built-in profile's name or a file; without it, ``folder`` (the current one if None) and the folders
    above it are searched for the nearest ``pyproject.toml``.  With ``select`` those rules alone are on, without those
    that ``ignore`` names; both take codes, names and beginnings of codes.  ``rules`` stands in for the rules there are.

    Raises UsageError for everything that is misspelt or cannot be read.
    """
    known = _known(rules)
    profile = None
    if given is None:
        profile = project_profile(folder or Path(), rules=known)
    profile = profile or load_profile(given or BUILT_IN[0], rules=known)
    return narrow(profile, select, ignore)


def load_profile(given: str | os.PathLike[str], *, rules: Sequence[Rule] | None = None) -> Profile:
    """Return the built-in profile called ``given``, or the one in the file ``given``.

    A built-in name goes before a file of that name.  Of a ``pyproject.toml`` the table ``[tool.auditor]`` is read.
    Raises UsageError where there is no such profile or the file has a mistake, naming the file and the key.
    """
    return _load(os.fspath(given), _known(rules), folder=Path(), within=())


def project_profile(folder: Path, *, rules: Sequence[Rule] | None = None) -> Profile | None:
    """Return the profile in the nearest ``pyproject.toml``, in ``folder`` or above it; None if it holds none."""
    start = folder.absolute()
    for place in (start, *start.parents):
        path = place / _PROJECT
        if path.is_file():
            known = _known(rules)
            file = read_project_file(path, known, must=False)
            return _merged(file, known, within=()) if file else None
    return None


def narrow(profile: Profile, select: Iterable[str], ignore: Iterable[str]) -> Profile:
    """Return ``profile`` with only the rules ``select`` on (if any are given) and the rules ``ignore`` off."""
    rules = [choice.rule for choice in profile.choices]
    selected = expand_codes(select, rules, option="--select")
    ignored = expand_codes(ignore, rules, option="--ignore")
    if not selected and not ignored:
        return profile
    choices = tuple(
        replace(c, on=(c.rule.code in selected if selected else c.on) and c.rule.code not in ignored)
        for c in profile.choices
    )
    return replace(profile, choices=choices)


def _known(rules: Sequence[Rule] | None) -> Sequence[Rule]:
    if rules is not None:
        return rules
    from auditor.rules.registry import ALL

    return ALL


def _load(given: str, rules: Sequence[Rule], *, folder: Path, within: tuple[Path, ...]) -> Profile:
    if given in BUILT_IN:
        return _merged(read_profile_file(_FOLDER / f"{given}.toml", rules, name=given), rules, within)
    path = folder / given
    if not path.exists():
        hint = did_you_mean(given, BUILT_IN)
        raise UsageError(f"There is no profile “{given}”, neither built in nor as a file{hint}")
    if path.resolve() in within:
        raise UsageError(f"The profile {path} extends itself.")
    read = read_project_file if path.name == _PROJECT else read_profile_file
    file = read(path, rules)
    assert file is not None
    return _merged(file, rules, within)


def _merged(file: ProfileFile, rules: Sequence[Rule], within: tuple[Path, ...]) -> Profile:
    """Lay what ``file`` says over the profile that it extends, or over what the rules say of themselves."""
    if file.path == _ROOT:
        base = {rule.code: Choice(rule, not rule.experimental, rule.level, rule.settings) for rule in rules}
    else:
        within = (*within, file.path.resolve())
        below = _load(file.extends or BUILT_IN[0], rules, folder=file.path.parent, within=within)
        base = {choice.rule.code: choice for choice in below.choices}
    if file.state_media is not None:
        _replace_outlets(base, file.state_media)
    return Profile(file.name, tuple(_changed(base[rule.code], file) for rule in _ordered(rules)), file.description)


def _replace_outlets(choices: dict[str, Choice], path: Path) -> None:
    """Put the list of state media in ``path`` in place of the one that ships, in the rule that uses it."""
    from auditor.rules.voices import state_media_check
    from auditor.sources.state_media import load_state_media

    load_state_media(path)  # what is wrong with the list is said before any article is read
    for code, choice in choices.items():
        if choice.rule.name == _STATE_MEDIA_RULE:
            choices[code] = replace(choice, rule=replace(choice.rule, check=state_media_check(path)))


def _changed(choice: Choice, file: ProfileFile) -> Choice:
    change = file.changes.get(choice.rule.code)
    if change is None:
        return choice
    settings: Mapping[str, float] = {**choice.settings, **change.settings}
    on = choice.on if change.on is None else change.on
    return replace(choice, on=on, level=change.level or choice.level, settings=settings)


def _ordered(rules: Sequence[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: rule.code)
