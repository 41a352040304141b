"""Write the sample report in reports/sample/ from articles of the project's own.

    python docs/sample.py [DIR]

The articles are those that sample.csv names.  Their texts do not say where and when they appeared; the outlets, authors
and dates of sample.csv are made up, so that the comparisons have something to compare.
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from auditor.article import Article
from auditor.classifier.choose import load_classifier
from auditor.data import find_data, read_labelled
from auditor.data.places import AUTHORED, SHIPPED
from auditor.overview.correction import correction_for
from auditor.overview.write import ReportOptions, open_report
from auditor.pipeline import audit_articles
from auditor.reading import read_text
from auditor.rules.profile import choose_profile

SAMPLE = SHIPPED.parent / "reports" / "sample"


def articles() -> Iterator[Article]:
    """Yield the sample's articles as the auditor reads them, in the order of sample.csv."""
    texts = {a.doc_id: a.text for name in AUTHORED for a in read_labelled(find_data(name))}
    with Path(__file__).with_name("sample.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = texts[row["doc_id"]]
            [article] = read_text(text, id=row["doc_id"].removeprefix("authored/"))
            yield replace(
                article,
                title=text.partition("\n")[0],
                outlet=row["outlet"],
                author=row["author"] or None,
                date=row["date"],
            )


def main() -> int:
    """Audit the articles and write the report."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    model, profile = load_classifier(), choose_profile("default")
    with open_report(target, ReportOptions(model.name, profile.name, correction_for(None, "onnx"))) as report:
        for audit in audit_articles(articles(), model, profile):
            report.add(audit)
    print(f"Wrote {report.articles} articles to {target}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
