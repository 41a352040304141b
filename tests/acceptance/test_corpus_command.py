"""``auditor corpus``: what a person types, sees and gets."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import STORY, environment

pytest.importorskip("pyarrow")
LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")


def rows(count):
    return [{"doc": f"bridge-{n}", "body": STORY.replace("Larkin", f"Larkin {n}")} for n in range(count)]


def write(path, articles):
    path.write_text("".join(f"{json.dumps(row)}\n" for row in articles), encoding="utf-8")
    return path


def content(folder):
    import pyarrow.parquet as pq

    found = {}
    for table in ("articles", "sentences", "sources", "findings"):
        files = sorted((folder / table).glob("*.parquet"))
        found[table] = [row for file in files for row in pq.read_table(file).to_pylist()]
    return found | {"rejected": (folder / "rejected.jsonl").read_text(encoding="utf-8")}


def test_a_corpus_of_articles(auditor, tmp_path):
    path = write(tmp_path / "a.jsonl", rows(3))
    done = auditor("corpus", path, "-o", tmp_path / "out", "--workers", "1")
    assert done.returncode == 0
    assert done.stderr == (
        f"auditor: {path}: text from “body”; no id, no title, no url, no outlet, no author, no date.\n"
    )
    first, second, third = done.stdout.splitlines()
    assert first == "3 articles in: 3 audited, none rejected."
    assert second == f"15 sentences in {tmp_path / 'out'}."
    assert third.startswith("3 articles in ")
    labels = [row["label"] for row in content(tmp_path / "out")["sentences"] if row["article_id"] == f"{path}:1"]
    assert labels == ["furniture", "unattributed", "named", "named", "anonymous", "official"]

    again = auditor("corpus", path, "-o", tmp_path / "out", "--workers", "1", "--quiet", "--csv")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert (tmp_path / "out" / "csv" / "sentences.csv").is_file()
    again = auditor("corpus", path, "-o", tmp_path / "out", "--workers", "1")
    assert again.stderr.startswith(f"auditor: {tmp_path / 'out'} is complete already; ")


def test_some_rejected_none_audited_and_progress_for_machines(auditor, tmp_path):
    path = write(tmp_path / "a.jsonl", [*rows(2), {"doc": "x"}])
    options = ("--id-column", "doc", "--workers", "1", "--progress", "json")
    done = auditor("corpus", path, "-o", tmp_path / "out", *options)
    assert done.returncode == 5
    assert f"3 articles in: 2 audited, 1 rejected ({tmp_path / 'out' / 'rejected.jsonl'})." in done.stdout
    state = json.loads(done.stderr.splitlines()[-1])
    assert (state["articles"], state["audited"], state["rejected"], state["share"]) == (3, 2, 1, 1.0)
    assert set(state) == {
        "articles", "audited", "rejected", "sentences", "articles_per_second", "share", "seconds", "seconds_left"
    }  # fmt: skip
    rejected = json.loads((tmp_path / "out" / "rejected.jsonl").read_text())
    assert (rejected["id"], rejected["record"]) == ("x", 2)
    path = write(tmp_path / "b.jsonl", [{"text": ""}])
    assert auditor("corpus", path, "-o", tmp_path / "none", "--workers", "1").returncode == 3


def test_what_cannot_be_done_is_one_line(auditor, tmp_path):
    path = write(tmp_path / "a.jsonl", rows(1))
    out = tmp_path / "out"
    for arguments, code, words in (
        ((tmp_path / "gone.jsonl", "-o", out), 3, "gone.jsonl does not exist."),
        ((tmp_path, "-o", out), 2, f"{out} lies in the input"),
        ((path, "-o", path), 3, "is not a folder"),
        ((path, "-o", out, "--profile", "nobody"), 2, "nobody"),
        ((path, "-o", out, "--progress", "jsn"), 2, "did you mean “json”?"),
        ((path, "-o", out, "--model", tmp_path / "none"), 4, "There is no model folder"),
        (("-", "-o", out), 2, "“auditor audit” reads addresses and pipes"),
    ):
        done = auditor("corpus", *arguments)
        assert (done.returncode, done.stdout) == (code, "")
        [line] = done.stderr.splitlines()
        assert line.startswith("auditor: ") and words in line


def test_a_refused_or_failed_start_leaves_nothing(auditor, tmp_path):
    path = write(tmp_path / "a.jsonl", rows(1))
    report = tmp_path / "report"
    report.mkdir()
    (report / "index.html").write_text("a page")
    done = auditor("corpus", path, "-o", report)
    assert (done.returncode, [entry.name for entry in report.iterdir()]) == (2, ["index.html"])
    assert "holds what is not part of a corpus (index.html)" in done.stderr
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n")
    done = auditor("corpus", empty, "-o", tmp_path / "new" / "out", "--workers", "1")
    assert (done.returncode, done.stderr) == (3, "auditor: There is no article in the input.\n")
    assert not (tmp_path / "new").exists()
    for options, words in (
        (("--id-column", "foo"), "--id-column: no table of the input has a column “foo”; "),
        (("--workers", "0"), "--workers: at least one process is needed."),
        (("--chunk", "0"), "--chunk: a chunk has at least one article."),
    ):
        done = auditor("corpus", path, "-o", tmp_path / "new", *options)
        assert (done.returncode, (tmp_path / "new").exists()) == (2, False)
        assert words in done.stderr


def test_a_table_that_cannot_be_read_is_said_and_its_advice_followed(auditor, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text(f'alpha,beta\n1,"{STORY}"\n')
    corpus = ("corpus", path, "-o", tmp_path / "out", "--workers", "1")
    for quiet in ((), ("--quiet",)):
        done = auditor(*corpus, *quiet)
        assert done.returncode == 3
        assert "has no column that is called like an article's text (it has “alpha”, “beta”)" in done.stderr
    assert auditor(*corpus).stdout.startswith("1 article in: 0 audited, 1 rejected (")
    done = auditor(*corpus, "--text-column", "beta")
    assert done.returncode == 0
    assert done.stdout.startswith("1 article in: 1 audited, none rejected.")


def test_another_profile_is_refused_until_it_is_begun_anew(auditor, tmp_path):
    path = write(tmp_path / "a.jsonl", rows(2))
    corpus = ("corpus", path, "-o", tmp_path / "out", "--workers", "1", "--quiet")
    assert auditor(*corpus).returncode == 0
    done = auditor(*corpus, "--profile", "strict")
    assert done.returncode == 2
    assert "was begun with other rules (default (" in done.stderr and "--restart begins anew" in done.stderr
    assert auditor(*corpus, "--profile", "strict", "--restart").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals work otherwise on Windows")
def test_an_interrupted_run_says_how_it_goes_on(start, auditor, tmp_path):
    path = write(tmp_path / "a.jsonl", rows(2000))
    out = tmp_path / "out"
    process = start("corpus", path, "-o", out, "--workers", "1", "--chunk", "2", start_new_session=True)
    _wait_for(lambda: any((out / "_done").glob("*.json")), process)
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: the workers hear it too
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout) == (130, b"")
    note, last = stderr.decode().splitlines()[-2:]
    assert note.startswith("auditor: stopped; ") and note.endswith("the same command goes on from there.")
    assert last == "auditor: interrupted."
    assert "Traceback" not in stderr.decode()


@LINUX
@pytest.mark.full
def test_killed_at_twenty_random_moments_nothing_is_lost_or_twice(start, auditor, tmp_path):
    path = write(tmp_path / "a.jsonl", [*rows(60), {"doc": "no text"}, *rows(1), *rows(61)[-1:]])
    arguments = ("--id-column", "doc", "--chunk", "4", "--workers", "2", "--quiet")
    whole = tmp_path / "whole"
    assert auditor("corpus", path, "-o", whole, *arguments).returncode == 5
    chance = random.Random(20)
    kills = finished = 0
    while kills < 20 or not finished:
        out = tmp_path / f"out{finished}"
        process = start("corpus", path, "-o", out, *arguments)
        deadline = time.monotonic() + (chance.uniform(0.2, 8) if kills < 20 else 300)
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        if process.poll() is None:
            workers = _children(process.pid)
            for victim in chance.choice([[process.pid], workers[:1], [*workers, process.pid]]):
                _kill(victim)
            time.sleep(chance.uniform(0, 0.5))
            process.kill()
            process.communicate()
            kills += 1
            _wait_for(lambda gone=workers: not any(_alive(pid) for pid in gone))
        else:
            process.communicate()
            assert process.returncode == 5
            assert content(out) == content(whole)
            finished += 1


@LINUX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounts a small disk")
@pytest.mark.full
def test_a_disk_that_is_full(auditor, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        path = write(tmp_path / "a.jsonl", rows(40))
        corpus = ("corpus", path, "-o", disk / "out", "--chunk", "4", "--workers", "2", "--quiet")
        done = auditor(*corpus)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr == (
            f"auditor: There is no room left on the disk of {disk / 'out'}; "
            "make room, and the same command goes on from there.\n"
        )
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        assert auditor(*corpus).returncode == 0
        assert len(content(disk / "out")["articles"]) == 40
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_other_commands_load_nothing_of_it(story):
    script = (
        "import json, sys; from auditor.cli import run; run(sys.argv[1:]); "
        "heavy = ('pyarrow', 'warcio', 'sqlite3', 'auditor.corpus'); "
        "print(json.dumps([name for name in sys.modules if name.startswith(heavy)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "audit", str(story), "-o", os.devnull],
        capture_output=True,
        env=environment(),
        check=True,
    )
    assert json.loads(done.stdout) == []


def test_a_table_can_be_audited_without_a_corpus(auditor, tmp_path):
    path = write(tmp_path / "a.jsonl", rows(2))
    done = auditor("audit", path, "--format", "json")
    assert done.returncode == 0
    assert [a["id"] for a in json.loads(done.stdout)["articles"]] == ["a.jsonl:1", "a.jsonl:2"]
    assert done.stderr.startswith(f"auditor: {path}: text from “body”; no id, ")
    done = auditor("audit", path, "--format", "json", "--text-column", "doc", "--quiet")
    assert [a["text"] for a in json.loads(done.stdout)["articles"]] == ["bridge-0", "bridge-1"]


def _wait_for(happened, process=None, seconds=60):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        assert process is None or process.poll() is None, process.communicate()
        time.sleep(0.02)


def _children(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            continue
    return found


def _alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _kill(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
