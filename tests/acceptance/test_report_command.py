"""``auditor report``: many articles into one folder."""

import csv
import json
import os
import signal
import sys
from pathlib import Path

import pytest
from test_interruption import told_to_stop

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def folder(tmp_path, story):
    """Three articles, one of which cannot be audited."""
    text = story.read_text(encoding="utf-8")
    path = tmp_path / "in"
    path.mkdir()
    (path / "one.txt").write_text(text, encoding="utf-8")
    (path / "two.md").write_text(f"---\nauthor: Ada Quill\ndate: 2024-05-02\n---\n{text}", encoding="utf-8")
    (path / "void.txt").write_text("", encoding="utf-8")
    return path


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_becomes_a_report(auditor, tmp_path):
    done = auditor("report", SEEDS, "-o", tmp_path / "out")
    assert (done.returncode, done.stdout) in ((0, ""), (5, ""))
    articles = table(tmp_path / "out" / "articles.csv")
    assert len(articles) >= 5
    assert len(list((tmp_path / "out" / "articles").iterdir())) == len(articles)
    assert done.stderr.endswith(f"open {tmp_path / 'out' / 'index.html'}.\n")


def test_what_cannot_be_audited_is_named_twice(auditor, folder, tmp_path):
    done = auditor("report", folder, "-o", tmp_path / "out", "--no-grade", "--ignore", "SA")
    assert done.returncode == 5
    assert "void.txt is empty" in done.stderr
    assert "2 audited, 1 rejected" in done.stderr
    [rejected] = table(tmp_path / "out" / "rejected.csv")
    assert rejected["input"].endswith("void.txt") and "is empty" in rejected["reason"]
    assert [row["grade"] for row in table(tmp_path / "out" / "articles.csv")] == ["", ""]
    assert table(tmp_path / "out" / "findings.csv") == []


def test_nothing_to_report(auditor, folder, tmp_path):
    done = auditor("report", folder / "void.txt", "-o", tmp_path / "out", "-q")
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1] == "auditor: Not one input could be audited, so no report was written."
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", [["audit"], ["report", "-o", "out"]])
def test_an_empty_table_is_said_to_be_empty(auditor, tmp_path, command):
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    done = auditor(*command, "empty.jsonl", cwd=tmp_path)
    assert done.returncode == 3
    assert "empty.jsonl" in done.stderr and "no rows" in done.stderr
    assert not (tmp_path / "out").exists()


def test_columns_are_named_and_rows_that_fail_can_be_found(auditor, story, tmp_path):
    known = {"no": "ferry", "head": "Night ferry", "link": "https://news.example/ferry", "paper": "The Tide",
             "who": "Ada Quill", "when": "2024-05-02"}  # fmt: skip
    rows = [known | {"words": story.read_text(encoding="utf-8")}, known | {"no": "blank", "words": ""}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    names = ("text=words", "id=no", "title=head", "url=link", "outlet=paper", "author=who", "date=when")
    options = [f"--{field}-column={column}" for field, _, column in (name.partition("=") for name in names)]
    done = auditor("report", tmp_path / "rows.jsonl", "-o", tmp_path / "out", *options)
    assert done.returncode == 5
    [article] = table(tmp_path / "out" / "articles.csv")
    assert [article[name] for name in ("id", "title", "url", "outlet", "author", "date")] == list(known.values())
    assert [row["id"] for row in table(tmp_path / "out" / "rejected.csv")] == ["blank"]
    told = auditor("audit", tmp_path / "rows.jsonl", "-f", "csv", "--table", "articles", *options)
    assert "The Tide" in told.stdout and "Ada Quill" in told.stdout


def test_a_folders_readme_is_passed_over_in_a_note(auditor, folder, tmp_path):
    (folder / "README.md").write_text((folder / "one.txt").read_text(encoding="utf-8"), encoding="utf-8")
    done = auditor("report", folder, "-o", tmp_path / "out")
    assert sum("README.md" in line for line in done.stderr.splitlines()) == 1
    assert len(table(tmp_path / "out" / "articles.csv")) == 2


def test_the_same_inputs_give_the_same_bytes_whatever_the_threads(auditor, folder, tmp_path):
    for name, threads in (("one", 1), ("two", 2)):
        auditor("report", folder, "-o", tmp_path / name, "--threads", threads)
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(files) >= 11
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)


def test_quiet_and_again(auditor, folder, tmp_path):
    for _ in range(2):
        done = auditor("report", folder / "one.txt", "-o", tmp_path / "out", "--quiet")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("where", "words"),
    [("in", "holds what is not part"), ("in/out", "lie in one another"), ("kept", "holds what is not part")],
)
def test_folders_that_are_not_for_a_report(auditor, folder, tmp_path, where, words):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "diary.txt").write_text("mine", encoding="utf-8")
    done = auditor("report", folder, "-o", tmp_path / where)
    assert done.returncode == 2
    assert words in done.stderr and len(done.stderr.splitlines()) == 1
    assert (tmp_path / "kept" / "diary.txt").read_text(encoding="utf-8") == "mine"


def test_a_report_needs_a_folder(auditor, folder):
    done = auditor("report", folder)
    assert done.returncode == 2
    assert "--output" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals and named pipes work otherwise on Windows")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_no_half_folder_and_says_so(start, story, sent):
    pipe = story.parent / "next.txt"
    os.mkfifo(pipe)
    process = start("report", story, pipe, "-o", story.parent / "out")
    with pipe.open("wb"):
        _, stderr = told_to_stop(process, sent)
    assert process.returncode == 130
    assert stderr.decode().splitlines() == [
        f"auditor: no report was written; {story.parent / 'out'} is as it was before.",
        "auditor: interrupted.",
    ]
    assert {p.name for p in story.parent.iterdir()} == {"bridge.txt", "next.txt"}
