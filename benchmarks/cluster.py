"""What Ray adds to the work, measured, and what a large corpus costs on a cluster, worked out.

    python benchmarks/cluster.py [--articles N] [--size N] [--price DOLLARS] [--rate ARTICLES] [--quick]

The same ``--articles``, composed from the authored ones that ship, go through two local workers and through a Ray
cluster of two nodes of one core, all on this machine.  The cost is that of ``--size`` articles at ``--price`` dollars
an hour of a core; the articles a second of one core are those of one worker in reports/corpus.md (``--rate`` gives
others), which ``benchmarks/corpus.py`` measures.  ``--quick`` takes few articles and writes no report.  Writes
reports/cluster.md.
"""

import argparse
import itertools
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from common import REPORTS, ROOT, measured

from auditor.classifier.choose import load_classifier
from auditor.corpus.chunks import CHUNK_RECORDS
from auditor.corpus.engine import Engine
from auditor.corpus.local import LocalEngine
from auditor.corpus.progress import Progress
from auditor.corpus.ray_engine import RayEngine
from auditor.corpus.run import begin, run
from auditor.corpus.schema import TABLES
from auditor.corpus.store import Folder
from auditor.corpus.work import Task
from auditor.data import read_labelled
from auditor.reading.tables import Columns
from auditor.rules.profile import load_profile

CHUNK = 32
"""Articles a chunk in the comparison: enough chunks for a steady rate of few articles."""
NODE = {"num_cpus": 1, "object_store_memory": 80_000_000}
CORES = (16, 64, 256, 1024)


def main() -> int:
    """Measure, print and write the report."""
    parser = argparse.ArgumentParser(description="What Ray adds, and what a large corpus costs.")
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--size", type=int, default=50_000_000)
    parser.add_argument("--price", type=float, default=0.04, help="dollars an hour of one core")
    parser.add_argument("--rate", type=float, help="articles a second of one core")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if options.quick:
        options.articles = 160
    rate = options.rate or _reported(r"`auditor corpus`, 1 worker \| ([\d.,]+) \|")
    reading = _reported(r"\(([\d,]+) articles a second, the comparison")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = _write(folder / "articles.jsonl", options.articles)
        local = _measure(LocalEngine(2), given, folder / "local")
        with _two_nodes():
            spread = _measure(RayEngine(2), given, folder / "ray")
        same = _content(folder / "local") == _content(folder / "ray")
    if not same:
        print("The two engines' tables differ.", file=sys.stderr)
        return 1
    report = "\n".join(
        [
            "# A corpus on a cluster",
            "",
            measured(" ".join(["python benchmarks/cluster.py", *sys.argv[1:]])),
            "",
            *_comparison(options.articles, local, spread),
            *_cost(options, rate, reading, min(1.0, spread / local)),
            "",
        ]
    )
    print(report)
    if not options.quick:
        (REPORTS / "cluster.md").write_text(report, encoding="utf-8")
    return 0


def _reported(pattern: str) -> float:
    try:
        found = re.search(pattern, (REPORTS / "corpus.md").read_text(encoding="utf-8"))
    except OSError:
        found = None
    if found is None:
        sys.exit("There are no figures in reports/corpus.md yet: run benchmarks/corpus.py first.")
    return float(found[1].replace(",", ""))


def _write(path: Path, count: int) -> Path:
    folder = ROOT / "data" / "authored"
    texts = [article.text for name in ("train", "dev") for article in read_labelled(folder / f"{name}.jsonl")]
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(itertools.islice(itertools.cycle(texts), count)):
            file.write(json.dumps({"id": f"article-{number}", "text": text}, ensure_ascii=False) + "\n")
    return path


@contextmanager
def _two_nodes() -> Iterator[None]:
    import ray
    from ray.cluster_utils import Cluster

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    cluster = Cluster(initialize_head=True, head_node_args=NODE | {"include_dashboard": False})
    try:
        cluster.add_node(**NODE)
        cluster.wait_for_nodes()
        ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
        yield
    finally:
        ray.shutdown()
        cluster.shutdown()


def _measure(engine: Engine, given: Path, output: Path) -> float:
    """Return the articles a second from the first chunk that is done to the last."""
    times: dict[int, float] = {}

    def watch(progress: Progress) -> None:
        times.setdefault(progress.articles, time.monotonic())

    files, wanted = Folder(output), {"inputs": [str(given)]}
    output.mkdir()
    begin(files, wanted, restart=False)
    task = Task(partial(load_classifier, None, threads=1), load_profile("default"))
    run(
        [str(given)], files, task, engine,
        columns=Columns(), told=lambda *_: None, watch=watch, size=CHUNK, wanted=wanted,
    )  # fmt: skip
    done = sorted(number for number in times if number)
    return (done[-1] - done[0]) / (times[done[-1]] - times[done[0]])


def _content(output: Path) -> list[bytes]:
    return [path.read_bytes() for table in TABLES for path in sorted((output / table).glob("*.parquet"))]


def _comparison(articles: int, local: float, spread: float) -> list[str]:
    return [
        "## What Ray adds",
        "",
        f"{articles:,} articles composed from the authored ones, in chunks of {CHUNK}; from the first chunk that is "
        "done to the last. The tables are the same, byte for byte.",
        "",
        "| engine | articles/s |",
        "|---|--:|",
        f"| local, 2 workers | {local:,.1f} |",
        f"| Ray, 2 nodes of one core on this machine | {spread:,.1f} |",
        "",
        f"So Ray does {spread / local:.0%} of the local work; on this machine its own processes share the cores with "
        "the workers, which they do not on a cluster.",
        "",
    ]


def _cost(options: argparse.Namespace, rate: float, reading: float, share: float) -> list[str]:
    size, price = options.size, options.price
    hours = size / (rate * 3600)
    with_ray = hours / share
    feeds = int(reading / (rate * share))
    rows = [f"| {cores:,} | {with_ray / cores:,.1f} | {with_ray * price:,.0f} |" for cores in CORES]
    requests = len(TABLES) + 1
    return [
        f"## What {size:,} articles cost",
        "",
        "    core hours = articles / (articles a second of one core x 3600 x share)",
        "    hours      = core hours / cores",
        "    dollars    = core hours x price of a core hour",
        "",
        f"One core audits {rate:,.1f} articles a second ([corpus.md](corpus.md), one worker; {rate * 3600:,.0f} an "
        f"hour); the share is what Ray left of it above ({share:.0%}). So {size:,} articles of that length take "
        f"{hours:,.0f} core hours, with Ray {with_ray:,.0f}. At {price:g} dollars a core hour (`--price`):",
        "",
        "| cores | hours | dollars |",
        "|--:|--:|--:|",
        *rows,
        "",
        f"One process reads the input, {reading:,.0f} short articles a second where it was measured, which feeds about "
        f"{feeds:,} cores; with more, cut the input in several and run one corpus each. In an object store a chunk is "
        f"{requests} uploads: {size // CHUNK_RECORDS * requests:,} with {CHUNK_RECORDS} articles a chunk, "
        f"{size // 4096 * requests:,} with `--chunk 4096`.",
    ]


if __name__ == "__main__":
    sys.exit(main())
