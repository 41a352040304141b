"""Ids, progress, files: the parts of a run that have a life of their own."""

import pytest

from auditor.corpus.chunks import Done
from auditor.corpus.ids import Ids
from auditor.corpus.progress import Progress, duration
from auditor.corpus.store import Folder, locked


@pytest.mark.parametrize(
    ("taken", "id", "earlier"),
    [
        ([("a", False)], "a", 0),
        ([("a", False)], "A", None),
        ([("a", True)], "a#2", 0),
        ([("a#2", False), ("a#3", False)], "a#1", None),
        ([("a", True)], "a#", None),
        ([("a", False)], "a#2", None),
        ([("", False)], "", 0),
        ([("\ud800", False)], "\ud800", 0),
    ],
)
def test_an_id_is_taken_once(taken, id, earlier):
    ids = Ids()
    for number, (one, splits) in enumerate(taken):
        assert ids.take(one, number, splits=splits) is None
    assert ids.take(id, 99) == earlier
    ids.close()


def test_a_file_with_stories_may_not_meet_the_id_of_one():
    ids = Ids()
    assert ids.take("page#2", 0) is None
    assert ids.take("page", 1, splits=True) == 0
    assert ids.take("page", 2) is None
    ids.close()


def test_progress_counts_what_this_run_did():
    now = [100.0]
    progress = Progress(_clock=lambda: now[0])
    progress.add(Done(0, 10, "", 10, 9, 1, 90))
    progress.begins()
    assert (progress.seconds_left, progress.rate, progress.share) == (None, 0.0, 0.0)
    now[0] = 110.0
    progress.add(Done(10, 30, "", 20, 20, 0, 200))
    progress.expected, progress.working, progress.working_rejected = 70.0, 5, 1
    assert (progress.rate, progress.seconds_left, progress.share) == (2.5, 14.0, 0.5)
    assert str(progress) == "35 articles · 2.5 a second · 14 s left · 2 rejected"
    assert progress.to_dict() == {
        "articles": 35,
        "audited": 33,
        "rejected": 2,
        "sentences": 290,
        "articles_per_second": 2.5,
        "share": 0.5,
        "seconds": 10.0,
        "seconds_left": 14,
    }


def test_progress_never_goes_back():
    progress = Progress(expected=50)
    progress.working, progress.working_rejected = 12, 2
    assert (progress.finished, progress.refused, progress.share) == (12, 2, 0.24)
    progress.working, progress.working_rejected, progress.expected = 11, 0, 100
    assert (progress.finished, progress.refused, progress.share) == (12, 2, 0.24)


def test_the_first_chunk_s_progress_is_seen_within_it():
    progress = Progress(expected=50, _clock=iter([0.0, 10.0, 10.0, 10.0, 10.0]).__next__)
    progress.working = 20
    assert (progress.share, progress.seconds_left) == (0.4, 15.0)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (59.6, "1 min 00 s"), (125, "2 min 05 s"), (7500, "2 h 05 min")]
)
def test_lengths_of_time_are_readable(seconds, words):
    assert duration(seconds) == words


def test_a_file_is_complete_or_as_it_was(tmp_path):
    files = Folder(tmp_path)
    files.write("a/b", b"old")

    def parts():
        yield b"new"
        raise OSError

    with pytest.raises(OSError):
        files.write("a/b", parts())
    assert (files.read("a/b"), files.names("a"), files.names("gone")) == (b"old", ["b"], [])
    files.delete("a/b")
    files.delete("a/b")
    with pytest.raises(FileNotFoundError):
        files.read("a/b")


def test_a_folder_belongs_to_one_run(tmp_path):
    pytest.importorskip("fcntl")
    with locked(tmp_path / "lock") as first, locked(tmp_path / "lock") as second:
        assert (first, second) == (True, False)
    with locked(tmp_path / "lock") as again:
        assert again


def test_a_lock_that_was_deleted_is_taken_anew(tmp_path):
    pytest.importorskip("fcntl")
    with locked(tmp_path / "lock") as first:
        (tmp_path / "lock").unlink()
    with locked(tmp_path / "lock") as second:
        assert first and second and (tmp_path / "lock").exists()
