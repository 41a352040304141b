"""``auditor rules`` and ``auditor explain``: what the rules are, and what one of them is about."""

import json
import re
from collections.abc import Iterable

from rich.text import Text

from auditor.errors import UsageError
from auditor.labels import CLASS_OF
from auditor.reporting.output import standard_output
from auditor.reporting.page import GAP, INK, LEVEL_INK, QUIET, Page, make_console
from auditor.rules import authority_of
from auditor.rules.interface import Example, Rule
from auditor.rules.profile import Choice, Profile, choose_profile
from auditor.rules.selection import find_rule, names_of
from auditor.rules.suggest import did_you_mean

_INDENT = 2


def list_rules(given: str | None, *, as_json: bool, color: bool) -> None:
    """Print every rule with its level and whether it is on in the profile that ``given`` names.

    Raises UsageError as ``choose_profile`` does.
    """
    profile = choose_profile(given)
    if as_json:
        with standard_output() as stream:
            stream.write(json.dumps(_as_data(profile), ensure_ascii=False, indent=2) + "\n")
        return
    with standard_output(None) as stream:
        console = make_console(stream, color=color)
        with console:
            _print_rules(Page(console), profile)


def explain_rule(given: str, profile_name: str | None, *, color: bool) -> None:
    """Print all there is to know about the rule ``given`` (a code or a name); UsageError where there is none."""
    profile = choose_profile(profile_name)
    rules = [choice.rule for choice in profile.choices]
    rule = find_rule(given, rules)
    if rule is None:
        raise UsageError(f"There is no rule “{given}”{did_you_mean(given, names_of(rules))}")
    with standard_output(None) as stream:
        console = make_console(stream, color=color)
        with console:
            _print_rule(Page(console), profile.choice(rule.code), profile.name)


def _as_data(profile: Profile) -> dict[str, object]:
    return {
        "profile": profile.name,
        "description": profile.description,
        "rules": [
            {
                "code": choice.rule.code,
                "name": choice.rule.name,
                "level": choice.level,
                "on": choice.on,
                "experimental": choice.rule.experimental,
                "title": choice.rule.title,
                "settings": dict(choice.settings),
                "authority": authority_of(choice.rule),
            }
            for choice in profile.choices
        ],
    }


def _print_rules(page: Page, profile: Profile) -> None:
    page.paragraph(f"Profile {page.clean(profile.name)}", "bold")
    if profile.description:
        page.paragraph(page.clean(profile.description), QUIET)
    page.blank()
    rows = [(c.rule.code, c.rule.name, c.level, "on" if c.on else "off", c.rule.title) for c in profile.choices]
    head = ("code", "name", "level", "", "what it looks for")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(4)]
    _print_row(page, [Text(cell, "bold") for cell in head], widths)
    for choice, (code, name, level, state, title) in zip(profile.choices, rows, strict=True):
        ink = "default" if choice.on else QUIET
        level_ink = LEVEL_INK[level] if choice.on else QUIET
        cells = [Text(code, ink), Text(name, ink), Text(level, level_ink), Text(state, ink), Text(title, ink)]
        _print_row(page, cells, widths)
    page.blank()
    on = sum(choice.on for choice in profile.choices)
    page.paragraph(f"{on} of {len(rows)} rules are on. “auditor explain CODE” tells all about one.", QUIET)


def _print_row(page: Page, cells: list[Text], widths: list[int]) -> None:
    """Print a row whose last cell is wrapped in its column, or set below the others where that is too narrow."""
    *firsts, last = cells
    head = Text()
    for cell, width in zip(firsts, widths, strict=True):
        head = Text.assemble(head, cell, " " * (width - cell.cell_len + GAP))
    room = page.width - head.cell_len
    if room < page.width // 3:
        page.line(head)
        head, room = Text(" " * (widths[0] + GAP)), page.width - widths[0] - GAP
    for line in page.wrap(last, room):
        page.line(Text.assemble(head, line))
        head = Text(" " * head.cell_len)


def _print_rule(page: Page, choice: Choice, profile: str) -> None:
    rule = choice.rule
    page.paragraph(f"{rule.code} {rule.name}", "bold")
    page.paragraph(rule.title)
    state = f", {'on' if choice.on else 'off'} in the profile {page.clean(profile)}"
    trial = ", experimental" if rule.experimental else ""
    page.line(Text.assemble((choice.level, LEVEL_INK[choice.level]), (state + trial, QUIET)))
    _section(page, "Fires when", [rule.trigger])
    _section(page, "What to do", [rule.advice])
    _section(page, "Settings", _settings(choice) or ["none"])
    _section(page, "Known to miss", [rule.misses])
    _section(page, "Rests on", _authorities(rule))
    for fires, title in ((True, "Fires on"), (False, "Does not fire on")):
        for example in rule.examples:
            if example.fires is fires:
                page.blank()
                page.paragraph(title, "bold")
                _print_example(page, example)


def _settings(choice: Choice) -> list[str]:
    defaults = choice.rule.settings
    return [
        f"{key} = {value:g}" + ("" if value == defaults[key] else f" (by default {defaults[key]:g})")
        for key, value in choice.settings.items()
    ]


def _authorities(rule: Rule) -> list[str]:
    lines = []
    for authority in rule.authorities:
        lines += [f"{authority.name}, {authority.document}", *([authority.gist] if authority.gist else [])]
        lines.append(f"{authority.address} (read {authority.read})")
    return lines or [authority_of(rule)]


def _section(page: Page, title: str, paragraphs: Iterable[str]) -> None:
    page.blank()
    page.paragraph(title, "bold")
    for paragraph in paragraphs:
        _indented(page, Text(page.clean(paragraph)))


def _indented(page: Page, text: Text) -> None:
    for line in page.wrap(text, page.width - _INDENT):
        page.line(Text.assemble(" " * _INDENT, line))


def _print_example(page: Page, example: Example) -> None:
    """Print an example's sentences, each with the mark of its class as in a report."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", example.article.strip())):
        if number:
            page.blank()
        for line in paragraph.strip().splitlines():
            code, _, words = (part.strip() for part in line.split("|", 2))
            label = CLASS_OF[code]
            mark = page.glyphs.margin[label]
            _indented(page, Text(f"{mark} {page.clean(words)}", INK[label]))
