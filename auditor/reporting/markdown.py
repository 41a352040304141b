"""The report as GitHub-flavoured Markdown, for pull requests, tickets and wikis.

Words of an article are escaped so that they stay words: no markup, no HTML, no link, no mention, no reference to an
issue or a commit.  Mentions and references are looked for after the Markdown has been rendered, where a backslash no
longer helps; there a zero-width space parts the sign from the name, as other tools do it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TextIO

from auditor import __version__
from auditor.article import Audit, Finding, Sentence, Source
from auditor.grade_text import LIMITS, border_text, part_texts, raise_text, score_text, trust_text
from auditor.grading import grade_note
from auditor.headlines import HEADLINE
from auditor.labels import FURNITURE, MARGIN
from auditor.questions import questions
from auditor.reporting.interface import RenderOptions
from auditor.reporting.shares import percent
from auditor.reporting.text_safety import visible
from auditor.reporting.wording import authority_text
from auditor.standing import class_of, is_government, ranked
from auditor.wording import whole_percent_of

_MARKUP = re.compile(r"([\\`*_\[\]<>|~^$])")
_ENTITY = re.compile(r"&(?=#|\w)")
_BEGINNING = re.compile(r"^([#+\-=:]|\d+(?=[.)]))")
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?<=@)(?=[\w-])"  # mentions and mail addresses
    r"|(?<=[#!%&~$])(?=\d)|(?<=\bGH-)(?=\d)"  # issues, merge requests, epics
    r"|(?<=\b[0-9a-f])(?=[0-9a-f]{6,39}\b)"  # commits
    r"|(?<=:)(?=[a-z0-9_+-]+:)",  # emoji by name
    re.IGNORECASE,
)
_GAP = "\u200b"


def write(audits: Sequence[Audit], stream: TextIO, options: RenderOptions) -> None:
    """Write every article of ``audits`` in full, one below the other."""
    for line in _document(audits, options):
        stream.write(f"{line}\n")


def escape(text: str) -> str:
    """Return ``text`` on one line as Markdown that shows exactly it and does nothing else."""
    plain = _REFERENCE.sub(_GAP, visible(text).strip())
    escaped = _MARKUP.sub(r"\\\1", _ENTITY.sub("&amp;", plain))
    escaped = _ADDRESS.sub(lambda match: "\\" + match.group(), escaped).replace("\\<", "&lt;").replace("\\>", "&gt;")
    return _BEGINNING.sub(_escape_beginning, escaped)


def _escape_beginning(match: re.Match[str]) -> str:
    sign = match.group()
    return f"\\{sign}" if not sign.isdigit() else sign + "&#8203;"


def _document(audits: Sequence[Audit], options: RenderOptions) -> Iterator[str]:
    for number, audit in enumerate(audits):
        if number:
            yield from ("", "---", "")
        yield from _article(audit, options)
    model, profile = escape(options.model or "not given"), escape(options.profile or "none")
    yield from (
        "",
        f"<sub>sourcing-auditor {__version__} · model {model} · profile {profile}. Labels can be wrong.</sub>",
    )


def _article(audit: Audit, options: RenderOptions) -> Iterator[str]:
    article, total = audit.article, len(audit.counted)
    numbers = _numbers(audit)
    facts = [escape(fact) for fact in (article.outlet, article.author, article.date) if fact]
    counted = f"{total:,} sentence{'' if total == 1 else 's'}, {audit.words:,} words"
    yield f"## Sourcing: {escape(article.title or article.id) or 'Untitled'}"
    yield from ("", " · ".join([*facts, counted]))
    if audit.summary:
        yield from ("", escape(audit.summary))
    yield from _grade(audit)
    yield from ("", "| | class | sentences | share |", "|:-:|---|--:|--:|")
    for label, count in audit.counts.items():
        yield f"| {MARGIN[label]} | {label} | {count:,} | {percent(count, total)} |"
    yield from _sources(audit, numbers)
    yield from _findings(audit, numbers, options)
    yield from _sentences(audit, numbers, options)


def _numbers(audit: Audit) -> dict[int, str]:
    """Return what each sentence is called: its place among the counted ones, or what else it is."""
    places = {s.index: str(n) for n, s in enumerate(audit.counted, 1)}
    return {s.index: places.get(s.index, HEADLINE if s.role == HEADLINE else "left out") for s in audit.sentences}


def _grade(audit: Audit) -> Iterator[str]:
    grade = audit.grade
    if grade is None:
        return
    if grade.letter is None:
        yield from ("", escape(grade_note(grade) or ""))
        return
    said = [border_text(grade), trust_text(grade), raise_text(audit), grade_note(grade)]
    rest = escape(" ".join(filter(None, said)))
    yield from ("", f"**Grade {grade.letter}**: {score_text(grade.score or 0.0)} of 100 ({LIMITS}). {rest}", "")
    for part in part_texts(audit):
        points = f"{part.points:.1f}".removesuffix(".0")
        yield f"- **{part.name}** {points} of {part.most}: {escape(part.said)}"


def _sources(audit: Audit, numbers: dict[int, str]) -> Iterator[str]:
    yield from ("", "### Sources", "")
    if not audit.sources:
        yield "No source was found."
        return
    yield "| source | class | kind | government | passed on by | words | sentences |"
    yield "|---|---|---|---|---|--:|---|"
    for source in ranked(audit):
        yield _row(
            _described(source),
            class_of(source),
            source.kind,
            "yes" if is_government(source) else {"unknown": "not shown"}.get(source.government, source.government),
            ", ".join(dict.fromkeys(escape(relay.outlet) for relay in source.relays)),
            f"{source.words:,} ({whole_percent_of(source.share)})",
            ", ".join(numbers[i] for i in source.sentences if i in numbers),
        )


def _described(source: Source) -> str:
    role = source.role if source.role and source.role.casefold() != source.name.casefold() else None
    return f"{escape(source.name)}, *{escape(role)}*" if role else escape(source.name)


def _findings(audit: Audit, numbers: dict[int, str], options: RenderOptions) -> Iterator[str]:
    further = [question for question in questions(audit) if not question.findings]
    if audit.findings or options.profile is not None:
        yield from ("", "### Findings", "")
    if not audit.findings and options.profile is not None:
        yield f"No rule of the profile {escape(options.profile)} was broken."
    for finding in audit.findings:
        what = f"{escape(finding.code)} {escape(finding.rule)}: {escape(finding.message)}"
        yield f"- **{finding.level}** {what} {_rest(finding, numbers)}"

    if further:
        yield from ("", "### What else to ask" if audit.findings else "### What to ask", "")
    for question in further:
        yield f"- {escape(question.text)}{_places(question.sentences, numbers)}"


def _rest(finding: Finding, numbers: dict[int, str]) -> str:
    where = _places(finding.sentences, numbers)
    return f"*{escape(finding.advice)}*{where} Whose rule: {escape(authority_text(finding.authority))}."


def _places(indices: Sequence[int], numbers: dict[int, str]) -> str:
    places = [numbers[i] for i in indices if i in numbers]
    return f" Sentence{'' if len(places) == 1 else 's'} {', '.join(places)}." if places else ""


def _sentences(audit: Audit, numbers: dict[int, str], options: RenderOptions) -> Iterator[str]:
    if not audit.sentences:
        return
    yield from ("", "### Sentences", "", "<details>", "<summary>The article, sentence by sentence</summary>", "")
    yield from ("| | class | source | sure | sentence |", "|--:|---|---|--:|---|")
    names = {source.id: source.name for source in audit.sources}
    for left_out, group in groupby(audit.sentences, key=lambda s: s.label == FURNITURE and s.role != HEADLINE):
        if left_out:
            count = len(list(group))
            yield f"| | | | | *{count:,} line{'' if count == 1 else 's'} left out* |"
            continue
        for s in group:
            if s.role == HEADLINE:
                yield _row("", HEADLINE, "", "", f"**{escape(s.text)}**")
            else:
                yield _row(numbers[s.index], f"{s.label} {s.code}", _whose(s, names), _sure(s, options), escape(s.text))
    yield from ("", "</details>")


def _whose(sentence: Sentence, names: dict[int, str]) -> str:
    known = [escape(names[id]) for id in sentence.source_ids if id in names]
    return ", ".join(known) or (escape(sentence.source) if sentence.source else "")


def _sure(sentence: Sentence, options: RenderOptions) -> str:
    doubt = "?" if sentence.confidence < options.unsure_below else ""
    return f"{int(round(1000 * sentence.confidence) // 10)}%{doubt}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
