"""Writes auditor/sources/data/given_names.tsv: first names that are only men's or only women's, in many languages.

    pip install Faker
    python tools/given_names.py

The names come from the locales of the package Faker (MIT); Russian, Ukrainian and Bulgarian ones are written in Latin
letters in the usual ways.  A name that any locale gives to the other sex is left out.  Names that the training
articles gave to the other sex (``first_names.tsv``) are kept when two locales speak for it; the rest of those stand
in the third row, ``-``: nothing is to be concluded from them.
"""

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "auditor" / "sources" / "data"
HEADER = "# Written by tools/given_names.py from the package Faker {version}; sex, then first names.\n"
LATIN = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž’'-]+")
SEVERAL = {
    "ій": "iy ii y", "ий": "y iy yi", "ей": "ei ey", "ай": "ai ay", "кс": "ks x", "ія": "ia iya", "ия": "ia iya",
    "ья": "ia ya", "ьо": "yo", "ё": "yo e", "є": "ye ie e", "ю": "yu iu", "я": "ya ia",
}  # fmt: skip
SINGLE = dict(zip("абвгґдезийіклмнопрстуфэыьъ'’ʼ", [*"abvggdeziyiklmnoprstufey", *[""] * 5], strict=True))
SINGLE |= {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ї": "yi"}
OF_LANGUAGE = {"uk": {"г": "h g", "и": "y i"}, "bg": {"ъ": "a"}, "ru": {}}
MOST_FORMS = 24


def main() -> None:
    """Write the list."""
    import faker

    votes: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"f": set(), "m": set()})
    for locale, sex, name in _names():
        for form in _forms(name, locale[:2]):
            votes[form][sex].add(locale)
    learned = dict(_learned())
    rows: dict[str, list[str]] = {"f": [], "m": [], "-": []}
    for name, of in sorted(votes.items()):
        sex, other = ("f", "m") if len(of["f"]) >= len(of["m"]) else ("m", "f")
        against = learned.get(name) == other
        if not of[other] and (not against or len(of[sex]) > 1):
            rows[sex].append(name)
        elif against and len(of[sex]) > len(of[other]):
            rows["-"].append(name)
    text = HEADER.format(version=faker.VERSION) + "".join(f"{sex}\t{' '.join(names)}\n" for sex, names in rows.items())
    (DATA / "given_names.tsv").write_text(text, encoding="utf-8")


def _names() -> Iterator[tuple[str, str, str]]:
    """Yield locale, sex and name of every first name that a locale gives to a sex."""
    import faker.providers.person as person

    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for sex, attribute in (("f", "first_names_female"), ("m", "first_names_male")):
            yield from ((module.name, sex, str(name)) for name in getattr(provider, attribute, None) or ())


def _forms(name: str, language: str) -> set[str]:
    """Return how a name is written in Latin letters, small; nothing for an alphabet that is not written so here."""
    if LATIN.fullmatch(name):
        return {name.lower()}
    if language not in OF_LANGUAGE:
        return set()
    letters = SINGLE | SEVERAL | OF_LANGUAGE[language]
    low, forms, at = name.lower(), {""}, 0
    while at < len(low):
        piece = low[at : at + 2] if low[at : at + 2] in letters else low[at]
        if piece not in letters or len(forms) > MOST_FORMS:
            return set()
        forms = {form + written for form in forms for written in letters[piece].split() or [""]}
        at += len(piece)
    return forms


def _learned() -> Iterator[tuple[str, str]]:
    for line in (DATA / "first_names.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            sex, names = line.split("\t")
            yield from ((name, sex) for name in names.split())


if __name__ == "__main__":
    main()
