"""Which engine a command line asks for, and what every worker checks before it begins."""

import pytest
from stand_ins import story

from auditor.commands import corpus as command
from auditor.corpus.work import load_same
from auditor.errors import ModelError, UsageError
from auditor.reading.tables import Columns


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"engine": "spark"}, "--engine: there is no “spark”"),
        ({"engine": "rya"}, "did you mean “ray”"),
        ({"address": "10.0.0.1:6379"}, "add --engine ray"),
    ],
)
def test_an_engine_that_is_none(tmp_path, options, message):
    (tmp_path / "a.txt").write_text(story(1))
    with pytest.raises(UsageError, match=message):
        command.audit_corpus([str(tmp_path / "a.txt")], tmp_path / "out", columns=Columns(), **options)
    assert not (tmp_path / "out").exists()


def test_without_ray_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "ray" else object())
    with pytest.raises(UsageError, match=r"needs the cluster extra: pip install -e '\.\[cluster\]'"):
        command.audit_corpus(["a.txt"], tmp_path / "out", columns=Columns(), engine="ray")


def test_a_worker_with_another_model_is_refused():
    with pytest.raises(ModelError, match=r"has another model, .*, than the run was begun with, old 1 \(0\)"):
        load_same(None, "old 1 (0)")
