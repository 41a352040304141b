"""Wording of findings and sources that several report formats share."""

from auditor.article import Source
from auditor.rules.interface import HOUSE
from auditor.sources.state_media import is_state_media
from auditor.standing import is_government
from auditor.withheld import is_explained


def authority_text(authority: str) -> str:
    """Return on whose rule a finding rests, in a form that needs no knowledge of this program."""
    return "this program’s own advice, not a newsroom’s rule" if authority == HOUSE else authority


def standing_text(source: Source) -> str:
    """Return whether ``source`` is a government's: "government", "state media, …", "government not shown" or ""."""
    if is_state_media(source):
        return "state media, counted as government"
    if is_government(source):
        return "government"
    return "government not shown" if source.government == "unknown" else ""


def withheld_text(source: Source, words: str) -> str:
    """Return what ``words``, the source's ``explained`` made safe to show, are: a reason, or terms without one."""
    return f"why it has no name: {words}" if is_explained(source) else f"no reason for having no name, only {words}"
