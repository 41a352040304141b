import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.article import Article, Audit, Original, Sentence, Source
from auditor.errors import InputError, UsageError
from auditor.reporting.csv_tables import (
    escape_cell,
    read_sentence_table,
    unescape_cell,
    write,
    write_article_table,
    write_sentence_table,
)
from auditor.reporting.interface import RenderOptions

TRICKY = st.text(st.sampled_from("'=+-@\t\r\n\0\",; a\ufeffé"), max_size=6) | st.text()


def sentence_table(*audits: Audit, raw: bool = False) -> str:
    stream = io.StringIO(newline="")
    write_sentence_table(audits, stream, raw=raw)
    return stream.getvalue()


def article_rows(*audits: Audit) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_article_table(audits, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_a_row_a_sentence_furniture_included(ferry: Audit) -> None:
    lines = sentence_table(ferry).split("\r\n")
    assert lines[0] == (
        "article_id,title,outlet,url,index,paragraph,start,end,label,code,confidence,source,cue,text,"
        "role,source_ids,source_name,corrected,model_code,model_source"
    )
    assert lines[1] == (
        "ferry.txt,Ferry to Eastmere stops for six weeks,The Saltmarsh Courier,https://courier.example/ferry,"
        "0,0,0,16,furniture,X,0.95,,,Share this story,,,,,,"
    )
    assert lines[-1] == ""
    assert len(lines) == 1 + len(ferry.sentences) + 1


def test_our_reader_gives_back_every_value(ferry: Audit) -> None:
    rows = read_sentence_table(sentence_table(ferry))
    assert [row["text"] for row in rows] == [s.text for s in ferry.sentences]
    third = ferry.sentences[3]
    assert rows[3] == {
        "article_id": "ferry.txt", "title": ferry.article.title, "outlet": ferry.article.outlet,
        "url": ferry.article.url, "index": 3, "paragraph": 2, "start": third.start, "end": third.end,
        "label": "official", "code": "O", "confidence": 0.98, "source": "The Port Authority", "cue": None,
        "text": third.text, "role": None, "source_ids": (1,), "source_name": "Port Authority",
        "corrected": None, "model_code": None, "model_source": None,
    }  # fmt: skip


@pytest.mark.parametrize("first", list("=+-@\t\r"))
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(audit_of: Callable[..., Audit], first: str) -> None:
    formula = f'{first}HYPERLINK("http://evil.example","x")'
    audit = audit_of([("NP", formula, formula)], title=formula, outlet=formula)
    cells = list(csv.reader(io.StringIO(sentence_table(audit), newline="")))[1]
    assert [cell for cell in cells if cell.startswith(first)] == []
    assert cells.count("'" + formula) == 4
    raw = list(csv.reader(io.StringIO(sentence_table(audit, raw=True), newline="")))[1]
    assert raw.count(formula) == 4


def test_joint_sources_and_a_headline_have_their_cells(audit_of: Callable[..., Audit]) -> None:
    audit = audit_of([("X", "Bridge to close"), ("NP", "Carver and Feldt agreed.", "Carver and Feldt")])
    sources = tuple(Source(i, name, "person", "named") for i, name in enumerate(("Ada Carver", "Bo Feldt")))
    headline, sentence = audit.sentences
    sentences = (replace(headline, role="headline"), replace(sentence, source_ids=(0, 1)))
    rows = read_sentence_table(sentence_table(replace(audit, sentences=sentences, sources=sources)))
    assert [(row["role"], row["source_ids"], row["source_name"]) for row in rows] == [
        ("headline", (), None),
        (None, (0, 1), "Ada Carver; Bo Feldt"),
    ]


def test_a_table_of_the_first_version_can_be_read(ferry: Audit) -> None:
    rows = list(csv.reader(io.StringIO(sentence_table(ferry), newline="")))
    old = io.StringIO(newline="")
    csv.writer(old).writerows(row[:14] for row in rows)
    third = read_sentence_table(old.getvalue())[3]
    assert (third["label"], third["role"], third["source_ids"], third["source_name"]) == ("official", None, (), None)


def test_what_a_person_corrected_stands_beside_what_the_model_said(audit_of: Callable[..., Audit]) -> None:
    audit = audit_of([("NP", "It is rotten, said Ada Carver."), ("O", "The port said no."), ("U", "It rained.")])
    original = Original("anonymous", "A0", 0.6, "she", ("a source",))
    first, second, third = audit.sentences
    sentences = (
        replace(first, source_ids=(0,), corrected=original),
        replace(second, source_ids=(0,), corrected=replace(original, label="official", code="O")),
        third,
    )
    sources = (Source(0, "Ada Carver", "person", "named"),)
    rows = read_sentence_table(sentence_table(replace(audit, sentences=sentences, sources=sources)))
    assert [(row["corrected"], row["model_code"], row["model_source"]) for row in rows] == [
        ("label source", "A0", "a source"),
        ("source", "O", "a source"),
        (None, None, None),
    ]


def test_other_apostrophes_are_left_alone() -> None:
    assert escape_cell("'Tis the season") == "'Tis the season"
    assert escape_cell("'=1") == "''=1"
    assert unescape_cell("'Tis the season") == "'Tis the season"


@given(TRICKY)
def test_escaping_is_undone_exactly(text: str) -> None:
    escaped = escape_cell(text)
    assert unescape_cell(escaped) == text
    assert not escaped.startswith(tuple("=+-@\t\r"))


@given(TRICKY, st.none() | TRICKY.filter(bool), st.booleans())
@example("", None, False)
@example("'=1", "\0", False)
@example("\ufeff=1", None, False)
@example("a\rb\nc\r\nd", "\r\n", True)
def test_any_text_survives_the_table(text: str, source: str | None, raw: bool) -> None:
    sentence = Sentence(0, 0, len(text), text, "named", "NP", 0.5, source=source)
    audit = Audit(Article(text or "a", text, title=source), (sentence,))
    (row,) = read_sentence_table(sentence_table(audit, raw=raw), raw=raw)
    assert (row["text"], row["source"], row["title"]) == (text, source, source)
    assert row["article_id"] == (text or "a")


def test_a_lone_surrogate_can_be_written(audit_of: Callable[..., Audit]) -> None:
    table = sentence_table(audit_of([("U", "half \ud83d")]))
    assert read_sentence_table(table.encode("utf-8").decode("utf-8"))[0]["text"] == "half \ufffd"


def test_a_very_long_sentence_can_be_read_again(audit_of: Callable[..., Audit]) -> None:
    words = "long " * 50_000
    assert read_sentence_table(sentence_table(audit_of([("U", words)])))[0]["text"] == words


def test_a_file_has_a_byte_order_mark_and_a_stream_has_none(ferry: Audit, tmp_path: Path) -> None:
    stream, file = io.StringIO(newline=""), io.StringIO(newline="")
    write([ferry], stream, RenderOptions())
    write([ferry], file, RenderOptions(to_file=True))
    assert stream.getvalue().startswith("article_id,")
    assert file.getvalue() == "\ufeff" + stream.getvalue()
    path = tmp_path / "table.csv"
    path.write_bytes(file.getvalue().encode("utf-8"))
    assert read_sentence_table(path) == read_sentence_table(stream.getvalue())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a,b\r\n1,2\r\n", "it has no column 'article_id'"),
        (b"", "it has no column 'article_id'"),
        (b"\xff\xfe\x00", "it is not UTF-8"),
    ],
)
def test_what_is_no_sentence_table_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_sentence_table(path)


