from collections.abc import Sequence
from dataclasses import replace

import pytest

from auditor.article import Article, Audit, Original, Segment, Sentence
from auditor.classifier.interface import Prediction
from auditor.correction import Correction, best_code, correct, rework
from auditor.errors import InputError
from auditor.labels import CLASS_OF, CODES
from auditor.pipeline import audit_article
from auditor.rules.profile import load_profile

STORY = (
    ("X", "Harbour bridge shut after cracks found", ""),
    ("U", "The bridge in Port Larkin was closed on Monday.", ""),
    ("NP", "The piers are cracked, said Odile Brandt, the mayor of Port Larkin.", "Odile Brandt"),
    ("NP", "She said that it could not wait.", "She"),
    ("A0", "A source said that the damage had been known for a year.", "A source"),
    ("O", "The Interior Ministry said that the repair would take six months.", "The Interior Ministry"),
    ("NO", "The Saltmarsh Ferry Company said that its boats would run again.", "The Saltmarsh Ferry Company"),
    ("U", "It is not the first closure, according to the engineer Wim Tarrow.", ""),
)
"""Code, sentence and source words."""
TEXT = "\n\n".join(words for _, words, _ in STORY)
PROFILE = load_profile("default")


class Scripted:
    """Gives each sentence the code and the source of the story, nine parts in ten sure."""

    name = "scripted"

    def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
        said = []
        for segment, (code, _, source) in zip(segments, STORY, strict=True):
            at = text.find(source, segment.start, segment.end)
            rest = 0.1 / (len(CODES) - 1)
            probabilities = tuple(0.9 if one == code else rest for one in CODES)
            said.append(Prediction(probabilities, (at, at + len(source)) if source else None))
        return said


@pytest.fixture(scope="module")
def audit() -> Audit:
    return audit_article(Article("bridge", TEXT), Scripted(), PROFILE)


def sources_of(audit: Audit, index: int) -> list[str]:
    return [s.name for s in audit.sources if s.id in audit.sentences[index].source_ids]


def test_without_corrections_nothing_changes(audit: Audit) -> None:
    assert correct(audit, [], PROFILE) == audit


def test_a_new_label_keeps_what_the_model_said_and_moves_all_that_follows(audit: Audit) -> None:
    after = correct(audit, [Correction(4, "O", "Interior Ministry")], PROFILE)
    sentence = after.sentences[4]
    assert (sentence.label, sentence.code, sentence.confidence) == ("official", "O", 1.0)
    assert sentence.probabilities[CODES.index("O")] == 1.0
    before = audit.sentences[4]
    said = Original("anonymous", "A0", before.confidence, "A source", ("a source",), before.probabilities)
    assert sentence.corrected == said
    assert after.counts == {**audit.counts, "anonymous": 0, "official": 2}
    assert sources_of(after, 4) == sources_of(after, 5) == ["Interior Ministry"]
    assert "a source" not in [s.name for s in after.sources]
    assert after.summary != audit.summary and "unnamed" not in (after.summary or "")
    assert [f.code for f in audit.findings if 4 in f.sentences] != []
    assert [f.code for f in after.findings if 4 in f.sentences] == []
    assert after.grade != audit.grade
    assert [s for s in after.sentences if s.corrected] == [sentence]


def test_a_new_source_is_taken_from_the_register_or_entered_in_it(audit: Audit) -> None:
    known = correct(audit, [Correction(6, "NP", "odile brandt")])
    assert sources_of(known, 6) == ["Odile Brandt"]
    new = correct(audit, [Correction(6, source="Ferrymen's Guild")])
    assert sources_of(new, 6) == ["Ferrymen's Guild"]
    assert new.sentences[6].label == "named"
    assert new.sentences[6].confidence == audit.sentences[6].confidence  # the label is still the model's
    joint = correct(audit, [Correction(6, source="Odile Brandt; Wim Tarrow; Odile Brandt")])
    assert sources_of(joint, 6) == ["Odile Brandt", "Wim Tarrow"]


