from dataclasses import replace

import auditor
from auditor.article import Article, Audit
from auditor.classifier.interface import Prediction
from auditor.labels import CODES
from auditor.rules import check
from auditor.rules.interface import ADVICE, ERROR, HOUSE, WARNING, Authority, Hit, Rule
from auditor.rules.profile import Choice, Profile
from auditor.rules.registry import ALL

AUDIT = Audit(Article("tide", "The tide is high."), ())


def rule(code, *hits, level=WARNING, **known):
    return Rule(
        code=code,
        name=f"rule-{code.lower()}",
        level=level,
        title="A title",
        trigger="Whenever.",
        advice="Mend it.",
        misses="Much.",
        check=lambda audit, settings: iter(hits),
        examples=(),
        **known,
    )


def profile(*rules, off=()):
    return Profile("test", tuple(Choice(r, r.code not in off, r.level, r.settings) for r in rules))


def test_a_finding_says_all_that_an_editor_needs():
    source = Authority("The Quay", "Style book", "https://quay.example/style", "2026-01-02")
    (finding,) = check(AUDIT, profile(rule("SA901", Hit((3,), "The tide has no source."), authorities=(source,))))
    assert (finding.code, finding.rule, finding.level) == ("SA901", "rule-sa901", "warning")
    assert (finding.message, finding.advice, finding.sentences) == ("The tide has no source.", "Mend it.", (3,))
    assert finding.authority == "The Quay, Style book"


def test_a_rule_without_a_text_behind_it_is_house_advice():
    assert check(AUDIT, profile(rule("SA901", Hit((), "x"))))[0].authority == HOUSE


def test_the_gravest_come_first_then_the_earliest():
    rules = (
        rule("SA901", Hit((9,), "a"), Hit((), "b"), level=ADVICE),
        rule("SA902", Hit((7,), "c"), Hit((2,), "d")),
        rule("SA903", Hit((8,), "e"), level=ERROR),
        rule("SA904", Hit((2,), "f")),
    )
    assert "".join(f.message for f in check(AUDIT, profile(*rules))) == "edfcba"


def test_a_rule_that_is_off_finds_nothing():
    assert check(AUDIT, profile(rule("SA901", Hit((), "x")), off=("SA901",))) == ()


def test_the_profile_sets_level_and_thresholds():
    def seen(audit, settings):
        yield Hit((), f"share {settings['share']}")

    a_rule = replace(rule("SA901", settings={"share": 0.5}), check=seen)
    (finding,) = check(AUDIT, Profile("test", (Choice(a_rule, True, ERROR, {"share": 0.8}),)))
    assert (finding.level, finding.message) == ("error", "share 0.8")


def test_codes_and_names_are_given_once():
    assert len({r.code for r in ALL}) == len({r.name for r in ALL}) == len(ALL)
    assert [r.code for r in ALL] == sorted(r.code for r in ALL)


class Vague:
    """Calls every sentence anonymous, without a description."""

    name = "vague"

    def classify(self, text, segments):
        return [Prediction(tuple(float(c == "A0") for c in CODES)) for _ in segments]


def test_an_audit_from_python_has_findings_by_the_profile_given(tmp_path):
    story = "A source said the bridge would open in May.\nA source said the ferry would stop.\n"
    assert auditor.audit(story, classifier=Vague()).findings
    house = tmp_path / "house.toml"
    house.write_text("[rules]\n" + "".join(f"{r.code} = false\n" for r in ALL))
    assert auditor.audit(story, classifier=Vague(), profile=house).findings == ()
    quiet = Profile("none", ())
    assert [a.findings for a in auditor.audit_all(story, classifier=Vague(), profile=quiet)] == [()]
