"""The JSON interface: what goes in and what comes out."""

import base64
import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from server_story import STORY

from auditor.article import Article, Segment
from auditor.classifier.baseline_cues import CueWordBaseline
from auditor.classifier.interface import Prediction
from auditor.errors import InputError
from auditor.pipeline import audit_article
from auditor.quotation import article_quotations
from auditor.reading import read_text
from auditor.reporting.json_report import SCHEMA, render_json
from auditor.rules.profile import load_profile
from auditor.server.limits import Limits
from auditor.server.reading import Given
from auditor.sources.occurrences import occurrences


def report(client: Any, audited: Any, **asked: Any) -> Any:
    return client.post("/api/report", json={"articles": audited["articles"], "model": "m 1", **asked})


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def test_an_audit_is_the_json_of_the_command(client: Any) -> None:
    answer = client.post("/api/audit", json={"text": STORY, "profile": "strict"})
    (article,) = read_text(STORY)
    audit = audit_article(article, CueWordBaseline(), load_profile("strict"))
    assert answer.text == render_json([audit], model=CueWordBaseline().name, profile="strict")
    assert answer.headers["content-type"] == "application/json"
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(answer.json())


def test_what_is_known_of_the_article_can_be_said(client: Any) -> None:
    facts = {"title": "Bridge shut", "outlet": "The Tide", "author": "Ida Nord", "date": "2024-05-02"}
    (article,) = client.post("/api/audit", json={"text": STORY, **facts}).json()["articles"]
    assert {name: article[name] for name in facts} == facts


def test_files_are_told_by_what_they_hold(client: Any) -> None:
    page = "<html><head><title>Bridge</title></head><body><article>{}</article></body></html>".format(
        "".join(f"<p>{line}</p>" for line in STORY.split("\n\n") * 2)
    )
    stream = io.BytesIO()
    document = docx.Document()
    for line in STORY.split("\n\n"):
        document.add_paragraph(line)
    document.save(stream)
    for name, data in (
        ("story.txt", STORY.encode()), ("page.html", page.encode()), ("..\\x/story.docx", stream.getvalue()),
    ):  # fmt: skip
        answer = client.post("/api/audit", json={"file": {"name": name, "data": in_base64(data)}})
        assert answer.status_code == 200, answer.text
        assert "Odile Brandt" in {s["name"] for s in answer.json()["articles"][0]["sources"]}
        assert answer.json()["articles"][0]["id"] == Path(name).name


def test_a_link_is_read_and_a_private_one_is_not(serving: Callable[..., Any]) -> None:
    asked: list[Given] = []

    def read(given: Given, seconds: float) -> list[Article]:
        asked.append(given)
        return [Article("bridge", STORY, url=given.name)]

    client = serving(read=read)
    answer = client.post("/api/audit", json={"url": " https://tide.example/bridge "})
    assert answer.json()["articles"][0]["url"] == "https://tide.example/bridge"
    assert asked == [Given("https://tide.example/bridge")]
    for address in ("http://127.0.0.1/", "http://[::1]/x", "http://169.254.169.254/latest", "http://localhost/"):
        answer = serving().post("/api/audit", json={"url": address})
        assert answer.status_code == 422 and "not a public address" in answer.json()["error"]
    for address in ("file:///etc/passwd", "/etc/passwd", "etc/passwd", "-"):
        assert serving().post("/api/audit", json={"url": address}).status_code == 422
    answer = serving(links=False, read=read).post("/api/audit", json={"url": "https://tide.example/bridge"})
    assert answer.status_code == 422 and "does not read links" in answer.json()["error"]


def test_reading_that_takes_too_long_is_given_up(serving: Callable[..., Any]) -> None:
    def read(given: Given, seconds: float) -> list[Article]:
        raise TimeoutError

    answer = serving(read=read).post("/api/audit", json={"url": "https://tide.example/bridge"})
    assert answer.status_code == 422 and "too long" in answer.json()["error"]


