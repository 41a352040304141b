"""How often an article keeps the grade that gold labels give it, and how wide the ranges of grades are.

    python benchmarks/grades.py [--data DIR]

DIR holds ``dev.jsonl`` and ``authored/dev.jsonl``; without it the authored dev articles that ship are used.  Writes
reports/grades.md: figures only, no text.

The audit's grade comes from the whole pipeline: sentences that it cut itself, labels of the shipped model, its own
register.  The gold grade comes from the labelled sentences and a register with a source for each name of their third
column; of that source, kind, government and second hands are what the auditor's own description of it says, but a
judgement by hand where data/judgements/government.csv has one.  Both use the same formula.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from common import REPORTS, ROOT, add_data_option, measured

from auditor.article import Article, Audit, Grade, Sentence, Source
from auditor.classifier.choose import load_classifier
from auditor.data import LabelledArticle, find_data, read_labelled
from auditor.errors import InputError
from auditor.grading import FEWEST, GRADE_NOTE, LETTERS, WEIGHTS, grade
from auditor.labels import CLASS_OF, FURNITURE, UNATTRIBUTED
from auditor.pipeline import audit_article
from auditor.sources.describe import describe
from auditor.sources.kinds import majority_label

SETS = ("dev", "authored/dev")
BAR = 0.85
NONE = "none"
JUDGEMENTS = ROOT / "data" / "judgements" / "government.csv"


@dataclass(frozen=True)
class Pair:
    """An article with its grade by gold labels and by the audit."""

    article: LabelledArticle
    gold: Grade
    found: Grade


def gold_audit(article: LabelledArticle, judged: dict[tuple[str, str], str]) -> Audit:
    """Return the audit that the labels and source names of ``article`` make."""
    ids: dict[str, int] = {}
    sentences: list[Sentence] = []
    for index, row in enumerate(article.sentences):
        label = CLASS_OF[row.code]
        linked = row.source is not None and label not in (UNATTRIBUTED, FURNITURE)
        own = (ids.setdefault(row.source, len(ids)),) if linked and row.source else ()
        text = article.text[row.start : row.end]
        sentences.append(Sentence(index, row.start, row.end, text, label, row.code, 1.0, source_ids=own))
    sources = [_source(article, sentences, name, id, judged) for name, id in ids.items()]
    return Audit(Article(article.doc_id, article.text), tuple(sentences), tuple(sources))


def _source(
    article: LabelledArticle, sentences: Sequence[Sentence], name: str, id: int, judged: dict[tuple[str, str], str]
) -> Source:
    resting = [s for s in sentences if id in s.source_ids]
    of = tuple(s.index for s in resting)
    told = describe(article.text, sentences, (), name, of)
    return Source(
        id=id,
        name=name,
        kind=told.kind,
        label=majority_label(resting),
        sentences=of,
        government=judged.get((article.doc_id, name), told.government),
        relays=told.relays,
    )


def read_judgements(path: Path) -> dict[tuple[str, str], str]:
    """Return yes, no or unknown by (article, source), as judged by hand; empty where there is no such file."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["doc_id"], row["source"]): row["verdict"] for row in csv.DictReader(file)}


def pairs(articles: Sequence[LabelledArticle]) -> list[Pair]:
    """Return every article's two grades."""
    classifier = load_classifier()
    judged = read_judgements(JUDGEMENTS)
    result = []
    for article in articles:
        found = audit_article(Article(article.doc_id, article.text), classifier).grade
        assert found is not None
        result.append(Pair(article, grade(gold_audit(article, judged)), found))
    return result


def letter(one: Grade) -> str:
    """Return the letter, or ``none`` where the grade is withheld."""
    return one.letter or NONE


