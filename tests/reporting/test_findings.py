"""Findings and sources in the reports for people and for tables."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from auditor.article import Audit, Finding, Mention, Relay, Source
from auditor.reporting.csv_register import FINDING_COLUMNS, SOURCE_COLUMNS
from auditor.reporting.csv_tables import write as write_csv
from auditor.reporting.interface import RenderOptions
from auditor.reporting.json_report import render_json
from auditor.reporting.page import make_console
from auditor.reporting.terminal import render_terminal


def finding(level: str, *sentences: int, message: str = "A source is not described.", code: str = "SA101") -> Finding:
    return Finding(code, "anonymous-undescribed", level, message, sentences, "Say who it is.", "The Quay, Style book")


@pytest.fixture
def checked(ferry: Audit) -> Audit:
    return replace(
        ferry,
        findings=(
            finding("error", code="SA104", message="The story rests on one unnamed source."),
            finding("warning", 5, 6, 7),
            finding("advice", 7, message="“Critics” are nobody in particular.", code="SA108"),
        ),
        sources=(
            Source(
                0,
                "Ottoline Brask",
                "person",
                "named",
                role="who has run the pier café since 1998",
                mentions=(Mention(0, 5, "Ottoline Brask", 2), Mention(9, 12, "she", 3), Mention(19, 22, "she", 4)),
                sentences=(2, 3),
                words=31,
                share=0.4,
                government="no",
                relays=(Relay(2, "The Lantern", "Brask", False),),
            ),
            Source(1, "=cmd()", "unnamed group", "anonymous", sentences=(5,), words=9, share=0.1),
        ),
    )


def shown(*audits: Audit, width: int = 80, profile: str | None = "default", show_all: bool = False) -> str:
    stream = io.StringIO()
    render_terminal(audits, console=make_console(stream, width=width), profile=profile, show_all=show_all)
    return stream.getvalue()


# --- terminal


def test_findings_stand_below_the_article_the_gravest_first(checked: Audit) -> None:
    report = shown(checked)
    expected = """\
1 error
  SA104  The story rests on one unnamed source.
         Say who it is. (The Quay, Style book)

1 warning
  SA101  A source is not described.
         “Two officials familiar with the inspection said…” and 2 more sentences
         Say who it is. (The Quay, Style book)

1 piece of advice
  SA108  “Critics” are nobody in particular.
         “Critics say the council looked away.”
         Say who it is. (The Quay, Style book)
"""
    assert expected in report
    assert report.index("Sources") < report.index("1 error") < report.index("Total:")
    assert "1 error · 1 warning · 1 piece of advice" in report.replace("\n", " ")


def test_the_authority_is_told_once_for_each_rule(checked: Audit) -> None:
    both = (finding("warning", 2), finding("warning", 3), finding("advice", 4, code="SA108"))
    report = shown(replace(checked, findings=both))
    assert report.count("Say who it is. (The Quay, Style book)") == 2
    assert report.count("Say who it is.") == 3


@pytest.mark.parametrize("width", [40, 80, 120])
def test_findings_fit_the_page(checked: Audit, width: int) -> None:
    long = replace(
        checked, findings=(finding("error", 1, 2, message="word " * 60), finding("advice", message="x" * 300))
    )
    assert all(cell_len(line) <= min(width, 100) for line in shown(long, width=width).splitlines())


def test_no_findings_are_said_to_be_none(ferry: Audit) -> None:
    assert "No rule of the profile strict was broken." in shown(ferry, profile="strict")


def test_without_a_profile_nothing_is_said_of_findings(ferry: Audit) -> None:
    assert "findings" not in shown(ferry, profile=None)


def test_further_articles_show_how_many_findings_they_have(ferry: Audit, checked: Audit) -> None:
    assert "findings" not in shown(ferry, ferry, profile=None)
    rows = shown(ferry, checked, width=100).splitlines()[-2:]
    assert "findings" in rows[0]
    assert "find." in shown(ferry, checked, width=80)
    assert rows[1].split()[-3] == "3"


def test_hostile_findings_are_made_visible(ferry: Audit) -> None:
    report = shown(replace(ferry, findings=(finding("error", message="\x1b[2J\u202e[bold]"),)))
    assert "␛[2J⟨U+202E⟩[bold]" in report


def test_state_media_are_called_so_in_the_register(checked: Audit) -> None:
    outlet = Source(0, "Xinhua", "organisation", "named", sentences=(2, 3), words=31, share=0.4, government="no")
    assert "organisation; state media, which the grade counts as government" in shown(
        replace(checked, sources=(outlet,))
    )
    assert "state media" not in shown(checked)


def test_what_is_said_together_is_explained_only_where_there_is_some(checked: Audit) -> None:
    said = "What several sources say together counts for each of them."
    assert said not in shown(checked)
    joint = tuple(replace(s, source_ids=(0, 1)) if s.index == 2 else s for s in checked.sentences)
    assert said in shown(replace(checked, sentences=joint))


# --- JSON


def test_json_holds_findings_and_sources_and_the_profile(checked: Audit) -> None:
    document = json.loads(render_json([checked], profile="strict"))
    assert document["profile"] == "strict"
    (article,) = document["articles"]
    assert [f["code"] for f in article["findings"]] == ["SA104", "SA101", "SA108"]
    assert article["findings"][1]["sentences"] == [5, 6, 7]
    assert Audit.from_dict(article).findings == checked.findings
    assert Audit.from_dict(article).sources == checked.sources


# --- CSV


def rows_of(audit: Audit, table: str, **options: bool) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv([audit], stream, RenderOptions(table=table, **options))  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_a_row_a_finding(checked: Audit) -> None:
    whole, some, _ = rows_of(checked, "findings")
    assert tuple(whole) == FINDING_COLUMNS
    assert (whole["code"], whole["level"], whole["sentences"], whole["text"]) == ("SA104", "error", "", "")
    assert (some["article_id"], some["sentences"]) == ("ferry.txt", "5 6 7")
    assert some["text"].startswith("Two officials")
    assert checked.article.text[int(some["start"]) : int(some["end"])] == some["text"]
    assert some["authority"] == "The Quay, Style book"


def test_a_row_a_source(checked: Audit) -> None:
    brask, cells = rows_of(checked, "sources")
    assert tuple(brask) == SOURCE_COLUMNS
    assert (brask["name"], brask["kind"], brask["government"]) == ("Ottoline Brask", "person", "no")
    assert (brask["sentences"], brask["sentence_count"], brask["share"]) == ("2 3", "2", "0.4")
    assert (brask["mentions"], brask["via"]) == ("Ottoline Brask; she", "The Lantern")
    assert (cells["name"], cells["role"], cells["explained"]) == ("'=cmd()", "", "")
    assert rows_of(checked, "sources", csv_raw=True)[1]["name"] == "=cmd()"


def test_tables_of_nothing_have_their_headings(audit_of: Callable[..., Audit]) -> None:
    for table in ("sources", "findings"):
        stream = io.StringIO(newline="")
        write_csv([audit_of([("U", "It rained.")])], stream, RenderOptions(table=table))
        assert stream.getvalue().startswith("article_id,title,")
        assert stream.getvalue().count("\r\n") == 1