@pytest.mark.parametrize("change", [("0.95", "sure"), (",0,0,0,16,", ",0,0,"), ("Share this", '"Share')])
def test_a_malformed_row_is_refused_with_its_line(ferry: Audit, change: tuple[str, str]) -> None:
    with pytest.raises(InputError, match=r"the text is not a sentence table: line \d+ is malformed"):
        read_sentence_table(sentence_table(ferry).replace(*change, 1))


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"Cannot read .*none\.csv"):
        read_sentence_table(tmp_path / "none.csv")


def test_a_row_an_article(ferry: Audit, audit_of: Callable[..., Audit]) -> None:
    empty = audit_of([("X", "Share")], id="empty")
    first, second = article_rows(ferry, empty)
    expected: dict[str, Any] = {
        "id": "ferry.txt", "path": "seeds/ferry.txt", "title": "Ferry to Eastmere stops for six weeks",
        "outlet": "The Saltmarsh Courier", "author": "Ines Corrow", "date": "2024-03-12",
        "url": "https://courier.example/ferry", "words": str(ferry.words), "sentences": "10",
        "named": "2", "anonymous": "3", "official": "2", "unattributed": "3",
        "named_share": "0.2", "anonymous_share": "0.3", "official_share": "0.2", "unattributed_share": "0.3",
        "distinct_sources": "5", "anonymous_described_share": "0.667", "anonymous_reason_share": "0.333",
        "longest_unattributed_run": "2", "mean_confidence": "0.889",
            "grade": "", "grade_low": "", "grade_high": "", "summary": "", "grade_note": "",
    }  # fmt: skip
    assert first == expected
    assert second["sentences"] == "0"
    assert second["anonymous_described_share"] == second["mean_confidence"] == second["title"] == ""


def test_the_table_is_chosen_by_name(ferry: Audit) -> None:
    stream = io.StringIO(newline="")
    write([ferry], stream, RenderOptions(table="articles"))
    assert stream.getvalue().startswith("id,path,title")
    with pytest.raises(UsageError, match="no table 'words'; choose one of sentences, articles"):
        write([ferry], stream, RenderOptions(table="words"))
