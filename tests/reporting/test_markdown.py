import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from auditor.article import Audit, Finding, Grade, Relay, Source
from auditor.reporting.interface import RenderOptions
from auditor.reporting.markdown import escape, write
from auditor.reporting.text_safety import visible

GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def markdown(*audits: Audit, profile: str | None = "default") -> str:
    stream = io.StringIO()
    write(audits, stream, RenderOptions(model="m", profile=profile))
    return stream.getvalue()


def reported(audit: Audit) -> Audit:
    source = Source(
        0, "Ottoline Brask", "person", "named", "who runs the café", (), (2,), 14, 0.512, "no",
        relays=(Relay(2, "The Tide", "one", True),),
    )  # fmt: skip
    findings = (
        Finding("SA101", "undescribed", "warning", "Not described.", (7,), "Describe it.", "AP"),
        Finding("SA202", "one-voice", "advice", "One voice.", (), "Find more.", "house advice"),
    )
    return replace(
        audit, sources=(source,), findings=findings, summary="It rests on one.",
        grade=Grade("B", 77.4, {"diversity": 0.5}, "C", "B"),
    )  # fmt: skip


def test_it_has_all_that_a_reviewer_needs(ferry: Audit) -> None:
    text = markdown(reported(ferry))
    assert text.startswith("## Sourcing: Ferry to Eastmere stops for six weeks\n")
    assert "The Saltmarsh Courier · Ines Corrow · 2024-03-12 · 10 sentences" in text
    assert "It rests on one." in text
    assert "**Grade B**: 77.4 of 100" not in text and "**Grade B**: 77 of 100 (A from 86, B from 71" in text
    assert "With likely mistakes in the labels it would be C to B" in text
    assert "- **diversity** 15 of 30: As many voices as 2.0 sources heard equally" in text
    assert "The grade is for sourcing, not for truth" in text
    assert "| A | anonymous | 3 | 30% |" in text
    assert "| Ottoline Brask, *who runs the café* | named | person | no | The Tide | 14 (51%) | 2 |" in text
    assert "- **warning** SA101 undescribed: Not described. *Describe it.* Sentence 7. Whose rule: AP." in text
    assert "- **advice** SA202 one-voice: One voice. *Find more.* Whose rule: this program’s own advice" in text
    assert "*1 line left out*" in text
    assert "62%?" in text
    assert "model m · profile default" in text


def test_tables_are_tables_and_the_details_are_closed(ferry: Audit) -> None:
    html = GFM.render(markdown(reported(ferry)))
    assert html.count("<table>") == 3
    assert html.count("<details>") == html.count("</details>") == 1


def test_no_findings_are_told_from_no_rules(ferry: Audit) -> None:
    assert "No rule of the profile default was broken." in markdown(ferry)
    assert "### Findings" not in markdown(ferry, profile=None)


def test_a_withheld_grade_gives_its_reason(ferry: Audit) -> None:
    assert "No grade: too short." in markdown(replace(ferry, grade=Grade(None, withheld="too short")))


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>", "</details><h1>x</h1>", "[a](http://evil.example)", "![a](x.png)",
        "**b** _c_ ~~d~~", "`code`", "a | b | c", "# head", "- item", "1. item", "1) item",
        "> quote", "---", "===", "&lt;b&gt; &amp; R&D",
        "<https://evil.example>", "[x]: http://evil.example", "back\\slash \\| pipe", "a\n\n# b", "+ plus", "    code",
        "$x$", "<!-- comment", "a  \nb", "^note", "[^1]", ":::",
    ],
)  # fmt: skip
def test_markup_of_an_article_is_text(words: str) -> None:
    for template in ("{}", "| {} |\n|---|\n| {} |", "- x: {}", "*{}*"):
        html = GFM.render(template.format(*[escape(words)] * 2))
        tags = set(re.findall(r"<(/?\w+)", html)) - {
            "p",
            "/p",
            "ul",
            "/ul",
            "li",
            "/li",
            "em",
            "/em",
            "thead",
            "/thead",
        }
        assert tags <= {"table", "/table", "tbody", "/tbody", "tr", "/tr", "th", "/th", "td", "/td"}, html
        assert html.count("<td>") in (0, 1)


@given(st.text(max_size=80))
def test_what_is_seen_is_what_was_written(words: str) -> None:
    html = GFM.render(f"x {escape(words)} x")
    shown = re.sub(r"<[^>]*>", "", html).replace("\u200b", "")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, sign)
    assert shown.strip() == f"x {visible(words).strip()} x"


@pytest.mark.parametrize(
    "words",
    ["@ottoline", "a@b.example", "#12", "org/repo#12", "GH-12", "!12", "http://a.example", "www.a.example", ":tada:",
     "0123456789abcdef0123456789abcdef01234567", "deadbee"],
)  # fmt: skip
def test_nobody_is_called_and_nothing_is_linked(words: str) -> None:
    shown = GFM.render(escape(f"See {words} now"))
    assert words not in escape(f"See {words} now")
    assert "<a" not in shown


def test_unseen_characters_are_seen(audit_of: Callable[..., Audit]) -> None:
    text = markdown(audit_of([("A0", "A \u202esource\x00 said\u200b so \ud800.")], title="\x1b[31m"))
    assert "⟨U+202E⟩source␀ said⟨U+200B⟩ so ⟨U+D800⟩" in text
    assert "␛" in text
    text.encode("utf-8")
