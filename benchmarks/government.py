"""Whether the register knows who speaks for a government, against sources judged by reading.

    python benchmarks/government.py --data DIR [--details]

The judgements stand in ``data/judgements``.  Some descriptions of ``government.csv`` were used while the rules were
written; ``government_fresh.csv`` was drawn and judged when they were finished.  The articles come from
``DIR/dev.jsonl``.  *Labels given*:
names, sentences and classes of the sources are the gold's, only the description is ours.  *Whole pipeline*: the source
of the register that shares most sentences with the judged one; none counts as unknown.  Accuracy is over sources judged
yes or no to which the program says yes or no; ``with unknown`` counts its "unknown" as a mistake.
The baseline says yes to class official and no to every other.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from common import ROOT, add_data_option

from auditor.article import Segment, Sentence, Source
from auditor.classifier.choose import load_classifier
from auditor.data import LabelledArticle, read_labelled
from auditor.data.places import find_data
from auditor.labels import CLASS_OF, OFFICIAL
from auditor.pipeline import label
from auditor.sources import build_register
from auditor.sources.describe import describe

JUDGEMENTS = ROOT / "data" / "judgements"
FILES = ("government.csv", "government_fresh.csv")
CLASSIFIER = load_classifier()


@dataclass(frozen=True, slots=True)
class Row:
    """One judged source with what each way of asking answers; ``None`` evidence where there is none."""

    doc_id: str
    source: str
    verdict: str
    given: str
    given_evidence: str | None
    given_baseline: str
    whole: str
    whole_evidence: str | None
    whole_baseline: str


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Who speaks for a government, against judgements.")
    add_data_option(parser)
    parser.add_argument("--details", action="store_true", help="list the judged sources that are answered wrongly")
    options = parser.parse_args()
    articles = {article.doc_id: article for article in read_labelled(find_data("dev", options.data))}
    for name in FILES:
        _measure(name, articles, options.details)
    return 0


def _measure(name: str, articles: dict[str, LabelledArticle], details: bool) -> None:
    with (JUDGEMENTS / name).open(encoding="utf-8", newline="") as file:
        judged = [(r["doc_id"], r["source"], r["verdict"]) for r in csv.DictReader(file)]
    rows = list(_rows(articles, judged))
    print(f"\n{name}: {len(rows)} sources judged: {dict(Counter(row.verdict for row in rows))}\n")
    print("| | accuracy | answered | with unknown | baseline |\n|---|--:|--:|--:|--:|")
    for title, way in (("labels given", "given"), ("whole pipeline", "whole")):
        print(_line(title, [(r.verdict, getattr(r, way), getattr(r, way + "_baseline")) for r in rows]))
    if details:
        for row in rows:
            for way in ("given", "whole"):
                if row.verdict != "unknown" and getattr(row, way) != row.verdict:
                    print(way, row.doc_id, row.source, row.verdict, getattr(row, way), getattr(row, way + "_evidence"))


def _line(title: str, answers: list[tuple[str, str, str]]) -> str:
    told = [a for a in answers if a[0] != "unknown"]
    answered = [a for a in told if a[1] != "unknown"]
    right = sum(verdict == ours for verdict, ours, _ in answered)
    base = sum(verdict == theirs for verdict, _, theirs in told)
    shares = (right / len(answered), len(answered) / len(told), right / len(told), base / len(told))
    return f"| {title} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"


def _rows(articles: dict[str, LabelledArticle], judged: Iterable[tuple[str, str, str]]) -> Iterator[Row]:
    for doc_id, name, verdict in judged:
        article = articles[doc_id]
        of = [place for place, s in enumerate(article.sentences) if s.source == name]
        gold, own = _labelled(article)
        official = Counter(gold[place].label for place in of).most_common(1)[0][0] == OFFICIAL
        linked = _sharing(build_register(article.text, gold)[1], of)
        mentions = linked.mentions if linked else ()
        given = describe(article.text, gold, mentions, name, of)
        found = _sharing(build_register(article.text, own)[1], of)
        yield Row(
            doc_id, name, verdict, given.government, given.government_evidence, "yes" if official else "no",
            found.government if found else "unknown", found.government_evidence if found else None,
            "yes" if found and found.label == OFFICIAL else "no",
        )  # fmt: skip


_KEPT: dict[str, tuple[tuple[Sentence, ...], tuple[Sentence, ...]]] = {}


def _labelled(article: LabelledArticle) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Return the gold's sentences with the gold's codes, and with the model's; source words are the model's."""
    if article.doc_id not in _KEPT:
        segments, paragraph, last = [], 0, 0
        for s in article.sentences:
            paragraph += "\n" in article.text[last : s.start]
            segments.append(Segment(s.start, s.end, paragraph))
            last = s.end
        own = label(article.text, segments, CLASSIFIER.classify(article.text, segments))
        pairs = zip(own, article.sentences, strict=True)
        _KEPT[article.doc_id] = (tuple(replace(o, code=s.code, label=CLASS_OF[s.code]) for o, s in pairs), own)
    return _KEPT[article.doc_id]


def _sharing(sources: tuple[Source, ...], of: list[int]) -> Source | None:
    best = max(sources, key=lambda s: (len(set(s.sentences) & set(of)), -len(s.sentences)), default=None)
    return best if best and set(best.sentences) & set(of) else None


if __name__ == "__main__":
    raise SystemExit(main())
