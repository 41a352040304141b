import pytest

from auditor import summary
from auditor.article import Article, Audit, Sentence
from auditor.labels import CLASS_OF


def audit_of(*rows: tuple[str, str | None]) -> Audit:
    sentences = [
        Sentence(i, i, i + 1, "x", CLASS_OF[code], code, 0.5 + i / 100, source=source)
        for i, (code, source) in enumerate(rows)
    ]
    return Audit(Article("a", "x" * len(rows)), tuple(sentences))


@pytest.mark.parametrize(
    "other", ["harbour office", "The Harbour  Office", "HARBOUR OFFICE’S", "the harbour\noffice's"]
)
def test_wordings_that_differ_in_case_article_or_possessive_are_one_source(other: str) -> None:
    assert summary.source_key(other) == summary.source_key("Harbour Office")


@pytest.mark.parametrize("other", ["Harbour", "a harbour office", "he", "The Harbour Offices"])
def test_other_wordings_stay_apart(other: str) -> None:
    assert summary.source_key(other) != summary.source_key("Harbour Office")


def test_a_source_of_nothing_but_an_ending_keeps_its_words() -> None:
    assert summary.source_key("'s") == "'s"
    assert summary.source_key("The") == "the"


def test_sources_come_by_weight_then_by_first_appearance() -> None:
    audit = audit_of(
        ("NP", "Brask"), ("O", "the council"), ("A0", "officials"), ("O", "The Council"), ("O", "officials")
    )
    tallies = summary.source_tallies(audit)
    assert [(t.name, t.sentences) for t in tallies] == [("the council", 2), ("officials", 2), ("Brask", 1)]
    assert tallies[1].counts == {"anonymous": 1, "official": 1}


def test_unattributed_sentences_furniture_and_empty_words_give_no_source() -> None:
    audit = audit_of(("U", "somebody"), ("X", "Share"), ("NP", None), ("NP", "  "))
    assert summary.source_tallies(audit) == []


def test_shares_of_anonymous_sentences() -> None:
    audit = audit_of(("A0", None), ("A1", None), ("A2", None), ("A0", None), ("NP", None))
    assert summary.described_share(audit) == 0.5
    assert summary.reason_share(audit) == 0.25


def test_shares_of_nothing_are_none() -> None:
    audit = audit_of(("X", None))
    assert summary.described_share(audit) is None
    assert summary.reason_share(audit) is None
    assert summary.mean_confidence(audit) is None
    assert summary.longest_unattributed_run(audit) == 0


def test_furniture_does_not_break_an_unattributed_run() -> None:
    audit = audit_of(("U", None), ("NP", None), ("U", None), ("X", None), ("U", None), ("O", None))
    assert summary.longest_unattributed_run(audit) == 2


def test_mean_confidence_leaves_furniture_out() -> None:
    audit = audit_of(("U", None), ("X", None), ("NP", None))
    assert summary.mean_confidence(audit) == 0.51
