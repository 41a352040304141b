"""Ctrl-C and a polite kill: an exit code, one line, nothing left behind."""

import contextlib
import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and named pipes work otherwise on Windows")


@pytest.fixture
def waiting(start, story):
    """A command in the middle of a batch: one article is done, the next one's text is still to come."""
    pipe = story.parent / "next.txt"
    os.mkfifo(pipe)
    process = start("audit", story, pipe, "--format", "json", "--output", story.parent / "report.json")
    with pipe.open("wb"):  # opens when the command opens it to read
        yield process


def told_to_stop(process, sent, times=6):
    """Send a signal, and once more where it came in the instant before the process began to wait for its input."""
    for _ in range(times - 1):
        process.send_signal(sent)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=10)
    process.send_signal(sent)
    return process.communicate(timeout=10)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_batch(waiting, story, sent):
    stdout, stderr = told_to_stop(waiting, sent)
    assert waiting.returncode == 130
    assert stdout == b""
    assert stderr.decode().splitlines() == ["auditor: interrupted."]
    assert {p.name for p in story.parent.iterdir()} == {"bridge.txt", "next.txt"}
