import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from auditor.article import Article, Audit, Mention, Relay, Sentence, Source
from auditor.reporting.interface import RenderOptions
from auditor.reporting.page import make_console
from auditor.reporting.terminal import render_terminal, write

WIDTHS = (40, 60, 80, 120, 200)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


def shown(*audits: Audit, width: int = 80, **options: object) -> str:
    stream = io.StringIO()
    render_terminal(audits, console=make_console(stream, width=width), **options)  # type: ignore[arg-type]
    return stream.getvalue()


def test_the_report_at_eighty_columns(ferry: Audit) -> None:
    assert (
        shown(ferry)
        == """\
Ferry to Eastmere stops for six weeks
The Saltmarsh Courier · 2024-03-12 · Ines Corrow · 113 words, 10 sentences

████████████████▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░░░░░░░░░░░░░░░░░░░░░░░
█ N named 20%   ▓ A anonymous 30%   ▒ O official 20%   ░ · unattributed 30%
?62%: how sure the model is, shown where below 70%
no letter: left out, not a sentence of the article

       Share this story

·      The last ferry of the evening left the Saltmarsh pier twenty minutes late
       on Tuesday.
N      “We were told at noon,” said Ottoline Brask, who has run the pier café
       since 1998.

O      The Port Authority said the service would be suspended for six weeks.
O ?62% The port authority’s engineers found corrosion in both hulls.

A      Two officials familiar with the inspection said it had been known.
A      “Nobody wanted to stop the boats,” said one, asking for anonymity to keep
       her job.
A      Critics say the council looked away.

·      A replacement vessel, the Grey Heron, is in dry dock at Port Linnet.
       #ferries
·      It was not clear who would pay for it.
N      The councillor, asked twice, said only this.

Sources                                  class      government  sentences  words
Port Authority                           official   yes                 2    28%
    official body
Ottoline Brask                           named      no                  1    21%
    person, who has run the pier café since 1998
one                                      anonymous  ?                   1    20%
    unnamed person; why it has no name: “asking for anonymity to keep her job”
Two officials familiar with the          anonymous  yes                 1    14%
  inspection
    unnamed group
Critics                                  anonymous  ?                   1     8%
    unnamed group
(no source made out)                                                    1
Government ?: the article does not show it.

What to ask
  - Who are “Two officials familiar with the inspection” and “Critics”? The
    article gives neither name nor reason.

Total: 10 sentences (2 named, 3 anonymous, 2 official, 3 unattributed)
2 lines left out · 5 sources
"""
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(
    ferry: Audit, audit_of: Callable[..., Audit], width: int
) -> None:
    wide = audit_of(
        [("NP", "雪が降る" * 60, "雪が降るでしょう" * 9), ("U", "unbroken" * 40), ("O", "Ok.", "x" * 150)],
        id="a-file-name-that-is-much-too-long-for-any-column-of-a-table.html#12",
        title="雪" * 130,
    )
    lines = shown(ferry, wide, ferry, width=width).splitlines()
    lines += shown(wide, ferry, width=width, show_all=True).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_word_is_shown_at_every_width(ferry: Audit, width: int) -> None:
    text = re.sub(r"\s", "", shown(ferry, width=width))
    for sentence in ferry.sentences:
        assert "".join(sentence.text.split()) in text


def test_every_sentence_has_its_letter_and_a_hanging_indent(ferry: Audit) -> None:
    text = shown(ferry, width=60)
    assert "\nO ?62% The port authority’s engineers found corrosion in" in text
    assert "\n       both hulls.\n\nA      Two officials familiar" in text
    assert "\nA      Critics say the council looked away.\n\n·      A replacement" in text
    assert "\n       #ferries\n·      It was not clear" in text


def test_the_margin_is_narrow_where_nothing_is_unsure(audit_of: Callable[..., Audit]) -> None:
    text = shown(audit_of([("NP", "She said so.", "She")]))
    assert "\nN  She said so.\n" in text
    assert "how sure" not in text
    assert "left out" not in text


def test_confidence_is_rounded_down_and_furniture_has_none(audit_of: Callable[..., Audit]) -> None:
    text = shown(audit_of([("U", "One.", None, 0.699), ("U", "Two.", None, 0.7), ("X", "Share", None, 0.3)]))
    assert "· ?69% One.\n·      Two.\n       Share\n" in text
    assert "?69%: how sure the model is, shown where below 70%" in text
    assert "?70% Two" in shown(audit_of([("U", "Two.", None, 0.7)]), unsure_below=0.8)


def test_lines_of_furniture_stay_together(audit_of: Callable[..., Audit]) -> None:
    text = shown(audit_of([("X", "Related"), (), ("X", "#one"), (), ("X", "#two"), (), ("U", "Rain fell.")]))
    assert "   Related\n   #one\n   #two\n\n·  Rain fell.\n" in text


def test_sources_by_weight_with_the_rest_accounted_for(ferry: Audit) -> None:
    table = shown(ferry).split("Sources")[1]
    rows = [re.split(r"\s{2,}", line) for line in table.splitlines()[1:] if line and not line.startswith(" ")]
    assert rows[:6] == [
        ["Port Authority", "official", "yes", "2", "28%"],
        ["Ottoline Brask", "named", "no", "1", "21%"],
        ["one", "anonymous", "?", "1", "20%"],
        ["Two officials familiar with the", "anonymous", "yes", "1", "14%"],
        ["Critics", "anonymous", "?", "1", "8%"],
        ["(no source made out)", "1"],
    ]
    assert table.splitlines()[-2:] == [
        "Total: 10 sentences (2 named, 3 anonymous, 2 official, 3 unattributed)",
        "2 lines left out · 5 sources",
    ]


def test_a_note_says_what_a_source_is_and_how_its_words_came(ferry: Audit) -> None:
    mention = Mention(0, 11, "The Courier", 2)
    relays = (Relay(2, "The Courier", "two officials", True), Relay(3, "Radio Estuary", "The Courier", False))
    courier = Source(
        0, "Courier", "organisation", "named", "the town's only paper", (mention,), (2, 3), 20, 0.5, "no", None,
        None, relays,
    )  # fmt: skip
    envoy = Source(
        1, "Ada Quill", "person", "named", sentences=(4,), government="yes", government_evidence="chief negotiator"
    )
    lines = shown(replace(ferry, sources=(courier, envoy)), width=100).splitlines()
    notes = [line.strip() for line in lines if line.startswith("    ")]
    assert "organisation, the town's only paper; citing “two officials”; passed on by “Radio Estuary”" in notes
    assert "person; government by “chief negotiator”" in notes


def test_an_article_without_title_sources_or_sentences(audit_of: Callable[..., Audit]) -> None:
    text = shown(audit_of([("X", "Share")], id="note.txt"))
    assert text.startswith("note.txt\n0 words, 0 sentences\n\nno letter:")
    assert "Sources" not in text
    assert "Total: 0 sentences" in text
    assert shown() == ""
    assert shown(Audit(Article("e", ""), ())).startswith("e\n")


@pytest.mark.parametrize("width", (60, 80, 120))
def test_the_other_articles_have_a_line_each(ferry: Audit, audit_of: Callable[..., Audit], width: int) -> None:
    other = audit_of([("U", "Rain fell on the quay.")] * 3 + [("NP", "So said Hale.")], id="ferry.txt#3")
    text = shown(ferry, ferry, other, width=width)
    assert text.count("Grey Heron") == 1
    assert "2 more articles (--all shows them in full)" in text
    line = text.splitlines()[-1]
    assert line.startswith("Rain fell")
    assert line.endswith("ferry.txt#3")
    assert " 4 " in line
    assert bool(re.search(r" 25% +0% +0% +75% ", line)) == (width >= 80)
    assert ("███░░░░░░░" in line) == (width != 80)
    assert shown(ferry, ferry, other, width=width, show_all=True).count("Grey Heron") == 2


HOSTILE = [
    "[bold red]x[/] and [link=file:///etc/passwd]y[/link]",
    "\x1b[2J\x1b]0;title\x07 gone",
    "gpj.\u202egnp",
    ":smile: [/] [on red]",
    "\ud800 half",
    "two\u2028lines\x85three",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_from_an_article_is_shown_and_not_obeyed(hostile: str) -> None:
    sentence = Sentence(0, 0, len(hostile), hostile, "named", "NP", 0.9, source=hostile)
    article = Article(hostile, hostile, hostile, hostile, hostile, hostile, hostile)
    audit = Audit(article, (sentence,))
    stream = Terminal()
    render_terminal([audit, audit], console=make_console(stream, width=200))
    text = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028\ud800]", text)
    for literal in ("[bold red]x[/]", "[link=file:///etc/passwd]", ":smile:", "[/] [on red]"):
        if literal in hostile:
            assert text.count(literal) >= 5
    assert "\x1b]8" not in stream.getvalue()


@given(st.text(st.characters(exclude_categories=())), st.sampled_from(["ascii", "latin-1", "cp437", "utf-8"]))
def test_any_text_can_be_printed_on_any_terminal(text: str, encoding: str) -> None:
    sentence = Sentence(0, 0, len(text), text, "anonymous", "A1", 0.4, source=text)
    audit = Audit(Article(text, text, title=text, outlet=text), (sentence,))
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding, errors="strict")
    render_terminal([audit, audit], console=make_console(stream, width=60))
    stream.flush()
    assert max(cell_len(line) for line in raw.getvalue().decode(encoding).split("\n")) <= 60


