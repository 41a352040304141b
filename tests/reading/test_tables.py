"""Tables of articles: every kind reads alike, and nothing in one is lost without a word."""

import gzip
import io
import json
from datetime import date, datetime

import pytest
from reading_samples import PARAGRAPHS, TITLE, article_page

from auditor.reading import Rejected, interface, read, read_all
from auditor.reading.records import Broken, Row, digest
from auditor.reading.tables import Columns, column_names, is_table, read_tables, table_records
from auditor.reading.tables.columns import iso_date

pyarrow = pytest.importorskip("pyarrow")

BODY = "\n\n".join(PARAGRAPHS)
ROWS = [
    {
        "id": f"story-{number}",
        "headline": f"{TITLE} {number}",
        "body": f"{BODY}\n\nÉdition {number}.",
        "link": f"https://news.example/{number}",
        "publisher": "The Larkin Post",
        "authors": ["Ada Fenn", "Bo Lisk"],
        "published_at": "2024-05-06T07:08:09Z",
    }
    for number in range(3)
]


def as_lines(rows):
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


def as_csv(rows, delimiter=",", encoding="utf-8"):
    import csv

    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows({k: ", ".join(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows)
    return stream.getvalue().encode(encoding)


def as_parquet(rows, **options):
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(pyarrow.Table.from_pylist(rows), stream, **options)
    return stream.getvalue()


def as_zst(data):
    return bytes(pyarrow.compress(data, codec="zstd", asbytes=True))


KINDS = {
    "rows.jsonl": as_lines(ROWS),
    "rows.ndjson": b"\xef\xbb\xbf" + as_lines(ROWS).replace(b"\n", b"\r\n"),
    "rows.jsonl.gz": gzip.compress(as_lines(ROWS)),
    "rows.jsonl.zst": as_zst(as_lines(ROWS)),
    "two-members.jsonl.gz": gzip.compress(as_lines(ROWS[:1])) + gzip.compress(as_lines(ROWS[1:])),
    "two-frames.jsonl.zst": as_zst(as_lines(ROWS[:1])) + as_zst(as_lines(ROWS[1:])),
    "rows.csv": as_csv(ROWS),
    "semicolons.csv": as_csv(ROWS, ";"),
    "rows.tsv": as_csv(ROWS, "\t"),
    "excel.csv": b"\xef\xbb\xbf" + as_csv(ROWS),
    "rows.csv.gz": gzip.compress(as_csv(ROWS)),
    "rows.parquet": as_parquet(ROWS),
}


def archive(*records, packed=True):
    """Return a web archive of (address, status, media type, payload)."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for address, status, media_type, payload in records:
        headers = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(payload), http_headers=headers)
        writer.write_record(record)
        writer.write_record(
            writer.create_warc_record(address, "request", payload=io.BytesIO(b"GET / HTTP/1.1\r\n\r\n"))
        )
    return stream.getvalue()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_gives_the_same_articles(write, name):
    said = []
    articles = list(read_tables([write(name, KINDS[name])], told=lambda table, columns, lacking: said.append(columns)))
    assert [a.id for a in articles] == ["story-0", "story-1", "story-2"]
    assert [a.title for a in articles] == [row["headline"] for row in ROWS]
    assert [a.text for a in articles] == [row["body"] for row in ROWS]
    assert {(a.outlet, a.author, a.date) for a in articles} == {("The Larkin Post", "Ada Fenn, Bo Lisk", "2024-05-06")}
    assert articles[2].url == "https://news.example/2"
    assert said == [Columns("body", "id", "headline", "link", "publisher", "authors", "published_at")]


def test_tables_are_known_by_their_names():
    assert all(map(is_table, [*KINDS, "A.JSONL", "crawl.warc", "crawl.warc.gz", "crawl.warc.wet.gz"]))
    assert not any(map(is_table, ["a.json", "a.txt", "a.gz", "a.parquet.gz", "jsonl", "a.warc.zst"]))


def test_columns_can_be_named_and_lie_inside_others(write):
    rows = [{"data": {"words": BODY}, "nr": 7, "text": "no", "source": {"id": None, "name": "Larkin Post"}}]
    columns = Columns(text="data.words", id="nr")
    for path in (write("a.jsonl", as_lines(rows)), write("a.parquet", as_parquet(rows))):
        [article] = read_tables([path], columns)
        assert (article.text, article.id, article.outlet) == (BODY, "7", "Larkin Post")


def test_a_row_without_an_id_is_called_by_its_place(write):
    path = write("a.jsonl", as_lines([{"text": BODY}, {"text": BODY, "id": ""}]))
    assert [a.id for a in read_tables([path])] == [f"{path}:1", f"{path}:2"]
    assert [a.id for a in read_all([path])] == ["a.jsonl:1", "a.jsonl:2"]


def test_a_key_may_first_appear_further_down(write):
    rows = [{"text": BODY}, *({"text": BODY, "title": f"Title {n}"} for n in range(30))]
    assert [a.title for a in read_tables([write("a.jsonl", as_lines(rows))])][-1] == "Title 29"


def test_what_is_wrong_with_a_row_is_said_and_the_next_is_read(write):
    good = as_lines(ROWS[:1])
    bad = [b"{\n", b"[1]\n", b'{"id": "x", "body": ""}\n', b'{"id": "y", "body": 7}\n', b'"text"\n', b"{\xff\x00}\n"]
    path = write("rows.jsonl", good + b"".join(bad) + b"\n" + as_lines(ROWS[1:]))
    results = list(read_tables([path]))
    reasons = [r.reason.removeprefix(f"{path}, ") for r in results if isinstance(r, Rejected)]
    assert [r.id for r in results if not isinstance(r, Rejected)] == ["story-0", "story-1", "story-2"]
    assert reasons == [
        "line 2 is not valid JSON.",
        "line 3 is not a JSON object.",
        "line 4 has no text in “body”.",
        "line 5 has no text in “body”.",
        "line 6 is not a JSON object.",
        "line 7 is not text but binary data.",
    ]


def test_a_text_that_is_no_english_article_is_refused(write):
    german = "Der Hafen bleibt am Montag für alle Schiffe gesperrt, sagte die Bürgermeisterin nach der Sitzung. " * 4
    rows = [{"text": german}, {"text": "?!"}, {"text": "a\0b" + BODY}, {"text": "\ud800" + BODY}]
    path = write("a.jsonl", as_lines(rows))
    *refused, article = read_tables([path])
    assert [r.reason.removeprefix(f"{path}, ") for r in refused] == [
        "line 1 is not in English (it looks German), the only language that can be audited.",
        "line 2 holds no words.",
        "line 3 is not text but binary data.",
    ]
    assert article.text == "?" + BODY
    assert next(iter(read_tables([path], force=True))).text == german


def test_a_row_may_hold_a_web_page(write):
    path = write("a.jsonl", as_lines([{"id": "p", "html": article_page()}, {"id": "q", "html": "<p>" + BODY}]))
    page, text = read_tables([path])
    assert page.text.startswith(TITLE) and "<" not in page.text
    assert text.text.startswith("<p>")


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.csv", "rows.parquet"])
def test_a_table_without_a_text_says_what_it_has(write, name):
    rows = [{"alpha": "1", "title": "2"}]
    data = {"jsonl": as_lines, "csv": as_csv, "parquet": as_parquet}[name.partition(".")[2]](rows)
    [rejected] = read_tables([write(name, data)])
    assert rejected.reason.endswith(
        f"{name} has no column that is called like an article's text (it has “alpha”, “title”); "
        "name it with --text-column."
    )


def test_a_column_that_is_not_there_is_named(write):
    path = write("a.csv", as_csv(ROWS))
    [rejected] = read_tables([path], Columns(text="prose"))
    assert "has no column “prose”; it has “id”, “headline”, " in rejected.reason


@pytest.mark.parametrize(("name", "pack"), [("a.jsonl.gz", gzip.compress), ("a.jsonl.zst", as_zst)])
def test_a_file_cut_short_gives_what_it_has(write, name, pack):
    rows = [
        row | {"id": f"{n}", "body": row["body"] + " ".join(map(str, range(n, n * n, 7)))}
        for n, row in enumerate(ROWS * 99)
    ]
    data = pack(as_lines(rows))
    results = list(read_tables([write(name, data[: len(data) // 2])]))
    assert [r.id for r in results[:-1]] == [str(n) for n in range(len(results) - 1)]
    assert 0 < len(results) - 1 < len(rows)
    assert results[-1].reason.endswith(f"cannot be read beyond line {len(results) - 1}: the file ends too early.")


@pytest.mark.parametrize(
    "name", ["a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.warc.gz", "a.warc", "gone.csv", "gone.jsonl"]
)
def test_what_is_no_table_is_one_rejection(write, tmp_path, name):
    path = tmp_path / name if name.startswith("gone") else write(name, b"This is not what the name says.\n" * 50)
    [rejected] = read_tables([path])
    assert str(path) in rejected.reason and rejected.reason.endswith(".")


def test_a_line_over_the_limit_is_passed_over(write):
    huge = b'{"id": "h", "body": "' + b"a" * interface.MAX_FILE_BYTES + b'"}\n'
    path = write("a.jsonl", as_lines(ROWS[:1]) + huge + as_lines(ROWS[1:]))
    first, rejected, *rest = read_tables([path])
    assert rejected.reason.endswith("a.jsonl, line 2 is too large: a line may have 20 MB.")
    assert [first.id, *(a.id for a in rest)] == ["story-0", "story-1", "story-2"]


def test_csv_with_too_many_cells_or_a_cell_without_end(write):
    head = b"id,text\n"
    path = write("a.csv", head + f'1,"{BODY}"\n2,{PARAGRAPHS[0].replace(",", "")},x\n\n3,"{BODY}"\n'.encode())
    first, rejected, last = read_tables([path])
    assert (first.text, last.text) == (BODY, BODY)
    assert rejected.reason.endswith("has 3 cells, but there are 2 columns.")
    path = write("b.csv", head + f'1,"{BODY}"\n2,"'.encode() + b"a b\n" * 6_000_000)
    first, rejected = read_tables([path])
    assert first.id == "1"
    assert "on: a cell has no end." in rejected.reason


def test_csv_with_too_few_cells(write):
    path = write("a.csv", f'text,id,outlet\n"{BODY}",1,Post\n"{BODY}",2\nand so it goes on\n'.encode())
    first, *rejected = read_tables([path])
    assert first.id == "1"
    assert [r.reason.partition(" has ")[2] for r in rejected] == [
        "2 cells, but there are 3 columns.",
        "1 cell, but there are 3 columns.",
    ]


@pytest.mark.parametrize(("name", "pack"), [("a.jsonl", as_lines), ("a.csv", as_csv), ("a.parquet", as_parquet)])
def test_the_names_of_columns_by_the_first_rows(write, name, pack):
    assert column_names(str(write(name, pack(ROWS)))) == list(ROWS[0])
    assert column_names(str(write("none.csv", b""))) == column_names("gone.jsonl") == []


def test_a_column_that_the_first_lines_lack_is_told(write):
    told = []
    list(
        read_tables([write("a.jsonl", as_lines(ROWS))], Columns(id="nr", url="link.a"), told=lambda *a: told.append(a))
    )
    assert [lacking for _, _, lacking in told] == [("nr",)]


def test_csv_of_an_old_spreadsheet(write):
    [*articles] = read_tables([write("a.csv", as_csv(ROWS, ";", "cp1252"))])
    assert articles[0].text.endswith("Édition 0.")


def test_utf_16_is_refused_with_what_to_do(write):
    [rejected] = read_tables([write("a.csv", as_csv(ROWS, encoding="utf-16"))])
    assert rejected.reason.endswith("a.csv is UTF-16; save it as UTF-8.")


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_gives_its_pages(write, packed):
    pytest.importorskip("warcio")
    pages = [
        ("https://news.example/one", "200 OK", "text/html; charset=utf-8", article_page().encode()),
        ("https://news.example/gone", "404 Not Found", "text/html", b"<html>gone"),
        ("https://news.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://news.example/robots.txt", "200 OK", "text/plain", b"User-agent: *"),
        ("https://news.example/empty", "200 OK", "text/html", b"<html><body><p>Home</body></html>"),
    ]
    path = write("crawl.warc.gz" if packed else "crawl.warc", archive(*pages, packed=packed))
    article, rejected = read_tables([path])
    assert (article.id, article.url) == ("https://news.example/one", "https://news.example/one")
    assert article.text.startswith(TITLE)
    assert "https://news.example/empty is a web page with only 1 word of article" in rejected.reason


def test_a_web_archive_cut_short(write):
    pytest.importorskip("warcio")
    page = article_page().encode()
    whole = archive(*((f"https://news.example/{n}", "200 OK", "text/html", page) for n in range(4)))
    for cut in range(len(whole) // 2, len(whole) - 700, 97):
        records = list(table_records(str(write("a.warc.gz", whole[:cut]))))
        assert all(r.content.data == page for r in records[:-1])
        assert isinstance(records[-1], Broken) or records[-1].content.data == page


def test_parquet_in_many_row_groups(write):
    rows = [ROWS[0] | {"id": str(n), "published_at": datetime(2024, 5, 6)} for n in range(100)]
    articles = list(read_tables([write("a.parquet", as_parquet(rows, row_group_size=7))]))
    assert [a.id for a in articles] == [str(n) for n in range(100)]
    assert articles[0].date == "2024-05-06"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-06", "2024-05-06"), ("2024-05", "2024-05"), ("2024-05-06 07:08", "2024-05-06"),
        ("20240506", "2024-05-06"), (20240506, "2024-05-06"), ("2024/05/06", "2024-05-06"),
        ("6 May 2024", "2024-05-06"),
        ("May 6, 2024", "2024-05-06"), ("Mon, 06 May 2024 07:08:09 GMT", "2024-05-06"), (1714979289, "2024-05-06"),
        (1714979289000, "2024-05-06"), (date(2024, 5, 6), "2024-05-06"), ("03/04/2021", None), ("2024-13-45", None),
        ("yesterday", None), ("", None), (None, None), (True, None), (float("nan"), None), (10**30, None),
    ],
)  # fmt: skip
def test_days_are_read_where_they_are_plain(value, day):
    assert iso_date(value) == day


def test_tables_stand_beside_other_files(write, tmp_path):
    write("in/a.jsonl", as_lines(ROWS))
    write("in/b.txt", f"{TITLE}\n\n{BODY}\n")
    write("in/c.csv", as_csv(ROWS))
    found = list(read_all([tmp_path / "in"]))
    assert [a.id for a in found] == [
        "story-0", "story-1", "story-2", "b.txt", "story-0 (2)", "story-1 (2)", "story-2 (2)"
    ]  # fmt: skip
    assert [a.line for a in found] == [None, None, None, 1, None, None, None]
    assert len(read(tmp_path / "in")) == 7


def test_a_digest_tells_records_apart():
    row = Row("1", "a, line 1", "a", "text", title="b")
    assert digest(row) == digest(Row("1", "a, line 1", "a", "text", title="b"))
    others = [
        Row("1", "a, line 1", "a", "text", outlet="b"),
        Row("1", "a, line 1", "a", "texts", title="b"),
        Broken("1", "a", "b"),
    ]
    assert len({digest(row), *map(digest, others)}) == 4
