import pytest
from reading_samples import PARAGRAPHS

from auditor.reading import read

SOURCE = f"""# Harbour bridge *shut* after cracks found

By **Ines Calloway**

{PARAGRAPHS[0].replace(" was closed", "{NL}was closed")} See [the map](https://herald.example/map).
![A picture of the quay](quay.jpg)

Long repair
-----------

> {PARAGRAPHS[1]}

- The repair takes `six` months.
- A ferry runs from Tuesday.\\
  It is free.

<div class="share">Share</div>

| Length | 210 m |
|--------|-------|
| Piers  | 7     |

    a line of code
""".replace("{NL}", "\n")


def test_markup_goes_and_words_stay(write):
    [article] = read(write("bridge.md", SOURCE))
    assert article.text.split("\n\n") == [
        "Harbour bridge shut after cracks found",
        "By Ines Calloway",
        PARAGRAPHS[0] + " See the map.",
        "Long repair",
        PARAGRAPHS[1],
        "The repair takes six months.",
        "A ferry runs from Tuesday.\nIt is free.",
        "Length",
        "210 m",
        "Piers",
        "7",
        "a line of code",
    ]
    assert article.title == "Harbour bridge shut after cracks found"


def test_front_matter_tells_of_the_article_and_is_not_part_of_it(write):
    matter = "---\ntitle: 'A bridge too old'\nauthor: Ines Calloway\ndate: 2024-03-11T08:00\ntags: [x]\n---\n"
    [article] = read(write("bridge.markdown", matter + PARAGRAPHS[0]))
    assert (article.title, article.author, article.date) == (
        "A bridge too old",
        "Ines Calloway",
        "2024-03-11",
    )
    assert article.text == PARAGRAPHS[0]


def test_plain_text_keeps_signs_that_markdown_would_take(write):
    text = "# 1 in the charts\n\nThe song *Harbour Lights* is first, said the station."
    [article] = read(write("chart.txt", text))
    assert article.text == text


def test_front_matter_may_have_lists_comments_and_blank_lines(write):
    matter = "---\n# from the desk\ntitle: Old bridge\n\ntags:\n- harbour\nsummary: >\n  Cracks were found.\n---\n"
    [article] = read(write("bridge.md", matter + PARAGRAPHS[0]))
    assert (article.title, article.text) == ("Old bridge", PARAGRAPHS[0])


@pytest.mark.parametrize("start", ["", "Note: this is new.\n\n", "- The repair takes six months.\n\n"])
def test_text_between_two_rules_is_kept(write, start):
    source = f"---\n\n{start}{PARAGRAPHS[0]}\n\n---\n\n{PARAGRAPHS[1]}"
    [article] = read(write("bridge.md", source))
    assert article.text.split("\n\n")[-2:] == PARAGRAPHS[:2]


def test_list_between_two_rules_is_kept(write):
    [article] = read(write("bridge.md", f"---\n- The ferry runs.\n---\n\n{PARAGRAPHS[0]}"))
    assert "The ferry runs." in article.text
