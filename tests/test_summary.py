from dataclasses import replace

from auditor import summary
from auditor.article import Article, Audit, Sentence, Source
from auditor.labels import CLASS_OF


def audit_of(*rows: tuple[str, str | None]) -> Audit:
    sentences = [
        Sentence(i, i, i + 1, "x", CLASS_OF[code], code, 0.5 + i / 100, source=source)
        for i, (code, source) in enumerate(rows)
    ]
    return Audit(Article("a", "x" * len(rows)), tuple(sentences))


def test_sources_come_by_weight_then_by_first_appearance() -> None:
    register = [("Brask", (0,)), ("the council", (1, 3)), ("nobody", ()), ("officials", (2, 4))]
    sources = tuple(Source(i, name, "person", "named", sentences=where) for i, (name, where) in enumerate(register))
    audit = replace(audit_of(*[("NP", None)] * 5), sources=sources)
    assert [s.name for s in summary.cited(audit)] == ["the council", "officials", "Brask"]


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
