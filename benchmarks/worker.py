"""A peer in a process of its own: what benchmarks/throughput.py talks to, and what runs there.

    python benchmarks/worker.py KEY FOLDER

Each line of the input is a JSON list of articles' texts; the answer is a line of JSON: the seconds from text to audit,
the number of sentences, and the most memory that the process has taken so far, in MB.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from common import ROOT
from peers import PEERS, Ready

STATUS = Path("/proc/self/status")


class Worker:
    """A process that has been started for a peer, and ends with the ``with`` block."""

    def __init__(self, ready: Ready) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, ready.peer.key, str(ready.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"HF_HUB_OFFLINE": "1"},
        )

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def audit(self, texts: Sequence[str]) -> dict[str, float]:
        """Return ``seconds`` that auditing ``texts`` took, ``sentences`` in them and ``megabytes`` taken so far."""
        assert self._process.stdin and self._process.stdout
        print(json.dumps(texts), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("A peer's process ended too early; its own message stands above.")
        answer: dict[str, float] = json.loads(line)
        return answer


def main() -> int:
    """Load the peer and answer until the input ends."""
    from auditor.article import Article
    from auditor.pipeline import audit_articles

    key, folder = sys.argv[1:]
    classifier = next(peer for peer in PEERS if peer.key == key).load(Path(folder))
    for line in sys.stdin:
        articles = [Article(str(number), text) for number, text in enumerate(json.loads(line))]
        began = time.perf_counter()
        sentences = sum(len(audit.sentences) for audit in audit_articles(articles, classifier))
        seconds = time.perf_counter() - began
        print(json.dumps({"seconds": seconds, "sentences": sentences, "megabytes": _peak()}), flush=True)
    return 0


def _peak() -> float:
    """Return the peak of this process's memory in MB, without what its parent had when it started it."""
    if STATUS.is_file():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
