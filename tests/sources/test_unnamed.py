from register_of import named, register


def test_he_and_the_official_are_the_unnamed_official():
    assert (
        named(
            ("A1", "A senior port official said the crane was unsafe.", "A senior port official"),
            ("A1", "“We warned them,” he said.", "he"),
            ("A2", "The official asked not to be named.", "The official"),
        )
        == ["a senior port official"] * 3
    )


def test_one_of_them_is_the_group():
    assert (
        named(
            ("A1", "Three dock workers said the alarm was off.", "Three dock workers"),
            ("A1", "“It never rang,” one of them said.", "one of them"),
            ("A2", "They spoke on condition of anonymity.", "They"),
        )
        == ["Three dock workers"] * 3
    )


def test_unlike_groups_stay_apart():
    assert named(
        ("A0", "Officials said the fire was out.", "Officials"),
        ("A1", "Two residents said it still burned.", "Two residents"),
        ("A0", "Officials said they were wrong.", "Officials"),
    ) == ["Officials", "Two residents", "Officials"]


def test_an_unnamed_source_is_not_the_person_named_beside_it():
    assert named(
        ("NP", "Odile Brandt said the port would open.", "Odile Brandt"),
        ("A1", "An aide to Brandt said it would not.", "An aide to Brandt"),
        ("A1", "He gave no reason.", "He"),
    ) == ["Odile Brandt", "an aide to Brandt", "an aide to Brandt"]


def test_a_source_brought_in_afresh_is_a_new_one():
    sentences, sources, _ = register(
        ("A1", "A source told the Larvik Post that the deal was off.", "A source"),
        ("A1", "A source who asked not to be named said it was on.", "A source"),
        ("A1", "The source gave no reason.", "The source"),
        ("A1", "Another official shrugged.", "Another official"),
        ("A1", "Another official laughed.", "Another official"),
    )
    assert [s.source_ids for s in sentences] == [(0,), (1,), (1,), (2,), (3,)]
    assert len(sources) == 4


def test_who_is_not_named_is_not_labelled_as_named():
    _, sources, _ = register(("NP", "The baker said so.", "The baker"))
    assert [(s.label, s.kind) for s in sources] == [("anonymous", "unnamed person")]


def test_what_is_owned_by_nobody_known_is_named_without_its_possessive():
    assert named(("NO", "Its report puts the level at 34 decibels.", "Its report")) == ["report"]
    assert named(
        ("NO", "The Harbour Union said no.", "The Harbour Union"),
        ("NO", "Its report says why.", "Its report"),
    ) == ["Harbour Union", "Harbour Union"]
