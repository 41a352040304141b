import re
from datetime import date

import pytest

from auditor.rules.interface import LEVELS
from auditor.rules.registry import ALL

each = pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)


def test_codes_and_names_are_unique_and_in_order():
    codes = [rule.code for rule in ALL]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in ALL}) == len(ALL)


@each
def test_a_rule_says_what_it_is(rule):
    assert re.fullmatch(r"SA[1-4]\d\d", rule.code)
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.name)
    assert rule.level in LEVELS
    for words in (rule.title, rule.trigger, rule.advice, rule.misses):
        assert len(words.split()) > 2
    assert rule.trigger.endswith(".") and rule.advice.endswith(".") and rule.misses.endswith(".")


@each
def test_every_threshold_is_named_in_the_trigger(rule):
    for name, value in rule.settings.items():
        assert f"`{name}`" in rule.trigger
        assert value > 0


@each
def test_a_rule_has_examples_of_both_kinds(rule):
    assert sum(example.fires for example in rule.examples) >= 3
    assert sum(not example.fires for example in rule.examples) >= 3


@each
def test_an_authority_is_a_text_with_an_address_and_a_date(rule):
    for authority in rule.authorities:
        assert authority.address.startswith(("http://", "https://"))
        assert date.fromisoformat(authority.read)
        assert authority.name and authority.document and authority.gist.endswith(".")
