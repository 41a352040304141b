from register_of import labelled, named, register

from auditor.sources import build_register


def test_surname_title_pronoun_and_role_are_one_person():
    rows = (
        ("NP", "Presidential aide Viktor Malinin said the talks would go on.", "Presidential aide Viktor Malinin"),
        ("NP", "Malinin said nothing was signed.", "Malinin"),
        ("NP", "“Not yet,” he added.", "he"),
        ("NP", "Mr. Malinin's remarks surprised nobody.", "Mr. Malinin's"),
        ("NP", "The presidential aide said he would return.", "The presidential aide"),
    )
    assert named(*rows) == ["Viktor Malinin"] * 5


def test_the_fullest_name_counts_even_where_it_comes_later():
    assert named(
        ("NP", "Dahl said the dam would hold.", "Dahl"),
        ("NP", "The engineer, Ines Dahl, said so twice.", "The engineer, Ines Dahl"),
    ) == ["Ines Dahl", "Ines Dahl"]


def test_a_description_finds_the_person_of_that_role():
    assert named(
        ("NP", "Karin Holm, Norby's lead negotiator, said the offer stood.", "Karin Holm, Norby's lead negotiator"),
        ("NP", "The mayor, Odile Brandt, said it did not.", "The mayor, Odile Brandt"),
        ("NP", "Norby's lead negotiator said she would wait.", "Norby's lead negotiator"),
    ) == ["Karin Holm", "Odile Brandt", "Karin Holm"]


def test_two_smiths_stay_two():
    assert named(
        ("NP", "Robert Smith said the mine was safe.", "Robert Smith"),
        ("NP", "His sister Helen Smith said it was not.", "Helen Smith"),
        ("NP", "Mr. Smith said she was wrong.", "Mr. Smith"),
        ("NP", "Ms. Smith said she had the papers.", "Ms. Smith"),
    ) == ["Robert Smith", "Helen Smith", "Robert Smith", "Helen Smith"]


def test_a_pronoun_follows_sex_before_nearness():
    assert named(
        ("NP", "Barbara Quill said the bridge was closed.", "Barbara Quill"),
        ("NP", "Robert Abel said it was open.", "Robert Abel"),
        ("NP", "“I have seen it,” she said.", "she"),
    ) == ["Barbara Quill", "Robert Abel", "Barbara Quill"]


def test_joint_sources_are_several():
    sentences, sources, _ = register(
        (
            "NP",
            "Senators Thomas Carver and Diane Feldt said the bill was dead.",
            "Senators Thomas Carver and Diane Feldt",
        ),
        ("NP", "Carver and Feldt said they would try again.", "Carver and Feldt"),
        ("NP", "Carver said it might take years.", "Carver"),
    )
    assert [s.source_ids for s in sentences] == [(0, 1), (0, 1), (0,)]
    assert [s.name for s in sources] == ["Thomas Carver", "Diane Feldt"]


def test_a_name_soon_after_resolves_the_description():
    assert named(
        ("NP", "A senior envoy says the talks have failed.", "A senior envoy"),
        ("NP", "Anna Berg told the council that nobody would sign.", "Anna Berg"),
    ) == ["Anna Berg", "Anna Berg"]


def test_whose_lawyer_or_chief_it_is_does_not_speak():
    assert named(
        ("NP", "Quill's lawyer, Edgar Moss, said the case was weak.", "Quill's lawyer, Edgar Moss"),
        ("NP", "Norfly Chief Executive Ann Lee said fares would rise.", "Norfly Chief Executive Ann Lee"),
        ("NP", "Peter Voss, head of the Harbour Union, said so too.", "Peter Voss, head of the Harbour Union"),
    ) == ["Edgar Moss", "Ann Lee", "Peter Voss"]


def test_a_running_quotation_rests_on_its_speaker():
    assert named(
        ("NP", "“The bridge is old,” said Mara Quill, “and it moves.", "Mara Quill"),
        ("NP", "We knew that."),
        ("NP", "Nobody listened.”"),
        ("U", "It rained."),
    ) == ["Mara Quill", "Mara Quill", "Mara Quill", None]


def test_first_names_and_single_names():
    assert named(
        ("NP", "Barbara Quill, 33, said the roof leaked.", "Barbara Quill, 33"),
        ("NP", "Barbara said she had complained.", "Barbara"),
        ("NP", "Zebo said he heard her.", "Zebo"),
    ) == ["Barbara Quill", "Barbara Quill", "Zebo"]


def test_a_pronoun_prefers_the_subject_of_the_sentence_before():
    assert named(
        ("NP", "Robert Abel said the ramp was open.", "Robert Abel"),
        ("U", "Thomas Quill, 18, had doubts when a friend took him along."),
        ("NP", "“I kept the board,” he said.", "he"),
    ) == ["Robert Abel", None, "Thomas Quill"]


def test_who_is_only_spoken_of_is_no_subject():
    assert named(
        ("NP", "Robert Abel said the ramp was open.", "Robert Abel"),
        ("U", "A friend had taken Thomas Quill along."),
        ("NP", "“It is safe,” he said.", "he"),
    ) == ["Robert Abel", None, "Robert Abel"]


