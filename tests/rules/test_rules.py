import pytest

from auditor.rules.examples import audit_of
from auditor.rules.interface import HOUSE, Example
from auditor.rules.registry import ALL

CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{n}-{'fires' if example.fires else 'silent'}")
    for rule in ALL
    for n, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_a_rule_fires_on_its_examples_and_only_where_it_must(rule, example):
    audit = audit_of(example)
    hits = list(rule.check(audit, rule.settings))
    assert bool(hits) is example.fires, [s.source_ids for s in audit.sentences]
    for hit in hits:
        assert hit.message.strip().endswith((".", "?"))
        assert all(0 <= index < len(audit.sentences) for index in hit.sentences)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
@pytest.mark.parametrize(
    "article", ["X | | Share this", "U | | It rained.", "A0 | | “Nobody knew.”", "NP | He | He said so."]
)
def test_a_rule_bears_articles_that_are_hardly_there(rule, article):
    list(rule.check(audit_of(Example(article, False)), rule.settings))


@pytest.mark.parametrize("line", ["NP | Mara Quill", "Q | | It rained.", "NP | Tom Abel | It rained."])
def test_an_example_that_cannot_be_read_is_refused(line):
    with pytest.raises(ValueError):
        audit_of(Example(line, False))


def test_house_advice_is_what_rests_on_no_text_that_was_read():
    assert HOUSE == "house advice"
