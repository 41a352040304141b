import re
from dataclasses import replace

import pytest

from auditor.article import Article, Audit, Sentence, Source
from auditor.labels import CLASS_OF
from auditor.summary_text import summarise

KIND = {"NP": "person", "NO": "organisation", "O": "official body", "A0": "unnamed person", "A1": "unnamed person"}


def audit_of(*rows, text="", **sources):
    """An audit of (code, source name or None) rows; ``sources`` changes fields of the source of that name."""
    sentences, ids = [], {}
    for code, name in rows:
        if name:
            ids.setdefault(name, (len(ids), code))
        own = (ids[name][0],) if name else ()
        sentences.append(Sentence(len(sentences), 0, 0, "said", CLASS_OF[code], code, 0.9, source_ids=own))
    register = []
    for name, (id, code) in ids.items():
        of = tuple(s.index for s in sentences if id in s.source_ids)
        known = {"government": "yes" if code == "O" else "unknown"} | sources.get(name, {})
        fields = {"id": id, "name": name, "kind": KIND[code], "label": CLASS_OF[code], "sentences": of}
        register.append(Source(**fields | known))
    return Audit(Article("a", text), tuple(sentences), tuple(register))


GOVERNMENT = {"government": "yes"}
FREE = {"government": "no"}


def test_a_story_on_the_word_of_one_official():
    envoy = {"government": "yes", "role": "the head of the delegation"}
    audit = audit_of(*[("NP", "Ivo Brandt")] * 8, ("A1", "a source"), ("U", None), ("U", None), **{"Ivo Brandt": envoy})
    assert summarise(audit) == (
        "Eight of eleven sentences rest on one person, Ivo Brandt (the head of the delegation, government); "
        "one more rests on others. Of these nine, one rests on an unnamed source (“a source”), with no reason given. "
        "Nobody independent of government is cited by name."
    )


def test_several_sources_are_counted_and_the_chief_ones_listed():
    audit = audit_of(
        *[("NP", "Orla")] * 3, *[("O", "Port Authority")] * 2, ("NP", "Bevan"), ("NO", "Dockers' Union"), ("U", None),
        Orla=FREE | {"share": 0.4}, Bevan=FREE | {"share": 0.1}, **{"Dockers' Union": FREE | {"share": 0.15}},
        **{"Port Authority": {"share": 0.35}},
    )  # fmt: skip
    assert summarise(audit) == (
        "Seven of eight sentences rest on four sources, chiefly Orla (40% of the words), Port Authority "
        "(35%, government) and Dockers' Union (15%). "
        "Outside government the article cites Orla, Dockers' Union and Bevan."
    )


def test_a_reason_for_anonymity_is_told_from_mere_terms():
    def said(words):
        rows = [("NP", "Orla")] * 3 + [("A1", "a clerk")] * 2
        return summarise(audit_of(*rows, **{"a clerk": {"explained": words}}))

    assert "Of these five, two rest on an unnamed source (“a clerk”), with no reason given." in said(None)
    terms = "two rest on an unnamed source (“a clerk”), on condition of anonymity, with no reason given."
    assert terms in said("who asked not to be named")
    assert "and the article says why" in said("because she was not authorised to speak")
    assert "and the article says why" in said("on condition of anonymity to discuss the tender")


def test_reasons_for_some_of_the_unnamed_are_counted():
    rows = [("A1", "a clerk"), ("A1", "two porters"), ("NP", "Orla"), ("NP", "Orla")]
    audit = audit_of(*rows, **{"a clerk": {"explained": "for fear of losing her job"}})
    assert "Of these four, two rest on two unnamed sources, and a reason is given for one of them." in summarise(audit)


def test_sources_whose_sentences_are_not_counted_as_unnamed_are_not_counted_either():
    rows = [("NP", "Orla"), ("NP", "Orla"), ("NP", "Bevan"), ("A1", "a clerk"), ("NP", "a porter")]
    said = summarise(audit_of(*rows, **{"a porter": {"kind": "unnamed person"}}))
    assert "Of these five, one rests on an unnamed source (“a clerk”)" in said


def test_one_sentence_of_two_unnamed_sources_is_said_to_be_theirs_together():
    audit = audit_of(("NP", "Orla"), ("NP", "Orla"), ("NP", "Bevan"), ("A1", "a clerk"), ("A1", "two porters"))
    joint = replace(audit.sentences[3], source_ids=(2, 3))
    said = summarise(replace(audit, sentences=(*audit.sentences[:3], joint)))
    assert "Of these four, one rests on two unnamed sources together" in said


def test_nothing_but_unnamed_sources():
    rows = [("A1", "a clerk")] * 2 + [("A1", "two porters")] * 2
    assert "All of these rest on two unnamed sources, with no reason given." in summarise(audit_of(*rows))