def _section(name: str, found: Sequence[Pair]) -> list[str]:
    graded = [p for p in found if p.gold.letter]
    kept = [p for p in graded if p.found.letter == p.gold.letter]
    same = [p for p in found if letter(p.found) == letter(p.gold)]
    near = [p for p in graded if p.found.letter and _steps(p.found.letter, p.gold.letter) <= 1]
    inside = [p for p in graded if _inside(p)]
    lines = [
        f"## {name}: {len(found)} articles, {len(graded)} with a gold grade",
        "",
        f"- **{_share(len(kept), len(graded))} of the articles with a gold grade keep their letter** (bar {BAR:.0%}); "
        f"{_share(len(near), len(graded))} are at most one letter away.",
        f"- {_share(len(same), len(found))} of all articles have the same outcome, where a grade that is withheld "
        "counts as one.",
        f"- Withheld: {_share(sum(not p.found.letter for p in found), len(found))} by the audit, "
        f"{_share(len(found) - len(graded), len(found))} by gold labels, mostly for under {FEWEST} attributed "
        "sentences.",
        f"- The range of the grade holds the gold letter in {_share(len(inside), len(graded))} of the graded articles.",
    ]
    widths = Counter(_steps(p.found.low, p.found.high) for p in found if p.found.low and p.found.high)
    total = sum(widths.values())
    lines.append(
        "- Width of the ranges: "
        + "; ".join(f"{_width(width)} {_share(count, total)}" for width, count in sorted(widths.items()))
        + "."
    )
    for part in WEIGHTS:
        gaps = [abs(p.found.parts[part] - p.gold.parts[part]) for p in graded if p.found.letter]
        if gaps:
            lines.append(f"- Mean difference of {part} from gold: {sum(gaps) / len(gaps):.3f}.")
    columns = (*LETTERS, NONE)
    lines += ["", "| gold ↓, audit → | " + " | ".join(columns) + " |", "|---" + "|--:" * len(columns) + "|"]
    table = Counter((letter(p.gold), letter(p.found)) for p in found)
    lines += [f"| {one} | " + " | ".join(str(table[one, other]) for other in columns) + " |" for one in columns]
    return [*lines, ""]


def _steps(one: str, other: str) -> int:
    return abs(LETTERS.index(one) - LETTERS.index(other))


def _inside(pair: Pair) -> bool:
    low, high, gold = pair.found.low, pair.found.high, pair.gold.letter
    return bool(low and high and gold) and LETTERS.index(high) <= LETTERS.index(gold) <= LETTERS.index(low)


def _width(steps: int) -> str:
    return "one letter" if not steps else f"{steps + 1} letters"


def _share(count: int, total: int) -> str:
    return f"{count / total:.1%} ({count} of {total})" if total else "–"


def _changed(found: Sequence[Pair]) -> list[str]:
    return [
        f"{p.article.doc_id}: gold {_line(p.gold)}; audit {_line(p.found)}, {p.found.low} to {p.found.high}"
        for p in found
        if letter(p.gold) != letter(p.found)
    ]


def _line(one: Grade) -> str:
    return one.withheld or f"{one.letter} {one.score} {dict(one.parts)}"


def main() -> int:
    """Measure, print and write the report."""
    parser = argparse.ArgumentParser(description="How often articles keep the grade that gold labels give.")
    add_data_option(parser)
    parser.add_argument("--changed", action="store_true", help="print the articles whose grade changes")
    parser.add_argument("--no-report", action="store_true", help="leave reports/grades.md as it is")
    options = parser.parse_args()
    notes = " ".join((__doc__ or "").split("\n\n")[3].split())
    lines = ["# Grades", "", measured("python benchmarks/grades.py --data DIR"), "", GRADE_NOTE, "", notes, ""]
    for name in SETS:
        try:
            found = pairs(read_labelled(find_data(name, options.data)))
        except InputError:
            continue
        lines += _section(name, found)
        if options.changed:
            print("\n".join(_changed(found)))
    report = "\n".join(lines)
    print(report)
    if not options.no_report:
        (REPORTS / "grades.md").write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
