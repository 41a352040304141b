"""How often the sourcing rules are right, by reading.

    python benchmarks/rules.py [--data DIR]

A firing is right when an editor who looks at the article would agree that what its message says is so.  Up to thirty
firings a rule were read by the author of the rules, on what the shipped model made of dev, the authored articles and
further PolNeAR articles (``data/judgements/rules.csv``).  A second reader, who had not written the rules, read up to
thirty more of each in articles that nobody had read for them, and asked also whether each was worth saying
(``data/judgements/rules_fresh.csv``).  Rules were mended after a round of that reading and read anew in other articles.
Verdicts hold no text; how often each rule fired stands in ``data/judgements/firings.csv``.

With ``--data``, a folder of labelled articles with text, the firings on the author's articles are counted anew and that
file is written.  Writes reports/rules.md.
"""

import argparse
import csv
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from common import REPORTS, ROOT, measured

from auditor.rules.registry import ALL

JUDGEMENTS = ROOT / "data" / "judgements" / "rules.csv"
FRESH = ROOT / "data" / "judgements" / "rules_fresh.csv"
FIRINGS = ROOT / "data" / "judgements" / "firings.csv"
BAR, FEWEST, ENOUGH = 0.85, 10, 10
"""The least precision, the fewest firings, and how many readings of the last round count by themselves."""
FAMILIES = {"SA1": "anonymity", "SA2": "voices", "SA3": "structure", "SA4": "wording"}
SETS = ("dev.jsonl", "polnear_spans.jsonl")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many firings were read and how many of them were right."""

    read: int
    right: int

    def __str__(self) -> str:
        return f"{self.right}/{self.read} = {self.right / self.read:.2f}" if self.read else "–"


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one rule: its firings, and of the firings read how many were right.

    ``author`` is the author's reading; of the fresh one, ``first`` is the round before any mend, ``now`` all that the
    rule as it stands still fires on, ``last`` what of that was read in its last round.
    """

    code: str
    firings: int
    author: Tally
    first: Tally
    now: Tally
    last: Tally

    @property
    def proved(self) -> bool:
        """Whether the rule fired often enough and was right often enough to be on by default."""
        if self.firings < FEWEST or not self.now.read or self.now.right < BAR * self.now.read:
            return False
        return self.last.read < ENOUGH or self.last.right >= BAR * self.last.read


def main() -> int:
    """Print and write the table; exit 1 when a rule is on that has not proved itself, or the reverse."""
    parser = argparse.ArgumentParser(description="The judged precision of the sourcing rules.")
    parser.add_argument("--data", type=Path, help="count the firings anew on the labelled articles in this folder")
    folder = parser.parse_args().data
    if folder is not None:
        _write_firings(_count(folder))
    author, fresh = _read(JUDGEMENTS), _read(FRESH)
    firings = {row["rule"]: int(row["firings"]) + int(row["fresh"]) for row in _read(FIRINGS)}
    rows = [_row(rule.code, firings, author, fresh) for rule in ALL]
    verdicts = Counter((row["rule"], row["verdict"]) for row in (*author, *fresh))
    report = _report(rows, verdicts)
    print(report)
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "rules.md").write_text(report, encoding="utf-8")
    wrong = [rule.code for rule, row in zip(ALL, rows, strict=True) if rule.experimental is row.proved]
    if wrong:
        print(f"experimental or not, against the table: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _row(code: str, firings: dict[str, int], author: list[dict[str, str]], fresh: list[dict[str, str]]) -> Row:
    mine = [row for row in fresh if row["rule"] == code]
    now = [row for row in mine if row["fires"] == "yes"]
    last = max((row["round"] for row in now), default="")
    return Row(
        code,
        firings.get(code, 0),
        author=_tally([row for row in author if row["rule"] == code]),
        first=_tally([row for row in mine if row["round"] == "1"]),
        now=_tally(now),
        last=_tally([row for row in now if row["round"] == last]),
    )


def _tally(rows: list[dict[str, str]]) -> Tally:
    return Tally(len(rows), sum(row["verdict"] == "right" for row in rows))


def _report(rows: list[Row], verdicts: Counter[tuple[str, str]]) -> str:
    lines = [
        "# Rules",
        "",
        measured("python benchmarks/rules.py"),
        "",
        " ".join((__doc__ or "").split("\n\n")[2].split()).replace("``", "`"),
        "Both readers are language models, not editors.",
        "",
        "*Fresh, first* is the second reader's verdict before any mend; *fresh, now* is on all firings read that the "
        "rule "
        "as it stands still makes, which flatters a mended rule a little; *last round* is the part of them that was "
        "read "
        "last, mostly after the mends. Firings are those on the author's 501 articles and the 1053 fresh ones.",
        "",
        f"A rule whose *fresh, now* (or *last round*, where that has {ENOUGH} readings) is under {BAR}, or with fewer "
        "than "
        f"{FEWEST} firings, is experimental: off unless a profile turns it on.",
        "",
        "| rule | name | firings | author | fresh, first | fresh, now | last round | by default |",
        "|---|---|--:|--:|--:|--:|--:|---|",
    ]
    for rule, row in zip(ALL, rows, strict=True):
        state = "experimental" if rule.experimental else "on"
        lines.append(
            f"| {row.code} | {rule.name} | {row.firings} | {row.author} | {row.first} | {row.now} "
            f"| {row.last} | {state} |"
        )
    lines += ["", "| family | places without a finding | of them missed |", "|---|--:|--:|"]
    for code, name in FAMILIES.items():
        missed = verdicts[code, "missed"]
        lines.append(f"| {name} | {missed + verdicts[code, 'quiet']} | {missed} |")
    return "\n".join(lines) + "\n"


def _count(folder: Path) -> dict[str, int]:
    """Audit the articles with the shipped model and return how often each rule fires."""
    from auditor.article import Article
    from auditor.classifier.choose import load_classifier
    from auditor.data import read_labelled
    from auditor.pipeline import audit_article

    classifier, seen, counts = load_classifier(), set[str](), Counter[str]()
    files = [folder / name for name in SETS] + sorted((ROOT / "data" / "authored").glob("*.jsonl"))
    for article in (article for path in files for article in read_labelled(path)):
        if article.doc_id not in seen:
            seen.add(article.doc_id)
            audit = audit_article(Article(article.doc_id, article.text), classifier)
            counts.update(rule.code for rule in ALL for _ in rule.check(audit, rule.settings))
    return {rule.code: counts[rule.code] for rule in ALL}


def _write_firings(firings: dict[str, int]) -> None:
    fresh = {row["rule"]: row["fresh"] for row in _read(FIRINGS)}
    with FIRINGS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["rule", "firings", "fresh"])
        writer.writerows((code, number, fresh.get(code, 0)) for code, number in firings.items())


if __name__ == "__main__":
    sys.exit(main())
