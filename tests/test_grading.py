from dataclasses import replace

import pytest

from auditor.article import Article, Audit, Relay, Sentence, Source
from auditor.grading import BORDERS, GRADE_NOTE, LETTERS, WEIGHTS, grade, grade_note, letter_of
from auditor.labels import CLASS_OF, CODES
from auditor.sources import build_register

KIND = {"NP": "person", "NO": "organisation", "O": "official body"}
TEN = "one two three four five six seven eight nine ten"


def audit_of(*rows, title=None, url=None, **sources):
    """An audit of (code, source name or None[, text]) rows; ``sources`` changes fields of a source by its name."""
    text, sentences, ids = "", [], {}
    for code, name, *words in rows:
        said = words[0] if words else TEN
        if code not in "UX" and name:
            ids.setdefault(name, (len(ids), code))
        own = (ids[name][0],) if code not in "UX" and name else ()
        start = len(text)
        text += said + "\n"
        sentences.append(
            Sentence(len(sentences), start, start + len(said), said, CLASS_OF[code], code, 0.9, source_ids=own)
        )
    register = []
    for name, (id, code) in ids.items():
        of = tuple(s.index for s in sentences if id in s.source_ids)
        known = {"government": "yes" if code == "O" else "unknown"} | sources.get(name, {})
        kind = KIND.get(code, "unnamed person")
        register.append(
            Source(**{"id": id, "name": name, "kind": kind, "label": CLASS_OF[code], "sentences": of} | known)
        )
    return Audit(Article("a", text, title=title, url=url), tuple(sentences), tuple(register))


def with_doubt(audit, share=0.2):
    """The audit with this share of every sentence's probability on being unattributed."""
    sentences = tuple(
        replace(s, probabilities=tuple((1 - share) * (c == s.code) + share * (c == "U") for c in CODES))
        for s in audit.sentences
    )
    return replace(audit, sentences=sentences)


FREE = {"government": "no"}
RULING = {"government": "yes"}
NAMES = ("Orla", "Bevan", "Casimir", "Delphine")


def test_four_equal_named_voices_outside_government_get_an_a():
    result = grade(audit_of(*[("NP", name) for name in NAMES * 2], **dict.fromkeys(NAMES, FREE)))
    assert result.letter == "A" and result.score == 100
    assert result.parts == {"transparency": 1.0, "diversity": 1.0, "independence": 1.0}
    assert set(result.parts) == set(WEIGHTS)


def test_one_unnamed_source_gets_an_f():
    assert grade(audit_of(*[("A0", "a source")] * 6)).letter == "F"


def test_a_story_on_the_word_of_one_ministry_gets_a_d():
    result = grade(audit_of(*[("O", "Ministry of Tides")] * 6))
    assert result.letter == "D"
    assert result.parts == {"transparency": 1.0, "diversity": 0.0, "independence": 0.0}


def test_named_ministers_are_not_independent():
    ministers = grade(audit_of(*[("NP", name) for name in NAMES * 2], **dict.fromkeys(NAMES, RULING)))
    assert ministers.parts["independence"] == 0
    assert ministers.letter == "C"


def test_one_source_who_says_nearly_everything_counts_as_little_more_than_one():
    even = grade(audit_of(*[("NP", name) for name in NAMES * 3]))
    uneven = grade(audit_of(*[("NP", "Orla")] * 9, *[("NP", name) for name in NAMES[1:]]))
    assert uneven.parts["diversity"] < 0.7 < even.parts["diversity"]


def test_two_equal_sources_get_half_of_diversity():
    assert grade(audit_of(*[("NP", "Orla"), ("NP", "Bevan")] * 3)).parts["diversity"] == 0.5


def test_a_joint_source_is_shared_out():
    audit = audit_of(*[("NP", "Orla"), ("NP", "Bevan")] * 3)
    joint = replace(audit, sentences=tuple(replace(s, source_ids=(0, 1)) for s in audit.sentences))
    assert grade(joint).parts == grade(audit).parts


def test_an_unnamed_spokesperson_cannot_be_looked_up_but_the_body_can():
    body = grade(audit_of(*[("O", "Harbour Police")] * 5))
    mouthpiece = grade(audit_of(*[("O", "Harbour Police", "A Harbour Police spokesman said that it had rained.")] * 5))
    assert body.parts["transparency"] == 1.0
    assert mouthpiece.parts["transparency"] == 0.0


def test_a_named_spokesperson_can_be_looked_up():
    named = audit_of(*[("NP", "Orla Finch", "Orla Finch, a spokeswoman for the port, said that it had rained.")] * 5)
    assert grade(named).parts["transparency"] == 1.0


