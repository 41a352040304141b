import pytest

from auditor.sources.occurrences import occurrences
from auditor.sources.verbatim import verbatim

TEXT = "Ada Holm’s aide met Ada B. Holm.\nHolmes and Holm-Dahl waited; “El Toro” Holm did not. Ada  Holm left."


def found(places):
    return [TEXT[start:end] for start, end in places]


def test_words_are_found_whole_and_with_either_apostrophe():
    assert found(occurrences(TEXT).of("Holm's")) == ["Holm’s"]
    assert [start for start, _ in occurrences(TEXT).of("Holm")] == [
        i for i in range(len(TEXT)) if TEXT.startswith("Holm", i) and not TEXT.startswith("Holmes", i)
    ]
    assert found(occurrences(TEXT).of("“El Toro”")) == ["“El Toro”"]
    assert found(occurrences(TEXT).of("")) == []


def test_full_names_may_have_words_between():
    assert found(occurrences(TEXT).between("Ada", "Holm", 1)) == ["Ada Holm", "Ada B. Holm", "Ada  Holm"]
    assert found(occurrences(TEXT).between("Ada", "Holm", 0)) == ["Ada Holm", "Ada  Holm"]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Ada Holm's aide", "Ada Holm’s aide"),
        ("Holm. Holmes", "Holm.\nHolmes"),
        ("former Holmes", "Holmes"),
        ("el Toro", "El Toro"),
        ("eL Toro", None),
        ("nobody of that name", None),
        ("", None),
    ],
)
def test_tidied_words_are_given_back_as_the_text_has_them(words, written):
    assert verbatim(TEXT, words) == written
