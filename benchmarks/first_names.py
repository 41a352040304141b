"""Writes auditor/sources/data/first_names.tsv: which first names are men's and which are women's.

Counted in labelled training articles: a sentence that rests on "First Last" and reports it with "he said" or "she
said" is a vote for the first name, and so is every "Mr. Last" or "Ms. Last" in its article.  A name is kept when at
least four fifths of its votes agree.  Only names stand in the file, no text.

    python benchmarks/first_names.py train.jsonl [more.jsonl ...]
"""

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from auditor.data import LabelledArticle, read_labelled

OUT = Path(__file__).resolve().parent.parent / "auditor" / "sources" / "data" / "first_names.tsv"
SAYS = r"(?:said|says|added|adds|told|tells|wrote|writes|argued|explained|continued|noted|tweeted|asked|called|warned)"
PRONOUN = re.compile(rf"\b(he|she) (?:\w+ )?{SAYS}\b|\b{SAYS} (he|she)\b", re.IGNORECASE)
FULL = re.compile(r"[A-Z][a-zà-ÿ’'-]+(?: [A-Z]\.)?(?: [\w’'-]+)? [A-Z][\w’'-]+")
HEADER = "# Learned by benchmarks/first_names.py from the labels of the training articles; sex, then first names.\n"


def votes(article: LabelledArticle) -> list[tuple[str, str]]:
    """Return (first name, m or f) for each piece of evidence in the article."""
    found = []
    names = {s.source for s in article.sentences if s.code == "NP" and s.source and FULL.fullmatch(s.source)}
    for sentence in article.sentences:
        if sentence.code == "NP" and sentence.source in names:
            spoken = {(he or she).lower() for he, she in PRONOUN.findall(article.text[sentence.start : sentence.end])}
            if len(spoken) == 1:
                found.append((sentence.source.split()[0].lower(), "m" if spoken == {"he"} else "f"))
    for name in names:
        last = re.escape(name.split()[-1])
        for title in re.findall(rf"\b(Mr|Mrs|Ms|Miss)\.? {last}\b", article.text):
            found.append((name.split()[0].lower(), "m" if title == "Mr" else "f"))
    return found


def main(paths: list[str]) -> None:
    """Count and write."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in paths:
        for article in read_labelled(Path(path)):
            for name, sex in set(votes(article)):
                counts[name][sex] += 1
    kept: dict[str, list[str]] = {"f": [], "m": []}
    for name, of in sorted(counts.items()):
        sex, most = of.most_common(1)[0]
        if most >= 0.8 * of.total():
            kept[sex].append(name)
    OUT.write_text(HEADER + "".join(f"{sex}\t{' '.join(names)}\n" for sex, names in kept.items()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
