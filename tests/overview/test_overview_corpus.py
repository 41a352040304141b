"""The same articles through the tables of a corpus and one by one: the same figures."""

import csv
import json
from collections import Counter

import pytest
from overview_stories import audit_of, finding, person, some

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from auditor.article import Grade
from auditor.corpus.chunks import Done
from auditor.corpus.layout import commit, span
from auditor.corpus.schema import TABLES
from auditor.corpus.store import Folder
from auditor.corpus.tables import TableBuilder, as_parquet
from auditor.errors import InputError, UsageError
from auditor.overview import corpus_sums
from auditor.overview.aggregate import Aggregator
from auditor.overview.corpus_sums import open_corpus
from auditor.overview.index_page import generate_index
from auditor.overview.overview import build_overview


@pytest.fixture
def corpus(tmp_path):
    """Writes audits as the tables of a corpus, so many a file, and returns where."""

    def write(audits, size=7):
        files = Folder(tmp_path / "corpus")
        for start in range(0, len(audits), size):
            part = audits[start : start + size]
            builder = TableBuilder()
            for number, audit in enumerate(part):
                builder.add(start + number, audit)
            for table, rows in builder.tables().items():
                files.write(f"{table}/{span(start, start + len(part))}.parquet", as_parquet(rows, {}))
            done = Done(start, start + len(part), "", len(part), len(part), 0, 0)
            commit(files, {**{name: getattr(done, name) for name in done.__slots__}, "rejected_articles": []})
        return files

    return write


def direct(audits):
    aggregator = Aggregator()
    for audit in audits:
        aggregator.add(audit)
    return build_overview(aggregator.sums())


def drawn(files, rows=1000):
    with open_corpus(files, memory="200MB") as found:
        sums, selection = found.sums(rows)
        return build_overview(sums, selection=selection), list(found.cited())


def hard_cases():
    """What makes the two ways differ where one of them is careless."""
    twice = [
        person("Dr. Ottoline Brask", 0, 1, words=10), person("Ottoline Brask", 1, 2, words=9),
        person("a harbour pilot", 3, label="anonymous", kind="unnamed person"),
        person("two pilots", 3, 4, label="anonymous", kind="unnamed group"),
        person("the review", 5, kind="document"), person("nobody yet"),
    ]  # fmt: skip
    long = "A very long name " * 20
    return [
        *some(23),
        audit_of("plain.txt", sources=twice, findings=[finding(), finding(), finding("SA201", "error")]),
        audit_of("cut.txt", outlet=long, author=f"{long}x", date="2024-13", title=long * 3),
        audit_of("cut-too.txt", outlet=f"{long} indeed", date="2024-05-01T10:00"),
        audit_of("empty.txt", (0, 0, 0, 0), outlet="  ", grade=Grade(None, withheld="too short")),
        audit_of("page.html#10", date="2024-05", sources=[person("Port authority", 2, 3, kind="organisation")]),
        audit_of("page.html#11", title="O'Brask’s “word” %s $1", outlet="'; DROP TABLE articles; --"),
    ]


def same(one, other):
    for name in ("total", "outlets", "authors", "months", "sources", "unlinked", "rules", "rows"):
        assert list_of(getattr(one, name)) == list_of(getattr(other, name)), name


def list_of(found):
    return list(found) if isinstance(found, list | tuple) else found


def test_the_same_articles_give_the_same_figures(corpus):
    audits = hard_cases()
    found, cited = drawn(corpus(audits))
    same(found, direct(audits))
    assert [s.name for s in cited] == [s.name for s in found.sources]
    assert found.selection.rows is None


def test_the_page_is_the_same_but_for_the_links(corpus):
    audits = hard_cases()
    one = "".join(generate_index(drawn(corpus(audits))[0]))
    other = "".join(generate_index(direct(audits)))
    data = ['<script type="application/json" id="data">', "</script>"]
    assert one.split(data[0])[1].split(data[1])[0] == other.split(data[0])[1].split(data[1])[0]
    assert "articles.csv" in other and "articles.csv" not in one
    assert "folder “articles”" not in one


