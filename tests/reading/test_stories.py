from pathlib import Path

import pytest

from auditor.article import Article
from auditor.reading.stories import split_stories

SEEDS = Path(__file__).parents[2] / "seeds"
LEAD = (
    "The harbour board voted on Monday to close the north basin to trawlers until the spring, "
    "and its chairwoman, Ada Lindqvist, said that the mud had to settle first."
)
SUMMARY = (
    "A timber jetty torn loose by the storm has blocked one of the three sluice gates, the dam service said. "
    "Divers are waiting for the current to slacken before they cut it away."
)
MAIN = f"Basin closed to trawlers until spring\n{LEAD}\n{LEAD}\n"


def stories(text: str) -> list[Article]:
    found = split_stories(Article("page.txt", text, path="/x/page.txt", url="https://x.example/"))
    assert "".join(story.text for story in found) == text
    return found


def titles(text: str) -> list[str | None]:
    return [story.title for story in stories(text)]


def test_our_scrape_holds_four_stories() -> None:
    text = (SEEDS / "01-night-ferry-scrape.txt").read_text(encoding="utf-8")
    found = stories(text)
    assert [story.id for story in found] == ["page.txt#1", "page.txt#2", "page.txt#3", "page.txt#4"]
    assert [story.title for story in found] == [
        "Envoys from two river provinces strike water deal aboard a night ferry",
        "Sluice gate at Halloran Dam jammed by a drifting jetty",
        "Ordel's assembly sets a date for the vote on the wells",
        "Surveyor accused of selling pump codes to water thieves",
    ]
    assert [story.outlet for story in found] == [None, "Valley Post", "Valley Post", "Valley Post"]
    assert found[0].text.rstrip().endswith("Related Articles")
    assert all(story.text.startswith("Valley Post\n") for story in found[1:])
    assert {story.path for story in found} == {"/x/page.txt"}
    assert {story.url for story in found} == {"https://x.example/"}


@pytest.mark.parametrize(
    ("card", "outlet", "date"),
    [
        ("Valley Post\nan hour ago\n- Valley Post\nJammed by a jetty\n", "Valley Post", None),
        ("Valley Post\n\n2 hours ago\n\nJammed by a jetty\n\n", "Valley Post", None),
        ("3 days ago\nValley Post\nJammed by a jetty\n", "Valley Post", None),
        ("Valley Post · 4h ago\nJammed by a jetty\n", "Valley Post", None),
        ("5 hours ago | The Lissport Herald\nJammed by a jetty\n", "The Lissport Herald", None),
        ("Valley Post, 12 March 2024\nJammed by a jetty\n", "Valley Post", "2024-03-12"),
        ("March 12, 2024 — Valley Post\nJammed by a jetty\n", "Valley Post", "2024-03-12"),
        ("Valley Post\n2024-03-12\nJammed by a jetty\n", "Valley Post", "2024-03-12"),
        ("valleypost.com\nyesterday at 14:30\nJammed by a jetty\n", "valleypost.com", None),
        ("Related Articles\nLissport Now\n2 hours ago\nJammed by a jetty\n", "Lissport Now", None),
        ("Related Articles\nJammed by a jetty\nLissport Now · 2 hours ago\n", "Lissport Now", None),
    ],
)
def test_the_cards_of_aggregators(card: str, outlet: str, date: str | None) -> None:
    found = stories(f"{MAIN}\n{card}{SUMMARY}\n")
    assert [story.title for story in found] == ["Basin closed to trawlers until spring", "Jammed by a jetty"]
    assert found[1].outlet == outlet
    assert found[1].date == date
    assert found[1].author is None


def test_the_first_story_keeps_what_the_page_says_of_itself() -> None:
    text = f"{MAIN}\nValley Post\n1 hour ago\nJammed by a jetty\n{SUMMARY}\n"
    first, second = split_stories(Article("p", text, title="T", author="A B"))
    assert (first.title, first.author) == ("T", "A B")
    assert (second.title, second.author) == ("Jammed by a jetty", None)


def test_a_page_that_starts_with_a_card_keeps_its_menu_in_the_first_story() -> None:
    card = "Valley Post\n1 hour ago\nJammed by a jetty\n" + SUMMARY + "\n"
    other = "Lissport Herald\n2 hours ago\nFerry stays in port\n" + LEAD + "\n"
    found = stories(f"Home\nNews\n{card}{other}")
    assert [story.title for story in found] == ["Jammed by a jetty", "Ferry stays in port"]
    assert [story.outlet for story in found] == ["Valley Post", "Lissport Herald"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        LEAD,
        MAIN,
        # An article that says where and when it appeared.
        f"Valley Post\n12 March 2024\nBasin closed to trawlers\n{LEAD}\n{SUMMARY}\n",
        # Section titles.
        f"{MAIN}\nWhat happens next\n{SUMMARY}\n\nA line in the mud\n{LEAD}\n",
        # A live blog, with clock times, ages and the reporters' names.
        f"{MAIN}\n14:32\nFerries stay in port\n{SUMMARY}\n\n14:05\nKirsty Muir\nSchools to close\n{LEAD}\n",
        f"{MAIN}\n2 hours ago\nNo ferries now\n{SUMMARY}\n3 hours ago\nKirsty Muir\nSchools to close\n{LEAD}",
        # A transcript.
        f"{MAIN}\nTOM REYES: When did you know?\nADA LINDQVIST: {LEAD}\nTOM REYES: And then?\n{SUMMARY}\n",
        # Captions and credits.
        f"{MAIN}\nThe jetty on Monday. Photo: Nils Abara / Reuters\n{SUMMARY}\nGetty Images\n{LEAD}\n",
        # Teasers without a summary.
        f"{MAIN}\nRelated Articles\nValley Post\n1 hour ago\nJammed by a jetty\nValley Post\n1 day ago\nLate",
    ],
)
def test_one_story_stays_one(text: str) -> None:
    page = Article("page.txt", text)
    assert split_stories(page) == [page]


def test_our_other_samples_and_noisy_pages_are_one_story_each() -> None:
    noisy = Path(__file__).parents[1] / "noisy_pages"
    for file in [SEEDS / "02-the-last-bakery-hours.txt", *sorted(noisy.glob("*.marked.txt"))]:
        text = file.read_text(encoding="utf-8").replace("~ ", "")
        assert len(stories(text)) == 1, file.name
