"""What ``auditor serve`` carries: requests a second, at capacity and at four times that, memory, and a kill.

    python benchmarks/server.py [--requests 400] [--short 10000] [--threads 2]

The server runs in a process of its own and is asked over loopback from a second one, which only asks.  Capacity is as
many askers at once as the server has workers; each asks again as soon as it has its answer.  Writes reports/server.md.
"""

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from common import REPORTS, ROOT, measured

SENTENCES = 30
SHORT = "The ferry was late again. “It is rotten,” said Ottoline Brask."
JSON = {"Content-Type": "application/json"}


@dataclass
class Load:
    """What a number of askers got: a status and the seconds for each request."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    retry_after: int = 0
    wall: float = 0.0

    def add(self, status: int, seconds: float, retry: bool) -> None:
        """Count one answer; 0 is none."""
        self.statuses[status] += 1
        self.retry_after += retry
        if status == 200:
            self.seconds.append(seconds)

    def quantile(self, share: float) -> float:
        """Return the seconds that ``share`` of the served requests took at most."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


class Server:
    """``auditor serve`` in a process of its own."""

    def __init__(self, threads: int, port: int = 0) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "auditor", "serve", "--quiet", "--port", str(port), "--threads", str(threads)],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        found = re.search(r":(\d+)/", said)
        assert found, "the server did not start"
        self.port = int(found[1])

    def megabytes(self) -> float:
        """Return the resident memory of the server itself, without its reading processes."""
        command = ["ps", "-o", "rss=", "-p", str(self.process.pid)]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) * 1024 / 1e6

    def stop(self) -> int:
        """End it as Ctrl-C does; its exit code."""
        self.process.terminate()
        return self.process.wait(30)


def main() -> int:
    """Measure, print and write the report; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=400, help="for each of the two loads")
    parser.add_argument("--short", type=int, default=10_000, help="requests between the two looks at the memory")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--client", nargs=4, metavar=("PORT", "ASKERS", "REQUESTS", "KIND"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.client:
        port, askers, requests, kind = options.client
        print(json.dumps(client(int(port), int(askers), int(requests), kind)))
        return 0

    server = Server(options.threads)
    try:
        load(server, options.threads, 20, "article")  # warm
        capacity = load(server, options.threads, options.requests, "article")
        # Capacity in the sense of the server: what it works on and what it lets wait.
        full = options.threads + waiting()
        crowd = load(server, 4 * full, 4 * options.requests, "article")
        load(server, options.threads, min(1000, options.short), "short")
        before = server.megabytes()
        began = time.perf_counter()
        short = load(server, options.threads, options.short, "short")
        short_wall = time.perf_counter() - began
        after = server.megabytes()
        killed = kill_and_restart(server, options.threads)
    finally:
        server.process.kill()
    only = set(crowd.statuses) <= {200, 503} and crowd.retry_after == crowd.statuses[503]
    grown = after - before
    lines = [
        "# Server load",
        "",
        f"`auditor serve --threads {options.threads}` asked over loopback from a second process, an article of "
        f"{SENTENCES} sentences of data/authored. {measured('python benchmarks/server.py')}",
        "",
        "| what | figure |",
        "|---|---|",
        f"| at capacity ({options.threads} askers, {options.requests} requests): answers a second | "
        f"{len(capacity.seconds) / capacity.wall:.1f} |",
        f"| … half of them within, 95% within | {1000 * capacity.quantile(0.5):.0f} ms, "
        f"{1000 * capacity.quantile(0.95):.0f} ms |",
        f"| … statuses | {shown(capacity.statuses)} |",
        f"| four times what it works on and lets wait ({4 * full} askers, {4 * options.requests} requests): "
        f"200 a second | {len(crowd.seconds) / crowd.wall:.1f} |",
        f"| … served requests: half within, 95% within | {1000 * crowd.quantile(0.5):.0f} ms, "
        f"{1000 * crowd.quantile(0.95):.0f} ms |",
        f"| … statuses (every 503 with Retry-After: {'yes' if only else 'no'}) | {shown(crowd.statuses)} |",
        f"| memory before and after {options.short:,} short requests ({options.short / short_wall:.0f} a second) | "
        f"{before:.0f} MB, {after:.0f} MB |",
        f"| … statuses | {shown(short.statuses)} |",
        f"| killed (SIGKILL) in the middle of a request, started again on the same port | {killed} |",
        "",
    ]
    report = "\n".join(lines)
    print(report)
    (REPORTS / "server.md").write_text(report, encoding="utf-8")
    flat = grown <= 0.05 * before
    return int(not (only and flat and set(capacity.statuses) == {200} and killed.startswith("answers")))


def load(server: Server, askers: int, requests: int, kind: str) -> Load:
    """Let a second process ask ``requests`` times with ``askers`` at once."""
    command = [sys.executable, __file__, "--client", str(server.port), str(askers), str(requests), kind]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return Load(
        Counter({int(k): v for k, v in said["statuses"].items()}), said["seconds"], said["retry_after"], said["wall"]
    )


def client(port: int, askers: int, requests: int, kind: str) -> dict[str, Any]:
    """Ask, in the second process."""
    body = json.dumps({"text": article() if kind == "article" else SHORT})
    result = Load()
    lock = threading.Lock()
    left = iter(range(requests))

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while True:
            with lock:
                if next(left, None) is None:
                    return
            began = time.perf_counter()
            try:
                connection.request("POST", "/api/audit", body, JSON)
                answer = connection.getresponse()
                answer.read()
                status, retry = answer.status, answer.getheader("Retry-After") is not None
            except (OSError, http.client.HTTPException):
                connection.close()
                status, retry = 0, False
            with lock:
                result.add(status, time.perf_counter() - began, retry)
            if status == 503:
                time.sleep(0.05)  # a crowd that does not listen to Retry-After, but breathes

    threads = [threading.Thread(target=ask) for _ in range(askers)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "statuses": result.statuses, "seconds": result.seconds, "retry_after": result.retry_after,
        "wall": time.perf_counter() - began,
    }  # fmt: skip


def article() -> str:
    """Return the first authored article that has 30 sentences or more, cut to so many."""
    for line in (ROOT / "data/authored/more.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        counted = [s for s in row["sentences"] if s.get("code", s.get("label")) != "X"]
        if len(counted) >= SENTENCES:
            return str(row["text"][: counted[SENTENCES - 1]["end"]])
    raise AssertionError("no authored article is long enough")


def kill_and_restart(server: Server, threads: int) -> str:
    """Kill the server while it audits, start another on its port and ask it."""
    body = json.dumps({"text": "\n\n".join([article()] * 20)})
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", "/api/audit", body, JSON)
    time.sleep(0.3)
    server.process.kill()
    server.process.wait()
    began = time.perf_counter()
    second = Server(threads, server.port)
    try:
        load_after = load(second, 1, 3, "article")
        seconds = time.perf_counter() - began
        code = second.stop()
    finally:
        second.process.kill()
    if load_after.statuses != Counter({200: 3}) or code != 0:
        return f"{shown(load_after.statuses)}, exit code {code}"
    return f"answers 200 after {seconds:.1f} s, ends with exit code 0"


def waiting() -> int:
    """Return how many requests the server lets wait."""
    from auditor.server.limits import Limits

    return Limits().waiting


def shown(statuses: Counter[int]) -> str:
    """Return "200: 380, 503: 20"; 0 is an answer that did not come."""
    return ", ".join(f"{status or 'none'}: {count:,}" for status, count in sorted(statuses.items()))


if __name__ == "__main__":
    sys.exit(main())