def test_what_is_no_article_can_be_forced(client: Any) -> None:
    german = "Der Bürgermeister hat am Montag gesagt, dass die alte Brücke nicht mehr befahren werden darf. " * 4
    answer = client.post("/api/audit", json={"text": german})
    assert answer.status_code == 422
    assert answer.json()["forcible"] is True and "not in English" in answer.json()["error"]
    assert client.post("/api/audit", json={"text": german, "force": True}).status_code == 200
    assert "forcible" not in client.post("/api/audit", json={"text": " "}).json()


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 422, "exactly one of text, url and file"),
        ({"text": STORY, "url": "https://tide.example/"}, 422, "exactly one"),
        ({"text": 5}, 422, "field text"),
        ({"text": STORY, "titel": "x"}, 422, "field titel"),
        ({"text": STORY, "profile": "pyproject.toml"}, 422, "no profile of that name"),
        ({"text": STORY, "profile": "/etc/passwd"}, 422, "no profile of that name"),
        ({"text": "word " * 200_000}, 422, "too long"),
        ({"file": {"name": "x.txt", "data": "äöü"}}, 422, "base64"),
        ({"file": {"name": "x.bin", "data": in_base64(bytes(range(256)))}}, 422, "x.bin"),
        ([], 422, "wrong"),
    ],
)
def test_a_mistake_is_one_sentence(client: Any, body: Any, status: int, words: str) -> None:
    answer = client.post("/api/audit", json=body)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert words in answer.json()["error"] and answer.json()["error"].endswith(".")
    assert STORY[:30] not in answer.text


def test_what_is_no_json_is_said_to_be_none(client: Any) -> None:
    for body in (b"{", b"", b"\xff\xfe", b"[" * 100_000):
        answer = client.post("/api/audit", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422), body[:10]
        assert answer.json()["error"].endswith(".")


def test_a_report_needs_no_model(serving: Callable[..., Any]) -> None:
    class Counting(CueWordBaseline):
        asked = 0

        def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
            type(self).asked += 1
            return super().classify(text, segments)

    client = serving(classifier=Counting())
    audited = client.post("/api/audit", json={"text": STORY}).json()
    assert Counting.asked == 1
    strict = report(client, audited, format="json", profile="strict")
    assert strict.json()["profile"] == "strict" and strict.json()["model"] == "m 1"
    again = report(client, audited, format="json").json()
    assert again["articles"] == audited["articles"]
    assert Counting.asked == 1


def test_corrections_are_marked_in_every_format(client: Any, audited: Any) -> None:
    sentences = audited["articles"][0]["sentences"]
    anonymous = next(s for s in sentences if s["label"] == "anonymous")
    corrections = [{"sentence": anonymous["index"], "label": "named", "code": "NP", "source": "Wim Tarrow"}]
    document = report(client, audited, format="json", corrections=corrections).json()
    (article,) = document["articles"]
    assert article["sentences"][anonymous["index"]]["label"] == "named"
    assert article["sentences"][anonymous["index"]]["corrected"]["code"] == anonymous["code"]
    assert article["counts"]["anonymous"] == audited["articles"][0]["counts"]["anonymous"] - 1
    assert "Wim Tarrow" in [s["name"] for s in article["sources"]]
    page = report(client, audited, corrections=corrections)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-disposition"] == 'attachment; filename="sourcing.html"'
    assert "corrected by hand; the model said anonymous" in page.text
    table = report(client, audited, format="csv", corrections=corrections)
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"), newline="")))
    assert [row["corrected"] for row in rows if row["corrected"]] == ["label source"]
    register = report(client, audited, format="csv", table="sources", corrections=corrections)
    assert "Wim Tarrow" in register.text


def test_a_label_alone_gets_a_code(client: Any, audited: Any) -> None:
    corrections = [
        {"sentence": 2, "label": "official"},
        {"sentence": 3, "label": audited["articles"][0]["sentences"][3]["label"]},
    ]
    (article,) = report(client, audited, format="json", corrections=corrections).json()["articles"]
    assert article["sentences"][2]["code"] == "O"
    assert article["sentences"][3]["corrected"] is None