def test_a_page_of_some_articles_says_which(corpus):
    audits = some(40)
    found, _ = drawn(corpus(audits), rows=10)
    whole = direct(audits)
    assert found.selection.rows == "the 5 with the best and the 5 with the worst grades"
    assert Counter(row.grade for row in found.rows) == {"A": 5, "F": 5}
    assert found.total == whole.total and found.outlets == whole.outlets
    assert [(s.name, s.articles) for s in found.sources] == [(s.name, s.articles) for s in whole.sources]
    assert all(max(s.rows, default=0) < 10 for s in found.sources)
    page = "".join(generate_index(found))
    assert "The list holds the 5 with the best and the 5 with the worst grades, of 40 articles." in page
    assert "<span>2024-01-10 to 2024-06-" in page


def test_without_grades_it_is_the_first_articles(corpus):
    found, _ = drawn(corpus([audit_of(f"{n}.txt", title=f"T {n}") for n in range(30)]), rows=4)
    assert [row.title for row in found.rows] == ["T 0", "T 1", "T 2", "T 3"]
    assert found.selection.rows == "the first 4 of the input"


def test_what_is_left_out_is_counted(corpus, monkeypatch):
    monkeypatch.setattr(corpus_sums, "MOST_GROUPS", 2)
    monkeypatch.setattr(corpus_sums, "MOST_SOURCES", 1)
    audits = [audit_of("x.txt", sources=[person("Bram Tolley", 0, words=3)], outlet="Outlet 0"), *some(12)]
    found, cited = drawn(corpus(audits))
    assert [(g.name, g.tally.articles) for g in found.outlets] == [("Outlet 0", 5), ("Outlet 1", 4)]
    assert (found.selection.outlets, found.selection.authors) == (1, 2)
    assert found.authors[-1].name is None
    assert (found.selection.people, found.selection.others) == (1, 0)
    assert [s.name for s in cited] == ["Ottoline Brask", "the Port Authority", "Bram Tolley"]
    page = "".join(generate_index(found))
    assert "<span>3 outlets</span>" in page
    assert '1 more are in <a href="cited_sources.csv">' in page


def test_tables_that_are_no_tables_are_one_sentence(corpus):
    files = corpus(some(3))
    name = files.names(TABLES[0])[0]
    files.write(f"{TABLES[0]}/{name}", b"not parquet")
    with pytest.raises(InputError, match=r"^The tables in .* cannot be read"):
        drawn(files)


def test_the_command(tmp_path, corpus):
    from auditor.commands.corpus_report import report_corpus

    target = tmp_path / "report"
    with pytest.raises(UsageError, match="holds no corpus"):
        report_corpus(str(tmp_path), target)
    files = corpus(some(12))
    plan = {"model": "m 1 (0123456789abcdef)", "profile": "default (0123456789abcdef)"}
    files.write("corpus.json", json.dumps(plan).encode())
    with pytest.raises(UsageError, match="is not finished"):
        report_corpus(str(files), target)
    counts = {"articles": 13, "audited": 12, "rejected": 1, "sentences": 99}
    files.write("corpus.json", json.dumps(plan | {"counts": counts}).encode())
    assert report_corpus(str(files), target, quiet=True) == 0
    assert sorted(p.name for p in target.iterdir()) == [
        "cited_sources.csv", "comparison.csv", "index.html", "rejected.csv", "report.json"
    ]  # fmt: skip
    with (target / "comparison.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["by"] for row in csv.DictReader(file)] == ["all", *["outlet"] * 3, *["author"] * 4, *["month"] * 6]
    assert "model m 1 · profile default" in (target / "index.html").read_text(encoding="utf-8")
    assert report_corpus(str(files), target, quiet=True) == 0  # in the place of the earlier one
