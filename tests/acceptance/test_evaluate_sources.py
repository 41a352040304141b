import json

from conftest import ROOT

DEV = ROOT / "data" / "authored" / "dev.jsonl"


def test_sources_are_scored_beside_their_baselines(auditor):
    done = auditor("evaluate", DEV, "--sources", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    sources = json.loads(done.stdout)["sources"]
    assert sources["accuracy"] >= 0.8
    assert sources["set_f1"] >= 0.8
    assert 0 < sources["set_precision"] <= 1
    assert 0 < sources["set_recall"] <= 1
    assert set(sources["baselines"]) == {"nearest capitalised name", "source words as they stand"}
    for baseline in sources["baselines"].values():
        assert baseline["accuracy"] < sources["accuracy"]
        assert baseline["set_f1"] < sources["set_f1"]


def test_tables_show_the_sources_when_asked(auditor):
    done = auditor("evaluate", DEV, "--sources", variables={"COLUMNS": 100})
    assert done.returncode == 0
    for words in ("source register", "nearest capitalised name", "source words as they stand"):
        assert words in done.stdout
    assert "source register" not in auditor("evaluate", DEV, variables={"COLUMNS": 100}).stdout
