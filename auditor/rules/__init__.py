"""The sourcing rules: small documented units that look at an audit, and the profiles that choose among them."""

from typing import TYPE_CHECKING

from auditor.article import Audit, Finding
from auditor.rules.interface import HOUSE, LEVELS, Rule

if TYPE_CHECKING:
    from auditor.rules.profile import Profile


def check(audit: Audit, profile: "Profile") -> tuple[Finding, ...]:
    """Return what the rules that are on in ``profile`` find in ``audit``.

    The gravest come first, then those that concern an earlier sentence (those about the whole article before all
    others), then by code; so the same audit and profile always give the same findings in the same order.
    """
    findings = [
        Finding(
            code=choice.rule.code,
            rule=choice.rule.name,
            level=choice.level,
            message=hit.message,
            sentences=tuple(hit.sentences),
            advice=choice.rule.advice,
            authority=authority_of(choice.rule),
        )
        for choice in profile.choices
        if choice.on
        for hit in choice.rule.check(audit, choice.settings)
    ]
    return tuple(sorted(findings, key=lambda f: (LEVELS.index(f.level), f.sentences[:1], f.code, f.sentences)))


def authority_of(rule: Rule) -> str:
    """Return on whose written rule ``rule`` rests ("AP, title of the document"), or that it is our own advice."""
    return "; ".join(f"{a.name}, {a.document}" for a in rule.authorities) or HOUSE