def test_an_ascii_terminal_gets_letters_for_bars(ferry: Audit) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "ascii")
    render_terminal([ferry, ferry], console=make_console(stream, width=60))
    stream.flush()
    text = raw.getvalue().decode("ascii")
    assert "NNNNNNNNNNNNAAAAAAAAAAAAAAAAAAOOOOOOOOOOOO.................." in text
    assert "NNAAAOO..." in text
    assert '\nN      "We were told at noon," said' in text


def escapes(text: str) -> set[str]:
    return set(re.findall(r"\x1b\[[0-9;]*m", text))


def test_colour_on_a_terminal_only_and_only_where_it_is_wanted(ferry: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    def written(stream: io.StringIO, **options: bool) -> str:
        write([ferry], stream, RenderOptions(width=80, **options))  # type: ignore[arg-type]
        return stream.getvalue()

    plain = written(io.StringIO())
    coloured = written(Terminal())
    assert not escapes(plain)
    assert len(escapes(coloured)) > 4
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert written(Terminal(), color=False) == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert written(Terminal()) == plain


def test_a_pipe_is_eighty_columns_wide_unless_columns_says_otherwise(
    ferry: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make_console(io.StringIO()).width == 80
    monkeypatch.setenv("COLUMNS", "72")
    stream = io.StringIO()
    write([ferry], stream, RenderOptions())
    assert max(len(line) for line in stream.getvalue().splitlines()) == 72
    for nonsense in ("", "0", "wide"):
        monkeypatch.setenv("COLUMNS", nonsense)
        assert make_console(io.StringIO()).width == 80


def test_three_thousand_sentences(audit_of: Callable[..., Audit]) -> None:
    rows = [("NP", f"Sentence number {n} was read out by the clerk.", f"source {n % 300}") for n in range(3000)]
    text = shown(audit_of(rows))
    assert text.count("N  Sentence number") == 3000
    assert "Total: 3,000 sentences" in text


def test_a_console_of_the_callers_own(ferry: Audit) -> None:
    stream = io.StringIO()
    render_terminal([ferry], console=Console(file=stream, width=80))
    assert stream.getvalue() == shown(ferry)
