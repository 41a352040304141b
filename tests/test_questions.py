from dataclasses import replace

import pytest

from auditor.article import Article, Audit, Finding, Grade, Sentence, Source
from auditor.labels import CLASS_OF
from auditor.questions import questions

CLERK = {"kind": "unnamed person", "label": "anonymous"}


def audit_of(*rows, findings=(), grade=None, **sources):
    """An audit of (code, source name or None) rows of ten words each; ``sources`` changes fields of a source."""
    names = list(dict.fromkeys(name for _, name in rows if name))
    sentences = tuple(
        Sentence(n, 0, 0, "word " * 10, CLASS_OF[code], code, 0.9, source_ids=(names.index(name),) if name else ())
        for n, (code, name) in enumerate(rows)
    )
    total = sum(name is not None for _, name in rows)
    register = []
    for id, name in enumerate(names):
        own = tuple(s.index for s in sentences if id in s.source_ids)
        known = {"kind": "person", "label": "named", "government": "no", "share": len(own) / total}
        register.append(Source(**{"id": id, "name": name, "sentences": own} | known | sources.get(name, {})))
    return Audit(Article("a", ""), sentences, tuple(register), tuple(findings), None, grade)


def asked(audit):
    return [question.text for question in questions(audit)]


def finding(code, message, *sentences):
    return Finding(code, "rule", "warning", message, sentences, "Do so.", "house advice")


EVEN = [("NP", name) for name in ("Orla", "Bevan", "Casimir", "Delphine")]


def test_findings_come_first_and_those_of_one_rule_are_asked_together():
    found = (
        finding("SA999", "It is odd.", 2),
        finding("SA102", "No reason is given for leaving “a clerk” unnamed.", 0),
        finding("SA102", "No reason is given for leaving “a {porter}” unnamed.", 1),
    )
    audit = audit_of(("A1", "a clerk"), ("A1", "a {porter}"), *EVEN, findings=found,
                     **{"a clerk": CLERK, "a {porter}": CLERK})  # fmt: skip
    first, second = questions(audit)
    assert first.text == "It is odd. Do so." and first.sentences == (2,) and first.findings == (0,)
    assert second.text == "Why is no name given for “a clerk” or “a {porter}”? Get it, or say why it is withheld."
    assert second.sentences == (0, 1) and second.findings == (1, 2)


def test_unnamed_sources_of_whom_no_rule_speaks_are_asked_about():
    audit = audit_of(("A1", "residents"), *EVEN, residents={"kind": "unnamed group", "label": "anonymous"})
    assert asked(audit) == ["Who are “residents”? The article gives neither name nor reason."]


def test_terms_without_a_reason_are_asked_about_and_a_reason_is_not():
    terms = audit_of(("A1", "a clerk"), *EVEN, **{"a clerk": CLERK | {"explained": "who requested anonymity"}})
    assert asked(terms) == ["“a clerk” asked that its name be withheld: for what reason? The article gives none."]
    reason = audit_of(("A1", "a clerk"), *EVEN, **{"a clerk": CLERK | {"explained": "for fear of losing her job"}})
    assert asked(reason) == []


def test_government_and_one_loud_voice_are_asked_about_without_any_rule():
    audit = audit_of(*[("NP", "Orla")] * 4, ("NP", "Bevan"), Orla={"government": "yes"}, Bevan={"government": "yes"})
    assert asked(audit) == [
        "Who outside government could speak to this? 100% of the attributed words are a government’s, and nobody "
        "outside it is cited by name.",
        "Who else can confirm what Orla says? 80% of the words rest on it.",
    ]


def test_what_a_finding_asks_is_not_asked_again():
    found = (finding("SA201", "All is government’s."), finding("SA202", "One voice."))
    audit = audit_of(*[("NP", "Orla")] * 4, ("NP", "Bevan"), findings=found, Orla={"government": "yes"},
                     Bevan={"government": "yes"})  # fmt: skip
    assert len(asked(audit)) == 2


def test_a_guess_is_asked_about():
    audit = audit_of(*EVEN)
    sentences = (replace(audit.sentences[0], guessed=True), *audit.sentences[1:])
    (question,) = questions(replace(audit, sentences=sentences))
    assert question.text.startswith("Is it Orla who says this?") and question.sentences == (0,)


@pytest.mark.parametrize(("letter", "count"), [("C", 1), ("A", 0)])
def test_a_low_grade_never_leaves_the_editor_without_a_question(letter, count):
    grade = Grade(letter, 60.0, {"transparency": 1.0, "diversity": 0.2, "independence": 0.9})
    assert len(asked(audit_of(*EVEN, grade=grade))) == count


def test_an_empty_article_asks_nothing():
    assert questions(Audit(Article("a", ""), ())) == ()