def test_unnamed_people_cited_by_an_outlet_cannot_be_looked_up():
    relays = tuple(Relay(index, "the Gazette", "two officials", True) for index in range(5))
    told = audit_of(*[("NO", "Gazette")] * 5, Gazette={"relays": relays})
    assert grade(told).parts["transparency"] == 0.0


@pytest.mark.parametrize("extra", [1, 7, 60])
def test_background_changes_nothing(extra):
    rows = [("NP", "Orla"), ("O", "Ministry"), ("A1", "an aide"), ("NP", "Bevan"), ("NP", "Orla"), ("A1", "an aide")]
    plain = audit_of(*rows)
    doubtful = with_doubt(plain)
    assert grade(plain).letter

    def padded(audit):
        sentences = []
        for sentence in audit.sentences:
            sentences.append(sentence)
            for _ in range(extra):
                sure = tuple(float(c == "U") for c in CODES) if sentence.probabilities else ()
                sentences.append(Sentence(900, 0, 0, TEN, "unattributed", "U", 1.0, probabilities=sure))
        return replace(audit, sentences=tuple(sentences))

    assert grade(padded(plain)) == grade(plain)
    assert grade(padded(doubtful)) == grade(doubtful)


def test_headlines_and_other_furniture_change_nothing():
    rows = [("NP", "Orla"), ("O", "Ministry"), ("NP", "Bevan"), ("NP", "Orla"), ("A1", "an aide")]
    assert grade(audit_of(*rows, ("X", None))) == grade(audit_of(*rows))


def test_attributed_sentences_without_a_known_source_count_as_one_source_a_class():
    assert grade(audit_of(*[("NP", None)] * 6)).parts["diversity"] == 0.0
    assert grade(audit_of(*[("NP", None)] * 3, *[("A0", None)] * 3)).parts["diversity"] == 0.5


def test_under_five_attributed_sentences_there_is_no_grade():
    result = grade(audit_of(*[("NP", "Orla")] * 4, *[("U", None)] * 20))
    assert result.letter is None and result.score is None and result.low is None
    assert result.withheld == "four attributed sentences; a grade needs five"
    assert grade(audit_of(*[("NP", "Orla")] * 5)).letter


def test_an_empty_article_has_no_grade():
    assert grade(audit_of()).withheld == "no attributed sentences; a grade needs five"


def test_the_range_holds_the_letter_and_is_the_same_every_time():
    audit = with_doubt(audit_of(*[("NP", name) for name in NAMES * 2], *[("A0", "a source")] * 4), 0.3)
    result = grade(audit)
    assert result == grade(audit)
    assert LETTERS.index(result.high) <= LETTERS.index(result.letter) <= LETTERS.index(result.low)


def test_sure_labels_give_a_range_of_one_letter_and_doubt_a_wider_one():
    rows = [("NP", "Orla"), ("A0", "a source"), ("NP", "Bevan"), ("A0", "a source"), ("NP", "Orla"), ("O", "Ministry")]
    sure = grade(with_doubt(audit_of(*rows), 0.0))
    doubtful = grade(with_doubt(audit_of(*rows), 0.5))
    assert sure.low == sure.high == sure.letter
    assert doubtful.low != doubtful.high


def test_without_probabilities_there_is_no_range():
    result = grade(audit_of(*[("NP", "Orla")] * 5))
    assert result.letter and result.low is None and result.high is None


def test_letters_follow_the_score_that_is_shown():
    assert [letter_of(border) for border in BORDERS.values()] == list(BORDERS)
    assert letter_of(BORDERS["A"] - 0.04) == "A"
    assert letter_of(BORDERS["A"] - 0.06) == "B"
    assert letter_of(0) == "F"


def test_the_note_says_what_is_graded_or_why_nothing_is():
    assert grade_note(None) is None
    assert grade_note(grade(audit_of(*[("NP", "Orla")] * 5))) == GRADE_NOTE
    assert "sourcing" in GRADE_NOTE and "truth" in GRADE_NOTE
    assert grade_note(grade(audit_of(("NP", "Orla")))) == "No grade: one attributed sentence; a grade needs five."


@pytest.mark.parametrize(
    ("outlet", "independence"), [("Xinhua", 0), ("Ruritanian state television", 0), ("The Larvik Post", 1)]
)
def test_state_media_are_not_independent(outlet, independence):
    said = f"{outlet} said that the port was open."
    bare = audit_of(*[("NO", None, said)] * 5)
    words = [replace(s, source=outlet, source_start=s.start, source_end=s.start + len(outlet)) for s in bare.sentences]
    sentences, sources = build_register(bare.article.text, words)
    assert grade(replace(bare, sentences=sentences, sources=sources)).parts["independence"] == independence
