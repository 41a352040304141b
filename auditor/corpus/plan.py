"""What a corpus is audited with, kept beside the result: a run is only resumed with the same."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from auditor import __version__
from auditor.classifier.choose import shipped_model
from auditor.classifier.onnx import read_config
from auditor.corpus.layout import PLAN
from auditor.corpus.schema import VERSION
from auditor.corpus.store import Files
from auditor.errors import InputError, UsageError
from auditor.reading.tables import Columns
from auditor.rules.profile import Profile

_WORDS = {
    "schema": "another version of the tables",
    "auditor": "another version of the auditor",
    "model": "another model",
    "profile": "other rules",
    "graded": "another choice of --no-grade",
    "force": "another choice of --force",
    "columns": "other columns",
    "inputs": "other inputs",
}
"""What the parts of a plan are called when they differ."""


def model_fingerprint(model: Path | None) -> str:
    """Return the name and version of the model in the folder, with a digest of its files.  Raises ``ModelError``."""
    config = read_config(model or shipped_model())
    found = hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest()[:16]
    return f"{config['name']} {config['version']} ({found})"


def profile_fingerprint(profile: Profile | None) -> str:
    """Return the profile's name with a digest of what it checks."""
    if profile is None:
        return "none"
    choices = [(c.rule.code, c.on, c.level, dict(c.settings)) for c in profile.choices]
    found = hashlib.sha256(json.dumps(choices, sort_keys=True).encode()).hexdigest()[:16]
    return f"{profile.name} ({found})"


def make_plan(
    *, model: str, profile: str, graded: bool, force: bool, columns: Columns, inputs: Sequence[str]
) -> dict[str, Any]:
    """Return the plan of a run: everything on which its result depends."""
    return {
        "schema": VERSION,
        "auditor": __version__,
        "model": model,
        "profile": profile,
        "graded": graded,
        "force": force,
        "columns": asdict(columns),
        "inputs": list(inputs),
    }


def read_plan(files: Files) -> dict[str, Any] | None:
    """Return the plan with which the corpus was begun, its counts under ``counts`` if it is finished; else None."""
    try:
        found = json.loads(files.read(PLAN))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{PLAN} in {files} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    except ValueError as error:
        raise InputError(f"{PLAN} in {files} was damaged; --restart begins anew.") from error
    if not isinstance(found, dict):
        raise InputError(f"{PLAN} in {files} was damaged; --restart begins anew.")
    return found


def write_plan(files: Files, plan: Mapping[str, Any], counts: Mapping[str, int] | None = None) -> None:
    """Keep the plan, with the ``counts`` of a finished run."""
    content = {**plan, **({"counts": dict(counts)} if counts else {})}
    files.write(PLAN, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace"))


def compare(begun: Mapping[str, Any], now: Mapping[str, Any], files: Files) -> None:
    """Raise ``UsageError``, naming the first difference, where a run was ``begun`` otherwise than it would go on."""
    for key, words in _WORDS.items():
        if begun.get(key) != json.loads(json.dumps(now[key])):
            was = begun.get(key)
            detail = f" ({was})" if isinstance(was, str) else ""
            raise UsageError(
                f"{files} was begun with {words}{detail}; --restart begins anew, or choose another folder."
            )
