"""Whether the words by which an article withholds a name give a reason, or only say that it is withheld."""

import re

from auditor.article import Source

_REASON = re.compile(
    r"\b(?:because|since|as|fear\w*|concern\w*|lest|citing|due to|owing to|given the|so that|in order|unauthori[sz]ed"
    r"|not (?:\w+ )?(?:authori[sz]ed|allowed|permitted|supposed|cleared)|(?:barred|forbidden|prohibited) from"
    r"|to (?:protect|avoid|keep|preserve|discuss|speak|talk|describe|disclose|share|detail|safeguard)"
    r"|for (?:\w+ )?(?:safety|security|protection|reasons)|anonymity,? to \w+)\b",
    re.IGNORECASE,
)


def gives_reason(words: str) -> bool:
    """Tell whether ``words`` say why a name is withheld: "asked not to be named" states terms and gives no reason."""
    return _REASON.search(" ".join(words.split())) is not None


def is_explained(source: Source) -> bool:
    """Tell whether the article says why ``source`` is unnamed."""
    return bool(source.explained and gives_reason(source.explained))
