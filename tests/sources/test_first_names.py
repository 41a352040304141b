import pytest

from auditor.sources.first_names import is_known_first_name, sex_of_first_name


@pytest.mark.parametrize(
    ("name", "sex"),
    [("Zahra", "f"), ("Andrii", "m"), ("Robert", "m"), ("Svetlana", "f"), ("Lindsey", None), ("Harbour", None)],
)
def test_the_sex_of_a_first_name(name, sex):
    assert sex_of_first_name(name) == sex


def test_a_part_of_a_name_is_no_name():
    assert sex_of_first_name("Rober") is None
    assert not is_known_first_name("Rober")
