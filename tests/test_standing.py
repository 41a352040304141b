import pytest

from auditor.article import Article, Audit, Sentence, Source
from auditor.standing import class_of, ranked, standing


def audit_of(*rows, sources):
    """An audit of (label, number of words, source ids) rows."""
    sentences = tuple(
        Sentence(n, 0, 0, "word " * words, label, "NP", 0.9, source_ids=ids)
        for n, (label, words, ids) in enumerate(rows)
    )
    return Audit(Article("a", ""), sentences, sources)


MINISTER = Source(0, "Ivo Brandt", "person", "named", government="yes", sentences=(0,), share=0.4)
BAKER = Source(1, "Orla Finch", "person", "named", government="no", sentences=(1,), share=0.5)
STRANGER = Source(2, "Bevan", "person", "named", sentences=(2,), share=0.1)


def test_a_named_minister_s_words_are_government_s():
    held = standing(audit_of(("named", 4, (0,)), ("named", 5, (1,)), ("named", 1, (2,)),
                             sources=(MINISTER, BAKER, STRANGER)))  # fmt: skip
    assert (held.government, held.outside, held.unknown) == pytest.approx((0.4, 0.5, 0.1))


def test_joint_words_are_shared_and_background_is_not_counted():
    held = standing(audit_of(("named", 6, (0, 1)), ("unattributed", 50, ()), ("official", 4, ()),
                             sources=(MINISTER, BAKER)))  # fmt: skip
    assert (held.government, held.outside) == pytest.approx((0.7, 0.3))


def test_nothing_attributed_has_no_standing():
    assert standing(audit_of(("unattributed", 5, ()), sources=())).government == 0


def test_sources_are_ranked_by_words_and_shown_by_what_they_are():
    assert [s.id for s in ranked(audit_of(sources=(MINISTER, BAKER, STRANGER)))] == [1, 0, 2]
    assert class_of(Source(0, "interior ministry", "official body", "named")) == "official"
    assert class_of(Source(0, "he", "unnamed person", "named")) == "anonymous"
    assert class_of(MINISTER) == "named"
