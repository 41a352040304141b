"""A trained network made smaller, out of its checkpoint or out of the model that ships."""

import copy
import json
import subprocess
import sys
from dataclasses import replace

import pytest

from auditor.article import Segment
from auditor.classifier.choose import load_classifier, shipped_model
from auditor.classifier.windows import WindowShape, load_tokenizer
from auditor.errors import EXIT_BAD_INPUT, EXIT_DONE, InputError, ModelError

torch = pytest.importorskip("torch", reason="make test-all installs what training needs")
pytest.importorskip("transformers", reason="make test-all installs what training needs")

from auditor.classifier.network import SourcingConfig, SourcingNetwork  # noqa: E402
from auditor.classifier.torch import TorchClassifier  # noqa: E402
from auditor.data import is_calibration, write_labelled  # noqa: E402
from auditor.training import loop  # noqa: E402
from auditor.training.cutting import cut  # noqa: E402
from auditor.training.export import export  # noqa: E402
from auditor.training.exported import from_exported  # noqa: E402
from auditor.training.recipe import Recipe  # noqa: E402
from auditor.training.thinning import keep_layers  # noqa: E402

pytestmark = pytest.mark.full

QUICK = Recipe(epochs=1, batch_tokens=256, authored_copies=1, window=WindowShape(64, 12, 8))
HEADS, UNITS = 4, 32


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(shipped_model() / "tokenizer.json")


@pytest.fixture(scope="module")
def few(authored):
    return [replace(a, sentences=a.sentences[:8]) for a in authored[:5]]


@pytest.fixture(scope="module")
def article(authored):
    longest = max(authored, key=lambda a: len(a.text))
    return longest.text, [Segment(s.start, s.end) for s in longest.sentences]


@pytest.fixture
def network():
    torch.manual_seed(3)
    made = SourcingNetwork(
        SourcingConfig(
            vocab_size=30522,
            hidden_size=16,
            num_hidden_layers=2,
            num_attention_heads=HEADS,
            intermediate_size=UNITS,
            max_position_embeddings=128,
            initializer_range=0.4,  # enough that every part shows in what comes out
            attention_probs_dropout_prob=0.0,
            window={"length": 64, "left": 12, "right": 8},
        )
    )
    made.trained = True
    return made


def says(network, tokenizer, article):
    return [p.probabilities for p in TorchClassifier(network, tokenizer, "").classify(*article)]


def close(one, other, within):
    return torch.allclose(torch.tensor(one), torch.tensor(other), atol=within, rtol=0)


def apart(one, other):
    return float((torch.tensor(one) - torch.tensor(other)).abs().mean())


def silence(network, heads, units):
    """Let these heads and units of every layer change nothing, whatever they compute."""
    size = network.config.hidden_size // HEADS
    with torch.no_grad():
        for layer in network.bert.encoder.layer:
            layer.output.dense.weight[:, units] = 0.0
            for head in heads:
                layer.attention.output.dense.weight[:, head * size : (head + 1) * size] = 0.0


def test_what_does_not_matter_goes_first(network, tokenizer, article, few):
    silence(network, heads=[1, 2], units=list(range(3, 23)))
    before = says(network, tokenizer, article)
    thinned, _ = cut(network, tokenizer, replace(QUICK, heads=2, inner=12), few)
    assert close(says(thinned, tokenizer, article), before, 1e-5)
    assert sum(p.numel() for p in thinned.parameters()) < sum(p.numel() for p in network.parameters())


def test_what_matters_is_missed(network, tokenizer, article, few):
    before = says(network, tokenizer, article)
    thinned, _ = cut(network, tokenizer, replace(QUICK, heads=1, inner=2), few)
    assert not close(says(thinned, tokenizer, article), before, 1e-5)


def test_a_thin_checkpoint_and_its_export_say_what_the_network_says(network, tokenizer, article, few, tmp_path):
    thinned, _ = cut(network, tokenizer, replace(QUICK, heads=3, inner=20), few)
    expected = says(thinned, tokenizer, article)
    thinned.save_pretrained(tmp_path / "checkpoint")
    tokenizer.save(str(tmp_path / "checkpoint" / "tokenizer.json"))
    export(thinned, tokenizer, tmp_path / "model", name="thin", version="0", about={}, quantise=False)
    for folder, backend in (("checkpoint", "torch"), ("model", "onnx")):
        loaded = load_classifier(tmp_path / folder, backend)
        assert close([p.probabilities for p in loaded.classify(*article)], expected, 1e-4)


