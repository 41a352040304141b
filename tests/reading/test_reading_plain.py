import pytest
from reading_samples import PARAGRAPHS, STORY, TITLE

from auditor.errors import InputError
from auditor.reading import read, read_text


def test_text_is_read_as_it_stands_with_its_headline_as_title(write):
    [article] = read(write("bridge.txt", STORY))
    assert article.text == STORY
    assert article.title == TITLE
    assert article.id == "bridge.txt"
    assert article.path.endswith("bridge.txt")


def test_path_may_be_a_string_and_have_no_suffix(write):
    [article] = read(str(write("notes", STORY)))
    assert article.id == "notes"


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_breaks_are_normalised_so_that_offsets_agree(write, ending):
    [article] = read(write("a.txt", STORY.replace("\n", ending)))
    assert article.text == STORY


def test_short_text_is_read_as_it_is(write):
    [article] = read(write("short.txt", "“No,” Brandt said."))
    assert article.text == "“No,” Brandt said."
    assert article.title is None


@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPHS[0],
        "The council met on Monday.\n\nIt did not decide anything about the bridge.",
        "By Ines Calloway in Port Larkin\n\nThe council met on Monday and decided nothing.",
        "Larkin notes\n\nThe council met on Monday and decided nothing.",
        "The council of the town met on Monday to talk about the old\nbridge, which had been shut since the "
        "spring because of its\ncracks and which nobody wanted to pay for.",
        "The council of the town met on Monday to talk about Mayor Odile\nBrandt, who had been ill since "
        "the spring, "
        "and then about the\nbridge.",
        "What the inspectors found:\nThe piers have cracks.",
        " ".join(["bridge"] * 60) + "\n\nThe council met on Monday.",
        TITLE,
    ],
)
def test_what_is_no_headline_gives_no_title(text):
    [article] = read_text(text, force=True)
    assert article.title is None


@pytest.mark.parametrize("title", [TITLE, "Who will pay for the bridge?", "‘We had no choice,’ says mayor"])
@pytest.mark.parametrize("gap", ["\n", "\n\n", "  \n"])
def test_headline_is_the_title(title, gap):
    [article] = read_text(title + gap + PARAGRAPHS[0])
    assert article.title == title
    assert article.text.startswith(title)


def test_text_in_memory_gets_the_id_it_is_given():
    [article] = read_text(STORY, id="draft")
    assert (article.id, article.path) == ("draft", None)


@pytest.mark.parametrize("text", ["", "  \n\t ", "\ufeff", "— … —"])
def test_text_without_words_is_no_input(text):
    with pytest.raises(InputError, match=r"^The text (is empty|holds no words)\.$"):
        read_text(text)


def test_lone_surrogates_do_not_reach_the_article():
    [article] = read_text("The mayor said \udcff nothing.")
    article.text.encode("utf-8")
    assert article.text == "The mayor said ? nothing."


def test_a_scrape_with_other_stories_gives_one_article_a_story(write):
    card = (
        "\n\nPort Larkin Herald\n2 hours ago\n- Port Larkin Herald\nFerry line finds a second captain\n"
        "The ferry line that will replace the bridge has found a second captain, the company said on Monday. "
        "Jonas Reeve, who sailed the route in his youth, will start on Tuesday, according to the company, "
        "and the "
        "boats are then to cross the harbour every twenty minutes until midnight.\n"
    )
    articles = read(write("scrape.txt", STORY + "\nRelated Articles\n" + card))
    assert [article.id for article in articles] == ["scrape.txt#1", "scrape.txt#2"]
    assert articles[0].title == TITLE
    assert articles[1].title == "Ferry line finds a second captain"
    assert "Jonas Reeve" not in articles[0].text
