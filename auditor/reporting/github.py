"""Findings as workflow commands, which GitHub Actions shows beside the lines of a pull request.

``::error file=story.txt,line=3,col=1::message``, escaped as the toolkit of GitHub Actions escapes: "%", carriage
return and line feed everywhere, in properties ":" and "," too.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterator, Sequence
from typing import TextIO

from auditor.article import Audit, Finding
from auditor.reporting.interface import RenderOptions
from auditor.reporting.places import file_of, region_of, sentences_of
from auditor.reporting.text_safety import visible, well_formed
from auditor.rules.interface import ADVICE, ERROR, WARNING

COMMANDS: dict[str, str] = {ERROR: "error", WARNING: "warning", ADVICE: "notice"}
_EXCERPT = 100


def write(audits: Sequence[Audit], stream: TextIO, options: RenderOptions) -> None:
    """Write a line a finding; nothing where nothing was found."""
    for audit in audits:
        for finding in audit.findings:
            stream.write(f"{command(audit, finding)}\n")


def command(audit: Audit, finding: Finding) -> str:
    """Return the workflow command for ``finding``.

    Its place is the first sentence concerned, in plain text; of other files the file alone is named, and of an
    address the article's id stands in the message.
    """
    properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(audit, finding))
    return f"::{COMMANDS[finding.level]} {properties}::{_data(_message(audit, finding))}"


def _properties(audit: Audit, finding: Finding) -> Iterator[tuple[str, str]]:
    file, sentences = file_of(audit), sentences_of(audit, finding)
    if file is not None:
        yield "file", file
        region = region_of(audit, sentences[0]) if sentences else None
        if region:
            yield "line", str(region.start_line)
            yield "endLine", str(region.end_line)
            if region.start_line == region.end_line:  # across lines GitHub takes no columns
                yield "col", str(region.start_column)
                yield "endColumn", str(region.end_column)
    yield "title", f"{finding.code} {finding.rule}"


def _message(audit: Audit, finding: Finding) -> str:
    sentences = sentences_of(audit, finding)
    parts = [finding.message]
    if file_of(audit) is None:
        parts.insert(0, f"{audit.article.id}:")
    if sentences and region_of(audit, sentences[0]) is None:
        text = visible(sentences[0].text)
        parts.append(f"“{text if len(text) <= _EXCERPT else text[:_EXCERPT].rstrip() + '…'}”")
    return " ".join([*parts, finding.advice])


def _data(text: str) -> str:
    return well_formed(visible(text)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
