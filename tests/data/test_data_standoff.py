import json

import pytest

from auditor.data import build, export_texts, make_standoff, read_labelled, write_labelled
from auditor.data.standoff import PUBLIC, STANDOFF, read_standoff, restore, strip, write_standoff
from auditor.errors import InputError

WORDS_OF_A_RUN = 10


@pytest.fixture
def texts(tmp_path):
    return tmp_path / "texts"


@pytest.fixture
def labels(authored, article, tmp_path):
    """Stand-off files made of articles that we may use: seven in train, one in dev, five in polnear_spans."""
    folder = tmp_path / "labels"
    write_standoff([*authored[:6], article], folder / "train.jsonl")
    write_standoff(authored[6:7], folder / "dev.jsonl")
    write_standoff(authored[7:12], folder / "polnear_spans.jsonl")
    return folder


def test_texts_and_labels_give_back_the_very_articles(authored, article, labels, texts, tmp_path):
    export_texts([*authored, article], texts)
    report = build(texts, tmp_path / "out", labels)
    assert (report.exit_code, report.mismatched, report.missing) == (0, (), ())
    assert read_labelled(tmp_path / "out" / "train.jsonl") == [*authored[:6], article]
    assert read_labelled(tmp_path / "out" / "dev.jsonl") == authored[6:7]
    assert [(s.name, s.articles, s.expected) for s in report.sets] == [
        ("train", 7, 7),
        ("dev", 1, 1),
        ("polnear_spans", 5, 5),
    ]


def test_every_mismatch_and_every_missing_text_is_named(authored, article, labels, texts, tmp_path):
    export_texts([*authored, article], texts)
    lost, changed = authored[1], authored[6]
    (texts / f"{lost.doc_id}.txt").unlink()
    (texts / f"{changed.doc_id}.txt").write_text(changed.text + " ", encoding="utf-8")
    (texts / f"{article.doc_id}.txt").write_bytes(article.text.replace("\r\n", "\n").encode())
    report = build(texts, tmp_path / "out", labels)
    assert report.missing == (lost.doc_id,)
    assert report.mismatched == (article.doc_id, changed.doc_id)
    assert report.exit_code == 5
    assert len(read_labelled(tmp_path / "out" / "train.jsonl")) == 5


def test_a_set_without_a_single_text_is_not_written(authored, labels, texts, tmp_path):
    export_texts(authored[7:12], texts)
    report = build(texts, tmp_path / "out", labels)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["polnear_spans.jsonl"]
    assert [s.path for s in report.sets[:2]] == [None, None]


def test_a_folder_without_any_of_the_texts_writes_nothing(labels, texts, tmp_path):
    texts.mkdir()
    report = build(texts, tmp_path / "out", labels)
    assert (report.exit_code, len(report.missing)) == (3, 13)
    assert not (tmp_path / "out").exists()


def test_a_folder_of_texts_that_is_not_there_is_refused(labels, texts, tmp_path):
    with pytest.raises(InputError, match="no folder"):
        build(texts, tmp_path / "out", labels)


def test_labels_that_are_not_there_point_to_the_checkout(texts, tmp_path):
    texts.mkdir()
    with pytest.raises(InputError, match="checkout"):
        build(texts, tmp_path / "out", tmp_path / "nowhere")


def test_labels_that_do_not_fit_a_verified_text_are_refused(article, labels, texts, tmp_path):
    export_texts([article], texts)
    row = json.loads((labels / "train.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    row["sentences"][-1][1] = 9999
    (labels / "train.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(InputError, match=f"{article.doc_id} do not fit"):
        build(texts, tmp_path / "out", labels)


def test_labels_are_not_put_on_another_text(article):
    with pytest.raises(ValueError, match="not the text that was labelled"):
        restore(strip(article), article.text + "!")


def test_a_long_source_is_spelled_as_places_in_the_text(article, tmp_path):
    write_standoff([article], tmp_path / "labels.jsonl")
    written = (tmp_path / "labels.jsonl").read_text(encoding="utf-8")
    assert "Ana Brill" in written
    assert not any(run in written for run in runs(article.sentences[1].source))
    (labels,) = read_standoff(tmp_path / "labels.jsonl")
    assert restore(labels, article.text) == article


def test_stand_off_files_are_made_from_the_sets_with_text(authored, texts, tmp_path):
    for name in PUBLIC:
        write_labelled(authored[:2], tmp_path / "data" / f"{name}.jsonl")
    paths = make_standoff(tmp_path / "data", tmp_path / "labels")
    assert [p.name for p in paths] == ["train.jsonl", "dev.jsonl", "polnear_spans.jsonl"]
    assert read_standoff(paths[0]) == [strip(a) for a in authored[:2]]


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": None},
        {"sentences": [[0, 5]]},
        {"sentences": [[0, 5, "Q"]]},
        {"sentences": [[0, "5", "U"]]},
        {"sentences": [[0, 5, "O", 7]]},
        {"sentences": [[0, 5, "O", [[1]]]]},
        {"sentences": [[0, 5, "O", "Coast Guard", "more"]]},
        {"attributions": [[[], []]]},
    ],
)
def test_a_malformed_row_is_refused_with_file_and_line(write_rows, change):
    good = {"doc_id": "s/1", "corpus": "s", "split": "train", "sha256": "0" * 64, "sentences": [[0, 5, "U"]]}
    path = write_rows(good, good | change)
    with pytest.raises(InputError, match=f"{path}, line 2: "):
        read_standoff(path)


@pytest.mark.parametrize("name", PUBLIC)
def test_shipped_labels_hold_no_text(name):
    allowed = {"doc_id", "corpus", "split", "sha256", "sentences", "attributions"}
    longest = 0
    for line in (STANDOFF / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert row.keys() <= allowed
        for words in strings(row.get("sentences", [])):
            longest = max(longest, len(words.split()))
    assert longest < WORDS_OF_A_RUN


def test_shipped_labels_are_whole():
    articles = {name: read_standoff(STANDOFF / f"{name}.jsonl") for name in PUBLIC}
    assert {name: len(rows) for name, rows in articles.items()} == {
        "train": 1631,
        "dev": 175,
        "polnear_spans": 170,
    }
    assert sum(len(a.sentences) for a in articles["train"]) == 30_670
    assert sum(len(a.sentences) for a in articles["dev"]) == 2_041
    ids = [a.doc_id for rows in articles.values() for a in rows]
    assert len(ids) == len(set(ids))
    for article in (a for rows in articles.values() for a in rows):
        offsets = [offset for s in article.sentences for offset in (s.start, s.end)]
        assert offsets == sorted(offsets)
        assert len(article.sha256) == 64


def runs(phrase):
    words = phrase.split()
    return {" ".join(words[i : i + 4]) for i in range(len(words) - 3)}


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
