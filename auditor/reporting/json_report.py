"""The audits as JSON, the shape that other tools rely on: keys are added, never renamed."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from auditor import __version__
from auditor.article import Audit
from auditor.grading import GRADE_NOTE
from auditor.reporting.interface import RenderOptions
from auditor.reporting.text_safety import well_formed

SCHEMA_VERSION = "1.2"
"""The first number changes when a reader of older documents would stumble, the second when keys are added."""

SCHEMA = Path(__file__).with_name("schema") / f"audit-{SCHEMA_VERSION}.json"
"""The published JSON Schema (2020-12) of the output; ``auditor schema`` prints it."""


def write(audits: Sequence[Audit], stream: TextIO, options: RenderOptions) -> None:
    """Write ``audits`` as one JSON object and a line end."""
    stream.write(render_json(audits, model=options.model, profile=options.profile))


def render_json(audits: Sequence[Audit], *, model: str | None = None, profile: str | None = None) -> str:
    """Return ``audits`` as one JSON object that ends with a line end.

    Text stands as it is, not as escapes: the file is for people too, and UTF-8 is what JSON is written in.
    JSON has no way to write a lone surrogate that every reader accepts, so U+FFFD stands for it; offsets
    hold all the same.  The same audits always give the same bytes.
    """
    document = {
        "schema_version": SCHEMA_VERSION,
        "generator": f"sourcing-auditor {__version__}",
        "model": model,
        "profile": profile,
        "grade_note": GRADE_NOTE if any(audit.grade for audit in audits) else None,
        "articles": [audit.to_dict() for audit in audits],
    }
    return well_formed(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"
