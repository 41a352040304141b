"""Worker processes that die, hang or never start: the article is found, the others are audited."""

import sys

import pytest
from stand_ins import audit, broken, content, marked, rows, write_rows

from auditor.corpus.local import LocalEngine
from auditor.errors import ModelError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals work otherwise on Windows")


@pytest.mark.parametrize(
    "place", [pytest.param(0, marks=pytest.mark.full), 5, pytest.param(11, marks=pytest.mark.full)]
)
def test_an_article_that_kills_is_found(output, tmp_path, place):
    path = write_rows(tmp_path / "a.jsonl", rows(12, **{f"at_{place}": "DIE"}))
    totals = audit([path], output, engine=LocalEngine(1), load=marked, size=6)
    assert (totals.articles, totals.audited, totals.rejected) == (12, 11, 1)
    found = content(output)
    assert [row["article_id"] for row in found["articles"]] == [f"ferry-{n}" for n in range(12) if n != place]
    assert [(row["id"], row["record"], row["reason"]) for row in found["rejected"]] == [
        (f"ferry-{place}", place, "It cannot be audited: the worker process was killed by SIGKILL, again and again.")
    ]
    # What was cut into pieces is known again when the run is resumed.
    assert audit([path], output, engine=LocalEngine(1), load=marked, size=6) == totals


@pytest.mark.full
def test_two_in_one_chunk(output, tmp_path):
    path = write_rows(tmp_path / "a.jsonl", rows(8, at_2="DIE", at_6="LEAVE"))
    totals = audit([path], output, engine=LocalEngine(2), load=marked)
    assert (totals.audited, totals.rejected) == (6, 2)
    assert [row["reason"].partition("process ")[2] for row in content(output)["rejected"]] == [
        "was killed by SIGKILL, again and again.",
        "ended with code 7, again and again.",
    ]


@pytest.mark.full
def test_an_article_that_hangs_is_given_up(output, tmp_path):
    path = write_rows(tmp_path / "a.jsonl", rows(3, at_1="HANG"))
    totals = audit([path], output, engine=LocalEngine(1, patience=3), load=marked)
    assert (totals.audited, totals.rejected) == (2, 1)
    assert content(output)["rejected"][0]["reason"] == (
        "It cannot be audited: the worker process took longer than 3 seconds, again and again."
    )


def test_workers_that_cannot_start_are_not_started_for_ever(corpus, output):
    with pytest.raises(ModelError, match="The worker processes cannot start: each ended with code 9"):
        audit([corpus], output, engine=LocalEngine(1), load=broken)
