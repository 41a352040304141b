import re

import pytest

from auditor.article import Mention, Sentence
from auditor.labels import CLASS_OF
from auditor.sources.describe import Description, describe


def described(name: str, *coded: tuple[str, str], mentions: tuple[str, ...] = ()) -> Description:
    """Describe ``name``, on which all sentences rest that are not U; sentences are (code, text)."""
    text = " ".join(sentence for _, sentence in coded)
    sentences, at = [], 0
    for index, (code, words) in enumerate(coded):
        sentences.append(Sentence(index, at, at + len(words), words, CLASS_OF[code], code, 1.0))
        at += len(words) + 1
    found = [
        Mention(m.start(), m.end(), m[0], next(s.index for s in sentences if s.start <= m.start() < s.end))
        for words in mentions
        for m in re.finditer(re.escape(words), text)
    ]
    return describe(text, sentences, found, name, [s.index for s in sentences if s.code != "U"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Quay Watch, an armed group close to the guild, said it would not stand by.",
        "The separatist movement Quay Watch said it would not stand by.",
    ],
)
def test_what_the_article_calls_a_group_is_no_person(sentence: str) -> None:
    found = described("Quay Watch", ("NP", sentence))
    assert (found.kind, found.government) == ("organisation", "no")


def test_who_works_for_a_body_is_still_a_person() -> None:
    assert described("Ada Holm", ("NP", "Ada Holm, a clerk at a company, said so.")).kind == "person"


@pytest.mark.parametrize(
    ("sentence", "government"),
    [
        ("“It is too late,” said Ada Holm, 29.", "no"),
        ("“It is too late,” said Ada Holm (29).", "no"),
        ("“It is too late,” said Mayor Ada Holm, 29.", "yes"),
        ("“It is too late,” said Ada Holm.", "unknown"),
        ("“It is too late,” said Ada Holm, 300 of whose sheep had drowned.", "unknown"),
    ],
)
def test_of_whom_only_the_age_is_told_is_not_government(sentence: str, government: str) -> None:
    assert described("Ada Holm", ("NP", sentence)).government == government


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Norwegian Fisheries Minister Ada Holm said the quota stands.", "Norwegian Fisheries Minister"),
        ("“It stands,” said Ada Holm, the mayor of Larvik.", "the mayor of Larvik"),
        ("Sen. Ada Holm said the quota stands.", "Sen."),
        ("Ada Holm (R-Ohio) called the bill dead.", "R-Ohio"),
        ("Ada Holm, Republican of Ohio, called the bill dead.", "Republican of Ohio"),
        ("Ada Holm, who heads the police department, said so.", "who heads the police department"),
        ("Tulvik police Chief Ada Holm promised an inquiry.", "Tulvik police Chief"),
        ("A foreign ministry spokeswoman, Ada Holm, said talks go on.", "A foreign ministry spokeswoman"),
        (
            "Ada Holm, a spokeswoman for the Interior Ministry, said talks go on.",
            "a spokeswoman for the Interior Ministry",
        ),
        ("The Kremlin spokesman, Ada Holm, said talks go on.", "The Kremlin spokesman"),
        ("Ada Holm, an economist at the central bank, said prices rise.", "an economist at the central bank"),
    ],
)
def test_who_holds_an_office_or_speaks_for_a_state_is_government(sentence: str, role: str) -> None:
    found = described("Ada Holm", ("NP", sentence))
    assert (found.kind, found.government) == ("person", "yes")
    assert found.role == role
    assert found.government_evidence is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Holm, a former fisheries minister, said the quota was a mistake.",
        "Retired Gen. Ada Holm said the plan was a mistake.",
        "Democratic presidential candidate Ada Holm said taxes would fall.",
        "Ada Holm, a spokeswoman for the Berg campaign, said taxes would fall.",
        "Ada Holm, chief executive of Larvik Shipping, said taxes would fall.",
        "Opposition leader Ada Holm said taxes would fall.",
        "Ada Holm, a professor of law at Larvik University, said taxes would fall.",
        "“It was loud,” said Ada Holm, a 33-year-old baker.",
        "Union president Ada Holm said pay would fall.",
        "Ada Holm, the minister’s sister, said he was tired.",
        "Ada Holm, who served as ambassador until 2009, said the plan was a mistake.",
    ],
)
def test_who_holds_no_office_is_not_government(sentence: str) -> None:
    assert described("Ada Holm", ("NP", sentence)).government == "no"


def test_candidate_who_holds_an_office_counts_by_the_office() -> None:
    found = described(
        "Ada Holm",
        ("NP", "Republican presidential nominee Ada Holm said taxes would fall."),
        ("U", "A crowd had waited for Gov. Ada Holm since noon."),
    )
    assert (found.government, found.government_evidence) == ("yes", "Gov.")


def test_description_that_stands_for_the_source_tells_of_it() -> None:
    found = described(
        "Ada Holm",
        ("NP", "Ada Holm said the quota stands."),
        ("NP", "The fisheries minister added that talks go on."),
        mentions=("Ada Holm", "The fisheries minister"),
    )
    assert (found.role, found.government) == ("The fisheries minister", "yes")


def test_namesake_with_another_given_name_is_left_out() -> None:
    found = described("Ada Holm", ("NP", "Ada Holm said so."), ("U", "She is not related to President Bo Holm."))
    assert found.government == "unknown"


