"""The report as one HTML page that needs nothing but itself: no network, no fonts, no script to be read.

The template escapes whatever it is given, and the page carries a content security policy that allows its own style and
its own script by their hashes and nothing else, so that an article full of markup stays text twice over.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from auditor import __version__
from auditor.article import Audit
from auditor.grading import GRADE_NOTE
from auditor.labels import CLASSES
from auditor.reporting.html_findings import RuleClasses
from auditor.reporting.html_text import LETTER, LEVEL_TEXT, shown
from auditor.reporting.html_view import article_view
from auditor.reporting.interface import RenderOptions
from auditor.rules.interface import LEVELS

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).with_name("html")
"""Where the template, the style sheet and the script are."""


def write(audits: Sequence[Audit], stream: TextIO, options: RenderOptions) -> None:
    """Write one page with every article of ``audits`` in full."""
    for piece in generate_html(audits, options):
        stream.write(piece)


def render_html(audits: Sequence[Audit], options: RenderOptions | None = None) -> str:
    """Return the page; the same audits and options always give the same page."""
    return "".join(generate_html(audits, options or RenderOptions()))


def generate_html(audits: Sequence[Audit], options: RenderOptions) -> Iterator[str]:
    """Yield the page in pieces, so that a long one need not be held in memory twice."""
    from markupsafe import Markup

    rules = RuleClasses()
    articles = [article_view(audit, number, options, rules) for number, audit in enumerate(audits, 1)]
    style = _asset("report.css") + "".join(_filter_rules(name for name, _ in rules.names.values()))
    script = _asset("report.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    template = _environment().get_template("report.html.j2")
    yield from template.generate(
        articles=articles,
        levels=[level for level in LEVELS if any(f.level == level for a in articles for f in a.findings)],
        rules=[rules.names[code] for code in sorted(rules.names)],
        level_text=LEVEL_TEXT,
        classes=[(LETTER[label], label) for label in CLASSES],
        style=Markup(style),  # noqa: S704 - our own files, checked by _asset
        script=Markup(script),  # noqa: S704
        policy=policy,
        generator=f"sourcing-auditor {__version__}",
        model=shown(options.model) if options.model else None,
        profile=shown(options.profile) if options.profile else None,
        grade_note=GRADE_NOTE,
        index=options.index,
        unsure_below=f"{100 * options.unsure_below:.0f}%",
    )


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _asset(name: str) -> str:
    text = (FOLDER / name).read_text(encoding="utf-8")
    if "</" in text or "<!--" in text:
        raise ValueError(f"{name} could end the element that it stands in.")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _filter_rules(rule_classes: Iterable[str]) -> Iterator[str]:
    """Yield the style rules that make the filters work without a script.

    A finding is hidden when another rule is chosen, and when every class of its sentences is unmarked.
    """
    for name in rule_classes:
        yield f'body:has(#rule [value="{name}"]:checked) .f:not(.{name}),'
        yield f'body:has(#rule [value="{name}"]:checked) .flag:not(.{name}){{display:none}}\n'
    letters = [LETTER[label] for label in CLASSES]
    for size in range(1, len(letters) + 1):
        for mix in combinations(letters, size):
            unmarked = "".join(f":has(#c-{letter}:not(:checked))" for letter in mix)
            yield f"body{unmarked} .mix-{''.join(mix)}{{display:none}}\n"
