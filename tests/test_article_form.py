import pytest

from auditor.article import Article, Audit, Sentence
from auditor.article_form import LIVE_BLOG, OPINION, TRANSCRIPT, special_form
from auditor.grading import grade
from auditor.labels import CLASS_OF

NEWS = """Harbour board delays the new crane
The harbour board of Port Linnet put off the purchase of a crane on Monday.
"We asked for three offers and got one," said Odile Brask, who chairs the board.
The only bidder, Tarn Lifting, said it would wait until March.
A docker who asked not to be named said that the old crane had been shut twice since Easter.
The ministry of transport said it had been told."""

LIVE = """Storm over the Skerries: live updates
14:32
The ferry has turned back, the operator says.
14:05
Schools will shut at three.
13:40
The lifeboat is out for a yacht."""

TALK = """A talk with the keeper of the light
Question: How long have you been here?
Ines Corrow: Since the old king died.
Question: And before that?
Ines Corrow: On the mail boat.
Question: Did you like it?
Ines Corrow: I liked the mail."""

COLUMN = """The crane that nobody wanted
I went down to the quay on Sunday.
My father worked there, and I still know the smell.
I think that the board is wrong.
The crane is older than I am.
It will outlive the board."""


def audited(text, code="U", **known):
    sentences, at = [], 0
    for line in text.split("\n"):
        sentences.append(Sentence(len(sentences), at, at + len(line), line, CLASS_OF[code], code, 0.9))
        at += len(line) + 1
    return Audit(Article("a", text, **known), tuple(sentences))


def test_a_news_story_has_no_special_form():
    assert special_form(audited(NEWS)) is None


@pytest.mark.parametrize(("text", "form"), [(LIVE, LIVE_BLOG), (TALK, TRANSCRIPT), (COLUMN, OPINION)])
def test_the_layout_and_the_voice_show_the_form(text, form):
    assert special_form(audited(text)) == form


@pytest.mark.parametrize(
    "line",
    ["OPINION", "Opinion | The crane", "Guest Essay", "LETTERS.", "Editorial", "Op-Ed"],
)
def test_a_line_at_the_top_can_say_that_it_is_opinion(line):
    assert special_form(audited(f"{line}\n{NEWS}")) == OPINION


def test_a_disclaimer_shows_an_opinion_piece():
    text = NEWS + "\nThe views expressed in this article are the author's own."
    assert special_form(audited(text)) == OPINION


def test_a_transcript_can_say_so():
    assert special_form(audited("Transcript: the harbour board's hearing\n" + NEWS)) == TRANSCRIPT


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("https://courier.example/opinion/2024/crane", OPINION),
        ("https://courier.example/live/storm", LIVE_BLOG),
        ("https://courier.example/transcripts/hearing", TRANSCRIPT),
        ("https://courier.example/news/public-opinion-on-cranes", None),
    ],
)
def test_the_address_can_show_the_form(url, form):
    assert special_form(audited(NEWS, url=url)) == form


def test_words_of_people_who_are_quoted_do_not_make_a_column():
    quoted = "\n".join(f'"I saw it, and my brother saw it," said witness {n}.' for n in range(8))
    assert special_form(audited(quoted)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Opinion polls favour the harbour party\n" + NEWS,
        "Column of smoke seen over Port Linnet\n" + NEWS,
        NEWS + "\n09:30 is when the board meets.\nUpdate: the board met.",
        "Comment: none was given\nPhoto: Jo Mbatha\nSource: the harbour board\n" + NEWS,
    ],
)
def test_news_that_looks_a_little_like_it_is_still_news(text):
    assert special_form(audited(text)) is None


def test_what_is_not_news_gets_no_grade_and_is_told_why():
    result = grade(audited(LIVE, code="NP"))
    assert result.letter is None
    assert result.withheld == "this looks like a live blog, which is not graded"
