"""Writes the word lists of ``auditor/sources/data`` from open data and from the labelled articles.

    pip install countryinfo
    python tools/gazetteer.py --data DIR [DIR ...]

``places.tsv`` comes from the package countryinfo (MIT).  ``bodies.tsv`` and ``outlets.tsv`` are counted in files
``train.jsonl`` and ``more.jsonl`` of the given folders, with text, in the format of the data card; they hold words
and names with counts, no sentences.  ``dev`` and held-out articles are not read.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent / "auditor" / "sources" / "data"
LEAST = 2
"""Words and names seen in fewer articles are left out of the lists."""
_SHORT = ("US", "USA", "UK", "UAE", "DR Congo", "Great Britain", "Czechia", "Holy See")
_WORD = re.compile(r"[^\W_]+(?:[.&-][^\W_]+)*")
_TOLD = r"(?:told|tells|interview with|interviewed by|speaking to)\s+(?:the\s+)?{name}\b"
_SAID = r"\b{name}(?:\s+\w+)?\s+(?:reported|reports|quoted|quotes|cited|citing|quoting)\b"


def main() -> None:
    """Write the three lists."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", nargs="+", type=Path, required=True, help="folders with labelled articles")
    articles = list(_articles(parser.parse_args().data))
    HERE.mkdir(exist_ok=True)
    _write("places.tsv", ("kind", "name", "country"), sorted(set(_places())))
    _write("bodies.tsv", ("word", "official", "other", "official_head", "other_head"), _bodies(articles))
    _write("outlets.tsv", ("name", "articles"), _outlets(articles))


def _articles(folders: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for folder in folders:
        for name in ("train.jsonl", "more.jsonl"):
            if (folder / name).exists():
                with (folder / name).open(encoding="utf-8") as lines:
                    yield from (json.loads(line) for line in lines)


def _places() -> Iterator[tuple[str, str, str]]:
    """Yield kind, name and, of a country and its capital, the country's first name ("-" for other places)."""
    import countryinfo

    for path in sorted((Path(countryinfo.__file__).parent / "data").glob("*.json")):
        country = json.loads(path.read_text(encoding="utf-8"))
        # Other spellings are mostly in the country's own language; of these only the English short forms are of use.
        spellings = [country["name"], *(s for s in country.get("altSpellings", []) if s in _SHORT)]
        first = country["name"].removeprefix("The ")
        yield from (("country", s.removeprefix("The "), first) for s in spellings)
        capital = country.get("capital")
        if isinstance(capital, str) and capital:
            yield "capital", capital.removesuffix(" D.C."), first
        yield from (("demonym", d.strip(), "-") for d in re.split("[,/]", country.get("demonym") or "") if d.strip())
        if country.get("name") == "United States":
            yield from (("state", p, "-") for p in country["provinces"])


def _names(articles: Iterable[dict[str, Any]]) -> tuple[Counter[str], Counter[str]]:
    """Return in how many articles each official name stands, and each other organisation's."""
    official: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for article in articles:
        for name, code in {(s["source"], s["code"]) for s in article["sentences"] if s["source"]}:
            if code in ("O", "NO"):
                (official if code == "O" else other)[name] += 1
    return official, other


def _bodies(articles: Iterable[dict[str, Any]]) -> list[tuple[str, int, int, int, int]]:
    rows: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for column, names in enumerate(_names(articles)):
        for name, count in names.items():
            words = [w.lower() for w in _WORD.findall(re.split(r" (?:of|for|in|on|at|from)\b", name)[0])]
            for word in {w.lower() for w in _WORD.findall(name)}:
                rows[word][column] += count
            if words:
                rows[words[-1]][2 + column] += count
    return sorted((word, *row) for word, row in rows.items() if row[0] + row[1] >= LEAST)  # type: ignore[misc]


def _outlets(articles: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return the named organisations to which people talk, or which report and quote, with counts of articles."""
    _, other = _names(articles)
    found: Counter[str] = Counter()
    for name in sorted({n.removeprefix("The ").removeprefix("the ") for n in other}):
        if not 1 <= len(name.split()) <= 4 or not name[0].isupper():
            continue
        here = [a["text"] for a in articles if name in a["text"]]
        told, said = (re.compile(form.format(name=re.escape(name))) for form in (_TOLD, _SAID))
        found[name] = sum(bool(told.search(text) or said.search(text)) for text in here)
    return sorted((name, count) for name, count in found.items() if count >= LEAST)


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    lines = ["\t".join(header), *("\t".join(map(str, row)) for row in rows)]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
