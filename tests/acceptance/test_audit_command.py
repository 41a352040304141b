import csv
import io
import json
import subprocess

import pytest

CLASSES = ["named", "anonymous", "official", "unattributed"]


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_has_the_promised_shape(scrape_as_json, scrape):
    assert set(scrape_as_json) >= {"schema_version", "articles"}
    for article in scrape_as_json["articles"]:
        assert set(article) >= {
            "id", "path", "title", "outlet", "url", "date", "text", "words", "counts", "shares", "sentences"
        }  # fmt: skip
        assert list(article["counts"]) == list(article["shares"]) == CLASSES
        assert article["path"] == str(scrape)
        for number, sentence in enumerate(article["sentences"]):
            assert set(sentence) >= {
                "index", "start", "end", "text", "label", "code", "confidence", "source", "source_start", "source_end",
                "cue",
            }  # fmt: skip
            assert sentence["index"] == number
            assert article["text"][sentence["start"] : sentence["end"]] == sentence["text"]
            assert sentence["label"] in [*CLASSES, "furniture"]
            assert sentence["code"] in ["NP", "NO", "A0", "A1", "A2", "O", "U", "X"]
            assert round(sentence["confidence"], 3) == sentence["confidence"] <= 1
            if sentence["source"] is not None:
                where = slice(sentence["source_start"], sentence["source_end"])
                assert article["text"][where] == sentence["source"]


def test_counts_and_shares_leave_furniture_out(scrape_as_json):
    for article in scrape_as_json["articles"]:
        labels = [s["label"] for s in article["sentences"] if s["label"] != "furniture"]
        assert article["counts"] == {label: labels.count(label) for label in CLASSES}
        assert article["shares"] == {label: round(labels.count(label) / len(labels), 3) for label in CLASSES}


def test_the_four_stories_of_a_scrape_are_four_articles(scrape_as_json, scrape):
    articles = scrape_as_json["articles"]
    assert [a["id"] for a in articles] == [f"{scrape.name}#{n}" for n in (1, 2, 3, 4)]
    labels = {s["text"]: s["label"] for a in articles for s in a["sentences"]}
    for furniture in ("Hashtags", "Related Articles", "an hour ago", "UPDATES TO FOLLOW"):
        assert labels.get(furniture, "furniture") == "furniture"
    assert "Hashtags" in labels  # shown, and counted nowhere


def test_the_page_shows_the_first_story_and_a_line_for_each_other(scrape_as_page, scrape_as_json, auditor, scrape):
    first, *others = scrape_as_json["articles"]
    flat = " ".join(scrape_as_page.split())
    assert first["title"] in flat
    for article in others:
        assert article["sentences"][-2]["text"][:40] not in flat
    for label in CLASSES:
        assert label in flat
    lines = [line for line in scrape_as_page.splitlines() if line.strip()]
    assert all(any(a["title"][:20] in line for line in lines) for a in others)
    everything = auditor("audit", scrape, "--all").stdout
    for article in (first, *others):
        assert article["sentences"][-2]["text"][:30] in " ".join(everything.split())
    assert len(everything) > len(scrape_as_page)


def test_every_class_can_be_told_without_colour(auditor, story):
    article, _ = auditor("audit", story).stdout.split("\nSources")
    lines = article.splitlines()
    margin = {words: line[0] for line in lines for words in ("choice", "familiar", "Ministry said") if words in line}
    assert margin == {"choice": "N", "familiar": "A", "Ministry said": "O"}


