import pytest

from auditor.article import Article, Audit, Grade, Sentence, Source
from auditor.grade_text import border_text, part_texts, raise_text, score_text, trust_text, weakest


def audit_of(grade, *sources):
    sentences = tuple(Sentence(s.id, 0, 0, "word " * 10, s.label, "NP", 0.9, source_ids=(s.id,)) for s in sources)
    return Audit(Article("a", "said the Port Authority"), sentences, sources, grade=grade)


def graded(letter, score, transparency=1.0, diversity=1.0, independence=1.0, low=None, high=None):
    parts = {"transparency": transparency, "diversity": diversity, "independence": independence}
    return Grade(letter, score, parts, low, high)


BODY = Source(0, "Port Authority", "official body", "official", government="yes", sentences=(0,), share=0.5)
BAKER = Source(1, "Orla Finch", "person", "named", government="no", sentences=(1,), share=0.5)
CLERK = Source(0, "a clerk", "unnamed person", "anonymous", government="no", sentences=(0,), share=0.5)


def test_full_independence_still_tells_government_s_share():
    said = part_texts(audit_of(graded("A", 100.0), BODY, BAKER))[2]
    assert (said.points, said.most) == (30, 30)
    assert "50% of the attributed words are a government’s, 50% come from outside government" in said.said


def test_diversity_is_told_as_so_many_equal_sources_and_the_largest():
    said = part_texts(audit_of(graded("B", 85.0, diversity=0.5), BODY, BAKER))[1].said
    assert said.startswith("As many voices as 2.0 sources heard equally (full marks: four); the Port Authority has 50%")


def test_the_weakest_part_is_the_one_that_costs_most_points():
    audit = audit_of(graded("C", 60.0, transparency=0.5, diversity=0.4), CLERK, BAKER)
    assert weakest(audit) == "transparency"
    assert raise_text(audit) == "A name, or a paper with a name, for what “a clerk” said would raise it most."
    assert weakest(audit_of(graded("A", 100.0), BODY, BAKER)) is None


def test_a_score_near_a_limit_is_not_passed_off_as_sure():
    near = graded("B", 85.9, low="B", high="B")
    assert score_text(85.9) == "85.9" and score_text(84.6) == "85"
    assert border_text(near) == "0.1 points below an A: hardly to be told from one."
    assert trust_text(near) == (
        "Mistakes in the labels alone would hardly change the B; mistakes about who is who are not counted in."
    )


@pytest.mark.parametrize(
    ("letter", "score", "words"),
    [("A", 86.0, "Exactly on the limit"), ("C", 57.0, "1 point above the limit"), ("F", 35.0, "1 point below a D"),
     ("A", 95.0, None), ("F", 10.0, None)],
)  # fmt: skip
def test_limits(letter, score, words):
    said = border_text(graded(letter, score))
    assert said is None if words is None else said.startswith(words)


def test_what_the_range_covers_is_said():
    assert "it would be B to A; mistakes about who is who are not" in trust_text(graded("B", 80, low="B", high="A"))
    assert trust_text(graded("B", 80)) is None


def test_a_withheld_grade_has_no_parts_and_no_advice():
    audit = audit_of(Grade(None, withheld="too short"), BAKER)
    assert part_texts(audit) == () and raise_text(audit) is None and trust_text(audit.grade) is None
