"""How the shipped model behaves on passages of our own writing, a phenomenon at a time."""

import pytest
from invariance import KINDS, pairs, run_pairs
from runner import RULES, Phenomenon, labels_of, load_floors, load_phenomena, pass_rate, run_cases

from auditor.classifier.choose import load_classifier
from auditor.classifier.interface import Prediction
from auditor.labels import CODES

PHENOMENA = load_phenomena()
CASES = [case for phenomenon in PHENOMENA for case in phenomenon.cases]
FLOORS = load_floors()


def ids(things):
    return [getattr(thing, "key", None) or thing.id for thing in things]


@pytest.fixture(scope="module")
def shipped():
    return load_classifier()


def check(key, results):
    rate, floor = pass_rate(results), FLOORS[key]
    failures = "\n".join(f"  {r.id}: {r.failure}" for r in results if r.failure)
    assert rate >= floor, f"{key}: {rate:.2f} of {len(results)} pass, the floor is {floor:.2f}:\n{failures}"


@pytest.mark.parametrize("phenomenon", PHENOMENA, ids=ids(PHENOMENA))
def test_a_phenomenon_is_read_as_the_guide_says(shipped, phenomenon):
    check(phenomenon.key, run_cases(phenomenon, shipped))


@pytest.mark.parametrize("kind", KINDS)
def test_what_does_not_matter_changes_no_label(shipped, kind):
    check(kind, run_pairs(kind, shipped))


def test_every_phenomenon_has_a_floor():
    assert set(FLOORS) == {p.key for p in PHENOMENA} | set(KINDS)
    assert all(0.5 < floor <= 1.0 for floor in FLOORS.values())


@pytest.mark.parametrize("phenomenon", PHENOMENA, ids=ids(PHENOMENA))
def test_a_phenomenon_has_enough_cases_of_more_than_one_class(phenomenon):
    assert phenomenon.title
    assert phenomenon.about
    assert len(phenomenon.cases) >= 10
    assert len({label for case in phenomenon.cases for _, label in case.expected}) > 1


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_a_case_is_sound(case):
    assert case.expected
    assert all(case.text.count(sentence) == 1 for sentence, _ in case.expected)
    assert all(sentence == sentence.strip() and "\n" not in sentence for sentence, _ in case.expected)
    assert case.why
    assert case.rules
    assert RULES.issuperset(case.rules)


def test_no_case_stands_twice():
    texts = [" ".join(case.text.split()) for case in CASES]
    assert len(set(texts)) == len(texts)
    tested = [sentence for case in CASES for sentence, _ in case.expected if len(sentence.split()) > 4]
    assert sorted(s for s in set(tested) if tested.count(s) > 1) == []


@pytest.mark.parametrize("kind", KINDS)
def test_pairs_differ_and_tell_the_same_story(kind):
    made = pairs(kind)
    assert len(made) >= 10
    assert len({pair.id for pair in made}) == len(made)
    for pair in made:
        (text, spans), (changed, others) = pair.original.set(), pair.changed.set()
        assert text != changed
        assert len(spans) == len(others)
        told = [changed[start:end] for start, end in others]
        assert all(words == words.strip() and words[-1] in ".”’\"'" for words in told)
        if kind in ("invariance_furniture", "invariance_breaks"):
            assert told == [text[start:end] for start, end in spans]


class Counting:
    """Calls every other segment official and the rest unattributed."""

    name = "counting"

    def classify(self, text, segments):
        codes = ("O" if n % 2 == 0 else "U" for n in range(len(segments)))
        return [Prediction(tuple(float(code == best) for code in CODES)) for best in codes]


def test_a_sentence_is_scored_by_the_segment_that_covers_most_of_it():
    text = "The quay was shut all week. Nobody complained. It opened again on Monday."
    starts = [text.index(words) for words in ("The quay", "Nobody", "It opened")]
    spans = list(zip(starts, [27, 46, len(text)], strict=True))
    assert labels_of(text, spans, Counting()) == ["official", "unattributed", "official"]
    assert labels_of(text, [(0, 30)], Counting()) == ["official"]


def test_a_case_fails_when_one_of_its_sentences_is_wrong():
    phenomenon = next(p for p in PHENOMENA if p.key == "pronouns")
    results = run_cases(Phenomenon("one", "One", "Two", phenomenon.cases[6:7]), Counting())
    assert pass_rate(results) == 0.0
    assert "instead of named" in results[0].failure
