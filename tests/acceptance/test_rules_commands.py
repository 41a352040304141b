"""What a desk does with the rules: lists them, reads one up, chooses a profile, lets a build fail."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "tests" / "reporting" / "sarif-2.1.0.json").read_text(encoding="utf-8"))

VAGUE = (
    "Harbour bridge shut after cracks found\n\n"
    "The old harbour bridge in Port Larkin was closed to all traffic on Monday.\n\n"
    "A source said the damage had been known for a year. Another source said nobody had wanted to hear of it.\n\n"
    "A source said the mayor was a coward. Sources said the repair would take six months.\n"
)


@pytest.fixture
def vague(tmp_path):
    path = tmp_path / "vague.txt"
    path.write_text(VAGUE, encoding="utf-8")
    return path


def findings(done):
    return [f for article in json.loads(done.stdout)["articles"] for f in article["findings"]]


# --- auditor rules, auditor explain


def test_the_rules_are_listed(auditor):
    done = auditor("rules")
    assert (done.returncode, done.stderr) == (0, "")
    assert "SA101  anonymous-undescribed" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_the_rules_of_a_profile_as_json(auditor):
    listed = json.loads(auditor("rules", "--profile", "strict", "--json").stdout)
    assert listed["profile"] == "strict"
    row = next(row for row in listed["rules"] if row["code"] == "SA101")
    assert (row["level"], row["on"]) == ("error", True)
    assert {"name", "title", "settings", "authority", "experimental"} <= set(row)


@pytest.mark.parametrize("name", ["SA101", "sa101", "anonymous-undescribed"])
def test_a_rule_is_explained(auditor, name):
    done = auditor("explain", name)
    assert done.returncode == 0
    headings = ["Fires when", "What to do", "Settings", "Known to miss", "Rests on", "Fires on", "Does not fire on"]
    assert [line for line in dict.fromkeys(done.stdout.splitlines()) if line in headings] == headings


def test_a_misspelt_rule_is_suggested(auditor):
    done = auditor("explain", "anonymus-undescribed")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "auditor: There is no rule “anonymus-undescribed”; did you mean “anonymous-undescribed”?\n"


# --- auditor audit


def test_findings_do_not_change_the_exit_code_by_themselves(auditor, vague):
    done = auditor("audit", vague, "-f", "json")
    assert done.returncode == 0
    assert findings(done)


@pytest.mark.parametrize(
    ("level", "fail_on", "code"),
    [
        ("warning", "warning", 1),
        ("warning", "advice", 1),
        ("warning", "error", 0),
        ("error", "error", 1),
        ("advice", "never", 0),
    ],
)
def test_fail_on_looks_at_this_level_and_graver_ones(auditor, vague, tmp_path, level, fail_on, code):
    house = tmp_path / "house.toml"
    house.write_text(f'[rules]\nSA101 = "{level}"\n')
    done = auditor("audit", vague, "--profile", house, "--select", "SA101", "--fail-on", fail_on, "-f", "json")
    assert {f["level"] for f in findings(done)} == {level}
    assert done.returncode == code


def test_grave_findings_go_before_rejected_inputs(auditor, vague, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    assert auditor("audit", tmp_path, "--select", "SA101", "--fail-on", "advice").returncode == 1
    assert auditor("audit", tmp_path, "--ignore", "SA", "--fail-on", "advice").returncode == 5


def test_select_and_ignore(auditor, vague):
    only = auditor("audit", vague, "-f", "json", "--select", "SA101,anonymity-unexplained")
    assert {f["code"] for f in findings(only)} <= {"SA101", "SA102"}
    assert findings(auditor("audit", vague, "-f", "json", "--select", "SA101", "--ignore", "SA1")) == []


def test_the_nearest_pyproject_is_heeded_unless_a_profile_is_named(auditor, vague, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.auditor.rules]\nSA101 = false\n")
    inner = tmp_path / "inner"
    inner.mkdir()
    found = findings(auditor("audit", vague, "-f", "json", cwd=inner))
    assert "SA101" not in {f["code"] for f in found}
    found = findings(auditor("audit", vague, "-f", "json", "--profile", "default", cwd=inner))
    assert "SA101" in {f["code"] for f in found}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--profile", "strikt"), "auditor: There is no profile “strikt”, neither built in nor as a file; did"),
        (("--select", "XY1"), "auditor: --select: there is no rule “XY1”"),
        (("--ignore", "vague-colective"), "auditor: --ignore: there is no rule “vague-colective”; did you mean"),
        (("--fail-on", "eror"), "auditor: --fail-on: there is no level “eror”; did you mean “error”?\n"),
        (("-f", "csv", "--table", "finding"), "auditor: There is no table “finding”; did you mean “findings”?\n"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_and_exit_code_2(auditor, vague, arguments, said):
    done = auditor("audit", vague, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_a_mistake_in_a_file_names_file_and_key(auditor, vague, tmp_path):
    house = tmp_path / "house.toml"
    house.write_text('[rules]\nSA101 = "eror"\n')
    done = auditor("audit", vague, "--profile", house)
    assert done.returncode == 2
    assert done.stderr == f"auditor: {house}: rules.SA101: there is no level “eror”; did you mean “error”?\n"


def test_the_report_for_people_shows_findings(auditor, vague):
    done = auditor("audit", vague, "--select", "SA101")
    assert "  SA101  " in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


# --- formats for machines


def test_sarif_points_into_the_file(auditor, vague, tmp_path):
    vague.write_bytes(VAGUE.replace("\n", "\r\n").encode("utf-8-sig"))
    done = auditor("audit", "vague.txt", "-f", "sarif", "--select", "SA101", cwd=tmp_path)
    log = json.loads(done.stdout)
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    (result, *_) = log["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    line = VAGUE.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_sarif_of_the_second_story_counts_lines_in_the_whole_file(auditor, scrape):
    log = json.loads(auditor("audit", scrape, "-f", "sarif", "--profile", "strict").stdout)
    lines = scrape.read_text(encoding="utf-8").split("\n")
    regions = [
        location["physicalLocation"]["region"]
        for result in log["runs"][0]["results"]
        for location in (*result["locations"], *result.get("relatedLocations", ()))
        if "region" in location["physicalLocation"]
    ]
    assert max(region["startLine"] for region in regions) > 20
    for region in regions:
        if region["startLine"] == region["endLine"]:
            line = lines[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_sarif_of_a_page_claims_no_region(auditor, tmp_path):
    paragraphs = "".join(f"<p>{p}</p>" for p in VAGUE.split("\n\n")[1:])
    (tmp_path / "page.html").write_text(
        f"<html><body><article><h1>Bridge shut</h1>{paragraphs}</article></body></html>"
    )
    done = auditor("audit", "page.html", "-f", "sarif", "--select", "SA101", "--force", cwd=tmp_path)
    results = json.loads(done.stdout)["runs"][0]["results"]
    assert results
    assert "region" not in json.dumps(results)
    assert "A source said" in json.dumps(results)


def test_github_commands_go_to_standard_output(auditor, vague, tmp_path):
    done = auditor("audit", "vague.txt", "-f", "github", "--select", "SA101", cwd=tmp_path)
    assert done.stdout.startswith("::warning file=vague.txt,line=5,endLine=5,col=1,endColumn=")


# --- the hook and the action


def test_the_hook_runs_a_command_that_there_is(auditor, vague):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *arguments = hook["entry"].split()
    assert (program, hook["language"]) == ("auditor", "python")
    assert auditor(*arguments, vague, "--profile", "default", "--ignore", "SA").returncode == 0
    assert auditor(*arguments, vague, "--profile", "strict").returncode == 1


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_action_annotates_and_fails_and_runs_nothing_from_its_inputs(tmp_path, vague):
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert action["runs"]["using"] == "composite"
    step = action["runs"]["steps"][-1]
    assert "${{" not in step["run"]
    assert all(f"inputs.{name}" in str(action["runs"]["steps"]) for name in action["inputs"])
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    program = bin_folder / "auditor"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m auditor "$@"\n')
    program.chmod(0o755)
    variables = dict.fromkeys(step["env"], "") | {
        "AUDITOR_FILES": "vague.txt\n$(touch owned); touch owned\n",
        "AUDITOR_SELECT": "SA101",
        "AUDITOR_FAIL_ON": "advice",
        "AUDITOR_SARIF": "out.sarif",
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path, env=os.environ | variables, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith(b"::warning file=vague.txt,line=5,")
    jsonschema.Draft4Validator(SCHEMA).validate(json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8")))
    assert not (tmp_path / "owned").exists()
