import json

import pytest

from auditor.data import read_labelled, write_labelled
from auditor.data.places import SHIPPED
from auditor.errors import InputError

TEXT = "The bridge is shut. The council said so."
GOOD = {
    "doc_id": "sample/1",
    "corpus": "sample",
    "split": "train",
    "text": TEXT,
    "sentences": [
        {"start": 0, "end": 19, "code": "U", "source": None},
        {"start": 20, "end": 40, "code": "O", "source": "council"},
    ],
}


def sentence(**changes):
    return {"start": 0, "end": 19, "code": "U", "source": None} | changes


def test_what_is_written_is_read_back(article, tmp_path):
    path = tmp_path / "new" / "set.jsonl"
    write_labelled([article], path)
    assert read_labelled(path) == [article]
    assert len(path.read_text(encoding="utf-8").split("\n")) == 2


def test_authored_articles_are_written_as_they_ship(authored, tmp_path):
    write_labelled(authored, tmp_path / "dev.jsonl")
    assert (tmp_path / "dev.jsonl").read_bytes() == (SHIPPED / "authored" / "dev.jsonl").read_bytes()


def test_sentences_are_cut_out_of_the_text(write_rows):
    (article,) = read_labelled(write_rows(GOOD))
    cuts = [TEXT[s.start : s.end] for s in article.sentences]
    assert cuts == ["The bridge is shut.", "The council said so."]
    assert article.attributions == ()


def test_an_article_without_sentences_takes_the_name_of_its_file_as_split(write_rows):
    row = {"doc_id": "s/2", "corpus": "s", "text": "Ana Brill waits.", "attributions": []}
    (article,) = read_labelled(write_rows(row))
    assert (article.split, article.sentences) == ("rows", ())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"sentences": [sentence(end=41)]}, "outside a text of 40 characters"),
        ({"sentences": [sentence(start=-1)]}, "outside a text"),
        ({"sentences": [sentence(start=5, end=5)]}, "outside a text"),
        ({"sentences": [sentence(), sentence(start=18, end=30)]}, "sentence 1 begins at 18"),
        ({"sentences": [sentence(code="Q")]}, "'Q'"),
        ({"sentences": [sentence(code=["U"])]}, "code"),
        ({"sentences": [sentence(source=3)]}, "source"),
        ({"sentences": [{"end": 3, "code": "U"}]}, "lacks a start"),
        ({"sentences": ["U"]}, "sentence 0 is not an object"),
        ({"sentences": 7}, "“sentences” is not a list"),
        ({"attributions": [{"source": [[0, 99]], "cue": [], "content": []}]}, "an attribution's source"),
        ({"attributions": [3]}, "an attribution is not an object"),
        ({"text": None}, "“text” is missing"),
        ({"doc_id": ""}, "“doc_id” is missing"),
        ({"split": 4}, "“split” is missing or not a text"),
    ],
)
def test_a_malformed_row_is_refused_with_file_and_line(write_rows, change, complaint):
    path = write_rows(GOOD, GOOD | change)
    with pytest.raises(InputError) as refusal:
        read_labelled(path)
    assert f"{path}, line 2: " in str(refusal.value)
    assert complaint in str(refusal.value)


@pytest.mark.parametrize("line", ["{", '["a list"]', "not json"])
def test_a_line_that_is_no_object_is_refused(tmp_path, line):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(GOOD) + "\n\n" + line, encoding="utf-8")
    with pytest.raises(InputError, match="line 3"):
        read_labelled(path)


def test_unreadable_files_are_refused(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        read_labelled(tmp_path / "nowhere.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"doc_id": "caf\xe9"}')
    with pytest.raises(InputError, match="not UTF-8"):
        read_labelled(tmp_path / "latin.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(InputError, match="no articles"):
        read_labelled(tmp_path / "empty.jsonl")


def test_a_failed_write_leaves_the_old_file_and_no_scraps(article, tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text("old")

    def articles():
        yield article
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left on device"):
        write_labelled(articles(), path)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["set.jsonl"]


def test_a_place_that_cannot_be_written_is_named(article, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="Cannot write"):
        write_labelled([article], tmp_path / "file" / "set.jsonl")
