"""Names of the articles' reports: plain, unique whatever the file system, and never outside their folder."""

import re
import unicodedata

FOLDER = "articles"

_LONGEST = 80
_UNSAFE = re.compile(r"[^a-z0-9]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")


class PageNames:
    """Gives each article the name of its report; memory grows by one short name an article."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def page_of(self, id: str) -> str:
        """Return the path of the report on the article ``id``, relative to the index: ``articles/ferry-txt.html``.

        Lower-case letters, digits and hyphens only; an id that was given before, or looks alike without its other
        characters, gets a number.
        """
        plain = unicodedata.normalize("NFKD", id[: 4 * _LONGEST]).encode("ascii", "ignore").decode("ascii")
        base = _UNSAFE.sub("-", plain.lower()).strip("-")[:_LONGEST].strip("-") or "article"
        if _RESERVED.match(base):
            base = f"article-{base}"
        name, number = base, self._next.get(base, 1)
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._next[base] = number
        self._taken.add(name)
        return f"{FOLDER}/{name}.html"
