import builtins
from dataclasses import replace

import pytest

from auditor.data import load_dataset
from auditor.errors import UsageError
from auditor.labels import CLASS_OF


@pytest.fixture
def without_datasets(monkeypatch):
    original = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "datasets":
            raise ImportError(name)
        return original(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)


def test_there_is_one_row_a_sentence(authored):
    dataset = load_dataset(authored)
    assert dataset.num_rows == sum(len(a.sentences) for a in authored)
    texts = {a.doc_id: a.text for a in authored}
    for row in dataset:
        assert row["text"] == texts[row["article_id"]][row["start"] : row["end"]]
        assert row["label"] == CLASS_OF[row["code"]]
    assert set(dataset["split"]) == {"dev"}


def test_context_is_the_text_around_the_sentence(article):
    rows = list(load_dataset([article]))
    assert [r["index"] for r in rows] == [0, 1, 2, 3]
    assert (rows[0]["before"], rows[3]["after"]) == ("", "")
    assert rows[2]["before"].startswith("Ferry talks stall\r\n\r\nThe ferry is full")
    assert rows[2]["after"] == "It sailed."
    assert rows[2]["source"] == "Ana Brill"
    assert rows[3]["source"] is None
    assert load_dataset([article], before=1, after=0)[2]["before"].startswith("The ferry is full")


def test_an_article_without_sentences_gives_no_rows(article):
    dataset = load_dataset([replace(article, sentences=())])
    assert dataset.num_rows == 0
    assert "code" in dataset.column_names


def test_the_missing_library_is_named(article, without_datasets):
    with pytest.raises(UsageError, match=r"\.\[evaluate\]"):
        load_dataset([article])
