import pytest
from register_of import named


def test_an_acronym_and_a_short_form_are_the_body():
    assert (
        named(
            ("O", "The Federal Harbour Service (FHS) said the port was shut.", "The Federal Harbour Service"),
            ("O", "The FHS said ships would wait.", "The FHS"),
            ("O", "The agency said it had no date.", "The agency"),
            ("O", "It promised a report.", "It"),
        )
        == ["Federal Harbour Service"] * 4
    )


def test_an_acronym_is_known_by_its_initials():
    assert named(
        ("U", "The Norby Maritime Board met on Monday."),
        ("O", "The NMB said the lights had failed.", "The NMB"),
    ) == [None, "Norby Maritime Board"]


def test_the_ministry_is_the_last_ministry():
    assert named(
        ("O", "The Interior Ministry said the road was closed.", "The Interior Ministry"),
        ("O", "The Coastal Council said it was open.", "The Coastal Council"),
        ("O", "The ministry said it stood by its words.", "The ministry"),
        ("O", "A ministry spokesman gave no details.", "A ministry spokesman"),
    ) == ["Interior Ministry", "Coastal Council", "Interior Ministry", "Interior Ministry"]


def test_an_unnamed_spokesman_and_a_report_are_the_body():
    assert named(
        ("NO", "A spokeswoman for Estrella Lines denied it.", "A spokeswoman for Estrella Lines"),
        ("NO", "The company said the crew was safe.", "The company"),
        ("O", "A Harbour Audit Office report found cracks.", "A Harbour Audit Office report"),
        (
            "O",
            "Figures released by the Harbour Audit Office show more.",
            "Figures released by the Harbour Audit Office",
        ),
    ) == ["Estrella Lines", "Estrella Lines", "Harbour Audit Office", "Harbour Audit Office"]


def test_a_named_spokesman_is_a_person():
    assert named(
        ("NP", "Estrella spokesman Edgar Moss denied it.", "Estrella spokesman Edgar Moss"),
    ) == ["Edgar Moss"]


def test_a_lawyer_stays_a_source_of_its_own():
    assert named(
        ("U", "Dustin Prell was arrested on Monday."),
        ("NO", "A lawyer for Prell said he would plead not guilty.", "A lawyer for Prell"),
    ) == [None, "lawyer for Dustin Prell"]


def test_a_description_of_a_body_waits_for_its_name():
    assert named(
        ("NO", "A rights group says the camp is full.", "A rights group"),
        ("NO", "Open Shore said it counted 300 tents.", "Open Shore"),
    ) == ["Open Shore", "Open Shore"]


def test_the_describing_noun_is_no_part_of_an_outlets_name():
    assert named(
        ("NO", "The Posta newspaper reported the deal.", "The Posta newspaper"),
        ("NO", "Posta said it had seen the text.", "Posta"),
    ) == ["Posta", "Posta"]


def test_an_explained_acronym_is_the_body_whatever_the_label():
    assert (
        named(
            ("O", "The Federal Harbour Service (FHS) said the port was shut.", "The Federal Harbour Service"),
            ("A1", "People at the pier were told so by the FHS.", "the FHS"),
        )
        == ["Federal Harbour Service"] * 2
    )


@pytest.mark.parametrize(
    "name", ["General Staff", "Norwegian Foreign Ministry", "Major Crimes Unit", "General Assembly"]
)
def test_no_part_of_a_bodys_name_is_taken_for_somebodys_title(name):
    assert named(("O", f"The {name} reported on the ford.", name)) == [name]