def test_a_body_before_a_name_does_not_belong_to_it():
    words = "the head of Norby's Rescue Committee Zelko Brandovar"
    assert named(
        ("NP", f"The rope was cut, {words} has announced.", words),
        ("NP", "Somebody will pay, he added.", "he"),
    ) == ["Zelko Brandovar", "Zelko Brandovar"]


def test_a_service_is_nobodys_name():
    _, sources, _ = register(("NP", "She told the Harbour Service of Norby that she was lost.", "She"))
    assert sources == ()


def test_source_words_that_stop_before_the_name_are_drawn_out_to_it():
    assert named(
        ("NP", "A gate is stuck at the dam, the head of the Norby Dam Service, Zelko Tveit, said.", "the head"),
        ("NP", "Water will rise, he said.", "he"),
    ) == ["Zelko Tveit", "Zelko Tveit"]


def test_no_source_is_called_by_a_pronoun():
    assert named(("A1", "“It was dark,” she said.", "she")) == ["unnamed person"]
    assert named(("A1", "They said it was dark.", "They")) == ["unnamed people"]


def test_somebody_with_a_name_who_was_not_made_out_is_not_entered_as_unnamed():
    assert named(("NP", "“It was dark,” she said.", "she")) == [None]
    assert named(("NO", "It said so in June.", "It")) == [None]


def test_he_is_no_woman():
    assert named(
        ("NP", "“I would not drink it,” said Zahra Quillan, 29.", "Zahra Quillan, 29"),
        ("U", "The pump stood still."),
        ("NP", "He promised a new one.", "He"),
    ) == ["Zahra Quillan", None, None]


def test_the_words_beside_a_name_tell_the_sex():
    assert named(
        ("NP", "Tovmel Quillan, a mother of two, said the pump stood still.", "Tovmel Quillan, a mother of two"),
        ("NP", "Robert Abel said it did not.", "Robert Abel"),
        ("NP", "“I have seen it,” she said.", "she"),
    ) == ["Tovmel Quillan", "Robert Abel", "Tovmel Quillan"]


def test_he_is_the_holder_of_an_office_whom_the_sentence_before_is_about():
    text, sentences = labelled(
        ("NP", "“I would not drink it,” said Robert Abel, 29.", "Robert Abel, 29"),
        ("U", "Norway's prime minister came on Monday and saw the pump."),
        ("NP", "He promised a new one.", "He"),
        joint=" ",
    )
    linked, sources = build_register(text, sentences)
    assert [[sources[i].name for i in s.source_ids] for s in linked] == [
        ["Robert Abel"],
        [],
        ["Norway's prime minister"],
    ]
    assert sources[1].government == "yes"


def test_the_holder_of_an_office_is_known_by_an_earlier_name():
    text, sentences = labelled(
        ("NP", "Norway's prime minister, Bjorn Tveit, said the pump was safe.", "Bjorn Tveit"),
        ("NP", "“I would not drink it,” said Robert Abel, 29.", "Robert Abel, 29"),
        ("U", "The prime minister came on Monday and saw the pump."),
        ("NP", "He promised a new one.", "He"),
        joint=" ",
    )
    linked, sources = build_register(text, sentences)
    assert [sources[i].name for i in linked[3].source_ids] == ["Bjorn Tveit"]


def test_a_body_is_neither_he_nor_she():
    assert named(
        ("O", "The planning department said no.", "The planning department"),
        ("A1", "“I can hear it at night,” she said.", "she"),
    ) == ["planning department", "unnamed person"]


def test_a_pronoun_means_whom_the_sentence_before_is_about_though_nobody_quotes_him_elsewhere():
    assert named(
        ("NP", "Tilda Oskarn told reporters that the weir would open.", "Tilda Oskarn"),
        ("NP", "She would not say when.", "She"),
        ("U", "Corvin Maddrell had come by the last train."),
        ("U", "Maddrell sounded less sure."),
        ("NP", "The date is “a hope,” he said.", "he"),
    ) == ["Tilda Oskarn", "Tilda Oskarn", None, None, "Corvin Maddrell"]


def test_a_pronoun_means_no_company_and_no_crowd():
    assert named(
        ("NP", "Robert Abel said the ramp was open.", "Robert Abel"),
        ("NO", "Estrella Lines said so too.", "Estrella Lines"),
        ("U", "Estrella Lines lost a third of its riders."),
        ("NP", "“A bad year,” he said.", "he"),
        ("U", "Most Norwegians stayed at home."),
        ("NP", "“A good year,” he said.", "he"),
    ) == ["Robert Abel", "Estrella Lines", None, "Robert Abel", None, "Robert Abel"]


def test_the_holder_of_one_office_is_not_the_next_named_holder_of_another():
    assert named(
        ("NP", "The mayor said it was too costly.", "The mayor"),
        ("NP", "Councillor Ann Bode said the deal was fair.", "Councillor Ann Bode"),
        ("NP", "The mayor disagreed.", "The mayor"),
        ("NP", "The councillor shrugged.", "The councillor"),
    ) == ["mayor", "Ann Bode", "mayor", "Ann Bode"]
