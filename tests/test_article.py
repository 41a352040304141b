import json
from dataclasses import FrozenInstanceError, replace

import pytest

from auditor.article import Article, Audit, Finding, Grade, Mention, Relay, Sentence, Source
from auditor.labels import CLASS_OF

ROWS = [
    ("X", "Share this story now"),
    ("NP", "“It leaks,” said Anna Berg."),
    ("NO", "The union agreed."),
    ("A1", "Two pilots said so."),
    ("O", "The Harbour Office denied it."),
    ("U", "It rained."),
    ("U", "The quay was empty."),
    ("X", "By Our Reporter"),
]


def audit_of(rows, **known):
    text, sentences = "", []
    for code, words in rows:
        start = len(text)
        text += words + "\n"
        sentences.append(Sentence(len(sentences), start, start + len(words), words, CLASS_OF[code], code, 0.9))
    return Audit(Article("leak.txt", text, **known), tuple(sentences))


@pytest.fixture
def audit():
    return audit_of(ROWS, title="It leaks", date="2024-05-01")


def test_furniture_is_counted_nowhere(audit):
    assert audit.counts == {"named": 2, "anonymous": 1, "official": 1, "unattributed": 2}
    assert audit.shares == {"named": 0.333, "anonymous": 0.167, "official": 0.167, "unattributed": 0.333}
    assert audit.words == sum(len(words.split()) for code, words in ROWS if code != "X")
    assert len(audit.counted) == 6
    assert len(audit.sentences) == 8


def test_every_class_has_a_count_even_when_there_is_none():
    audit = audit_of([("U", "It rained.")])
    assert audit.counts == {"named": 0, "anonymous": 0, "official": 0, "unattributed": 1}
    assert audit.shares["unattributed"] == 1.0


@pytest.mark.parametrize("rows", [[], [("X", "Share this"), ("X", "Menu")]])
def test_an_article_without_sentences_has_no_shares(rows):
    audit = audit_of(rows)
    assert set(audit.counts.values()) == {0}
    assert set(audit.shares.values()) == {0.0}
    assert audit.words == 0


def test_an_audit_survives_json(audit):
    assert Audit.from_dict(json.loads(json.dumps(audit.to_dict()))) == audit


def test_source_and_cue_survive_json(audit):
    sourced = Sentence(0, 0, 9, "Berg said", "named", "NP", 0.9, 0, "Berg", 0, 4, "said", 5, 9)
    audit = Audit(Article("a", "Berg said"), (sourced,))
    again = Audit.from_dict(json.loads(json.dumps(audit.to_dict())))
    assert again.sentences == (sourced,)


def test_register_findings_summary_and_grade_survive_json(audit):
    mention, relay = Mention(25, 34, "Anna Berg", 1), Relay(1, "The Courier", "two pilots", True)
    berg = Source(
        0, "Anna Berg", "person", "named", "a diver", (mention,), (1,), 4, 0.2, "no", "a diver", None, (relay,)
    )  # fmt: skip
    full = replace(
        audit,
        sentences=tuple(
            replace(s, source_ids=(0,), role="headline", probabilities=(0.5, 0.5)) for s in audit.sentences
        ),
        sources=(berg,),
        findings=(Finding("SA101", "anonymous-undescribed", "warning", "Who?", (3,), "Say who.", "house advice"),),
        summary="One of six sentences rests on one person.",
        grade=Grade("B", 71.0, {"diversity": 0.5}, "C", "A"),
    )
    assert Audit.from_dict(json.loads(json.dumps(full.to_dict()))) == full


def test_keys_of_a_later_version_are_ignored(audit):
    data = audit.to_dict() | {"weather": [1, 2]}
    data["sentences"][0]["mood"] = "glum"
    assert Audit.from_dict(data) == audit


def test_the_plain_form_has_the_promised_keys(audit):
    data = audit.to_dict()
    assert {"id", "path", "title", "outlet", "url", "date", "text", "words", "counts", "shares"} < set(data)
    assert {"index", "start", "end", "text", "label", "code", "confidence"} < set(data["sentences"][0])
    assert {"source", "source_start", "source_end", "cue"} < set(data["sentences"][0])


def test_nothing_can_be_changed_afterwards(audit):
    with pytest.raises(FrozenInstanceError):
        audit.article.text = "another"
    with pytest.raises(FrozenInstanceError):
        audit.sentences[0].label = "named"
