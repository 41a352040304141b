import json

import pytest
from conftest import ROOT

DEV = ROOT / "data" / "authored" / "dev.jsonl"
CLASSES = ["named", "anonymous", "official", "unattributed"]
CODES = ["NP", "NO", "A0", "A1", "A2", "O", "U"]


@pytest.fixture(scope="module")
def measured(auditor):
    done = auditor("evaluate", DEV, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_json_has_the_promised_shape(measured):
    assert set(measured) >= {
        "macro_f1", "accuracy", "ece", "classes", "codes", "corpora", "confusion", "model", "sentences", "articles"
    }  # fmt: skip
    assert sorted(measured["classes"]) == sorted(CLASSES)
    assert sorted(measured["codes"]) == sorted(CODES)
    for score in (*measured["classes"].values(), *measured["codes"].values()):
        assert set(score) >= {"precision", "recall", "f1", "support"}
    assert measured["articles"] == 16
    assert measured["sentences"] == sum(score["support"] for score in measured["classes"].values())
    assert measured["model"].startswith("sourcing-minilm")
    for figure in (measured["macro_f1"], measured["accuracy"], measured["ece"]):
        assert 0 <= figure <= 1


def test_gold_furniture_is_not_scored(measured):
    rows = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    real = [s for row in rows for s in row["sentences"] if s["code"] != "X"]
    assert measured["sentences"] == len(real)
    assert sum(n for row in measured["confusion"].values() for n in row.values()) == len(real)


def test_the_model_beats_the_rules(auditor, measured):
    rules = json.loads(auditor("evaluate", DEV, "--baseline", "cues", "--json").stdout)
    assert rules["macro_f1"] < measured["macro_f1"]
    assert rules["sentences"] == measured["sentences"]
    assert rules["model"] == "cue-word baseline"


def test_tables_for_people(auditor, measured):
    done = auditor("evaluate", DEV, variables={"COLUMNS": 100})
    assert (done.returncode, done.stderr) == (0, "")
    for words in (*CLASSES, *CODES, "macro-F1", f"{measured['macro_f1']:.3f}"):
        assert words in done.stdout
    assert "\x1b" not in done.stdout


def test_no_words_of_the_articles_unless_asked_for(auditor):
    texts = [json.loads(line)["text"] for line in DEV.read_text(encoding="utf-8").splitlines()]
    stretches = {text[at : at + 25] for text in texts for at in range(0, len(text) - 25, 5)}

    def quoted(page):
        flat = " ".join(page.split())
        return sum(stretch in flat for stretch in stretches)

    silent, talking = (auditor("evaluate", DEV, "--baseline", "cues", *more).stdout for more in ([], ["--show-text"]))
    assert quoted(silent) == 0
    assert quoted(talking) > 0


def test_files_for_a_folder(auditor, tmp_path):
    pytest.importorskip("matplotlib", reason="plots need the extra “evaluate”")
    done = auditor("evaluate", DEV, "--baseline", "cues", "--output", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "evaluation.json", "mistakes.csv", "confusion.csv", "confusion.png", "calibration.png"
    }  # fmt: skip


def test_the_whole_pipeline(auditor, measured):
    whole = json.loads(auditor("evaluate", DEV, "--resegment", "--json").stdout)
    assert whole["sentences"] == measured["sentences"]
    assert whole["macro_f1"] > 0.3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["gone.jsonl"], 3),
        (["text.jsonl"], 3),
        (["empty.jsonl"], 3),
        (["codes.jsonl"], 3),
        ([str(DEV), "--baseline", "guess"], 2),
        ([str(DEV), "--model", "none"], 4),
        ([str(DEV), "--baseline", "cues", "--output", "text.jsonl"], 3),
    ],
)
def test_what_cannot_be_measured(auditor, tmp_path, arguments, code):
    (tmp_path / "text.jsonl").write_text("It rained.\n", encoding="utf-8")
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    bad = {"doc_id": "a", "corpus": "b", "text": "It rained.", "sentences": [{"start": 0, "end": 10, "code": "Z"}]}
    (tmp_path / "codes.jsonl").write_text(json.dumps(bad), encoding="utf-8")
    done = auditor("evaluate", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.splitlines()) == 1
