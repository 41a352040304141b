"""Every rule there is.  A new family is a module with ``RULES`` and its name in the list."""

from importlib import import_module

from auditor.rules.interface import Rule

FAMILIES: tuple[str, ...] = ("anonymity", "voices", "structure", "wording")
"""The modules of this package that hold rules."""

ALL: tuple[Rule, ...] = tuple(
    sorted(
        (rule for family in FAMILIES for rule in import_module(f"auditor.rules.{family}").RULES),
        key=lambda rule: rule.code,
    )
)
"""The rules in the order of their codes."""
