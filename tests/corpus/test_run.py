"""A corpus in, tables out: nothing lost, nothing twice, the same whatever the size of the chunks."""

import errno
import gzip
import json
import os
from pathlib import Path

import pytest
from stand_ins import Marked, StopsAfter, audit, content, marked, rows, slow, story, write_rows

from auditor.corpus import layout
from auditor.corpus.inputs import check_columns
from auditor.corpus.local import LocalEngine
from auditor.corpus.run import Standing, begin, refuse_output_inside
from auditor.corpus.store import Folder
from auditor.corpus.work import MAX_ARTICLE_CHARACTERS
from auditor.errors import InputError, ModelError, UsageError
from auditor.reading.tables import Columns


def counts(totals):
    return totals.articles, totals.audited, totals.rejected


def test_every_article_has_its_rows(corpus, output):
    totals = audit([corpus], output, size=16)
    found = content(output)
    assert counts(totals) == (40, 40, 0)
    assert [row["article_id"] for row in found["articles"]] == [f"ferry-{n}" for n in range(40)]
    assert [row["record"] for row in found["articles"]] == list(range(40))
    assert totals.sentences == sum(row["label"] != "furniture" for row in found["sentences"])
    assert totals.sentences == sum(row["sentences"] for row in found["articles"])
    first = [row for row in found["sentences"] if row["article_id"] == "ferry-3"]
    assert all(story(3)[row["start"] : row["end"]] == row["text"] for row in first)
    assert [row["index"] for row in first] == list(range(len(first)))
    master = next(row for row in found["sources"] if row["article_id"] == "ferry-0" and row["label"] == "named")
    assert master["name"] == "Odile Brandt"
    assert {row["article_id"] for row in found["findings"]} <= {row["article_id"] for row in found["articles"]}
    assert found["articles"][0]["named"] == len([r for r in found["sentences"][: len(first)] if r["label"] == "named"])
    assert json.loads((output / "corpus.json").read_text())["counts"]["audited"] == 40


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_size_of_the_chunks_changes_nothing(corpus, output, tmp_path, size):
    audit([corpus], output, size=16)
    audit([corpus], tmp_path / "other", size=size)
    assert content(tmp_path / "other") == content(output)


def test_two_processes_give_what_one_gives(corpus, output, tmp_path):
    audit([corpus], output)
    totals = audit([corpus], tmp_path / "other", engine=LocalEngine(2), size=3)
    assert counts(totals) == (40, 40, 0)
    assert content(tmp_path / "other") == content(output)


def test_files_of_every_kind_in_their_order(output, tmp_path):
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_text(story(1))
    (folder / "b" / "c.txt").write_text(story(2))
    (folder / "b" / ".hidden.txt").write_text(story(3))
    write_rows(folder / "d.jsonl", [{"body": story(4)}])
    (folder / "e.bin").write_bytes(b"\0\1\2")
    totals = audit([folder], output)
    found = content(output)
    assert counts(totals) == (4, 3, 1)
    path = folder.as_posix()
    assert [row["article_id"] for row in found["articles"]] == [f"{path}/a.txt", f"{path}/b/c.txt", f"{path}/d.jsonl:1"]
    assert [(row["id"], row["record"]) for row in found["rejected"]] == [(f"{path}/e.bin", 3)]
    assert found["rejected"][0]["reason"].endswith("e.bin is not text but binary data.")


def test_a_page_with_several_stories_gives_several_articles(output, tmp_path):
    totals = audit([Path(__file__).parents[2] / "seeds" / "01-night-ferry-scrape.txt"], output)
    found = content(output)["articles"]
    assert totals.articles == len(found) > 1
    assert {row["record"] for row in found} == {0}
    assert [row["article_id"].rpartition("#")[2] for row in found] == [str(n + 1) for n in range(len(found))]


def test_what_cannot_be_audited_is_kept_with_its_reason(output, tmp_path):
    articles = rows(6, at_1="RAISE")
    articles[3]["body"] = " "
    articles[4]["body"] = "Der Hafen bleibt für alle Schiffe gesperrt, sagte die Bürgermeisterin am Montag. " * 5
    path = write_rows(tmp_path / "a.jsonl", articles)
    with path.open("a") as file:
        file.write("{]\n")
    totals = audit([path], output, load=marked)
    assert counts(totals) == (7, 3, 4)
    rejected = content(output)["rejected"]
    assert [(row["id"], row["record"]) for row in rejected] == [
        ("ferry-1", 1), ("ferry-3", 3), ("ferry-4", 4), (f"{path}:7", 6)
    ]  # fmt: skip
    assert [row["reason"].removeprefix(f"{path}, ") for row in rejected] == [
        "It cannot be audited (ZeroDivisionError).",
        "line 4 has no text in “body”.",
        "line 5 is not in English (it looks German), the only language that can be audited.",
        "line 7 is not valid JSON.",
    ]
    assert len(content(output)["articles"]) == 3


