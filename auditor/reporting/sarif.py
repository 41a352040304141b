"""Findings as SARIF 2.1.0, for code scanning and for editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html  A sentence of a plain text file has a region, in
lines and in columns of code points; for a page, a document or an address, whose text was taken out, the sentence is
quoted but no region is claimed.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from auditor import __version__
from auditor.article import Audit, Finding, Sentence
from auditor.reporting.interface import RenderOptions
from auditor.reporting.places import file_of, is_address, region_of, sentences_of
from auditor.reporting.text_safety import visible, well_formed
from auditor.rules import authority_of
from auditor.rules.interface import ADVICE, ERROR, WARNING, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVEL_NAMES: dict[str, str] = {ERROR: "error", WARNING: "warning", ADVICE: "note"}
_ROOT = "%SRCROOT%"
_IN_ADDRESSES = "/:?#[]@!$&'()*+,;=%~"


def write(audits: Sequence[Audit], stream: TextIO, options: RenderOptions) -> None:
    """Write one log with one run."""
    log = to_sarif(audits, model=options.model, profile=options.profile)
    # Escapes alone, so that no viewer that shows the file meets a character that turns or hides what it shows.
    stream.write(json.dumps(log, ensure_ascii=True, allow_nan=False, indent=2) + "\n")


def to_sarif(audits: Sequence[Audit], *, model: str | None = None, profile: str | None = None) -> dict[str, Any]:
    """Return the log as plain data: every rule there is with its help, and a result a finding."""
    from auditor.rules.registry import ALL

    rules = {rule.code: _descriptor(rule) for rule in ALL}
    for audit in audits:
        for finding in audit.findings:  # of a rule that this version does not have
            rules.setdefault(finding.code, {"id": finding.code, "name": finding.rule})
    places = {code: place for place, code in enumerate(rules)}
    driver = {
        "name": "sourcing-auditor",
        "version": __version__,
        "semanticVersion": __version__,
        "shortDescription": {"text": "On whose word does every sentence of a news article rest?"},
        "rules": list(rules.values()),
        "properties": {"model": model, "profile": profile},
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "results": [_result(a, f, places[f.code]) for a in audits for f in a.findings],
            }
        ],
    }


def _descriptor(rule: Rule) -> dict[str, Any]:
    help_text = (
        f"{rule.trigger}\n\nWhat to do: {rule.advice}\n\nKnown to miss: {rule.misses}\n\nRests on: {authority_of(rule)}"
    )
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _message(rule.title)},
        "fullDescription": {"text": _message(rule.trigger)},
        "help": {"text": "\n".join(_message(line) for line in help_text.split("\n"))},
        "defaultConfiguration": {"enabled": not rule.experimental, "level": LEVEL_NAMES[rule.level]},
    }


def _result(audit: Audit, finding: Finding, rule_index: int) -> dict[str, Any]:
    sentences = sentences_of(audit, finding)
    locations = [_location(audit, sentence) for sentence in sentences] or [_location(audit, None)]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": LEVEL_NAMES[finding.level],
        "message": {"text": _message(f"{finding.message} {finding.advice}")},
        # Several would mean that all must change together; what else is concerned is related.
        "locations": locations[:1],
    }
    if locations[1:]:
        result["relatedLocations"] = [{"id": n, **location} for n, location in enumerate(locations[1:], 1)]
    result["properties"] = {"article": visible(audit.article.id), "sentences": list(finding.sentences)}
    return result


def _location(audit: Audit, sentence: Sentence | None) -> dict[str, Any]:
    location: dict[str, Any] = {}
    artifact = _artifact(audit)
    if artifact:
        location["physicalLocation"] = {"artifactLocation": artifact}
    region = region_of(audit, sentence) if sentence else None
    if sentence and region:
        location["physicalLocation"]["region"] = {
            "startLine": region.start_line,
            "startColumn": region.start_column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
            "snippet": {"text": well_formed(sentence.text)},
        }
    location["logicalLocations"] = [{"fullyQualifiedName": visible(audit.article.id), "kind": "article"}]
    if sentence and not region:
        location["message"] = {"text": _message(f"“{sentence.text}”")}
    return location


def _artifact(audit: Audit) -> dict[str, str] | None:
    path = audit.article.path
    if path is not None and is_address(path):
        return {"uri": quote(well_formed(path), safe=_IN_ADDRESSES)}
    file = file_of(audit)
    if file is None:
        return None
    if Path(file).is_absolute():
        return {"uri": Path(well_formed(file)).as_uri()}
    return {"uri": quote(Path(well_formed(file)).as_posix()), "uriBaseId": _ROOT}


def _message(text: str) -> str:
    """Return ``text`` as a plain text message: no links, no placeholders, nothing unseen (SARIF 3.11.5, 3.11.6)."""
    shown = well_formed(visible(text)).replace("{", "{{").replace("}", "}}")
    return shown.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
