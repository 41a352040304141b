"""What a person has: the command, the sample articles, and stories of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

STORY = (
    "Harbour bridge shut after cracks found\n\n"
    "The old harbour bridge in Port Larkin was closed to all traffic on Monday, and the ferry will run again.\n\n"
    "“We had no choice,” said Odile Brandt, the mayor of Port Larkin. “The piers are cracked.”\n\n"
    "A person familiar with the inspection, who asked not to be named, said the damage had been known for a year.\n\n"
    "The Interior Ministry said in a statement that the repair would take six months.\n"
)


def environment(**changes):
    """Return this process's variables without those that change what a report looks like, and with ``changes``."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM")}
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return kept | {"PYTHONPATH": path} | {k: str(v) for k, v in changes.items()}


def command(*arguments):
    return [sys.executable, "-m", "auditor", *map(str, arguments)]


@pytest.fixture(scope="session")
def auditor():
    """Run the command in a process of its own; ``stdout`` and ``stderr`` are text with the line ends as written.

    ``wrap`` is the beginning of a command line that runs the rest of it.
    """

    def run(*arguments, cwd=None, stdin=b"", variables=None, wrap=(), **options):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        done = subprocess.run(
            [*wrap, *command(*arguments)],
            cwd=cwd,
            input=stdin,
            env=environment(**(variables or {})),
            timeout=120,
            **(pipes | options),
        )
        done.stdout = (done.stdout or b"").decode()
        done.stderr = (done.stderr or b"").decode()
        return done

    return run


@pytest.fixture(scope="session")
def start():
    """Start the command and do not wait for it."""

    def run(*arguments, variables=None, **options):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command(*arguments), env=environment(**(variables or {})), **(pipes | options))

    return run


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def scrape():
    """The sample that holds four stories and furniture."""
    return ROOT / "seeds" / "01-night-ferry-scrape.txt"


@pytest.fixture(scope="session")
def scrape_as_json(auditor, scrape):
    done = auditor("audit", scrape, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def scrape_as_page(auditor, scrape):
    done = auditor("audit", scrape)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
