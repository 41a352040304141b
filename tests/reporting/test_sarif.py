import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from auditor.article import Article, Audit, Finding, Sentence
from auditor.reporting.interface import RenderOptions
from auditor.reporting.sarif import to_sarif, write
from auditor.rules.registry import ALL

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0.json").read_text(encoding="utf-8"))
TEXT = "Pier shut\n\nThe pier is shut. A source\nsaid so 🦀, twice. It rained.\n"


def finding(*sentences: int, level: str = "warning", message: str = "A source is not described.") -> Finding:
    return Finding("SA101", "anonymous-undescribed", level, message, sentences, "Describe it.", "house advice")


def audit_at(path: str | None, *findings: Finding, line: int | None = None, id: str = "pier.txt") -> Audit:
    places = [(0, 9), (11, 28), (29, 55), (56, 66)]
    sentences = tuple(
        Sentence(i, start, end, TEXT[start:end], "anonymous", "A0", 0.9) for i, (start, end) in enumerate(places)
    )
    return Audit(Article(id, TEXT, path=path, line=line), sentences, findings=findings)


def log_of(*audits: Audit) -> dict[str, Any]:
    stream = io.StringIO()
    write(audits, stream, RenderOptions(model="m", profile="default"))
    log: dict[str, Any] = json.loads(stream.getvalue())
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    return log


def results(*audits: Audit) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = log_of(*audits)["runs"][0]["results"]
    return found


@pytest.mark.parametrize("path", ["pier.txt", "/news/pier.txt", "https://quay.example/pier?a=1&b=é#x", "-", None])
@pytest.mark.parametrize("line", [None, 4])
def test_every_log_is_valid(path: str | None, line: int | None) -> None:
    log = log_of(audit_at(path, finding(2, 3), finding(), line=line), audit_at(path))
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"


def test_the_schema_is_not_satisfied_by_anything() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_a_log_without_findings_still_lists_the_rules() -> None:
    run = log_of(audit_at("pier.txt"))["runs"][0]
    assert run["results"] == []
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in ALL]
    assert all("What to do: " in rule["help"]["text"] and "Rests on: " in rule["help"]["text"] for rule in rules)


def test_a_sentence_of_plain_text_has_its_lines_and_columns() -> None:
    (result,) = results(audit_at("pier.txt", finding(2), line=1))
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "pier.txt", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {
        "startLine": 3,
        "startColumn": 19,
        "endLine": 4,
        "endColumn": 18,
        "snippet": {"text": "A source\nsaid so 🦀, twice."},
    }


def test_lines_count_from_where_the_story_begins_in_its_file() -> None:
    (result,) = results(audit_at("pier.txt", finding(1), line=40))
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 42


def test_a_page_gives_the_words_but_claims_no_region() -> None:
    for path in ("pier.html", "https://quay.example/pier"):
        (result,) = results(audit_at(path, finding(3)))
        (location,) = result["locations"]
        assert "region" not in location["physicalLocation"]
        assert location["message"]["text"] == "“It rained.”"
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "https://quay.example/pier"}


def test_a_pipe_has_no_file() -> None:
    (result,) = results(audit_at("-", finding(3), line=1))
    assert "physicalLocation" not in result["locations"][0]


def test_further_sentences_are_related_places() -> None:
    (result,) = results(audit_at("pier.txt", finding(1, 2, 3), line=1))
    assert len(result["locations"]) == 1
    assert [place["id"] for place in result["relatedLocations"]] == [1, 2]


def test_what_concerns_the_whole_story_points_to_its_file() -> None:
    (result,) = results(audit_at("pier.txt", finding(), line=1))
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "pier.txt", "uriBaseId": "%SRCROOT%"}
    }


def test_levels_have_sarif_names() -> None:
    levels = [finding(level=level) for level in ("error", "warning", "advice")]
    assert [result["level"] for result in results(audit_at("a.txt", *levels))] == ["error", "warning", "note"]


def test_a_result_points_to_its_rule() -> None:
    run = log_of(audit_at("pier.txt", replace(finding(), code="SA999", rule="of-tomorrow"), finding()))["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_hostile_text_stays_text() -> None:
    message = "[click](https://evil.example) {0} \x1b[31m \u202e<script>\n\\"
    (result,) = results(audit_at("x.html", finding(message=message)))
    text = result["message"]["text"]
    assert text.startswith("\\[click\\](https://evil.example) {{0}} ␛\\[31m ⟨U+202E⟩<script> \\\\")


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ä%.txt", "a%20b/%C3%A4%25.txt"),
        ("javascript:alert(1).txt", "javascript%3Aalert%281%29.txt"),
        ("./in/pier.txt", "in/pier.txt"),
        ("/news/a b.txt", "file:///news/a%20b.txt"),
        ('https://quay.example/"><script>?q=1', "https://quay.example/%22%3E%3Cscript%3E?q=1"),
    ],
)
def test_paths_become_addresses(path: str, uri: str) -> None:
    (result,) = results(audit_at(path, finding()))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_lone_surrogate_can_be_written(audit_of: Callable[..., Audit]) -> None:
    audit = replace(audit_of([("A0", "A source \ud800 said so.")], path="a.txt", line=1), findings=(finding(0),))
    assert "\ufffd" in results(audit)[0]["locations"][0]["physicalLocation"]["region"]["snippet"]["text"]


def test_the_same_audits_give_the_same_log() -> None:
    audit = audit_at("pier.txt", finding(1, 2), line=1)
    assert to_sarif([audit]) == to_sarif([audit])