@pytest.mark.parametrize(("quantise", "within"), [(False, 1e-5), (True, 0.01)])
@pytest.mark.parametrize("heads", [None, 3])
def test_the_network_comes_back_out_of_its_export(network, tokenizer, article, few, tmp_path, quantise, within, heads):
    thinned, _ = cut(network, tokenizer, replace(QUICK, heads=heads, inner=20), few)
    thinned.config.code_temperature = 1.5
    export(thinned, tokenizer, tmp_path, name="thin", version="0", about={}, quantise=quantise)
    back = from_exported(tmp_path)
    assert apart(says(back, tokenizer, article), says(thinned, tokenizer, article)) < within


def test_a_model_that_is_not_ours_is_a_model_error(tmp_path):
    for name in ("config.json", "model.onnx"):
        (tmp_path / name).write_bytes((shipped_model() / name).read_bytes()[: 10_000 if name == "model.onnx" else None])
    with pytest.raises(ModelError, match="auditor train"):
        from_exported(tmp_path)


@pytest.mark.parametrize("change", [{"heads": HEADS + 1}, {"inner": UNITS + 1}, {"layers": 3}])
def test_more_than_there_is_cannot_be_kept(network, tokenizer, few, change):
    with pytest.raises(InputError, match="asked for"):
        cut(network, tokenizer, replace(QUICK, **change), few)


def test_an_untrained_network_is_not_made_thinner(network, tokenizer, few):
    network.trained = False
    with pytest.raises(InputError, match="--base"):
        cut(network, tokenizer, replace(QUICK, inner=4), few)


def test_a_whole_network_and_an_untrained_shallow_one_have_no_guide(network, tokenizer, few):
    same, guide = cut(network, tokenizer, QUICK, few)
    assert same is network
    assert guide is None
    network.trained = False
    shallow, guide = cut(network, tokenizer, replace(QUICK, layers=1), few)
    assert shallow.config.num_hidden_layers == 1
    assert guide is None


@pytest.mark.parametrize(("layers", "kept"), [(1, [5]), (2, [0, 5]), (4, [0, 2, 3, 5]), (6, [0, 1, 2, 3, 4, 5])])
def test_layers_are_kept_evenly_spaced(layers, kept):
    network = SourcingNetwork(
        SourcingConfig(vocab_size=30, hidden_size=8, num_hidden_layers=6, num_attention_heads=2, intermediate_size=8)
    )
    assert keep_layers(network, layers) == kept
    assert len(network.bert.encoder.layer) == layers


def test_who_is_guided_comes_closer_to_the_network_it_was_cut_from(network, tokenizer, article, few, tmp_path):
    wanted = says(copy.deepcopy(network), tokenizer, article)

    def left(recipe, folder):
        smaller, guide = cut(copy.deepcopy(network), tokenizer, recipe, few)
        (tmp_path / folder).mkdir()
        loop.train(smaller, tokenizer, few[:4], few[4:], recipe, tmp_path / folder, lambda report: None, guide=guide)
        return apart(says(smaller, tokenizer, article), wanted)

    recipe = replace(QUICK, heads=2, inner=8, taught_weight=1.0, tag_weight=0.0, average=0.0)
    unlearned = left(replace(recipe, rate=0.0, head_rate=0.0), "as cut")
    assert left(replace(recipe, epochs=6, patience=9, rate=3e-3), "learned") < 0.8 * unlearned


def test_the_command_thins_the_shipped_model_and_its_card_says_so(authored, tmp_path):
    aside = [a for a in authored if is_calibration(a.doc_id)]
    rest = [a for a in authored if not is_calibration(a.doc_id)]
    write_labelled([rest[0], aside[0]], tmp_path / "data" / "train.jsonl")
    write_labelled(rest[1:3], tmp_path / "data" / "authored" / "train.jsonl")
    write_labelled(rest[6:8], tmp_path / "data" / "authored" / "dev.jsonl")

    def train(*options):
        return subprocess.run(
            [sys.executable, "-m", "auditor", "train", "--data", tmp_path / "data", "--output", tmp_path / "run",
             "--epochs", "1", "--limit", "1", "--threads", "1", *options],
            capture_output=True, text=True, encoding="utf-8", timeout=300,
        )  # fmt: skip

    refused = train("--heads", "8")
    assert refused.returncode == EXIT_BAD_INPUT
    assert len(refused.stderr.splitlines()) == 1
    done = train("--base", shipped_model(), "--heads", "2", "--inner", "64")
    assert done.returncode == EXIT_DONE, done.stderr
    config = json.loads((tmp_path / "run" / "checkpoint" / "config.json").read_text(encoding="utf-8"))
    assert (config["kept_heads"], config["intermediate_size"]) == (2, 64)
    card = (tmp_path / "run" / "model" / "README.md").read_text(encoding="utf-8")
    assert "--heads 2 --inner 64" in card
    assert str(json.loads((shipped_model() / "config.json").read_text())["sha256"]["model.onnx"]) in card
