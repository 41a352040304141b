import io
import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from auditor import __version__
from auditor.article import Article, Audit
from auditor.reporting.interface import RenderOptions
from auditor.reporting.json_report import render_json, write


def test_the_shape_that_other_tools_rely_on(ferry: Audit) -> None:
    document = json.loads(render_json([ferry], model="minilm 1"))
    assert document["schema_version"] == "1.2"
    assert document["model"] == "minilm 1"
    assert document["generator"] == f"sourcing-auditor {__version__}"
    (article,) = document["articles"]
    assert {
        "id", "path", "title", "outlet", "author", "url", "date", "text", "words", "counts", "shares",
        "sentences",
    } <= set(article)  # fmt: skip
    sentence = article["sentences"][2]
    assert {
        "index", "start", "end", "text", "label", "code", "confidence", "source", "source_start",
        "source_end", "cue",
    } <= set(sentence)  # fmt: skip
    assert article["text"][sentence["start"] : sentence["end"]] == sentence["text"]
    assert sentence["label"] == "named"
    assert article["counts"] == {"named": 2, "anonymous": 3, "official": 2, "unattributed": 3}
    assert article["shares"]["anonymous"] == 0.3
    assert article["sentences"][0]["label"] == "furniture"


def test_an_audit_comes_back_whole_and_the_same_each_time(ferry: Audit) -> None:
    text = render_json([ferry, ferry])
    assert [Audit.from_dict(article) for article in json.loads(text)["articles"]] == [ferry, ferry]
    assert text == render_json([ferry, ferry])


def test_text_stands_as_it_is_and_the_last_line_ends(ferry: Audit) -> None:
    stream = io.StringIO(newline="")
    write([ferry], stream, RenderOptions(model="m"))
    assert "“We were told at noon,”" in stream.getvalue()
    assert stream.getvalue().endswith("}\n")
    assert not stream.getvalue().startswith("\ufeff")


def test_nothing_audited_is_an_empty_list() -> None:
    assert json.loads(render_json([]))["articles"] == []


def test_a_lone_surrogate_becomes_one_replacement_character(
    audit_of: Callable[..., Audit],
) -> None:
    text = render_json([audit_of([("U", "Two \ud83d\ude00 halves \udc80.")])])
    text.encode("utf-8")
    assert json.loads(text)["articles"][0]["text"] == "Two \ufffd\ufffd halves \ufffd."


@given(st.text(), st.one_of(st.none(), st.text()))
def test_any_text_survives(text: str, title: str | None) -> None:
    audit = Audit(Article("a", text, title=title), ())
    (article,) = json.loads(render_json([audit]))["articles"]
    assert (article["text"], article["title"]) == (text, title)
