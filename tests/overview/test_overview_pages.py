import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.overview.pages import PageNames

SAFE = re.compile(r"articles/[a-z0-9]+(?:-[a-z0-9]+)*\.html\Z")


@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from(["a", "A", "a-2", "../a", "a.", "COM1"])), max_size=30))
def test_names_are_plain_and_unique_even_where_case_does_not_count(ids: list[str]) -> None:
    names = PageNames()
    pages = [names.page_of(id) for id in ids]
    assert all(SAFE.match(page) for page in pages)
    assert len(set(pages)) == len(ids)


@pytest.mark.parametrize(
    ("id", "page"),
    [
        ("ferry.txt", "articles/ferry-txt.html"),
        ("../../etc/passwd", "articles/etc-passwd.html"),
        ("Café Größe", "articles/cafe-groe.html"),
        ("…", "articles/article.html"),
        ("con", "articles/article-con.html"),
        ("x" * 10_000, f"articles/{'x' * 80}.html"),
    ],
)
def test_names_can_be_recognised(id: str, page: str) -> None:
    assert PageNames().page_of(id) == page


def test_the_same_id_again_gets_a_number() -> None:
    names = PageNames()
    assert [names.page_of(id) for id in ("a", "a", "a-2", "A")] == [
        "articles/a.html", "articles/a-2.html", "articles/a-2-2.html", "articles/a-3.html"
    ]  # fmt: skip
