import json
import shutil

import pytest

from auditor.article import Article, Segment
from auditor.classifier.choose import load_classifier, shipped_model
from auditor.data import read_labelled
from auditor.data.places import SHIPPED
from auditor.errors import ModelError, UsageError
from auditor.labels import decide
from auditor.pipeline import audit_article, audit_articles


@pytest.fixture(scope="module")
def shipped():
    return load_classifier()


@pytest.fixture(scope="module")
def articles():
    """Four articles of several windows each, with their own sentences."""
    read = read_labelled(SHIPPED / "authored" / "dev.jsonl")
    longest = sorted(read, key=lambda a: -len(a.text))[:4]
    return [(a.text, [Segment(s.start, s.end) for s in a.sentences]) for a in longest]


@pytest.fixture
def copy(tmp_path):
    """A copy of the shipped model that a test can damage."""
    return shutil.copytree(shipped_model(), tmp_path / "model")


def test_an_article_is_labelled_the_same_alone_and_in_company(shipped, articles):
    together = [shipped.classify(*article) for article in articles]
    alone = [load_classifier().classify(*article) for article in articles[-2:]]
    assert together[-2:] == alone
    assert [shipped.classify(*article) for article in reversed(articles)] == together[::-1]


def test_an_article_is_labelled_the_same_by_one_thread_and_by_two(articles):
    one, two = (load_classifier(threads=threads) for threads in (1, 2))
    assert [one.classify(*article) for article in articles] == [two.classify(*article) for article in articles]


def test_articles_begun_together_are_labelled_as_each_alone(articles):
    one, three = (load_classifier(threads=threads) for threads in (1, 3))
    for classifier in (one, three):
        begun = [classifier.begin(*article) for article in articles]
        assert [wait() for wait in reversed(begun)] == [one.classify(*article) for article in reversed(articles)]


def test_whole_audits_are_the_same_by_one_thread_and_by_two(articles):
    read = [Article(str(number), text) for number, (text, _) in enumerate(articles)]
    one, two = (load_classifier(threads=threads) for threads in (1, 2))
    assert list(audit_articles(read, two)) == [audit_article(article, one) for article in read]


def test_probabilities_are_probabilities(shipped, articles):
    for text, segments in articles:
        for segment, prediction in zip(segments, shipped.classify(text, segments), strict=True):
            assert sum(prediction.probabilities) == pytest.approx(1)
            for span in (prediction.source, prediction.cue):
                assert span is None or segment.start <= span[0] < span[1] <= segment.end


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("“The bridge will stay shut,” said Anna Berg, the mayor.", "named"),
        ("A source who requested anonymity told the paper that the harbour office had known for a year.", "anonymous"),
        ("The Interior Ministry said in a statement that the bridge would be repaired by June.", "official"),
        ("The bridge was opened in 1911 and carries two lanes of traffic across the river.", "unattributed"),
    ],
)
def test_plain_cases_of_each_class(shipped, sentence, label):
    before = "The old harbour bridge was closed on Monday after cracks were found in two piers."
    text = f"{before} {sentence}"
    segments = [Segment(0, len(before)), Segment(len(before) + 1, len(text))]
    assert decide(shipped.classify(text, segments)[1].probabilities).label == label


def test_the_speakers_words_are_found(shipped):
    text = "“The bridge will stay shut,” said Anna Berg, the mayor."
    [prediction] = shipped.classify(text, [Segment(0, len(text))])
    assert prediction.source is not None
    assert "Anna Berg" in text[slice(*prediction.source)]


def test_no_segments_no_predictions(shipped):
    assert shipped.classify("Some text.", []) == []
    assert shipped.classify("", []) == []


def test_a_very_long_sentence_and_strange_characters_are_labelled(shipped):
    text = "It rained, " * 900 + "and \ud800 𝔘 \x00 stopped."
    [prediction] = shipped.classify(text, [Segment(0, len(text))])
    assert sum(prediction.probabilities) == pytest.approx(1)


def test_the_shipped_model_is_found_and_named(shipped):
    folder = shipped_model()
    assert {"model.onnx", "tokenizer.json", "config.json"} <= {file.name for file in folder.iterdir()}
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert shipped.name == f"sourcing-minilm {config['version']}"


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_missing_file_is_a_model_error(copy, name):
    (copy / name).unlink()
    with pytest.raises(ModelError, match="incomplete"):
        load_classifier(copy)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_damaged_file_is_a_model_error(copy, name):
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(ModelError, match=f"damaged: {name}"):
        load_classifier(copy)


def test_a_model_cut_short_is_a_model_error(copy):
    (copy / "model.onnx").write_bytes((copy / "model.onnx").read_bytes()[:1000])
    with pytest.raises(ModelError, match="damaged"):
        load_classifier(copy)


@pytest.mark.parametrize("content", ["", "{", "[]", "3", '{"format": 1}', "\ud800"])
def test_a_config_that_is_none_is_a_model_error(copy, content):
    (copy / "config.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(ModelError, match="damaged"):
        load_classifier(copy)


@pytest.mark.parametrize(
    "changes",
    [
        {"window": {"length": 100, "left": 80, "right": 48}},
        {"window": {"length": 384, "left": -1, "right": 48}},
        {"window": {"size": 384}},
        {"window": "wide"},
        {"temperature": 0},
        {"temperature": "warm"},
        {"sha256": "none"},
        {"name": None},
    ],
)
def test_a_config_with_impossible_values_is_a_model_error(copy, changes):
    path = copy / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        load_classifier(copy)


@pytest.mark.parametrize("changes", [{"format": 2}, {"codes": ["A", "B"]}])
def test_a_model_of_another_format_is_a_model_error(copy, changes):
    path = copy / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")
    with pytest.raises(ModelError, match="another version"):
        load_classifier(copy)


def test_no_folder_and_no_model_in_it_are_model_errors(tmp_path):
    with pytest.raises(ModelError, match="no model folder"):
        load_classifier(tmp_path / "none")
    with pytest.raises(ModelError, match="incomplete"):
        load_classifier(tmp_path)


def test_an_unknown_backend_is_a_usage_error():
    with pytest.raises(UsageError, match="onnx, torch"):
        load_classifier(backend="abacus")


def test_the_torch_backend_without_a_checkpoint_says_how_to_get_one():
    with pytest.raises(ModelError, match="auditor train"):
        load_classifier(backend="torch")
