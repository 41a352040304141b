from dataclasses import replace

import numpy as np
import pytest

from auditor.classifier.choose import shipped_model
from auditor.errors import ModelError
from auditor.labels import CODES
from auditor.training.drafts import IGNORED, draft_of
from auditor.training.teachers import Teachers


@pytest.fixture
def articles(authored):
    return authored[:3]


def taught(teachers, articles):
    teachers.read(articles)
    return [teachers.draft(article) for article in articles]


def test_without_teachers_a_draft_is_as_labelled(articles, tmp_path):
    (draft, *_) = taught(Teachers((), tmp_path), articles)
    assert draft.text == draft_of(articles[0]).text
    assert all(piece.taught is None and piece.tags is None for piece in draft.pieces)


def test_teachers_add_their_view_and_leave_the_labels(articles, tmp_path):
    for draft, article in zip(taught(Teachers([shipped_model()], tmp_path), articles), articles, strict=True):
        assert [piece.code for piece in draft.pieces] == [CODES.index(s.code) for s in article.sentences]
        views = np.array([piece.taught for piece in draft.pieces])
        assert views.sum(-1) == pytest.approx(1.0, abs=1e-3)
        # What a good model thinks of these articles is mostly what their labels say.
        assert np.mean(views.argmax(-1) == [piece.code for piece in draft.pieces]) > 0.8


def test_teachers_mark_words_where_the_corpus_marked_none(articles, tmp_path):
    (draft, *_) = taught(Teachers([shipped_model()], tmp_path), articles)
    marked = {int(tag) for piece in draft.pieces for tag in piece.tags}
    assert marked == {0, 1, 2, 3, 4}


def test_the_words_that_the_corpus_marked_stay(tagged, tmp_path):
    (draft,) = taught(Teachers([shipped_model()], tmp_path), [tagged])
    for piece, before in zip(draft.pieces, draft_of(tagged).pieces, strict=True):
        assert np.array_equal(piece.tags, before.tags)


def test_an_article_without_labels_is_learned_from_its_teachers_alone(articles, tmp_path):
    bare = replace(articles[0], sentences=())
    (draft,) = taught(Teachers([shipped_model()], tmp_path), [bare])
    assert all(piece.code == IGNORED and piece.taught is not None for piece in draft.pieces)


def test_what_teachers_said_is_kept_for_the_next_start(articles, tmp_path, monkeypatch):
    first = taught(Teachers([shipped_model()], tmp_path), articles)
    monkeypatch.setattr("auditor.training.teachers.OnnxClassifier.load", None)  # not asked again
    again = taught(Teachers([shipped_model()], tmp_path), articles)
    for one, other in zip(first, again, strict=True):
        assert all(np.array_equal(a.taught, b.taught) for a, b in zip(one.pieces, other.pieces, strict=True))


def test_a_teacher_that_is_no_model_is_named(tmp_path):
    with pytest.raises(ModelError, match="nowhere"):
        Teachers([tmp_path / "nowhere"], tmp_path)
