"""What a sourcing rule is: a small documented unit that looks at an audit and yields findings."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from auditor.article import Audit

ERROR, WARNING, ADVICE = "error", "warning", "advice"
LEVELS: tuple[str, ...] = (ERROR, WARNING, ADVICE)
"""From the gravest to the mildest."""

HOUSE = "house advice"
"""The authority of a rule for which no newsroom's text was read."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One firing of a rule: the sentences it concerns (indices; none: the whole article) and what was found there."""

    sentences: tuple[int, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Authority:
    """A newsroom's or society's written rule that we read and here give in our own words."""

    name: str
    document: str
    address: str
    read: str
    """The ISO date on which it was read."""
    gist: str = ""
    """What it asks for, in our own words."""


Settings = Mapping[str, float]
Check = Callable[[Audit, Settings], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Example:
    """A short article of our own and whether the rule must fire on it; a rule's examples are its tests.

    A line a sentence: its code, the words of its source in the sentence (may be empty), the sentence itself, parted
    by `` | ``; an empty line begins a paragraph.  ``X | headline | …`` is a headline.  ``auditor explain`` shows them.
    """

    article: str
    fires: bool


def fires(article: str) -> Example:
    """Return an example on which the rule must fire."""
    return Example(article, True)


def silent(article: str) -> Example:
    """Return an example on which the rule must not fire."""
    return Example(article, False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.  ``code`` never changes its meaning (SA101); ``name`` is for people (anonymous-undescribed).

    ``settings`` are its thresholds with their defaults, shares as fractions and
    counts as whole numbers; profiles change them.  ``trigger`` says in words when it
    fires, ``misses`` what it is known to miss.  An ``experimental`` rule is off unless a profile or --select turns
    it on.
    """

    code: str
    name: str
    level: str
    title: str
    trigger: str
    advice: str
    misses: str
    check: Check
    examples: tuple[Example, ...]
    settings: Settings = field(default_factory=dict)
    authorities: tuple[Authority, ...] = ()
    experimental: bool = False

    def is_share(self, setting: str) -> bool:
        """Tell whether ``setting`` is a share, 0 to 1, and not a count: its default is a fraction."""
        return isinstance(self.settings[setting], float)
