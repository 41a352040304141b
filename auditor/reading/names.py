"""Names of files and addresses, made fit to be shown and stored."""

import os

_LONGEST = 200


def printable(name: str) -> str:
    """Return ``name`` with bytes that are not UTF-8 replaced and control characters escaped."""
    text = os.fsencode(name).decode("utf-8", "replace") if not name.isascii() else name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def shortened(name: str) -> str:
    """Return ``name`` as messages show it: printable, and cut in the middle when it is very long."""
    text = printable(name)
    return text if len(text) <= _LONGEST else f"{text[:150]}…{text[-40:]}"