def test_an_id_is_audited_once(output, tmp_path):
    articles = [*rows(5), *rows(3), {"id": "ferry-9", "body": story(9)}]
    totals = audit([write_rows(tmp_path / "a.jsonl", articles)], output, size=2)
    assert counts(totals) == (9, 6, 3)
    found = content(output)
    assert [row["id"] for row in found["rejected"]] == ["ferry-0", "ferry-1", "ferry-2"]
    assert found["rejected"][0]["reason"].endswith(
        "line 6 has the same id as record 0 of the input; an id is audited once."
    )
    assert len({row["article_id"] for row in found["articles"]}) == 6


def test_the_same_file_given_twice_is_audited_once(corpus, output):
    assert counts(audit([corpus, corpus], output)) == (80, 40, 40)


def test_an_article_over_the_limit_is_rejected_and_ten_megabytes_hold_nothing_up(output, tmp_path):
    long = "The quay was empty on Monday, and the ferry did not sail. " * 180_000
    path = write_rows(tmp_path / "a.jsonl", [{"id": "long", "body": long}, *rows(2)])
    assert path.stat().st_size > 10_000_000
    assert counts(audit([path], output)) == (3, 2, 1)
    assert content(output)["rejected"][0]["reason"] == (
        f"It has {len(long):,} characters; an article of a corpus may have {MAX_ARTICLE_CHARACTERS:,}."
    )


