"""Invented articles, classifiers that go wrong, and a run of the engine without the command around it."""

import errno
import json
import os
import signal
import time
from functools import partial
from pathlib import Path

from auditor.classifier.baselines import baseline
from auditor.classifier.interface import Prediction
from auditor.corpus.run import begin, run
from auditor.corpus.schema import TABLES
from auditor.corpus.serial import SerialEngine
from auditor.corpus.store import Folder
from auditor.corpus.work import Task
from auditor.labels import CODES
from auditor.reading.tables import Columns
from auditor.rules.profile import load_profile

NAMES = ("Odile Brandt", "Ines Calloway", "Bram Tolley", "Petra Vonk", "Saul Ketter")
CUES = partial(baseline, "cues")


def story(number, marker=""):
    """Return a short article that no other number gives."""
    name = NAMES[number % len(NAMES)]
    return (
        f"Ferry {number} to stay in port\n\n"
        f"Ferry number {number} will not sail from Port Larkin before Monday, said {name}, the harbour master. "
        f"“We have found {number % 7 + 2} cracks,” {name.split()[1]} said.\n\n"
        "A person familiar with the inspection, who asked not to be named, said the damage was old. "
        f"The Transport Ministry said it would look into the matter. The quay was empty. "
        f"Sources said the crew was asleep. {marker}\n"
    )


def rows(count, **markers):
    """Return so many rows; ``markers`` are words to be put into the stories of those numbers (``at_7="DIE"``)."""
    words = {int(key.removeprefix("at_")): word for key, word in markers.items()}
    return [
        {"id": f"ferry-{n}", "body": story(n, words.get(n, "")), "date": f"2024-05-{n % 28 + 1:02}"}
        for n in range(count)
    ]


def write_rows(path, articles):
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in articles), encoding="utf-8")
    return path


def audit(inputs, output, *, engine=None, load=CUES, restart=False, plan=None, columns=None, **options):
    """Run the engine, without the command around it, and return the totals."""
    columns = columns or Columns()
    wanted = {"schema": "", "auditor": "", "model": "", "profile": "", "graded": True, "force": False}
    wanted |= {"columns": {}, "inputs": list(map(str, inputs))} | (plan or {})
    files = output
    if isinstance(output, Path):
        files = Folder(output)
        output.mkdir(exist_ok=True)
    begin(files, wanted, restart=restart)
    task = Task(load, load_profile("default"))
    return run(
        list(map(str, inputs)),
        files,
        task,
        engine or SerialEngine(),
        columns=columns,
        told=lambda *_: None,
        wanted=wanted,
        **options,
    )


def content(output):
    """Return all rows of all tables and all rejected articles, in the order in which a reader gets them."""
    import pyarrow.parquet as pq

    found = {}
    for table in TABLES:
        files = sorted((output / table).glob("*.parquet"))
        found[table] = [row for file in files for row in pq.read_table(file).to_pylist()]
    lines = (output / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    return found | {"rejected": list(map(json.loads, lines))}


class Marked:
    """A classifier that does something where a text holds a marker, and else calls everything unattributed."""

    name = "marked 1"

    def classify(self, text, segments):
        if "DIE" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "LEAVE" in text:
            os._exit(7)
        if "HANG" in text:
            time.sleep(1000)
        if "RAISE" in text:
            raise ZeroDivisionError
        return [Prediction(tuple(float(code == "U") for code in CODES)) for _ in segments]


def marked():
    return Marked()


class Slow(Marked):
    """The same, in a quarter of a second an article."""

    def classify(self, text, segments):
        time.sleep(0.25)
        return super().classify(text, segments)


def slow():
    return Slow()


class Full(Folder):
    """A folder on a disk without room for tables."""

    def write(self, name, data):
        if name.endswith(".parquet"):
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(name, data)


def broken():
    os._exit(9)


class StopsAfter(SerialEngine):
    """An engine that is interrupted after so many chunks."""

    def __init__(self, chunks):
        self._chunks = chunks

    def run(self, chunks, job):
        for number, event in enumerate(super().run(chunks, job)):
            if number == self._chunks:
                raise KeyboardInterrupt  # the tables are written, the chunk does not count yet
            yield event
