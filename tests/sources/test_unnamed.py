from register_of import named


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
