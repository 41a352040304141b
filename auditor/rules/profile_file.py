"""Reading a profile from TOML, strictly: whatever is not known is refused, with the file and the key.

description = "What the desk of the Harbour Gazette asks for"
extends = "reuters-style"        # a built-in profile, or a file beside this one; "default" if not given

state-media = "outlets.toml"     # a list in place of the shipped one, beside this file

[rules]
anonymous-undescribed = "error"  # by name or by code: "on", "off" or a level, which turns the rule on
SA203 = { level = "warning", share = 0.6 }
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.errors import UsageError
from auditor.rules.interface import LEVELS, Rule
from auditor.rules.selection import find_rule, names_of
from auditor.rules.suggest import did_you_mean

ON, OFF = "on", "off"
_STATES = (ON, OFF, *LEVELS)
_KEYS = ("description", "extends", "state-media", "rules")
_LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Change:
    """What a profile says of one rule; None and an empty mapping leave what was there."""

    on: bool | None = None
    level: str | None = None
    settings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """A profile as it stands in a file.

    ``changes`` are by the code of the rule; ``state_media`` is a list of outlets in place of the shipped one.
    """

    path: Path
    name: str
    description: str = ""
    extends: str | None = None
    state_media: Path | None = None
    changes: Mapping[str, Change] = field(default_factory=dict)


def read_profile_file(path: Path, rules: Sequence[Rule], *, name: str | None = None) -> ProfileFile:
    """Read a profile from ``path``; ``name`` is what it is called, the file's name if not given.

    Raises UsageError for a file that cannot be read and for a key, rule, level or value that is not known.
    """
    return _profile(_parsed(_text(path), path), path, "", rules, name or path.stem)


def read_project_file(path: Path, rules: Sequence[Rule], *, must: bool = True) -> ProfileFile | None:
    """Read the table ``[tool.auditor]`` of a ``pyproject.toml``.

    Without the table, returns None, or raises UsageError where it ``must`` be there.  A file that does not speak of
    the auditor is none of our business, whatever else may be wrong with it.
    """
    try:
        text = _text(path)
        tool = _parsed(text, path).get("tool", {}) if must or "auditor" in text else {}
    except UsageError:
        if must or _speaks_of_us(path):
            raise
        return None
    table = tool.get("auditor") if isinstance(tool, dict) else None
    if table is None:
        if must:
            raise UsageError(f"{path} has no table [tool.auditor].")
        return None
    if not isinstance(table, dict):
        raise UsageError(f"{path}: tool.auditor must be a table.")
    return _profile(table, path, "tool.auditor.", rules, path.name)


def _speaks_of_us(path: Path) -> bool:
    try:
        return b"[tool.auditor" in path.read_bytes()
    except OSError:
        return False


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not a profile: it is not UTF-8.") from None
    except OSError as error:
        raise UsageError(f"Cannot read the profile {path}: {(error.strerror or str(error)).lower()}.") from None


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = str(error).rstrip(".") if isinstance(error, tomllib.TOMLDecodeError) else "it is nested too deeply"
        raise UsageError(f"{path} is not valid TOML: {reason[:1].lower()}{reason[1:]}.") from None


def _profile(table: dict[str, Any], path: Path, prefix: str, rules: Sequence[Rule], name: str) -> ProfileFile:
    for key in table:
        if key not in _KEYS:
            raise UsageError(f"{path}: there is no key “{prefix}{key}”{did_you_mean(key, _KEYS)}")
    for key in ("description", "extends", "state-media"):
        if not isinstance(table.get(key, ""), str):
            raise UsageError(f"{path}: {prefix}{key} must be a text in quotes.")
    entries = table.get("rules", {})
    if not isinstance(entries, dict):
        raise UsageError(f"{path}: {prefix}rules must be a table with a line for each rule.")
    changes: dict[str, Change] = {}
    for key, value in entries.items():
        where = f"{path}: {prefix}rules.{key}"
        rule = find_rule(key, rules)
        if rule is None:
            raise UsageError(f"{where}: there is no rule “{key}”{did_you_mean(key, names_of(rules))}")
        if rule.code in changes:
            raise UsageError(f"{where}: the rule {rule.code} ({rule.name}) is already there under its other name.")
        changes[rule.code] = _change(value, rule, where)
    outlets = path.parent / table["state-media"] if "state-media" in table else None
    return ProfileFile(path, name, table.get("description", ""), table.get("extends"), outlets, changes)


def _change(value: object, rule: Rule, where: str) -> Change:
    if isinstance(value, dict):
        state = _state(value[_LEVEL], f"{where}.{_LEVEL}") if _LEVEL in value else Change()
        settings = {key: _setting(key, v, rule, where) for key, v in value.items() if key != _LEVEL}
        return Change(state.on, state.level, settings)
    return _state(value, where)


def _state(value: object, where: str) -> Change:
    if isinstance(value, bool):
        return Change(on=value)
    if not isinstance(value, str):
        raise UsageError(f"{where} must be one of {', '.join(_STATES)}, or a table.")
    if value not in _STATES:
        raise UsageError(f"{where}: there is no level “{value}”{did_you_mean(value, _STATES)}")
    return Change(on=value != OFF, level=value if value in LEVELS else None)


def _setting(key: str, value: object, rule: Rule, where: str) -> float:
    if key not in rule.settings:
        hint = did_you_mean(key, [_LEVEL, *rule.settings])
        raise UsageError(f"{where}: the rule {rule.code} has no setting “{key}”{hint}")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise UsageError(f"{where}.{key} must be a number, 0 or more.")
    if rule.is_share(key) and value > 1:
        raise UsageError(f"{where}.{key} is a share and must be between 0 and 1.")
    return value