def test_a_source_that_a_person_gave_is_no_guess() -> None:
    lines = "Odile Brandt met Lena Rask.", "The piers are cracked, said Brandt.", "And this cannot wait."
    text = " ".join(lines)
    marks = (("U", ""), ("NP", "Brandt"), ("NP", ""))
    sentences, begin = [], 0
    for index, (line, (code, source)) in enumerate(zip(lines, marks, strict=True)):
        at = text.find(source, begin)
        span = (source, at, at + len(source)) if source else (None, None, None)
        sentences.append(Sentence(index, begin, begin + len(line), line, CLASS_OF[code], code, 0.9, index, *span))
        begin += len(line) + 1
    audit = rework(Article("pier", text), sentences)
    assert [s.guessed for s in audit.sentences] == [False, False, True]
    after = correct(audit, [Correction(2, source="Lena Rask")])
    assert sources_of(after, 2) == ["Lena Rask"]
    assert not any(s.guessed for s in after.sentences)
    assert correct(audit, [Correction(1, code="NO")]).sentences[2].guessed


def test_what_follows_is_read_in_the_light_of_a_correction(audit: Audit) -> None:
    assert sources_of(audit, 3) == ["Odile Brandt"]
    after = correct(audit, [Correction(2, source="Marit Holm")])
    assert sources_of(after, 2) == ["Marit Holm"]
    assert "Marit Holm" in [s.name for s in after.sources]


def test_a_source_can_be_taken_away(audit: Audit) -> None:
    after = correct(audit, [Correction(5, source="")])
    assert after.sentences[5].source_ids == ()
    assert after.sentences[5].source is None
    assert "Interior Ministry" not in [s.name for s in after.sources]


def test_a_sentence_said_to_rest_on_nobody_loses_its_source(audit: Audit) -> None:
    after = correct(audit, [Correction(5, "U"), Correction(2, "X")])
    assert after.sentences[5].source is None and after.sentences[5].cue is None
    assert after.sentences[5].source_ids == ()
    assert len(after.counted) == len(audit.counted) - 1


def test_the_words_of_the_source_are_looked_for_where_the_model_saw_none(audit: Audit) -> None:
    after = correct(audit, [Correction(7, "NP")])
    assert sources_of(after, 7) == ["Wim Tarrow"]
    start = after.sentences[7].source_start
    assert start is not None and TEXT.startswith("the engineer Wim Tarrow", start)


def test_furniture_can_become_a_sentence_and_the_headline_is_found_anew(audit: Audit) -> None:
    assert audit.sentences[0].role == "headline"
    after = correct(audit, [Correction(0, "U")])
    assert after.sentences[0].role is None
    assert after.counts["unattributed"] == audit.counts["unattributed"] + 1


def test_what_is_as_the_model_said_is_no_correction(audit: Audit) -> None:
    assert correct(audit, [Correction(2, "NP"), Correction(1, "U", "")], PROFILE) == audit


def test_a_corrected_audit_comes_back_from_plain_data(audit: Audit) -> None:
    after = correct(audit, [Correction(4, "A2", "a clerk")], PROFILE)
    assert Audit.from_dict(after.to_dict()) == after


@pytest.mark.parametrize(
    ("corrections", "words"),
    [
        ([Correction(99, "U")], "no sentence 99"),
        ([Correction(4, "U"), Correction(4, "O")], "twice"),
        ([Correction(1, source="Odile Brandt")], "rests on nobody"),
        ([Correction(2, "U", "Odile Brandt")], "rests on nobody"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(audit: Audit, corrections: list[Correction], words: str) -> None:
    with pytest.raises(InputError, match=words):
        correct(audit, corrections)


def test_a_class_alone_gets_its_likeliest_code(audit: Audit) -> None:
    sentence = replace(audit.sentences[4], probabilities=(0.0, 0.1, 0.1, 0.3, 0.2, 0.1, 0.1, 0.1))
    assert best_code(sentence, "anonymous") == "A1"
    assert best_code(sentence, "named") == "NO"
    assert best_code(replace(sentence, probabilities=()), "named") == "NP"
