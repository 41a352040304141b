"""The index of a report as one HTML page that needs nothing but itself; it links to the pages of the articles."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from auditor import __version__
from auditor.grading import GRADE_NOTE
from auditor.labels import CLASSES, MARGIN
from auditor.overview import chart
from auditor.overview.estimate import DRAWS, FEW, FEWEST_FOR_INTERVAL
from auditor.overview.index_view import VISIBLE, index_view
from auditor.overview.overview import Overview
from auditor.reporting import html_report
from auditor.reporting.html_text import LETTER, shown

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).with_name("html")
"""Where the template, the style sheet and the script are; the look is that of an article's report."""


def generate_index(overview: Overview, *, corrected: bool = False) -> Iterator[str]:
    """Yield the page in pieces; ``corrected`` shows corrected shares until the reader asks for the counted ones.

    The same overview always gives the same page.
    """
    from markupsafe import Markup

    style = _asset(html_report.FOLDER / "report.css") + _asset(FOLDER / "index.css")
    script = _asset(FOLDER / "index.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    view = index_view(overview)
    template = _environment().get_template("index.html.j2")
    yield from template.generate(
        v=view,
        data=Markup(view.data),  # noqa: S704 - script_json leaves no character that could end the element
        style=Markup(style),  # noqa: S704 - our own files, checked by _asset
        script=Markup(script),  # noqa: S704
        policy=policy,
        generator=f"sourcing-auditor {__version__}",
        model=shown(overview.model) if overview.model else None,
        profile=shown(overview.profile) if overview.profile else None,
        correction=overview.correction,
        corrected=corrected and overview.correction is not None,
        classes=[(LETTER[label], MARGIN[label], label) for label in CLASSES],
        chart=chart,
        few=FEW,
        fewest=FEWEST_FOR_INTERVAL,
        draws=DRAWS,
        visible=VISIBLE,
        grade_note=GRADE_NOTE,
    )


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([FOLDER, html_report.FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _asset(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if "</" in text or "<!--" in text:
        raise ValueError(f"{path.name} could end the element that it stands in.")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
