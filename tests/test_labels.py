import pytest

from auditor.labels import CLASS_OF, CLASSES, CODE_MEANING, CODES, CODES_OF, COLOUR, LABELS, MARGIN, MEANING, decide


def chances(**of):
    return [of.get(code, 0.0) for code in CODES]


def test_three_anonymous_codes_outvote_one_unattributed_code():
    decision = decide(chances(A0=0.2, A1=0.25, A2=0.1, U=0.45))
    assert (decision.label, decision.code, decision.confidence) == ("anonymous", "A1", 0.55)


def test_the_best_code_can_lie_outside_the_winning_class():
    decision = decide(chances(NP=0.3, NO=0.3, O=0.4))
    assert (decision.label, decision.code, decision.confidence) == ("named", "NP", 0.6)


@pytest.mark.parametrize(
    ("probabilities", "label", "code"),
    [
        (chances(NP=0.5, U=0.5), "named", "NP"),
        (chances(O=0.5, X=0.5), "official", "O"),
        (chances(A1=0.25, A2=0.25, U=0.5), "anonymous", "A1"),
        ([0.125] * 8, "anonymous", "A0"),
    ],
)
def test_a_tie_goes_to_what_is_named_first(probabilities, label, code):
    decision = decide(probabilities)
    assert (decision.label, decision.code) == (label, code)


def test_confidence_has_three_decimals_and_never_exceeds_one():
    assert decide(chances(NP=2 / 3, U=1 / 3)).confidence == 0.667
    assert decide(chances(NP=0.7, NO=0.3000001)).confidence == 1.0


def test_furniture_is_a_label_but_no_class():
    assert decide(chances(X=0.6, U=0.4)) == decide([0.0] * 6 + [0.4, 0.6])
    assert decide(chances(X=0.6, U=0.4)).label == "furniture"
    assert "furniture" not in CLASSES


def test_furniture_outvoted_by_a_sum_is_a_sentence():
    assert decide(chances(X=0.45, NP=0.3, NO=0.25)).label == "named"


@pytest.mark.parametrize("length", [0, 7, 9])
def test_anything_but_eight_probabilities_is_a_mistake(length):
    with pytest.raises(ValueError, match="8"):
        decide([0.1] * length)


def test_every_code_belongs_to_one_label_and_everything_has_its_words():
    assert sorted(code for label in LABELS for code in CODES_OF[label]) == sorted(CODES)
    assert set(CLASS_OF) == set(CODE_MEANING) == set(CODES)
    assert set(MARGIN) == set(COLOUR) == set(MEANING) == set(LABELS)
    assert len(set(MARGIN.values())) == len(LABELS)
