"""A real Ray cluster of two nodes on this machine: the same content as without it, whatever is lost on the way."""

import contextlib
import os
import sys
import threading
import time
from pathlib import Path

import pytest
from stand_ins import Full, audit, broken, content, marked, rows, slow, write_rows

pytest.importorskip("ray.data", reason="needs Ray: the extra “cluster”")
pytestmark = [pytest.mark.full, pytest.mark.skipif(sys.platform != "linux", reason="kills nodes as Linux does")]

from auditor.corpus.ray_engine import RayEngine  # noqa: E402
from auditor.errors import InputError, ModelError, UsageError  # noqa: E402

NODE = {"num_cpus": 1, "object_store_memory": 80_000_000}
"""A node with the least memory for objects that Ray takes."""


@contextlib.contextmanager
def two_nodes():
    """Two nodes of one core, and this process on the first; no dashboard, nothing told to anybody."""
    import ray
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        # What the tests pretend with has to be found on the nodes too.
        patch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])]))
        made = Cluster(initialize_head=True, head_node_args=NODE | {"include_dashboard": False})
        try:
            made.worker = made.add_node(**NODE)
            made.wait_for_nodes()
            ray.init(address=made.address, log_to_driver=False)
            yield made
        finally:
            ray.shutdown()
            made.shutdown()


@pytest.fixture(scope="module")
def cluster():
    """A cluster that the tests leave as it is."""
    with two_nodes() as made:
        yield made


def test_two_nodes_give_what_one_process_gives(cluster, corpus, output, tmp_path):
    audit([corpus], output, size=4)
    totals = audit([corpus], tmp_path / "other", engine=RayEngine(2), size=4)
    assert (totals.articles, totals.audited, totals.rejected) == (40, 40, 0)
    assert content(tmp_path / "other") == content(output)


def test_an_article_that_kills_is_found(cluster, output, tmp_path):
    path = write_rows(tmp_path / "a.jsonl", rows(12, at_5="DIE"))
    totals = audit([path], output, engine=RayEngine(2), load=marked, size=6)
    assert (totals.articles, totals.audited, totals.rejected) == (12, 11, 1)
    assert [(row["id"], row["reason"]) for row in content(output)["rejected"]] == [
        ("ferry-5", "It cannot be audited: the worker process was lost, again and again.")
    ]


def test_an_article_that_hangs_is_given_up(cluster, output, tmp_path):
    path = write_rows(tmp_path / "a.jsonl", rows(3, at_1="HANG"))
    totals = audit([path], output, engine=RayEngine(1, patience=3), load=marked)
    assert (totals.audited, totals.rejected) == (2, 1)
    assert content(output)["rejected"][0]["reason"].endswith("took longer than 3 seconds, again and again.")


def test_actors_that_cannot_start_are_not_started_for_ever(cluster, corpus, output):
    with pytest.raises(ModelError, match="The workers on the cluster cannot start"):
        audit([corpus], output, engine=RayEngine(1), load=broken)


def test_an_output_that_cannot_be_written_ends_the_run(cluster, corpus, output):
    output.mkdir()
    with pytest.raises(InputError, match="There is no room left on the disk"):
        audit([corpus], Full(output), engine=RayEngine(1))


def test_only_a_node_of_a_cluster_will_do():
    with pytest.raises(UsageError, match="on a node of the cluster"):
        RayEngine(1, "ray://somewhere:10001")


def test_a_node_killed_half_way(cluster, corpus, output, tmp_path):
    audit([corpus], output, load=slow, size=2)
    done = tmp_path / "other" / "_done"
    killed = []

    def kill():
        while not done.is_dir() or len(list(done.iterdir())) < 8:
            time.sleep(0.05)
        cluster.remove_node(cluster.worker, allow_graceful=False)
        killed.append(len(list(done.iterdir())))

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        totals = audit([corpus], tmp_path / "other", engine=RayEngine(2), load=slow, size=2)
    finally:
        killer.join()
        cluster.worker = cluster.add_node(**NODE)
        cluster.wait_for_nodes()
    assert killed and killed[0] < 20
    assert (totals.audited, totals.rejected) == (40, 0)
    assert content(tmp_path / "other") == content(output)