def test_a_packed_file_cut_short_gives_what_it_has(output, tmp_path):
    data = gzip.compress("".join(f"{json.dumps(row)}\n" for row in rows(500)).encode())
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data[: len(data) // 2])
    totals = audit([path], output)
    assert totals.rejected == 1 and 0 < totals.audited < 500
    assert content(output)["rejected"][0]["reason"].endswith("the file ends too early.")


def test_an_input_without_articles_is_an_error(output, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("\n")
    with pytest.raises(InputError, match="There is no article in the input"):
        audit([path], output)
    assert list(output.iterdir()) == []


def test_a_run_that_fails_before_its_first_chunk_leaves_no_plan(corpus, output):
    class Fails:
        def run(self, chunks, job):
            next(chunks)
            assert (output / "corpus.json").exists()  # killed from here on, it goes on
            raise ModelError("The worker processes cannot start.")
            yield

    with pytest.raises(ModelError):
        audit([corpus], output, engine=Fails())
    assert list(output.iterdir()) == []


def test_where_nothing_was_done_the_options_may_change(corpus, output):
    with pytest.raises(KeyboardInterrupt):
        audit([corpus], output, engine=StopsAfter(0), size=8)
    assert (output / "corpus.json").exists()
    assert counts(audit([corpus], output, plan={"profile": "strict"})) == (40, 40, 0)


def test_where_nothing_was_audited_the_advice_can_be_followed(output, tmp_path):
    path = write_rows(tmp_path / "a.jsonl", [{"prose": story(n)} for n in range(3)])
    assert counts(audit([path], output)) == (1, 0, 1)
    assert counts(audit([path], output, columns=Columns(text="prose"), plan={"columns": {"text": "prose"}})) == (
        3,
        3,
        0,
    )
    assert len(content(output)["rejected"]) == 0


@pytest.mark.parametrize("restart", [True, False])
def test_a_folder_with_other_things_is_refused_and_left_alone(corpus, output, restart):
    output.mkdir()
    (output / "report.json").write_text("{}")
    (output / "index.html").write_text("mine")
    with pytest.raises(
        UsageError, match=r"not part of a corpus \(index.html, report.json\); name a folder that is new"
    ):
        audit([corpus], output, restart=restart)
    assert sorted(path.name for path in output.iterdir()) == ["index.html", "report.json"]


def test_what_was_found_is_told(corpus, output):
    wanted = {"schema": "", "auditor": "", "model": "", "profile": "", "graded": True, "force": False}
    wanted |= {"columns": {}, "inputs": [str(corpus)]}
    assert begin(Folder(output), wanted, restart=False) is Standing.NEW
    with pytest.raises(KeyboardInterrupt):
        audit([corpus], output, engine=StopsAfter(1), size=8)
    assert begin(Folder(output), wanted, restart=False) is Standing.BEGUN
    audit([corpus], output)
    assert begin(Folder(output), wanted, restart=False) is Standing.COMPLETE


def test_a_plan_that_cannot_be_reached_is_not_to_be_begun_anew(corpus, output):
    class Away(Folder):
        def entries(self):
            raise OSError(errno.ECONNREFUSED, "Connection refused")

    with pytest.raises(InputError, match=r"^Cannot read .*: connection refused\.$"):
        begin(Away(output), {}, restart=False)


@pytest.mark.parametrize("size", [4, 100])
def test_progress_counts_what_is_finished(output, tmp_path, size):
    path = write_rows(tmp_path / "a.jsonl", [*rows(12), {"id": "none"}, *rows(13)[12:]])
    seen = []
    audit([path], output, engine=LocalEngine(1), load=slow, size=size, watch=lambda p: seen.append(p.to_dict()))
    for name in ("articles", "rejected", "share"):
        assert [state[name] for state in seen] == sorted(state[name] for state in seen)
    assert all(abs(state["share"] - state["articles"] / 14) < 0.001 for state in seen)
    assert any(0 < state["articles"] < 14 and state["seconds_left"] for state in seen)
    assert seen[-1]["articles"] == 14


@pytest.mark.parametrize("columns", [Columns(id="foo"), Columns(text="foo")])
def test_a_column_that_no_table_has_is_refused(corpus, tmp_path, columns):
    with pytest.raises(UsageError, match=r"no table of the input has a column “foo”; .* has “id”, “body”, “date”"):
        check_columns([str(corpus)], columns)
    other = write_rows(tmp_path / "b.jsonl", [{"foo": "x"}])
    check_columns([str(corpus), str(other)], columns)
    check_columns([str(corpus)], Columns(text="body", id="id"))


def test_a_finished_run_is_not_done_again(corpus, output):
    audit([corpus], output, size=16)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")}
    totals = audit([corpus], output, size=16)
    assert counts(totals) == (40, 40, 0)
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")} == before


@pytest.mark.parametrize("size", [4, 5, 64])
def test_an_interrupted_run_goes_on(corpus, output, tmp_path, size):
    audit([corpus], tmp_path / "whole")
    for stop in (0, 1, 3):
        with pytest.raises(KeyboardInterrupt):
            audit([corpus], output, engine=StopsAfter(stop), size=4)
    assert len(layout.read_done(Folder(output))) == 4
    audit([corpus], output, size=size)
    assert content(output) == content(tmp_path / "whole")


def test_duplicates_are_found_across_an_interruption(output, tmp_path):
    path = write_rows(tmp_path / "a.jsonl", [*rows(8), *rows(2)])
    with pytest.raises(KeyboardInterrupt):
        audit([path], output, engine=StopsAfter(1), size=4)
    assert counts(audit([path], output, size=4)) == (10, 8, 2)


def test_leftovers_are_swept(corpus, output):
    audit([corpus], output, size=16)
    (output / "sentences" / ".000000000000-000000000016.parquet.99.part").write_bytes(b"half")
    (output / "sentences" / "000000000000-000000000008.parquet").write_bytes(b"not committed")
    (output / "sentences" / "mine.parquet").write_bytes(b"not ours")
    audit([corpus], output, size=16)
    assert sorted(p.name for p in (output / "sentences").iterdir()) == [
        "000000000000-000000000016.parquet",
        "000000000016-000000000032.parquet",
        "000000000032-000000000040.parquet",
        "mine.parquet",
    ]


def change_first(path):
    path.write_text(path.read_text().replace("Odile", "Oda", 1))


def drop_first(path):
    path.write_text(path.read_text().partition("\n")[2])


def keep_ten(path):
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:10]))


@pytest.mark.parametrize("change", [change_first, drop_first, keep_ten])
def test_a_changed_input_is_refused(corpus, output, change):
    with pytest.raises(KeyboardInterrupt):
        audit([corpus], output, engine=StopsAfter(3), size=10)
    change(corpus)
    with pytest.raises(UsageError, match=r"^The input has changed since it was audited.*--restart begins anew\.$"):
        audit([corpus], output, size=10)
    audit([corpus], output, size=10, restart=True)