def test_a_guess_at_who_speaks_is_not_passed_off_as_a_fact():
    audit = audit_of(*[("NP", "Orla")] * 3, *[("NP", "Bevan")] * 3)
    sentences = tuple(replace(s, guessed=s.index in (2, 3, 4, 5)) for s in audit.sentences)
    said = summarise(replace(audit, sentences=sentences))
    assert "chiefly Orla (one of its sentences by a guess) and Bevan (a guess)" in said


def test_terms_for_some_of_the_unnamed_are_counted():
    rows = [("A1", "a clerk"), ("A1", "two porters"), ("NP", "Orla"), ("NP", "Orla")]
    said = summarise(audit_of(*rows, **{"a clerk": {"explained": "who requested anonymity"}}))
    assert "two rest on two unnamed sources, one of them on condition of anonymity, with no reason given." in said


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (None, "with no reason given"),
        ("who requested anonymity", "on condition of anonymity, with no reason given"),
        ("for fear of losing her job", "and the article says why"),
    ],
)
def test_the_only_unnamed_source_is_told_of_once(words, reason):
    rows = [("A1", "a clerk")] * 7 + [("NP", "Orla")] * 2
    said = summarise(audit_of(*rows, **{"a clerk": {"explained": words}}))
    assert said.startswith(
        f"Seven of nine sentences rest on one unnamed person (“a clerk”), {reason}; two more rest on others. "
    )
    assert said.count("unnamed") == 1


def test_state_media_are_not_outside_government():
    rows = [("NO", "Xinhua")] * 4 + [("NP", "Orla")] * 2
    said = summarise(audit_of(*rows, Xinhua=FREE, Orla=FREE))
    assert said == (
        "Four of six sentences rest on one organisation, Xinhua (state media); two more rest on others. "
        "Outside government the article cites Orla."
    )
    assert "Nobody independent of government" in summarise(audit_of(*rows[:4], Xinhua=FREE))


def test_doubt_about_government_is_said():
    audit = audit_of(("NP", "Orla"), ("NP", "Bevan"), ("O", "Port Authority"), ("O", "Port Authority"))
    assert "Nobody is shown to be independent of government; for Orla and Bevan it is not clear." in summarise(audit)


def test_a_story_without_government_says_so():
    assert "No government source is cited." in summarise(audit_of(*[("NP", "Orla")] * 4, Orla=FREE))


def test_nobody_else_is_cited():
    said = summarise(audit_of(*[("O", "Port Authority")] * 5, ("U", None), text="the Port Authority said"))
    assert said.startswith("Five of six sentences rest on one official body, the Port Authority (government); nobody")
    assert said.endswith("Nobody independent of government is cited.")


def test_nothing_attributed():
    assert summarise(audit_of(*[("U", None)] * 9)) == (
        "None of the nine sentences rests on anybody: all are the reporter's own voice or background."
    )
    assert "nobody but the reporter" in summarise(audit_of(("U", None)))


def test_an_article_without_sentences():
    assert summarise(audit_of(("X", None))) == "No sentence of an article was found here."


def test_a_very_short_article_says_so():
    said = summarise(audit_of(("NP", "Orla"), ("U", None), Orla=FREE))
    assert said.startswith("One of two sentences rests on one person, Orla;")
    assert said.endswith("The article is very short, so this says little.")


def test_attributed_sentences_without_a_register():
    audit = audit_of(("NP", None), ("A0", None), ("U", None), ("U", None))
    assert summarise(audit).startswith("Two of four sentences rest on somebody, but no source could be made out.")


def test_long_names_are_cut_at_their_clause_and_long_roles_left_out():
    name = "A baker who has written to the council nine times and would rather not say where she lives"
    role = " ".join(["very"] * 30)
    audit = audit_of(*[("A1", name)] * 4, ("NP", "Orla"), Orla={"role": role}, **{name: {"kind": "unnamed person"}})
    assert "one unnamed person (“a baker”)" in summarise(audit)
    assert "very" not in summarise(audit)


def test_pronouns_are_not_listed_as_names():
    said = summarise(audit_of(*[("NP", "he")] * 2, *[("O", "Port Authority")] * 2))
    assert not re.search(r"\bhe\b", said)


@pytest.mark.parametrize(("count", "words"), [(12, "Twelve of 20 sentences"), (13, "Of 20 sentences 13")])
def test_numbers_are_words_up_to_twelve_and_no_sentence_begins_with_a_figure(count, words):
    said = summarise(audit_of(*[("NP", "Orla")] * count, *[("U", None)] * (20 - count)))
    assert said.startswith(words)


def test_it_has_at_most_four_sentences_and_is_one_line():
    audit = audit_of(
        *[("NP", "Orla\n\nFinch")] * 2, ("A0", "sources"), ("O", "Ministry"), **{"Orla\n\nFinch": {"role": "a\nporter"}}
    )
    said = summarise(audit)
    assert "\n" not in said
    assert len(re.findall(r"[.](?: |$)", said)) <= 4
