from pathlib import Path

import pytest

import auditor
from auditor.classifier.interface import Prediction
from auditor.data.places import SHIPPED
from auditor.labels import CODES

STORY = (
    "Bridge shut after cracks found\n\nThe old harbour bridge was closed on Monday after inspectors found cracks in "
    "two piers.\n\n“We had no choice,” said Odile Brandt, the mayor.\n"
)
SCRAPE = SHIPPED.parent / "seeds" / "01-night-ferry-scrape.txt"


class Everything:
    """Calls every sentence unattributed."""

    name = "everything"

    def classify(self, text, segments):
        return [Prediction(tuple(float(code == "U") for code in CODES)) for _ in segments]


@pytest.fixture
def audit_with():
    return lambda source, **options: auditor.audit(source, classifier=Everything(), **options)


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "my story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_a_text_is_audited(audit_with):
    audit = audit_with(STORY)
    assert audit.article.path is None
    assert audit.article.title == "Bridge shut after cracks found"
    assert audit.sentences[1].text == audit.article.text[audit.sentences[1].start : audit.sentences[1].end]


def test_a_single_sentence_is_a_text_too(audit_with):
    assert len(audit_with("The bridge was shut, said the mayor.").sentences) == 1


@pytest.mark.parametrize("kind", [Path, str])
def test_a_file_is_audited_by_path_or_by_name(audit_with, story, kind):
    audit = audit_with(kind(story))
    assert (audit.article.id, audit.article.path) == ("my story.txt", str(story))
    assert audit.article.text == STORY


def test_an_article_is_audited_as_it_is(audit_with):
    article = auditor.Article("bridge", "Der Text ist deutsch und wird nicht geprüft.", outlet="The Quay")
    assert audit_with(article).article is article


def test_of_several_stories_audit_gives_the_first_and_audit_all_gives_all(audit_with):
    audits = list(auditor.audit_all(SCRAPE, classifier=Everything()))
    assert [a.article.id for a in audits] == [f"{SCRAPE.name}#{n}" for n in (1, 2, 3, 4)]
    assert audit_with(SCRAPE) == audits[0]


def test_a_folder_is_audited_file_by_file(story):
    (story.parent / "second.txt").write_text(STORY.replace("Monday", "Friday"), encoding="utf-8")
    found = auditor.audit_all(story.parent, classifier=Everything())
    assert [a.article.id for a in found] == ["my story.txt", "second.txt"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("nowhere.txt", "nowhere.txt does not exist"),
        (Path("no where.txt"), "does not exist"),
        ("my mispelt story.txt", "does not exist"),
        ("", "empty name"),
        ("  \n ", "empty"),
        ("https://127.0.0.1/story", "127.0.0.1"),
        ("ftp://paper.example/story", "ftp"),
    ],
)
def test_what_cannot_be_read_is_an_input_error(audit_with, source, says):
    with pytest.raises(auditor.InputError, match=says):
        audit_with(source)


GERMAN = (
    "Die alte Hafenbrücke wurde am Montag für den gesamten Verkehr gesperrt.\nPrüfer hatten Risse in zwei Pfeilern "
    "entdeckt, und niemand weiß, wie lange die Arbeiten dauern werden.\n"
)


def test_another_language_is_refused_unless_forced(audit_with):
    with pytest.raises(auditor.RefusedError):
        audit_with(GERMAN)
    assert audit_with(GERMAN, force=True).article.text == GERMAN


def test_a_missing_model_is_a_model_error(tmp_path):
    with pytest.raises(auditor.ModelError, match="no model folder"):
        auditor.audit(STORY, model=tmp_path / "none")


def test_an_unknown_backend_is_a_usage_error():
    with pytest.raises(auditor.UsageError, match="onnx"):
        auditor.audit(STORY, backend="abacus")


def test_every_error_is_an_auditor_error():
    for error in (auditor.InputError, auditor.RefusedError, auditor.ModelError, auditor.UsageError):
        assert issubclass(error, auditor.AuditorError)


def test_the_shipped_model_reads_a_plain_story():
    audit = auditor.audit(STORY)
    assert audit.sentences[-1].label == "named"
    assert sum(audit.counts.values()) == len(audit.counted)
    assert auditor.audit(STORY) == audit


def test_the_shipped_model_takes_an_empty_article():
    assert auditor.audit(auditor.Article("nothing", "")).sentences == ()
