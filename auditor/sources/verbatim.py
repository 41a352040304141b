"""Words that were taken out of an article and tidied, as the article itself has them."""

import re

from auditor.sources.occurrences import occurrences

_PUT_BEFORE = re.compile(r"^(?:former|head of|an?|the)\s+", re.IGNORECASE)


def verbatim(text: str, words: str) -> str | None:
    """Return ``words`` as they stand in ``text``, with its white space and apostrophes; None where they do not.

    Their first letter may be a capital there.  A word put before them ("former" of "former governor and senator", an
    article) is left out if need be.
    """
    for wanted in (words, words[:1].upper() + words[1:], _PUT_BEFORE.sub("", words)):
        if not wanted or wanted in text:
            return wanted or None
        place = occurrences(text).stretch(wanted)
        if place is not None:
            return text[slice(*place)]
    return None
