import csv
import io
import json
import sys

import pytest
from rich.console import Console

from auditor.errors import InputError, UsageError
from auditor.evaluation import evaluate, render_evaluation, write_evaluation
from auditor.labels import CLASSES, LABELS

NAMES = ["calibration.png", "confusion.csv", "confusion.png", "evaluation.json", "mistakes.csv"]


@pytest.fixture
def outcome(labelled, scripted):
    one, first = labelled("north-1", [("Reed said so.", "NP", "NP"), ("[bold]It\x1b[31m rained.", "U", "O")])
    two, second = labelled("south-1", [("Police said no.", "O", ("O", 0.7))], corpus="south")
    return [one, two], evaluate([one, two], scripted(first | second), draws=20)


def printed(outcome, width=80, **options):
    console = Console(file=io.StringIO(), width=width)
    render_evaluation(console, outcome, **options)
    return console.file.getvalue()


def test_files_hold_the_figures_and_no_words(outcome, tmp_path):
    _, found = outcome
    paths = write_evaluation(found, tmp_path / "new" / "out")
    assert [p.name for p in paths] == NAMES
    assert sorted(p.name for p in (tmp_path / "new" / "out").iterdir()) == NAMES
    by_name = {p.name: p for p in paths}
    assert json.loads(by_name["evaluation.json"].read_text(encoding="utf-8")) == found.to_dict()
    with by_name["confusion.csv"].open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["gold", *LABELS]
    assert [row[0] for row in rows[1:]] == list(CLASSES)
    assert rows[4] == ["unattributed", "0", "0", "1", "0", "0"]
    with by_name["mistakes.csv"].open(newline="") as file:
        mistakes = list(csv.DictReader(file))
    assert [(m["doc_id"], m["gold"], m["predicted"], m["confidence"]) for m in mistakes] == [
        ("north-1", "U", "O", "0.9")
    ]
    assert "rained" not in "".join(p.read_text() for p in paths if p.suffix in (".json", ".csv"))
    for name in ("confusion.png", "calibration.png"):
        assert by_name[name].read_bytes().startswith(b"\x89PNG")


def test_writing_twice_gives_the_same_files(outcome, tmp_path):
    first = [p.read_bytes() for p in write_evaluation(outcome[1], tmp_path)]
    assert [p.read_bytes() for p in write_evaluation(outcome[1], tmp_path)] == first


def test_without_matplotlib_nothing_is_written_and_the_extra_is_named(outcome, tmp_path, monkeypatch):
    for name in [m for m in sys.modules if m.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match="evaluate"):
        write_evaluation(outcome[1], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_output_folder_that_is_a_file_is_refused(outcome, tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(InputError, match="out"):
        write_evaluation(outcome[1], tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_tables_fit_eighty_columns(outcome):
    text = printed(outcome[1])
    assert max(len(line) for line in text.splitlines()) <= 80
    for words in ("scripted", "macro-F1", *LABELS, "A2", "north-1 15", "south"):
        assert words in text
    assert "…" not in text


def test_words_of_mistakes_are_shown_only_when_given_and_never_obeyed(outcome):
    articles, found = outcome
    assert "rained" not in printed(found)
    text = printed(found, texts={a.doc_id: a.text for a in articles})
    assert "[bold]It␛[31m rained." in text
    assert "\x1b" not in text


def test_no_more_mistakes_than_asked_for(outcome):
    assert "taken for" not in printed(outcome[1], mistakes=0)
