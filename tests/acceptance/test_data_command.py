from dataclasses import replace
from functools import partial

import pytest

from auditor import cli
from auditor.data import build, export_texts, read_labelled, write_labelled
from auditor.data.places import SHIPPED
from auditor.data.standoff import PUBLIC, make_standoff


@pytest.fixture
def articles():
    """Three articles that stand in for those whose text does not ship."""
    return [replace(a, split="dev") for a in read_labelled(SHIPPED / "authored" / "dev.jsonl")[:3]]


@pytest.fixture
def built(articles, tmp_path, monkeypatch, capfd):
    """Run ``auditor data build`` on labels of those articles; return the exit code and what was printed."""
    for name in PUBLIC:
        write_labelled(articles if name == "dev" else articles[:1], tmp_path / "labelled" / f"{name}.jsonl")
    make_standoff(tmp_path / "labelled", tmp_path / "standoff")
    monkeypatch.setattr("auditor.commands.data.build", partial(build, standoff=tmp_path / "standoff"))

    def run():
        code = cli.run(["data", "build", "--text", str(tmp_path / "texts"), "--output", str(tmp_path / "local")])
        return code, *capfd.readouterr()

    return run


def test_every_text_is_there(built, articles, tmp_path):
    export_texts(articles, tmp_path / "texts")
    code, out, err = built()
    assert (code, err) == (0, "")
    assert "dev: 3 of 3 articles" in out
    again = read_labelled(tmp_path / "local" / "dev.jsonl")
    assert [(a.text, a.sentences) for a in again] == [(a.text, a.sentences) for a in articles]


def test_a_text_that_differs_and_one_that_is_missing_are_named(built, articles, tmp_path):
    export_texts(articles[:1], tmp_path / "texts")
    export_texts([replace(articles[1], text=articles[1].text + " ")], tmp_path / "texts")
    code, out, err = built()
    assert code == 5
    assert f"{articles[1].doc_id}: the text is not the one that was labelled." in err.splitlines()
    assert f"{articles[2].doc_id}: there is no text." in err.splitlines()
    assert "dev: 1 of 3 articles" in out
    assert [a.doc_id for a in read_labelled(tmp_path / "local" / "dev.jsonl")] == [articles[0].doc_id]


def test_no_text_fits(built, articles, tmp_path):
    export_texts([replace(a, text="Another text.") for a in articles], tmp_path / "texts")
    code, out, err = built()
    assert code == 3
    assert all(f"{a.doc_id}: the text is not" in err for a in articles)
    assert "nothing written" in out
    assert not (tmp_path / "local").exists()


def test_no_folder_of_texts(built, tmp_path):
    code, out, err = built()
    assert (code, out) == (3, "")
    assert err == f"auditor: There is no folder {tmp_path / 'texts'} to read texts from.\n"


def test_the_shipped_labels_are_counted(capfd):
    assert cli.run(["data", "describe"]) == 0
    table = capfd.readouterr().out
    assert table.splitlines()[0].startswith("| split | corpus | articles |")
    assert table in (SHIPPED / "README.md").read_text(encoding="utf-8")