def test_the_sentence_table_on_standard_output(auditor, story):
    done = auditor("audit", story, "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("article_id,")
    assert done.stdout.count("\r\n") == len(done.stdout.splitlines())
    rows = rows_of(done.stdout)
    assert [r["label"] for r in rows if "“" in r["text"]] == ["named", "named"]
    text = story.read_text(encoding="utf-8")
    assert all(text[int(r["start"]) : int(r["end"])] == r["text"] for r in rows)


def test_the_article_table_in_a_file(auditor, scrape, scrape_as_json, tmp_path):
    table = tmp_path / "articles.csv"
    done = auditor("audit", scrape, "--format", "csv", "--table", "articles", "--output", table)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    content = table.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(content.decode("utf-8-sig"))
    assert [r["id"] for r in rows] == [a["id"] for a in scrape_as_json["articles"]]
    for row, article in zip(rows, scrape_as_json["articles"], strict=True):
        assert {label: int(row[label]) for label in CLASSES} == article["counts"]
        assert int(row["words"]) == article["words"]
    assert set(rows[0]) >= {
        "title", "outlet", "author", "date", "distinct_sources", "anonymous_described_share", "anonymous_reason_share",
        "longest_unattributed_run",
    }  # fmt: skip


def test_a_file_gets_what_standard_output_would_get(auditor, story, tmp_path):
    for format in ("json", "terminal"):
        path = tmp_path / f"report.{format}"
        assert auditor("audit", story, "--format", format, "--output", path).returncode == 0
        assert path.read_bytes().decode("utf-8") == auditor("audit", story, "--format", format).stdout
    assert {p.name for p in tmp_path.iterdir()} == {"bridge.txt", "report.json", "report.terminal"}


def test_formulas_are_guarded_unless_raw_is_asked_for(auditor, tmp_path):
    path = tmp_path / "sum.txt"
    path.write_text("=SUM(A1:A9) is what the clerk typed on Monday.\n\nThe sheet said nothing.\n", encoding="utf-8")
    guarded, raw = (auditor("audit", path, "--format", "csv", *more).stdout for more in ([], ["--csv-raw"]))
    assert "'=SUM(A1:A9)" in guarded
    assert "'=SUM" not in raw
    assert "=SUM" in raw


def test_several_inputs_are_one_report_in_their_order(auditor, story, tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# The ferry is late\n\n" + story.read_text(encoding="utf-8"), encoding="utf-8")
    done = auditor("audit", page, story, "-", "--format", "json", stdin=story.read_bytes())
    articles = json.loads(done.stdout)["articles"]
    assert (done.returncode, done.stderr) == (0, "")
    assert [a["id"] for a in articles] == ["page.md", "bridge.txt", "stdin"]
    assert articles[1]["counts"] == articles[2]["counts"]


def test_an_article_gets_the_same_labels_in_any_company(auditor, scrape, scrape_as_json, story):
    done = auditor("audit", story, scrape, story, "--format", "json", "--threads", 1)
    between = json.loads(done.stdout)["articles"][1:-1]
    assert [a["sentences"] for a in between] == [a["sentences"] for a in scrape_as_json["articles"]]


def test_a_folder_with_one_bad_file_is_audited_and_the_bad_one_named(auditor, story, tmp_path):
    (tmp_path / "blank.txt").write_text("  \n", encoding="utf-8")
    done = auditor("audit", tmp_path, "--format", "json")
    assert done.returncode == 5
    assert [a["id"] for a in json.loads(done.stdout)["articles"]] == ["bridge.txt"]
    assert "blank.txt is empty" in done.stderr
    assert "Traceback" not in done.stderr
    quiet = auditor("audit", tmp_path, "--format", "json", "--quiet")
    assert (quiet.returncode, quiet.stdout) == (5, done.stdout)
    assert "blank.txt is empty" in quiet.stderr  # a rejected input is never passed over in silence


def test_when_nothing_could_be_audited_nothing_is_written(auditor, tmp_path):
    done = auditor("audit", "gone.txt", "lost.txt", "--output", tmp_path / "report.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "gone.txt" in done.stderr
    assert "lost.txt" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_the_page_fits_its_width(auditor, scrape, scrape_as_page, columns):
    page = auditor("audit", scrape, variables={"COLUMNS": columns}).stdout
    assert max(len(line) for line in page.splitlines()) <= columns
    assert "Nobody can walk out of a ferry" in " ".join(page.split())
    if columns == 80:
        assert page == scrape_as_page


def test_a_piped_page_has_no_colours(scrape_as_page):
    assert "\x1b" not in scrape_as_page


def on_a_terminal(start, *arguments, **variables):
    """Return what the command shows on a terminal of 80 columns."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    import os

    ours, theirs = pty.openpty()
    process = start(*arguments, stdout=theirs, stderr=subprocess.PIPE, variables=variables)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other side has closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()
    return shown.decode()


def test_a_terminal_gets_colours_unless_they_are_not_wanted(start, story):
    assert "\x1b[" in on_a_terminal(start, "audit", story, TERM="xterm-256color")
    assert "\x1b" not in on_a_terminal(start, "audit", story, TERM="xterm-256color", NO_COLOR=1)
    assert "\x1b" not in on_a_terminal(start, "audit", story, "--no-color", TERM="xterm-256color")


def test_a_pipe_that_is_closed_early_is_no_mistake(start, scrape):
    process = start("audit", *[scrape] * 8, "--format", "json")
    assert process.stdout.readline() == b"{\n"
    process.stdout.close()
    stderr = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), stderr) == (0, b"")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["audit", "--help"], ["data", "--help"], ["--version"]])
def test_help_is_help(auditor, arguments):
    done = auditor(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert "auditor" in done.stdout


def test_help_tells_the_exit_codes(auditor):
    shown = " ".join(auditor("--help").stdout.split())
    for code in ("0 done", "2 usage", "3 bad input", "4 model", "5 some", "130 interrupted"):
        assert code in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["audit"],
        ["audit", "bridge.txt", "--colour"],
        ["audit", "bridge.txt", "--format", "xml"],
        ["audit", "bridge.txt", "--format", "csv", "--table", "words"],
        ["audit", "bridge.txt", "--table", "articles"],
        ["audit", "bridge.txt", "--backend", "abacus"],
        ["audit", "bridge.txt", "--threads", "0"],
        ["inspect", "bridge.txt"],
        ["data"],
        ["evaluate"],
        ["train", "--epochs", "none"],
    ],
)
def test_a_wrong_command_line_is_one_line_and_exit_code_2(auditor, story, arguments):
    done = auditor(*arguments, cwd=story.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("auditor: ")
