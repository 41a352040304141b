import io
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from auditor.article import Article, Audit, Finding, Grade, Mention, Original, Relay, Sentence, Source
from auditor.labels import CLASS_OF
from auditor.reporting.html_report import render_html, write
from auditor.reporting.html_text import shown
from auditor.reporting.interface import RenderOptions

OPTIONS = RenderOptions(model="minilm 1", profile="default")
HOSTILE = (
    '</title></style></script><script>alert(1)</script><img src=x onerror="alert(1)"> {{ 7*7 }} {% raw %} '
    "' \" & &lt; <!--",
    "\u202egnp.exe\u2066 \x00 \x1b[31m \ud800 \ufeff said no",
    "x" * 10_000,
    "👩\u200d🔬 and 🦀 said so",
)


class Page(HTMLParser):
    """The elements of a page by name, its ids, its links and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def targets(self) -> set[str]:
        return {value[1:] for name, value in self.attributes if name == "href" and value and value[0] == "#"}


@pytest.fixture
def reported(ferry: Audit) -> Audit:
    sources = (
        Source(
            0, "Ottoline Brask", "person", "named", "who runs the pier café", (Mention(0, 1, "she", 2),), (2,), 14,
            0.25, "no",
        ),
        Source(
            1, "Two officials", "unnamed group", "anonymous", None, (), (5, 6), 20, 0.4, "unknown",
            explained="to keep her job", relays=(Relay(5, "The Tide", "Two officials", True),),
        ),
        Source(2, "The Port Authority", "official body", "official", None, (), (3, 4), 20, 0.35, "yes", "Authority"),
    )  # fmt: skip
    linked = {2: (0,), 3: (2,), 4: (2,), 5: (1,), 6: (1,)}
    sentences = tuple(replace(s, source_ids=linked.get(s.index, ())) for s in ferry.sentences)
    findings = (
        Finding(
            "SA101", "undescribed", "warning", "Critics are not described.", (7,), "Describe them.", "AP, Handbook"
        ),
        Finding("SA202", "one-voice", "advice", "One voice carries it.", (), "Find more.", "house advice"),
    )
    grade = Grade("B", 77.4, {"transparency": 0.5, "diversity": 1.0, "independence": 0.9}, "C", "B")
    return replace(
        ferry, sentences=sentences, sources=sources, findings=findings, summary="It rests on three.", grade=grade
    )


def long_audit(count: int) -> Audit:
    """An article of ``count`` sentences of ordinary length in paragraphs of three."""
    codes = ("NP", "U", "A1", "O", "U")
    text, sentences = "", []
    for n in range(count):
        words = f"The harbour board said in its {n}th letter that the old pier would stay shut until summer is over."
        text += "\n\n" if n and n % 3 == 0 else " " if n else ""
        code = codes[n // 3 % 5]
        ids = () if code == "U" else (n % 40,)
        sentences.append(
            Sentence(
                n, len(text), len(text) + len(words), words, CLASS_OF[code], code, 0.912, n // 3, "The harbour board",
                len(text), len(text) + 17, "said", len(text) + 18, len(text) + 22, ids,
            )
        )  # fmt: skip
        text += words
    cited = {i: tuple(s.index for s in sentences if i in s.source_ids) for i in range(40)}
    sources = tuple(Source(i, f"Board {i}", "organisation", "named", sentences=rest) for i, rest in cited.items())
    findings = tuple(
        Finding("SA101", "undescribed", "warning", "Not described.", (n,), "Describe it.", "AP")
        for n in range(0, count, 10)
    )
    return Audit(Article("long.txt", text, title="Long"), tuple(sentences), sources, findings)


def test_it_has_all_that_a_reader_needs(reported: Audit) -> None:
    page = Page(render_html([reported], OPTIONS))
    text = " ".join(page.text.split())
    for words in (
        "Ferry to Eastmere stops for six weeks", "The Saltmarsh Courier", "2024-03-12", "It rests on three.",
        "77 of 100", "it would be C to B", "The grade is for sourcing, not for truth", "named 2 · 20%",
        "passed on by The Tide", "why it has no name: “to keep her job”", "Critics are not described.",
        "Describe them.", "AP, Handbook", "minilm 1", "a person identified by name", "98% sure",
        "Marks can be wrong.", "1 line left out: no part of the article",
    ):  # fmt: skip
        assert words in text


def test_every_link_inside_the_page_has_its_target_and_ids_are_unique(reported: Audit) -> None:
    for audits in ([reported], [reported, reported]):
        page = Page(render_html(audits, OPTIONS))
        assert page.targets <= set(page.ids)
        assert len(page.ids) == len(set(page.ids))


def test_the_page_needs_nothing_but_itself(reported: Audit) -> None:
    html = render_html([reported], OPTIONS)
    page = Page(html)
    assert not {"link", "img", "iframe", "object", "base"} & set(page.tags)
    assert ("http-equiv", "Content-Security-Policy") in page.attributes
    assert any(value and value.startswith("default-src 'none'; style-src 'sha256-") for _, value in page.attributes)
    assert not re.search(r"url\((?!#)|@import", html)
    outside = [
        value for name, value in page.attributes if name in ("src", "href", "action") and value and value[0] != "#"
    ]
    assert outside == ["https://courier.example/ferry"]
    assert not [name for name, _ in page.attributes if name == "style" or name.startswith("on")]


def test_it_has_landmarks_a_skip_link_and_one_main_heading(reported: Audit) -> None:
    for audits in ([], [reported], [reported, reported]):
        page = Page(render_html(audits, OPTIONS))
        assert [page.tags.count(tag) for tag in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
        assert ("href", "#main") in page.attributes


def test_several_articles_share_a_table_of_contents(reported: Audit, ferry: Audit) -> None:
    other = replace(ferry, article=replace(ferry.article, title="Second story"))
    page = Page(render_html([reported, other], OPTIONS))
    assert page.tags.count("article") == 2
    assert {"a1", "a2"} <= page.targets
    assert "2 articles" in page.text


def test_class_is_told_by_letter_and_not_by_colour_alone(reported: Audit) -> None:
    labels = [value for name, value in Page(render_html([reported], OPTIONS)).attributes if name == "aria-label"]
    assert "N2, named: Ottoline Brask" in labels
    assert "O4?, official: The Port Authority" in labels
    assert "·1, unattributed" in labels


def test_joint_notes_and_pointers(reported: Audit) -> None:
    html = render_html([reported], OPTIONS)
    assert 'href="#a1q1"' in html and 'href="#a1f1"' in html and 'class="flag warning' in html
    assert "Passed on by The Tide." in html


def test_questions_come_before_the_figures_and_codes_behind_a_click(reported: Audit) -> None:
    html = render_html([reported], OPTIONS)
    text = Page(html).text
    assert text.index("What to ask the reporter") < text.index("Whose word is it?") < text.index("Rule SA101")
    assert re.search(r"<details class=\"why\">(?:(?!</details>).)*Rule SA101, undescribed", html, re.DOTALL)
    assert "this program’s own advice, not a newsroom’s rule" in text


def test_a_guess_at_who_speaks_is_marked_in_the_text_and_parted_from_the_confidence(reported: Audit) -> None:
    text = " ".join(Page(render_html([reported], OPTIONS)).text.split())
    assert "[Ottoline Brask?]" not in text
    marked = tuple(replace(s, guessed=s.index == 2) for s in reported.sentences)
    text = " ".join(Page(render_html([replace(reported, sentences=marked)], OPTIONS)).text.split())
    assert "[Ottoline Brask?]" in text
    assert "a person identified by name (95% sure). Who: Ottoline Brask, a guess" in text
    assert "a guess in 2" in text


def test_a_sentence_whose_source_does_not_fit_its_class_is_in_doubt(reported: Audit) -> None:
    nameless = replace(reported.sources[0], name="he", kind="unnamed person")
    html = render_html([replace(reported, sources=(nameless, *reported.sources[1:]))], OPTIONS)
    text = " ".join(Page(html).text.split())
    assert "N2?" in text
    assert "In doubt: the list of sources holds it for anonymous." in text
    assert "Least sure about sentences 2, 4." in text


def test_government_s_share_is_told_whatever_the_class(reported: Audit) -> None:
    text = " ".join(Page(render_html([reported], OPTIONS)).text.split())
    minister = replace(reported.sources[0], government="yes")
    ruled = render_html([replace(reported, sources=(minister, *reported.sources[1:]))], OPTIONS)
    assert "Of the attributed words, whatever their mark: 28% a government’s" in text
    assert "49% a government’s" in " ".join(Page(ruled).text.split())


def test_the_table_of_contents_has_a_key_and_says_why_there_is_no_grade(reported: Audit) -> None:
    short = replace(reported, grade=Grade(None, withheld="two attributed sentences"))
    page = render_html([reported, short], OPTIONS)
    assert "no grade: two attributed sentences" in page
    assert "Bars:" in page


def test_a_story_of_a_file_is_told_by_its_number(audit_of: Callable[..., Audit]) -> None:
    page = Page(render_html([audit_of([("U", "It rained.")], id="harbour.txt#2")]))
    assert "story 2 of harbour.txt" in page.text


def test_no_findings_are_told_from_no_rules(ferry: Audit) -> None:
    assert "No rule was broken" in render_html([ferry], OPTIONS)
    assert "No rules were applied." in render_html([ferry])


def test_a_withheld_grade_gives_its_reason(ferry: Audit) -> None:
    html = render_html([replace(ferry, grade=Grade(None, withheld="too short"))])
    assert "No grade: too short." in html
    assert '<p class="letter">' not in html


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_wherever_they_stand(ferry: Audit, words: str) -> None:
    before = Page(render_html([hostile("calm")], OPTIONS))
    html = render_html([hostile(words)], RenderOptions(model=words, profile=words))
    page = Page(html)
    assert page.tags == before.tags
    assert [name for name, _ in page.attributes] == [name for name, _ in before.attributes]
    assert page.text.count(shown(words)) >= 12
    html.encode("utf-8")
    assert not re.search("[\x00\u202a-\u202e\u2066-\u2069]", html)


def hostile(words: str) -> Audit:
    """An article that holds ``words`` in every place that takes text."""
    sentence = Sentence(0, 0, len(words), words, "named", "NP", 0.5, source=words, cue=words, source_ids=(0,))
    line = Sentence(1, 0, len(words), words, "furniture", "X", 0.9, paragraph=1)
    source = Source(
        0, words, "person", "named", f"who {words}", (), (0,), 3, 1.0, "yes", f"of {words}", words,
        (Relay(0, words, words, True),),
    )  # fmt: skip
    finding = Finding(words, words, "error", words, (0,), words, words)
    article = Article(words, words, words, words, words, words, words, f"javascript:{words}")
    return Audit(article, (sentence, line), (source,), (finding,), words, Grade(None, withheld=words))


def test_only_addresses_of_the_web_are_links(audit_of: Callable[..., Audit]) -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://a b", "//x.example"):
        assert f'href="{address}' not in render_html([audit_of([("U", "It rained.")], url=address)])
    assert 'href="https://x.example/?a=1&amp;b=2"' in render_html([audit_of([], url="https://x.example/?a=1&b=2")])


def test_folders_of_the_writer_are_not_told(audit_of: Callable[..., Audit]) -> None:
    assert "/home/ines" not in render_html([audit_of([("U", "It rained.")], path="/home/ines/secret/ferry.txt")])


def test_joined_emoji_stay_whole() -> None:
    assert shown("a 👩\u200d🔬 b\u200dc") == "a 👩\u200d🔬 b⟨U+200D⟩c"


def test_an_article_of_3000_sentences_is_at_most_5_mb() -> None:
    html = render_html([long_audit(3000)], OPTIONS)
    assert len(html.encode("utf-8")) <= 5_000_000
    assert 'class="story long"' in html


def test_the_same_audits_give_the_same_page(reported: Audit) -> None:
    stream = io.StringIO()
    write([reported], stream, OPTIONS)
    assert stream.getvalue() == render_html([reported], OPTIONS)


def test_it_parses_strictly(reported: Audit) -> None:
    html5lib = pytest.importorskip("html5lib")
    parser: Any = html5lib.HTMLParser(strict=True)
    for audits in ([], [reported], [reported, hostile(HOSTILE[0]), hostile(HOSTILE[1])]):
        parser.parse(render_html(audits, OPTIONS).encode("utf-8"), transport_encoding="utf-8")


def test_other_formats_do_not_load_the_template_engine() -> None:
    code = (
        "import sys; from auditor.reporting import FORMATS, load_report\n"
        "for name in FORMATS: load_report(name)\n"
        "assert not {'jinja2', 'markupsafe'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_corrected_sentence_says_what_the_model_had_said(ferry: Audit) -> None:
    headline, *others = ferry.sentences
    first = next(s for s in others if s.label == "named")
    said = Original("anonymous", "A0", 0.618, "she", ("a <b>source</b>",))
    line = Original("unattributed", "U", 0.5)
    changed = {first.index: replace(first, corrected=said), headline.index: replace(headline, corrected=line)}
    audit = replace(ferry, sentences=tuple(changed.get(s.index, s) for s in ferry.sentences))
    text = Page(render_html([audit], OPTIONS)).text
    assert "corrected by hand; the model said anonymous (A0), 61% sure, source: a <b>source</b>." in text
    assert "corrected by hand; the model said unattributed (U), 50% sure" in text
    assert "2 sentences corrected by hand" in text
    assert "corrected" not in Page(render_html([ferry], OPTIONS)).text
