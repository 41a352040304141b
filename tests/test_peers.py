import argparse

import pytest
from peers import PEERS, make_ready
from peers.peer import Peer


@pytest.fixture
def options(tmp_path):
    return argparse.Namespace(data=None, peers=tmp_path / "peers", checkpoint=None)


def counting_peer(recipe, trained, **more):
    def train(articles, folder):
        trained.append(len(articles))
        (folder / "weights").write_text(recipe)

    return Peer("toy", "a toy", recipe, lambda folder: (folder / "weights").read_text(), train, **more)


def test_a_peer_is_trained_once_and_again_when_its_recipe_changes(options):
    trained = []
    for recipe in ("first", "first", "second"):
        (ready,), _ = make_ready([counting_peer(recipe, trained)], options)
        assert ready.load() == recipe
    assert len(trained) == 2


def test_a_peer_that_fails_while_it_learns_is_not_taken_for_trained(options):
    def fail(articles, folder):
        (folder / "half").write_text("")
        raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError):
        make_ready([Peer("toy", "a toy", "first", str, fail)], options)
    trained = []
    make_ready([counting_peer("first", trained)], options)
    assert trained


def test_a_variant_runs_the_weights_of_the_peer_it_varies(options):
    variant = Peer("fast", "a fast toy", "in batches", lambda folder: folder.name, variant_of="toy")
    ready, _ = make_ready([counting_peer("first", []), variant], options)
    assert ready[0].folder == ready[1].folder


def test_what_is_missing_is_left_out_and_named(options):
    absent = counting_peer("first", [], needs=("no_such_library",))
    checkpoint = next(peer for peer in PEERS if peer.key == "checkpoint")
    ready, notes = make_ready([absent, checkpoint], options)
    assert ready == []
    assert any("a toy" in note and "no_such_library" in note for note in notes)
    assert any("checkpoint" in note for note in notes)


def test_a_report_says_when_peers_learned_from_the_authored_articles_alone(options, monkeypatch):
    monkeypatch.setattr("auditor.data.places.LOCAL", options.peers / "nothing")
    _, notes = make_ready([], options)
    assert any("authored" in note for note in notes)


def test_peers_that_learn_from_few_articles_are_not_taken_for_whole_ones(options):
    trained = []
    for most in (None, 3, 3):
        _, notes = make_ready([counting_peer("first", trained)], options, most)
        assert any("3 articles only" in note for note in notes) == (most == 3)
    assert trained == [trained[0], 3]
    assert trained[0] > 3