def test_what_was_not_yet_audited_may_change(corpus, output):
    with pytest.raises(KeyboardInterrupt):
        audit([corpus], output, engine=StopsAfter(2), size=10)
    write_rows(corpus, rows(90))
    assert counts(audit([corpus], output, size=10)) == (90, 90, 0)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (
            {"model": "other 2"},
            r"was begun with another model \(first 1\); --restart begins anew, or choose another folder",
        ),
        ({"profile": "strict"}, "other rules"),
        ({"auditor": "9"}, "another version of the auditor"),
        ({"schema": "9"}, "another version of the tables"),
        ({"graded": False}, "another choice of --no-grade"),
        ({"columns": {"text": "x"}}, "other columns"),
    ],
)
def test_another_plan_is_refused(corpus, output, plan, words):
    audit([corpus], output, plan={"model": "first 1"})
    with pytest.raises(UsageError, match=words):
        audit([corpus], output, plan={"model": "first 1"} | plan)
    audit([corpus], output, plan=plan, restart=True)


def test_restarting_deletes_only_what_is_ours(corpus, output):
    audit([corpus], output, as_csv=True)
    (output / "notes.txt").write_text("mine")
    audit([corpus], output, restart=True, size=8)
    assert (output / "notes.txt").exists() and not (output / "csv" / "articles.csv").exists()
    assert len(list((output / "articles").iterdir())) == 5


def test_tables_without_a_plan_are_left_alone(corpus, output):
    (output / "articles").mkdir(parents=True)
    (output / "articles" / "mine.parquet").write_bytes(b"")
    with pytest.raises(UsageError, match="holds tables, but not the plan"):
        audit([corpus], output)


@pytest.mark.parametrize("place", ["", "in", "in/deep"])
def test_the_output_may_not_lie_in_the_input(tmp_path, place):
    (tmp_path / place).mkdir(exist_ok=True, parents=True)
    with pytest.raises(UsageError, match="lies in the input"):
        refuse_output_inside([str(tmp_path)], tmp_path / place)


@pytest.mark.parametrize(
    ("given", "words"), [("-", "“auditor audit”"), ("https://news.example/a", "“auditor audit”"), ("gone", "exist")]
)
def test_inputs_that_cannot_be_a_corpus(tmp_path, given, words):
    with pytest.raises((UsageError, InputError), match=words):
        refuse_output_inside([given], tmp_path)


class Full(Folder):
    """A folder on a disk that is full after so many writes."""

    def __init__(self, path, writes):
        super().__init__(path)
        self.left = writes

    def write(self, name, data):
        self.left -= 1
        if self.left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().write(name, data)


@pytest.mark.parametrize("writes", [2, 5, 6, 13])
def test_a_full_disk_is_one_sentence_and_the_run_goes_on(corpus, output, tmp_path, monkeypatch, writes):
    audit([corpus], tmp_path / "whole")
    monkeypatch.setattr("stand_ins.Folder", lambda path: Full(path, writes))
    with pytest.raises(InputError, match=r"^There is no room left on the disk of .*; make room, and the same command"):
        audit([corpus], output, size=16)
    monkeypatch.undo()
    audit([corpus], output, size=16)
    assert content(output) == content(tmp_path / "whole")


def test_lost_tables_are_noticed(corpus, output):
    audit([corpus], output, size=16)
    next((output / "articles").iterdir()).unlink()
    with pytest.raises(InputError, match=r"The tables of the records \d+ to \d+ .* were lost or changed"):
        audit([corpus], output, size=16)


@pytest.mark.parametrize("damage", ["", "{}", "[]", "{"])
def test_a_damaged_record_of_what_is_done_is_noticed(corpus, output, damage):
    audit([corpus], output, size=16)
    next((output / "_done").iterdir()).write_text(damage)
    with pytest.raises(InputError, match=r"_done/.*\.json in .* was damaged; --restart begins anew\.$"):
        audit([corpus], output, size=16)


def test_columns_can_be_named(output, tmp_path):
    path = write_rows(tmp_path / "a.jsonl", [{"nr": n, "prose": story(n), "text": "no"} for n in range(3)])
    audit([path], output, columns=Columns(text="prose", id="nr"))
    assert [row["article_id"] for row in content(output)["articles"]] == ["0", "1", "2"]


def test_no_article_changes_another(output, tmp_path):
    whole = [row | {"record": 0} for row in _articles(tmp_path / "x", rows(9), marked)]
    alone = [row | {"record": 0} for n in range(9) for row in _articles(tmp_path / f"x{n}", [rows(9)[n]], Marked)]
    drop = [{k: v for k, v in row.items() if k != "path"} for row in whole]
    assert drop == [{k: v for k, v in row.items() if k != "path"} for row in alone]


def _articles(folder, articles, load):
    folder.mkdir()
    audit([write_rows(folder / "a.jsonl", articles)], folder / "out", load=load)
    return content(folder / "out")["articles"]
