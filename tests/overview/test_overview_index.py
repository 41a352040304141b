import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from overview_stories import audit_of, finding, person, some

from auditor.article import Audit, Grade
from auditor.overview.correction import read_correction
from auditor.overview.index_view import PAGE_SIZE, script_json
from auditor.overview.write import ReportOptions, open_report

HOSTILE = (
    "</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} ' \" & <!--",
    "\u202egnp.exe\u2066 \x00 \x1b[31m \ud800 \ufeff",
    "x" * 10_000,
)
Write = Callable[..., Path]


class Page(HTMLParser):
    """The elements of a page, its text outside scripts, and the data it carries."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.source = (folder / "index.html").read_bytes().decode("utf-8")
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.scripts: list[str] = []
        self._pieces: list[str] = []
        self._inside = ""
        self.feed(self.source)
        self.text = " ".join("".join(self._pieces).split())
        self.data: dict[str, Any] = json.loads(self.scripts[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        self._inside = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts[-1] += data
        elif self._inside != "style":
            self._pieces.append(data)


def hostile(words: str, id: str = "a") -> Audit:
    return audit_of(
        id, sources=[person(f"Ada {words}", 0)], findings=[finding(words)], title=words, outlet=words, author=words,
        date=words, url=words,
    )  # fmt: skip


def test_a_reader_finds_everything(report: Write) -> None:
    page = Page(report(some(24), correction=read_correction()))
    for words in (
        "Whose word 24 articles rest on", "3 outlets", "2024-01-10 to 2024-06-", "By outlet Outlet", "By author Author",
        "Outlet 0", "Author 3", "2024-06", "Ottoline Brask", "24 articles · 24 sentences", "the Port Authority",
        "official body", "government", "SA101 anonymous-undescribed", "12 · 50%", "Labels can be wrong", "m 1",
        "profile default", "Correct the shares", "parametric bootstrap", "Hopkins and King 2010",
    ):  # fmt: skip
        assert words in page.text
    assert {"articles.csv", "comparison.csv", "articles/pier-3-txt.html"} <= set(page.links)


def test_every_link_leads_somewhere_and_ids_are_unique(report: Write) -> None:
    folder = report(some(30))
    page = Page(folder)
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        assert link[1:] in page.ids if link[0] == "#" else (folder / link).is_file()
    for row in page.data["rows"]:
        assert (folder / "articles" / f"{row[0]}.html").is_file()


def test_without_a_script_the_first_articles_and_all_comparisons_are_there(report: Write) -> None:
    page = Page(report(some(60)))
    opened = [link for link in page.links if link.startswith("articles/")]
    assert len(opened) == PAGE_SIZE
    assert f"These are {PAGE_SIZE} of 60 articles" in page.text
    assert len(page.data["rows"]) == 60
    assert opened[0] == "articles/pier-29-txt.html"  # of the latest day the first


@pytest.mark.parametrize(
    ("words", "seen"),
    list(zip(HOSTILE, ("</title></style></script>", "⟨U+202E⟩gnp.exe⟨U+2066⟩", "xxx"), strict=True)),
    ids=["markup", "unseen", "long"],
)
def test_hostile_words_stay_text(report: Write, words: str, seen: str) -> None:
    folder = report([hostile(words), *some(3)])
    page = Page(folder)
    assert page.tags.count("script") == 2 and "img" not in page.tags
    assert not re.search("[\u202e\u2066\x00\x1b\ufeff]", page.source)
    assert len(page.source) < len(Page(report(some(4), name="calm")).source) + 20_000
    assert page.data["rows"][0][1].startswith(seen)
    assert f"Ada {seen}" in page.text


def test_an_article_cannot_leave_the_folder_or_overwrite_another(report: Write) -> None:
    ids = ["../../escaped", "/tmp/escaped", "a", "A", "a", "a\x00b", "..", "index.html", "x" * 5000]
    folder = report([audit_of(id) for id in ids])
    names = [path.name for path in (folder / "articles").iterdir()]
    assert len(names) == len(ids)
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}


def test_data_cannot_end_its_element() -> None:
    text = script_json(["</script>", "<!--<script>", "\u2028&", "]]>"])
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text) == ["</script>", "<!--<script>", "\u2028&", "]]>"]


@pytest.mark.parametrize("words", ["", *HOSTILE], ids=["calm", "markup", "unseen", "long"])
def test_it_parses_strictly(report: Write, words: str) -> None:
    html5lib = pytest.importorskip("html5lib")
    audits = [hostile(words)] if words else some(70)
    folder = report(audits, correction=read_correction())
    parser: Any = html5lib.HTMLParser(strict=True)
    parser.parse((folder / "index.html").read_bytes(), transport_encoding="utf-8")


def test_articles_that_tell_nothing_of_themselves(report: Write) -> None:
    page = Page(report([audit_of("a"), audit_of("b", (0, 0, 0, 0))], profile=None, model=None))
    for words in (
        "No article names its outlet.", "No article names its author.", "No article says when it was published.",
        "No rules were applied.", "No article names a person as a source.", "model not given", "no sentences",
        "They cannot be corrected",
    ):  # fmt: skip
        assert words in page.text


def test_one_article(report: Write) -> None:
    text = Page(report([audit_of("a", date="2024-05-01")])).text
    assert "Whose word one article rests on" in text
    assert "of one month, so there is no trend" in text


def test_a_month_without_articles_leaves_a_gap(report: Write) -> None:
    dates = ["2024-01-01", "2024-02-01", "2024-05-01", "2024-06-30", "soon", "2024-13-01"]
    source = Page(report([audit_of(str(n), date=date) for n, date in enumerate(dates)])).source
    assert source.count("<polyline") == 2 * 4
    assert "2 articles without a date are left out" in source


def test_small_groups_are_marked(report: Write) -> None:
    audits = [audit_of(str(n), outlet="Large" if n else "Small") for n in range(11)]
    text = Page(report(audits)).text
    assert "Small Articles: 1†" in text and "Large Articles: 10 " in text


def test_corrected_first_where_asked_for(report: Write) -> None:
    box = re.compile(r'id="corrected"( checked)?')
    for corrected in (False, True):
        found = box.search(Page(report(some(12), correction=read_correction(), corrected=corrected)).source)
        assert found is not None and bool(found[1]) is corrected


def test_the_headline_is_the_title_of_an_article_without_one(report: Write) -> None:
    audit = audit_of("a")
    first = audit.sentences[0]
    headline = replace(first, text="Pier shut", label="furniture", code="X", role="headline")
    page = Page(report([replace(audit, sentences=(headline, *audit.sentences[1:]))]))
    assert page.data["rows"][0][1] == "Pier shut"


def test_grades_can_be_withheld(report: Write) -> None:
    text = Page(report([audit_of("a", grade=Grade("A", 90.0)), audit_of("b", grade=Grade(None))])).text
    assert "A 1 article · 50%" in text and "none 1 article · 50%" in text


def test_the_same_articles_give_the_same_bytes(report: Write) -> None:
    one, other = (report(some(20), name=name, correction=read_correction()) for name in ("one", "other"))
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    assert all((one / file).read_bytes() == (other / file).read_bytes() for file in files)


def test_sources_that_one_article_cites_each_are_not_ranked(report: Write) -> None:
    text = Page(report([audit_of("a", sources=[person("Ottoline Brask", 0), person("Ivo Tamm", 1)])])).text
    assert "No person is cited by more than one article" in text and "All 2 are in" in text
    assert "Ottoline Brask" not in text


def test_what_was_not_audited_is_counted_as_what_it_was(tmp_path: Path) -> None:
    with open_report(tmp_path / "report", ReportOptions()) as writer:
        writer.add(audit_of("a"))
        writer.reject("table.csv", "table.csv, row 1 has no text.", "table.csv:1")
        writer.reject("table.csv", "table.csv, row 2 has no text.", "table.csv:2")
    assert "2 articles or files not audited" in Page(tmp_path / "report").text
    assert "has no text.,table.csv:2" in (tmp_path / "report" / "rejected.csv").read_text("utf-8").replace('"', "")