def test_several_articles_are_corrected_each_for_itself(client: Any, audited: Any) -> None:
    two = {"articles": audited["articles"] * 2}
    corrections = [{"article": 1, "sentence": 1, "label": "furniture"}]
    first, second = report(client, two, format="json", corrections=corrections).json()["articles"]
    assert first["sentences"][1]["corrected"] is None
    assert second["sentences"][1]["corrected"]["label"] == first["sentences"][1]["label"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda a: a["sentences"][1].update(start=0), "does not stand where"),
        (lambda a: a["sentences"][-1].update(end=99_999), "does not stand where"),
        (lambda a: a["sentences"][1].update(start=-1), "start"),
        (lambda a: a["sentences"][1].update(code="Z"), "code"),
        (lambda a: a["sentences"][1].update(confidence=2), "confidence"),
        (lambda a: a["sentences"][1].update(source_start=5, source_end=3), "outside the text"),
        (lambda a: a["sentences"][1].update(probabilities=[1.0]), "probabilities"),
        (lambda a: a["sentences"][1].update(corrected={"label": "named"}), "corrected"),
        (lambda a: a.update(text=5), "text"),
        (lambda a: a.pop("sentences"), "sentences"),
    ],
)
def test_a_document_that_was_tampered_with_is_refused(
    client: Any, audited: Any, change: Callable[[Any], Any], words: str
) -> None:
    change(audited["articles"][0])
    answer = report(client, audited)
    assert answer.status_code == 422
    assert words in answer.json()["error"]


@pytest.mark.parametrize(
    "correction",
    [
        {"sentence": 99, "code": "U"}, {"article": 7, "sentence": 1}, {"sentence": 1, "label": "rumour"},
        {"sentence": 1, "source": "x" * 301}, {"sentence": 1, "sorce": "x"}, {"sentence": -1},
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_refused(client: Any, audited: Any, correction: Any) -> None:
    assert report(client, audited, corrections=[correction]).status_code == 422


def test_a_hostile_article_is_text_in_the_report(client: Any) -> None:
    hostile = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)>"
    text = STORY.replace("Odile Brandt", f"Odile Brandt {hostile}") + "\ud800 \x00 \u202e" + "x" * 10_000
    audited = client.post("/api/audit", content=json.dumps({"text": text, "title": hostile}),
                          headers={"Content-Type": "application/json"})  # fmt: skip
    if audited.status_code == 422:  # a lone surrogate is no text
        audited = client.post("/api/audit", json={"text": text.replace("\ud800", ""), "title": hostile})
    page = report(client, audited.json(), corrections=[{"sentence": 1, "label": "named", "source": hostile}]).text
    assert page.count("<script>") == page.count("</script>") == page.count("</style>") == 1
    assert "<img" not in page


def test_health_names_what_is_at_work(client: Any) -> None:
    assert client.get("/health").json() == {
        "status": "ok", "version": client.get("/openapi.json").json()["info"]["version"],
        "model": CueWordBaseline().name, "profiles": ["default", "ap-style", "reuters-style", "bbc-style", "strict"],
        "workers": 2, "inside": 0,
    }  # fmt: skip


def test_the_openapi_document_describes_the_answer(client: Any) -> None:
    document = client.get("/openapi.json").json()
    assert set(document["paths"]) == {"/health", "/api/audit", "/api/report"}
    answer = document["paths"]["/api/audit"]["post"]["responses"]["200"]["content"]["application/json"]
    audited = client.post("/api/audit", json={"text": STORY}).json()
    jsonschema.Draft202012Validator({**answer["schema"], "components": document["components"]}).validate(audited)
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404


def test_nothing_of_an_article_stays(client: Any, audited: Any) -> None:
    report(client, audited, corrections=[{"sentence": 2, "label": "anonymous"}])
    assert article_quotations.cache_info().currsize == 0
    assert occurrences.cache_info().currsize == 0


def test_a_long_text_is_refused_before_work_goes_into_it(serving: Callable[..., Any]) -> None:
    class Never(CueWordBaseline):
        def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
            raise AssertionError

    def read(given: Given, seconds: float) -> list[Article]:
        return [Article("a", STORY), Article("b", STORY)]

    client = serving(classifier=Never(), limits=Limits(characters=len(STORY) + 10), read=read)
    assert "too long" in client.post("/api/audit", json={"url": "https://tide.example/"}).json()["error"]


def test_an_error_of_reading_is_passed_on(serving: Callable[..., Any]) -> None:
    def read(given: Given, seconds: float) -> list[Article]:
        raise InputError("tide.example cannot be fetched: no host called tide.example is known.")

    answer = serving(read=read).post("/api/audit", json={"url": "https://tide.example/"})
    assert (answer.status_code, answer.json()) == (
        422,
        {"error": "tide.example cannot be fetched: no host called tide.example is known."},
    )
