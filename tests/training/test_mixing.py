"""Averaging the weights of several runs."""

import pytest

torch = pytest.importorskip("torch")

from safetensors.torch import save_file  # noqa: E402

from auditor.classifier.network import SourcingConfig, SourcingNetwork  # noqa: E402
from auditor.errors import InputError  # noqa: E402
from auditor.training.mixing import mix  # noqa: E402

pytestmark = pytest.mark.full


def network(layers: int = 1) -> SourcingNetwork:
    return SourcingNetwork(
        SourcingConfig(
            vocab_size=30, hidden_size=8, num_hidden_layers=layers, num_attention_heads=2, intermediate_size=16
        )
    )


def finished(folder, net):
    folder.mkdir()
    save_file({k: v.contiguous().clone() for k, v in net.state_dict().items()}, folder / "best.safetensors")
    return folder


def test_the_weights_are_the_mean_of_all_runs(tmp_path):
    nets = [network() for _ in range(3)]
    wanted = torch.stack([net.code_head.weight.detach().clone() for net in nets]).mean(0)
    runs = [finished(tmp_path / str(n), net) for n, net in enumerate(nets[1:])]
    digests = mix(nets[0], runs)
    assert torch.allclose(nets[0].code_head.weight, wanted)
    assert len(set(digests)) == 2


def test_alone_a_run_stays_as_it_is():
    net = network()
    before = net.tag_head.weight.detach().clone()
    assert mix(net, ()) == []
    assert torch.equal(net.tag_head.weight, before)


def test_what_cannot_be_averaged_is_named(tmp_path):
    with pytest.raises(InputError, match="no finished run"):
        mix(network(), [tmp_path / "nothing"])
    with pytest.raises(InputError, match="another network"):
        mix(network(), [finished(tmp_path / "deeper", network(layers=2))])
