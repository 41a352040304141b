import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reporting.shares import bar_cells, percent


@pytest.mark.parametrize(
    ("count", "total", "shown"),
    [
        (0, 0, "0%"), (0, 9, "0%"), (9, 9, "100%"), (1, 3, "33%"), (2, 3, "67%"), (1, 1000, "<1%"),
        (999, 1000, "99%"), (1, 100, "1%"),
    ],
)  # fmt: skip
def test_percent(count: int, total: int, shown: str) -> None:
    assert percent(count, total) == shown


@given(st.lists(st.integers(0, 5000), min_size=4, max_size=4), st.integers(1, 200))
def test_a_bar_has_its_width_and_shows_every_class_that_occurs(counts: list[int], width: int) -> None:
    cells = bar_cells(dict(zip("abcd", counts, strict=True)), width)
    assert sum(cells.values()) == (width if any(counts) else 0)
    assert all(cells[label] == 0 for label, n in zip("abcd", counts, strict=True) if n == 0)
    if width >= 4:
        assert all(cells[label] > 0 for label, n in zip("abcd", counts, strict=True) if n)


def test_a_bar_is_in_proportion() -> None:
    assert bar_cells({"a": 50, "b": 25, "c": 25, "d": 0}, 40) == {"a": 20, "b": 10, "c": 10, "d": 0}
    assert bar_cells({"a": 999, "b": 1}, 10) == {"a": 9, "b": 1}