def test_title_inside_a_quotation_is_a_courtesy() -> None:
    found = described(
        "Ada Holm",
        ("NP", "“Secretary Holm is right,” a man shouted."),
        ("NP", "Ada Holm smiled and agreed that he was."),
    )
    assert found.government == "unknown"


def test_nothing_said_is_unknown() -> None:
    found = described("Ada Holm", ("NP", "Ada Holm said the sea was calm."))
    assert (found.role, found.government, found.government_evidence) == (None, "unknown", None)


@pytest.mark.parametrize(
    ("name", "code", "kind", "government"),
    [
        ("two Ruritanian officials", "A1", "unnamed group", "yes"),
        ("a senior administration official", "A1", "unnamed person", "yes"),
        ("officials at the harbor ministry", "A1", "unnamed group", "yes"),
        ("members of Congress", "A1", "unnamed group", "yes"),
        ("opposition lawmakers", "A1", "unnamed group", "yes"),
        ("campaign officials", "A1", "unnamed group", "no"),
        ("a former intelligence officer", "A1", "unnamed person", "no"),
        ("two company executives", "A1", "unnamed group", "no"),
        ("witnesses", "A1", "unnamed group", "no"),
        ("sources", "A0", "unnamed group", "unknown"),
        ("a person familiar with the talks", "A1", "unnamed person", "unknown"),
        ("Ruritanian state media", "A1", "unnamed group", "yes"),
        ("a leaked memo", "A1", "document", "unknown"),
        ("polls", "A0", "document", "no"),
        ("Fisheries Ministry", "O", "official body", "yes"),
        ("federal law", "O", "document", "yes"),
        ("Larvik Shipping", "NO", "organisation", "no"),
        ("Larvik College poll", "NO", "document", "no"),
    ],
)
def test_kind_and_government_of_sources_that_are_not_named_people(
    name: str, code: str, kind: str, government: str
) -> None:
    found = described(name, (code, f"The quota stands, {name} said."))
    assert (found.kind, found.government) == (kind, government)


def test_aides_of_an_office_holder_are_government_and_of_a_candidate_are_not() -> None:
    holder = ("U", "Senator Bo Berg left early.")
    other = ("U", "Presidential candidate Bo Berg left early.")
    assert described("Berg aides", ("A1", "Berg aides said he was ill."), holder).government == "yes"
    assert described("Berg aides", ("A1", "Berg aides said he was ill."), other).government == "no"


def test_outlet_that_the_article_calls_state_run_is_government() -> None:
    found = described("Havnetidende", ("NO", "The state-run newspaper Havnetidende said the port was open."))
    assert (found.government, found.government_evidence) == ("yes", "state-run newspaper")
    assert described("Havnetidende", ("NO", "Havnetidende said the port was open.")).government == "no"


def test_bare_noun_is_no_description_of_an_unnamed_source() -> None:
    assert described("sources", ("A0", "The deal is near, sources said.")).role is None
    found = described("two aides to the mayor", ("A1", "The deal is near, two aides to the mayor said."))
    assert found.role == "two aides to the mayor"


def test_terms_of_anonymity_are_given_for_unnamed_sources_alone() -> None:
    words = "Ada Holm said she asked not to be named in the report."
    assert described("Ada Holm", ("NP", words)).explained is None
    terms = "A banker who asked not to be named because the talks are private said so."
    assert described("a banker", ("A2", terms)).explained == "who asked not to be named because the talks are private"


@pytest.mark.parametrize("before", ["The mayor ”s” ", "“(", "A ’s’ “”” ", 'The "x"y" '])
def test_stray_quotation_marks_before_a_name_do_no_harm(before: str) -> None:
    assert described("Ada Holm", ("NP", f"{before}Ada Holm said so.")).kind == "person"


@pytest.mark.parametrize(
    ("name", "code", "sentence", "role", "evidence"),
    [
        ("Ada Holm", "NP", "Ada Holm, the mayor of  Larvik, said so.", "the mayor of  Larvik", "mayor of  Larvik"),
        ("a port official", "A1", "A port official said so.", "A port official", "port official"),
        (
            "Ada Holm",
            "NP",
            "Ada Holm was mayor of Larvik until 2009. Ada Holm said so.",
            "mayor of Larvik until 2009",
            "mayor of Larvik until 2009",
        ),
        (
            "Ada Holm",
            "NP",
            "Ada Holm, a developer and spokeswoman for the Larvik Growers’ Union, said so.",
            "a developer and spokeswoman for the Larvik Growers’ Union",
            "spokeswoman for the Larvik Growers’ Union",
        ),
    ],
)
def test_role_and_evidence_stand_in_the_article(name: str, code: str, sentence: str, role: str, evidence: str) -> None:
    found = described(name, (code, sentence))
    assert (found.role, found.government_evidence) == (role, evidence)
    assert role in sentence
    assert evidence in sentence


def test_body_of_a_bare_spokeswoman_is_the_evidence() -> None:
    found = described(
        "Ada Holm",
        ("U", "The Interior Ministry called a meeting."),
        ("NP", "A spokeswoman, Ada Holm, said talks go on."),
    )
    assert (found.government, found.government_evidence) == ("yes", "Interior Ministry")
