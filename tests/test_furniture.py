import runpy
from pathlib import Path

import pytest

from auditor.furniture import is_notice, is_time_line, propose
from auditor.segmentation import segment

ROOT = Path(__file__).parents[1]
STORY = (
    "The harbour board voted on Monday to close the north basin to trawlers until the spring.\n\n"
    "Its chairwoman, Ada Lindqvist, said that the mud had to settle first and would take its time.\n\n"
)


def proposals(text: str) -> dict[str, float]:
    return {text[s.start : s.end]: s.furniture for s in segment(text)}


def proposal_between_paragraphs(line: str) -> float:
    """The lowest proposal for the segments of a line that stands between paragraphs of a story."""
    text = f"{STORY}{line}\n\n{STORY}"
    start = len(STORY)
    return min(s.furniture for s in segment(text) if start <= s.start < start + len(line))


@pytest.mark.parametrize(
    "line",
    [
        "Hashtags",
        "#harbour #trawlers",
        "Related Articles",
        "Comments",
        "No comments yet...",
        "47 comments",
        "an hour ago",
        "2 hours ago",
        "Updated 5:14 p.m. EST",
        "Published Thu, Nov 7 2024 6:45 AM EST",
        "12 January 2023",
        "- Valley Post",
        "By Ada Lindqvist and Tom Reyes",
        "BY GEMMA RIDLEY, CONSUMER EDITOR",
        "(Reporting by Ada Lindqvist; Editing by Tom Reyes)",
        "Editing by Tom Reyes",
        "Tom Reyes in Port Ellery contributed to this report.",
        "Photo: Nils Abara / Carrow Argus",
        "Dredgers wait at the quay on Friday. Photo: Nils Abara",
        "Mikael Brandt | Getty Images",
        "Image source, Getty Images",
        "ADVERTISEMENT",
        "Sponsored content",
        "Story continues below",
        "Share on Facebook",
        "Copy link",
        "Follow us on Facebook, X and Instagram",
        "Follow Ada Lindqvist on Twitter @ada.",
        "Sign up for our free newsletter, every Friday at six.",
        "By signing up you agree to our terms and privacy notice.",
        "We use cookies to remember your settings.",
        "Accept all",
        "Read more: Who owns the mud?",
        "RELATED: Trawlers fined for dumping",
        "Most read",
        "DETAILS TO FOLLOW",
        "This is a breaking story and will be updated.",
        "Home | News | Sport | Weather",
        "© 2024 The Valley Post. All rights reserved.",
        "Tags: harbour, mud, trawlers",
        "An earlier version of this story misstated the depth of the basin.",
        "A line in the mud",
        "E-mail the newsroom at desk@valleypost.example",
        "***",
        "## What happens next",
    ],
)
def test_furniture_is_recognised_between_paragraphs(line: str) -> None:
    assert proposal_between_paragraphs(line) >= 0.9


@pytest.mark.parametrize(
    "line",
    [
        "Nobody spoke.",
        "“We had one map and nine hours,” Lindqvist said.",
        "He posted the video on Facebook and asked his followers to share it.",
        "By Monday the basin was empty.",
        "Follow the money, she told them.",
        "The newspaper printed a correction a week later.",
        "Two hours ago the ferry was still at sea, according to the coastguard.",
        "In a statement on Tuesday, the harbour board said:",
        "Why did it take so long?",
        "Reporting from the valley has been forbidden since May, the union said.",
        "Subscribers to the plan pay 40 crowns a month.",
        "The photo, taken by a neighbour, shows a boat on the roof.",
        "Read aloud in court, the letter took an hour.",
        "Comments on the draft may be sent to the ministry until June.",
        "“The party should listen to its members,” he wrote on Twitter.",
        "Copyright holders sued the company in May.",
        "Research by the University of Lissport found that the mud moves.",
        "Reporting by the Valley Post showed that the mud had moved.",
        "Photos by a neighbour show a boat on the roof.",
        "By Monday, three boats had sunk.",
        "The chief editor resigned on Monday.",
        "Ada Lindqvist, a reporter, was hurt.",
        "A local journalist, 34, was hurt.",
        "Supported by the board, the fleet sailed.",
        "Other reports said the ship had sunk.",
        "More by accident than design, it worked.",
        "Latest figures show a fall of a tenth.",
        "The daily briefing was cancelled.",
        "Websites use cookies to follow their readers.",
        "From just $5 million in 2010, sales have grown.",
        "This report was published by the ministry on Monday.",
        "This video was filmed by a fisherman.",
        "Correction of the river's course cost millions.",
        "Two experts contributed to the report.",
        "The firm changed its privacy policy and told nobody.",
        "Top news organisations complained.",
        "An error occurred in the count, the board said.",
    ],
)
def test_sentences_of_an_article_are_left_alone(line: str) -> None:
    assert proposal_between_paragraphs(line) < 0.5


