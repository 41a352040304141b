"""The report for a journalist at a terminal: the article, each sentence marked with whom it rests on."""

from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from auditor import summary
from auditor.article import Audit, Sentence
from auditor.labels import CLASSES, FURNITURE
from auditor.reporting.interface import UNSURE_BELOW, RenderOptions
from auditor.reporting.page import INK, LEVEL_INK, QUIET, Page, make_console
from auditor.reporting.shares import bar_cells, percent, whole_percent
from auditor.reporting.terminal_findings import print_findings, print_questions, tally
from auditor.reporting.terminal_sources import print_sources
from auditor.reporting.verdict import print_verdict

MARGIN_WIDTH = 3
MARGIN_WIDTH_WITH_CONFIDENCE = 7
SMALL_BAR = 10
ROOM_FOR_PERCENTAGES = 80
ROOM_FOR_ALL = 100


def write(audits: Sequence[Audit], stream: TextIO, options: RenderOptions) -> None:
    """Write the report as ``options`` ask."""
    console = make_console(stream, color=options.color, width=options.width)
    render_terminal(
        audits,
        console=console,
        show_all=options.show_all,
        unsure_below=options.unsure_below,
        profile=options.profile,
    )


def render_terminal(
    audits: Sequence[Audit],
    *,
    console: Console,
    show_all: bool = False,
    unsure_below: float = UNSURE_BELOW,
    profile: str | None = None,
) -> None:
    """Print the first of ``audits`` in full and a line for each other one; all in full with ``show_all``.

    A label with a confidence under ``unsure_below`` shows it.  ``profile`` is the name of the profile whose rules
    looked at the audits.
    """
    page = Page(console)
    in_full = len(audits) if show_all else 1
    for number, audit in enumerate(audits[:in_full]):
        with console:  # one write an article, not one a line
            if number:
                page.rule()
            _print_article(page, audit, unsure_below, profile)
    if audits[in_full:]:
        with console:
            page.rule()
            _print_others(page, audits[in_full:])


def _print_article(page: Page, audit: Audit, unsure_below: float, profile: str | None) -> None:
    unsure = [s for s in audit.counted if s.confidence < unsure_below]
    page.paragraph(page.clean(audit.article.title or audit.article.id), "bold")
    page.flow([Text(fact, QUIET) for fact in _facts(page, audit)], f" {page.glyphs.point} ")
    page.blank()
    print_verdict(page, audit)
    if audit.counted:
        page.line(_bar(page, audit, page.width))
        page.flow(_legend(page, audit), "   ")
    if unsure:
        example, limit = whole_percent(unsure[0].confidence), whole_percent(unsure_below)
        page.paragraph(f"?{example}: how sure the model is, shown where below {limit}", QUIET)
    if len(audit.counted) < len(audit.sentences):
        page.paragraph("no letter: left out, not a sentence of the article", QUIET)
    page.blank()
    _print_sentences(page, audit, unsure_below, MARGIN_WIDTH_WITH_CONFIDENCE if unsure else MARGIN_WIDTH)
    print_sources(page, audit)
    print_findings(page, audit, profile)
    print_questions(page, audit)
    page.flow([Text(total) for total in _totals(audit)], f" {page.glyphs.point} ")


def _facts(page: Page, audit: Audit) -> list[str]:
    article = audit.article
    known = [page.clean(fact) for fact in (article.outlet, article.date, article.author) if fact]
    return [*known, f"{_number(audit.words, 'word')}, {_number(len(audit.counted), 'sentence')}"]


def _bar(page: Page, audit: Audit, width: int) -> Text:
    cells = bar_cells(audit.counts, width)
    return Text.assemble(*((page.glyphs.fill[label] * cells[label], INK[label]) for label in CLASSES))


def _legend(page: Page, audit: Audit) -> list[Text]:
    items = []
    for label, count in audit.counts.items():
        marks = dict.fromkeys((page.glyphs.fill[label], page.glyphs.margin[label]))
        items.append(Text(f"{' '.join(marks)} {label} {percent(count, len(audit.counted))}", INK[label]))
    return items


def _print_sentences(page: Page, audit: Audit, unsure_below: float, margin: int) -> None:
    before: Sentence | None = None
    for sentence in audit.sentences:
        if before is not None and before.paragraph != sentence.paragraph:
            is_list = before.label == sentence.label == FURNITURE  # of links, of hashtags: keep it together
            if not is_list:
                page.blank()
        is_unsure = sentence.label != FURNITURE and sentence.confidence < unsure_below
        mark = f"?{whole_percent(sentence.confidence)}" if is_unsure else ""
        head = f"{page.glyphs.margin[sentence.label]} {mark}".ljust(margin)
        ink = INK[sentence.label]
        for line in page.wrap(Text(page.clean(sentence.text), ink), page.width - margin):
            page.line(Text.assemble((head, f"bold {ink}"), line))
            head = " " * margin
        before = sentence
    if before is not None:
        page.blank()


def _totals(audit: Audit) -> list[str]:
    counted = len(audit.counted)
    classes = ", ".join(f"{count:,} {label}" for label, count in audit.counts.items())
    totals = [f"Total: {_number(counted, 'sentence')} ({classes})"]
    if furniture := len(audit.sentences) - counted:
        totals.append(f"{_number(furniture, 'line')} left out")
    return [*totals, _number(len(summary.cited(audit)), "source"), *tally(audit)]


def _print_others(page: Page, audits: Sequence[Audit]) -> None:
    page.paragraph(f"{_number(len(audits), 'more article')} (--all shows them in full)", "bold")
    with_percent = page.width >= ROOM_FOR_PERCENTAGES
    with_bar = not with_percent or page.width >= ROOM_FOR_ALL
    with_findings = any(audit.findings for audit in audits)
    in_full = page.width >= ROOM_FOR_ALL or (with_percent and not with_findings)
    head = [Text("title", "bold"), Text("sentences" if in_full else "sent.", "bold")]
    if with_percent:
        head += [Text(page.glyphs.margin[label], f"bold {INK[label]}") for label in CLASSES]
    if with_findings:
        head.append(Text("findings" if in_full else "find.", "bold"))
    if with_bar:
        head.append(Text())
    rows = [[*head, Text("id", "bold")]]
    for audit in audits:
        total = len(audit.counted)
        row = [Text(page.clean(audit.article.title or _opening(audit))), Text(f"{total:,}")]
        if with_percent:
            row += [
                Text(percent(count, total), INK[label] if count else QUIET) for label, count in audit.counts.items()
            ]
        if with_findings:
            row.append(Text(f"{len(audit.findings):,}", _gravest_ink(audit)))
        if with_bar:
            row.append(_bar(page, audit, SMALL_BAR))
        rows.append([*row, page.cut(Text(page.clean(audit.article.id)), page.width // 5, at_start=True)])
    numbers = (5 if with_percent else 1) + with_findings
    page.table(rows, right=range(1, 1 + numbers), wraps=False)


def _gravest_ink(audit: Audit) -> str:
    return LEVEL_INK[audit.findings[0].level] if audit.findings else QUIET


def _opening(audit: Audit) -> str:
    return next((s.text for s in audit.counted), "(no sentences)")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
