import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

import jsonschema
import pytest

from auditor.article import Article, Audit, Finding, Grade, Mention, Original, Relay, Sentence, Source
from auditor.reporting.json_report import SCHEMA, SCHEMA_VERSION, render_json

SCHEMA_DATA: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA_DATA)


def full(audit: Audit) -> Audit:
    """``audit`` with something in every place where something can stand."""
    source = Source(
        0, "Ottoline Brask", "person", "named", "of the café", (Mention(5, 9, "she", 2),), (2,), 14, 0.5, "no", "café",
        "fear", (Relay(2, "The Tide", "Two officials", True),),
    )  # fmt: skip
    finding = Finding("SA101", "anonymous-undescribed", "warning", "Not described.", (2,), "Describe it.", "AP")
    grade = Grade("B", 77.1, {"transparency": 0.5, "diversity": 1.0, "independence": 0.9}, "C", "B")
    said = Original("anonymous", "A0", 0.6, "she", ("a source",), (0.0,) * 8)
    first = replace(
        audit.sentences[0], role="headline", probabilities=(0.0,) * 7 + (1.0,), source_ids=(0,), corrected=said
    )
    return replace(
        audit, sentences=(first, *audit.sentences[1:]), sources=(source,), findings=(finding,), summary="It rests.",
        grade=grade,
    )  # fmt: skip


def test_the_schema_is_a_schema_and_names_its_version() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA_DATA)
    assert SCHEMA_DATA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA_DATA["$id"].endswith(f":{SCHEMA_VERSION}")
    assert SCHEMA.name == f"audit-{SCHEMA_VERSION}.json"


def test_what_is_written_is_valid(ferry: Audit, audit_of: Callable[..., Audit]) -> None:
    withheld = replace(ferry, grade=Grade(None, withheld="two attributed sentences"))
    hostile = audit_of([("A0", "A \ud800 \x00 <script> said.", "\ud800")])
    for audits in ([], [ferry], [full(ferry), withheld], [hostile], [Audit(Article("empty", ""), ())]):
        VALIDATOR.validate(json.loads(render_json(audits, model="m", profile="default")))


def test_every_key_that_is_written_is_described(ferry: Audit) -> None:
    closed = json.loads(json.dumps(SCHEMA_DATA))
    for part in objects(closed):
        part.setdefault("additionalProperties", False)
    jsonschema.Draft202012Validator(closed).validate(json.loads(render_json([full(ferry)])))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("sentence", Sentence), ("source", Source), ("finding", Finding), ("grade", Grade), ("mention", Mention),
        ("relay", Relay), ("original", Original),
    ],
)  # fmt: skip
def test_the_schema_keeps_up_with_the_records(name: str, kind: type) -> None:
    described = SCHEMA_DATA["$defs"][name]
    assert set(described["properties"]) == set(described["required"]) == {f.name for f in fields(kind)}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), "2.0"),
        (("articles", 0, "sentences", 0, "label"), "rumour"),
        (("articles", 0, "sentences", 0, "confidence"), 1.5),
        (("articles", 0, "sentences", 0, "start"), "0"),
        (("articles", 0, "grade", "letter"), "E"),
        (("articles", 0, "findings", 0, "level"), "fatal"),
        (("articles", 0, "sources", 0, "government"), True),
        (("articles", 0, "counts"), {}),
    ],
)
def test_a_wrong_document_is_refused(ferry: Audit, path: tuple[Any, ...], value: Any) -> None:
    document = json.loads(render_json([full(ferry)]))
    *parents, last = path
    place = document
    for step in parents:
        place = place[step]
    place[last] = value
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(document)


def test_keys_of_a_later_version_are_accepted(ferry: Audit) -> None:
    document = json.loads(render_json([ferry]))
    document["later"] = document["articles"][0]["later"] = 1
    VALIDATOR.validate(document)


def test_the_command_prints_it() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "auditor", "schema"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    assert json.loads(printed) == SCHEMA_DATA


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)
