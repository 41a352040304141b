import pytest

from auditor.withheld import gives_reason


@pytest.mark.parametrize(
    "words",
    ["because she was not authorised to speak", "for fear of arrest", "on condition of anonymity to discuss the tender",
     "who requested anonymity\nto reveal a private talk", "for safety reasons"],
)  # fmt: skip
def test_reasons(words):
    assert gives_reason(words)


@pytest.mark.parametrize("words", ["who requested anonymity", "who asked not to be named", "on condition of anonymity"])
def test_mere_terms(words):
    assert not gives_reason(words)
