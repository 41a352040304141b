"""On which line of its file a story begins, where its text is the file's own."""

import pytest

from auditor.reading import read, read_text

STORY = (
    "Harbour bridge shut after cracks found\n\nThe old harbour bridge in Port Larkin was closed to all traffic on "
    "Monday, and the ferry will run again after ten years.\n"
)


@pytest.mark.parametrize("name", ["story.txt", "story"])
def test_plain_text_begins_on_its_first_line(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(STORY.replace("\n", "\r\n").encode("utf-8-sig"))
    (article,) = read(path, force=True)
    assert article.line == 1


def test_each_story_of_a_scrape_begins_on_its_own_line(tmp_path):
    card = "Valley Post\n2 hours ago\n- Valley Post\n"
    path = tmp_path / "scrape.txt"
    more = "Nobody was hurt, the town said. " * 6
    path.write_text(
        f"{STORY}{more}\n{card}Ferry to run again\n{more}\n{card}Mayor is to resign\n{more}\n", encoding="utf-8"
    )
    articles = read(path, force=True)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert len(articles) == 3
    for article in articles:
        assert lines[article.line - 1] == article.text.split("\n")[0]


@pytest.mark.parametrize("name", ["story.md", "story.html"])
def test_a_text_that_was_taken_out_has_no_line(tmp_path, name):
    path = tmp_path / name
    path.write_text(
        f"<html><body><article><h1>Bridge shut</h1><p>{STORY * 3}</p></article></body></html>"
        if name.endswith("html")
        else STORY,
        encoding="utf-8",
    )
    assert [article.line for article in read(path, force=True)] == [None]


def test_a_text_in_memory_has_no_line():
    assert read_text(STORY, force=True)[0].line is None