def test_furniture_glued_to_a_paragraph_is_recognised_and_the_paragraph_is_not() -> None:
    glued = "A jetty has blocked the sluice, the board said. The dam is sound, it added. DETAILS TO FOLLOW\n"
    found = proposals(STORY + glued)
    assert found["A jetty has blocked the sluice, the board said."] == 0.0
    assert found["The dam is sound, it added."] == 0.0
    assert found["DETAILS TO FOLLOW"] >= 0.9


def test_headline_deck_and_byline_are_recognised_at_the_top() -> None:
    top = "Basin closed to trawlers\nThe board wants the mud to settle before spring.\nBy Tom Reyes\n\n"
    found = proposals(top + STORY)
    assert found["Basin closed to trawlers"] >= 0.9
    assert found["The board wants the mud to settle before spring."] >= 0.5
    assert found["By Tom Reyes"] >= 0.9
    assert max(list(found.values())[3:]) == 0.0


def test_a_pull_quote_that_repeats_the_text_is_likely_furniture() -> None:
    quote = "I have never found the right moment to stop counting."
    text = f'{STORY}"{quote}" he told me on the stairs of the tower.\n\n"{quote}"\n\n{STORY}'
    pull_quote = text.rindex(f'"{quote}"')
    assert next(s.furniture for s in segment(text) if s.start == pull_quote) >= 0.5


def test_links_below_related_articles_are_likely_and_the_next_paragraph_is_not() -> None:
    links = "Related stories\n\nWho owns the mud?\n\nTrawlers fined again\n\n"
    found = proposals(STORY + links + "The board meets again in March.\n\n")
    assert found["Who owns the mud?"] >= 0.5
    assert found["Trawlers fined again"] >= 0.9
    assert found["The board meets again in March."] == 0.0


def test_items_of_a_list_that_a_sentence_introduces_are_left_to_the_classifier() -> None:
    listing = "The board asked two things of the fleet:\n\nStay out\n\nReport every catch\n\n"
    found = proposals(STORY + listing)
    assert found["Stay out"] <= 0.3
    assert found["Report every catch"] <= 0.3


def test_without_paragraphs_nothing_is_told_from_layout() -> None:
    assert proposals("the mayor said that the bridge would stay open") == {
        "the mayor said that the bridge would stay open": 0.0
    }


def test_wrapped_lines_are_no_headlines() -> None:
    wrapped = (
        "The harbour board voted on Monday to close the north basin\n"
        "to trawlers until the spring, and Ada Lindqvist, who chairs\n"
        "it, said that the mud had to settle first. The fleet has\n"
        "been told to use the south basin.\n"
    )
    assert set(proposals(wrapped).values()) == {0.0}


def test_every_span_gets_a_number_between_0_and_1() -> None:
    text = "Title\r\n\r\n\u2028A story of 30 words? Yes.\u00a0No.\r\n\tx\r\n#\r\n"
    spans = [(s.start, s.end) for s in segment(text)]
    found = propose(text, spans)
    assert len(found) == len(spans)
    assert all(0.0 <= p <= 1.0 for p in found)
    assert propose("", []) == []
    assert propose(" \n", [(0, 1)]) == [0.0]


@pytest.mark.parametrize("line", ["3 May 2024", "Updated 4 minutes ago", "just now", "2024-05-03", "14:32"])
def test_time_lines(line: str) -> None:
    assert is_time_line(line)


@pytest.mark.parametrize("line", ["", "May the best boat win", "Two boats", "Monday was cold."])
def test_no_time_lines(line: str) -> None:
    assert not is_time_line(line)


def test_notices() -> None:
    assert is_notice("Skip to main content")
    assert not is_notice("Basin closed to trawlers until the spring")


def test_layout_alone_tells_most_of_the_noisy_pages_apart() -> None:
    benchmark = runpy.run_path(str(ROOT / "benchmarks" / "furniture.py"))
    pages = benchmark["load_pages"]()
    assert len(pages) == 20
    total = benchmark["Score"]()
    for page in pages:
        if page.html is None:
            total.add(benchmark["score"](page, *benchmark["judge_by_proposals"](page)))
    assert total.recall >= 0.95
    assert total.loss <= 0.01


def test_marks_of_a_noisy_page(tmp_path: Path) -> None:
    gold = tmp_path / "01-x.marked.txt"
    gold.write_text("~ By Ada\nThe mud settled. {~MORE TO COME~}\n", encoding="utf-8")
    page = runpy.run_path(str(ROOT / "benchmarks" / "furniture.py"))["load_page"](gold)
    assert page.text == "By Ada\nThe mud settled. MORE TO COME\n"
    assert [page.text[a:b] for a, b in page.furniture] == ["By Ada", "MORE TO COME"]


def test_a_short_item_signed_below_keeps_its_sentences() -> None:
    found = proposals(
        "Rain closed the quay at Saltmarsh for most of Tuesday and the ferry stayed in port.\n\n"
        "“We lost a day,” said Mara Quill, who runs the pier café.\n\nBy Tom Abel"
    )
    *sentences, signature = found.values()
    assert max(sentences) < 0.5 < signature
