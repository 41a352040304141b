import pytest

from auditor.errors import UsageError
from auditor.rules.interface import ADVICE, ERROR, WARNING, Rule
from auditor.rules.profile import BUILT_IN, choose_profile, load_profile, project_profile
from auditor.rules.registry import ALL


def rule(code, name, level=WARNING, *, settings=None, experimental=False):
    return Rule(
        code=code,
        name=name,
        level=level,
        title="A title",
        trigger="Whenever.",
        advice="Mend it.",
        misses="Much.",
        check=lambda audit, settings: iter(()),
        examples=(),
        settings=settings or {},
        experimental=experimental,
    )


RULES = (
    rule("SA901", "tide-unsourced", ERROR),
    rule("SA902", "ferry-share", settings={"share": 0.5, "min_sentences": 3}),
    rule("SA911", "gull-hearsay", ADVICE, experimental=True),
)


@pytest.fixture
def file(tmp_path):
    def write(text, name="house.toml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def load(path):
    return load_profile(path, rules=RULES)


def on(profile):
    return {choice.rule.code for choice in profile.choices if choice.on}


def mistake(path):
    with pytest.raises(UsageError) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert message[-1] in ".?"
    return message.removeprefix(str(path))


# --- what ships


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_profile_can_be_loaded(name):
    profile = load_profile(name)
    assert profile.name == name
    assert profile.description.endswith(".")
    assert len(profile.choices) == len(ALL)


@pytest.mark.parametrize("name", ["ap-style", "reuters-style", "bbc-style"])
def test_a_newsroom_style_says_that_it_is_our_reading(name):
    description = load_profile(name).description
    assert "Our reading" in description
    assert "not endorsed" in description


def test_the_default_profile_has_every_rule_on_but_the_experimental():
    profile = load_profile("default")
    assert on(profile) == {r.code for r in ALL if not r.experimental}
    assert all(c.level == c.rule.level and c.settings == c.rule.settings for c in profile.choices)


def test_the_strict_profile_is_nowhere_milder_than_the_default():
    order = [ERROR, WARNING, ADVICE]
    strict, default = load_profile("strict"), load_profile("default")
    assert on(strict) >= on(default)
    pairs = zip(strict.choices, default.choices, strict=True)
    assert all(order.index(a.level) <= order.index(b.level) for a, b in pairs)


# --- a file


def test_a_file_changes_what_it_names_and_nothing_else(file):
    profile = load(file('description = "Ours."\n[rules]\nSA901 = "advice"\nferry-share = { share = 0.7 }\n'))
    assert (profile.name, profile.description) == ("house", "Ours.")
    assert profile.choice("SA901").level == ADVICE
    assert profile.choice("SA902").level == WARNING
    assert profile.choice("SA902").settings == {"share": 0.7, "min_sentences": 3}
    assert on(profile) == {"SA901", "SA902"}


@pytest.mark.parametrize("off", ['"off"', "false", '{ level = "off" }'])
def test_a_rule_can_be_turned_off(file, off):
    assert on(load(file(f"[rules]\nSA901 = {off}\n"))) == {"SA902"}


@pytest.mark.parametrize("state", ['"on"', "true", '"warning"', '{ level = "error" }'])
def test_an_experimental_rule_is_off_until_a_profile_turns_it_on(file, state):
    assert "SA911" not in on(load("default"))
    assert "SA911" in on(load(file(f"[rules]\nSA911 = {state}\n")))


def test_a_file_extends_another_beside_it(file):
    file("[rules]\nSA901 = false\nSA902 = { share = 0.9, min_sentences = 8 }\n", "desk/base.toml")
    profile = load(file('extends = "base.toml"\n[rules.SA902]\nshare = 0.2\n', "desk/top.toml"))
    assert on(profile) == {"SA902"}
    assert profile.choice("SA902").settings == {"share": 0.2, "min_sentences": 8}


def test_a_profile_cannot_extend_itself(file):
    file('extends = "b.toml"', "a.toml")
    with pytest.raises(UsageError, match=r"b\.toml extends itself\.$"):
        load(file('extends = "a.toml"', "b.toml"))


def test_a_built_in_name_goes_before_a_file_of_that_name(file, monkeypatch):
    monkeypatch.chdir(file("[rules]\nSA901 = false\n", "strict").parent)
    assert load_profile("default", rules=RULES).name == "default"
    with pytest.raises(UsageError):  # the built-in one, which knows nothing of these rules
        load_profile("strict", rules=RULES)


def test_a_list_of_state_media_can_be_replaced(file):
    file(
        'read = 2026-01-01\n[sources.desk]\nname = "the desk"\n'
        '[[outlets]]\nname = "Saltmarsh Radio"\ncountry = "Saltmarsh"\nsource = "desk"\n',
        "outlets.toml",
    )
    from auditor.rules.examples import audit_of
    from auditor.rules.interface import Example

    audit = audit_of(Example("NO | Saltmarsh Radio | The pier is shut, Saltmarsh Radio reported.", fires=True))
    choice = load_profile(file('state-media = "outlets.toml"')).choice("SA208")
    assert [hit.message for hit in choice.rule.check(audit, choice.settings)]
    shipped = load_profile("default").choice("SA208")
    assert list(shipped.rule.check(audit, shipped.settings)) == []


def test_a_missing_list_of_state_media_is_a_mistake(file):
    with pytest.raises(UsageError, match=r"gone\.toml"):
        load_profile(file('state-media = "gone.toml"'))


# --- mistakes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rule = 1", ": there is no key “rule”; did you mean “rules”?"),
        ('profile = "strict"', ": there is no key “profile”; choose from description, extends, state-media, rules."),
        ('[rules]\nSA9O1 = "error"', ": rules.SA9O1: there is no rule “SA9O1”; did you mean “SA901”?"),
        ("[rules]\nfery-share = 0", ": rules.fery-share: there is no rule “fery-share”; did you mean “ferry-share”?"),
        ('[rules]\nSA901 = "waring"', ": rules.SA901: there is no level “waring”; did you mean “warning”?"),
        ('[rules]\nSA901 = { level = "eror" }', ": rules.SA901.level: there is no level “eror”; did you mean “error”?"),
        ("[rules]\nSA901 = 3", ": rules.SA901 must be one of on, off, error, warning, advice, or a table."),
        ("[rules]\nSA902 = { shar = 1 }", ": rules.SA902: the rule SA902 has no setting “shar”; did you mean “share”?"),
        ("[rules]\nSA901 = { x = 1 }", ": rules.SA901: the rule SA901 has no setting “x”; choose from level."),
        ('[rules]\nSA902 = { share = "much" }', ": rules.SA902.share must be a number, 0 or more."),
        ("[rules]\nSA902 = { share = 60 }", ": rules.SA902.share is a share and must be between 0 and 1."),
        ("[rules]\nSA902 = { share = -0.1 }", ": rules.SA902.share must be a number, 0 or more."),
        ("[rules]\nSA902 = { min_sentences = -1 }", ": rules.SA902.min_sentences must be a number, 0 or more."),
        ("[rules]\nSA902 = { share = true }", ": rules.SA902.share must be a number, 0 or more."),
        ("[rules]\nSA902 = { share = nan }", ": rules.SA902.share must be a number, 0 or more."),
        ("[rules]\nSA902 = { share = -1 }", ": rules.SA902.share must be a number, 0 or more."),
        ('rules = "all"', ": rules must be a table with a line for each rule."),
        ("extends = 3", ": extends must be a text in quotes."),
        (
            "[rules]\nSA901 = false\ntide-unsourced = true",
            ": rules.tide-unsourced: the rule SA901 (tide-unsourced) is already there under its other name.",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_file_and_key(file, text, message):
    assert mistake(file(text)) == message


@pytest.mark.parametrize("text", ["rules = [", "= 1", "[rules]\n[rules]\n", "x = " + "[" * 20000])
def test_what_is_not_toml_is_refused_in_one_sentence(file, text):
    assert mistake(file(text)).startswith(" is not valid TOML: ")


def test_what_is_not_text_is_refused(tmp_path):
    path = tmp_path / "house.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert mistake(path) == " is not a profile: it is not UTF-8."


def test_a_folder_is_no_profile(tmp_path):
    with pytest.raises(UsageError, match="Cannot read the profile"):
        load(tmp_path)


def test_an_unknown_profile_is_refused_with_a_suggestion():
    with pytest.raises(UsageError, match=r"no profile “reuter-style”.*did you mean “reuters-style”"):
        load("reuter-style")


# --- pyproject.toml


def test_the_nearest_pyproject_is_read(file, tmp_path):
    file("[tool.auditor.rules]\nSA901 = false\n", "pyproject.toml")
    (tmp_path / "stories" / "may").mkdir(parents=True)
    profile = project_profile(tmp_path / "stories" / "may", rules=RULES)
    assert (profile.name, on(profile)) == ("pyproject.toml", {"SA902"})


def test_a_nearer_pyproject_without_the_table_ends_the_search(file, tmp_path):
    file("[tool.auditor.rules]\nSA901 = false\n", "pyproject.toml")
    file('[project]\nname = "x"\n', "inner/pyproject.toml")
    assert project_profile(tmp_path / "inner", rules=RULES) is None


def test_a_broken_pyproject_matters_only_where_it_speaks_of_the_auditor(file, tmp_path):
    file("[tool.other\n", "pyproject.toml")
    assert project_profile(tmp_path, rules=RULES) is None
    file("[tool.auditor]\nrules = \n", "pyproject.toml")
    with pytest.raises(UsageError, match=r"pyproject\.toml is not valid TOML"):
        project_profile(tmp_path, rules=RULES)


def test_a_mistake_in_pyproject_is_named_in_full(file, tmp_path):
    path = file('[tool.auditor.rules]\nSA901 = "eror"\n', "pyproject.toml")
    with pytest.raises(UsageError) as caught:
        project_profile(tmp_path, rules=RULES)
    assert str(caught.value) == f"{path}: tool.auditor.rules.SA901: there is no level “eror”; did you mean “error”?"


def test_a_pyproject_can_be_named_but_must_then_hold_the_table(file):
    assert on(load(file("[tool.auditor.rules]\nSA902 = false\n", "pyproject.toml"))) == {"SA901"}
    assert mistake(file("[tool.other]\n", "pyproject.toml")) == " has no table [tool.auditor]."


# --- precedence


def test_a_named_profile_goes_before_pyproject(file, tmp_path):
    file("[tool.auditor.rules]\nSA901 = false\n", "pyproject.toml")
    assert on(choose_profile(folder=tmp_path, rules=RULES)) == {"SA902"}
    assert on(choose_profile("default", folder=tmp_path, rules=RULES)) == {"SA901", "SA902"}


def test_the_command_line_goes_before_every_profile(file):
    path = file("[rules]\nSA901 = false\n")
    assert on(choose_profile(path, select=["SA901"], rules=RULES)) == {"SA901"}
    assert on(choose_profile(path, select=["SA901,SA902"], ignore=["ferry-share"], rules=RULES)) == {"SA901"}


def test_the_beginning_of_a_code_stands_for_its_family_without_the_experimental():
    assert on(choose_profile("default", select=["SA9"], rules=RULES)) == {"SA901", "SA902"}
    assert on(choose_profile("default", select=["sa9", "gull-hearsay"], rules=RULES)) == {"SA901", "SA902", "SA911"}
    assert on(choose_profile("default", ignore=["SA90"], rules=RULES)) == set()


@pytest.mark.parametrize("option", ["select", "ignore"])
def test_an_unknown_code_is_refused_with_the_option(option):
    with pytest.raises(UsageError, match=f"--{option}: there is no rule “SA9O2”; did you mean “SA902”"):
        choose_profile("default", rules=RULES, **{option: ["SA9O2"]})


def test_the_settings_that_are_shares_are_told_from_counts():
    shares = {key for rule in ALL for key in rule.settings if rule.is_share(key)}
    assert shares == {"share", "overlap", "elsewhere"}
    assert not any(rule.is_share("min_sentences") for rule in ALL if "min_sentences" in rule.settings)


def test_the_default_profile_has_no_errors():
    assert {c.level for c in load_profile("default").choices if c.on} == {WARNING, ADVICE}
