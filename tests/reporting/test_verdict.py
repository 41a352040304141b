import csv
import io
import json
from dataclasses import replace

import pytest

from auditor.article import Grade
from auditor.grading import GRADE_NOTE
from auditor.reporting.csv_tables import write_article_table
from auditor.reporting.json_report import render_json
from auditor.reporting.page import make_console
from auditor.reporting.terminal import render_terminal

SUMMARY = "Six of nine sentences rest on one person, Ottoline Brask."
PARTS = {"transparency": 0.62, "diversity": 0.5, "independence": 1.0}
GRADED = Grade("C", 69.8, PARTS, "D", "B")
WITHHELD = Grade(None, withheld="four attributed sentences; a grade needs five")


def terminal(audit, width=100):
    stream = io.StringIO()
    render_terminal([audit], console=make_console(stream, width=width))
    return " ".join(stream.getvalue().split())


def article_row(audit):
    stream = io.StringIO()
    write_article_table([audit], stream)
    return next(csv.DictReader(io.StringIO(stream.getvalue())))


def test_the_terminal_shows_summary_grade_range_parts_and_what_is_graded(ferry):
    shown = terminal(replace(ferry, summary=SUMMARY, grade=GRADED))
    assert SUMMARY in shown
    assert "Grade C · 70 of 100 · A from 86, B from 71, C from 56, D from 36, F below" in shown
    assert "transparency 24.8 of 40: 62% of the attributed words come from a source that a reader could" in shown
    assert "With likely mistakes in the labels it would be D to B" in shown
    assert "1.2 points below a B: hardly to be told from one." in shown
    assert "would raise it most" in shown
    assert GRADE_NOTE in shown


def test_the_terminal_says_why_there_is_no_grade(ferry):
    shown = terminal(replace(ferry, summary=SUMMARY, grade=WITHHELD))
    assert "No grade: four attributed sentences; a grade needs five." in shown


def test_without_a_grade_the_terminal_says_nothing_of_it(ferry):
    assert "rade" not in terminal(replace(ferry, summary=SUMMARY, grade=None)).replace("upgrade", "")


@pytest.mark.parametrize("width", [40, 60, 100])
def test_the_terminal_keeps_to_its_width_and_obeys_no_escape(ferry, width):
    stream = io.StringIO()
    hostile = replace(ferry, summary="One of two rests on \x1b[2J\u202eevil.", grade=GRADED)
    render_terminal([hostile], console=make_console(stream, width=width))
    assert "\x1b" not in stream.getvalue() and "\u202e" not in stream.getvalue()
    assert all(len(line) <= width for line in stream.getvalue().splitlines())


def test_json_has_summary_grade_and_what_is_graded(ferry):
    document = json.loads(render_json([replace(ferry, summary=SUMMARY, grade=GRADED)]))
    article = document["articles"][0]
    assert article["summary"] == SUMMARY
    assert article["grade"] == {
        "letter": "C", "score": 69.8, "parts": PARTS, "low": "D", "high": "B", "withheld": None,
    }  # fmt: skip
    assert document["grade_note"] == GRADE_NOTE


def test_json_without_grades_has_nulls(ferry):
    document = json.loads(render_json([ferry]))
    assert document["grade_note"] is None
    assert document["articles"][0]["grade"] is None


def test_the_article_table_has_the_grade_at_its_end(ferry):
    row = article_row(replace(ferry, summary=SUMMARY, grade=GRADED))
    assert list(row)[-5:] == ["grade", "grade_low", "grade_high", "summary", "grade_note"]
    assert list(row.values())[-5:] == ["C", "D", "B", SUMMARY, GRADE_NOTE]


def test_the_article_table_says_why_there_is_no_grade(ferry):
    row = article_row(replace(ferry, grade=WITHHELD))
    assert row["grade"] == row["grade_low"] == ""
    assert row["grade_note"].startswith("No grade: four attributed sentences")
    assert article_row(ferry)["grade_note"] == ""


def test_a_summary_that_looks_like_a_formula_is_guarded(ferry):
    assert article_row(replace(ferry, summary="=1+1"))["summary"] == "'=1+1"
