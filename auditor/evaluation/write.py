"""An evaluation as files, none of which holds a word of the articles."""

import csv
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from auditor.errors import InputError
from auditor.evaluation.evaluation import MISTAKES, Evaluation
from auditor.evaluation.plots import save_calibration, save_confusion
from auditor.labels import CLASSES, LABELS

MISTAKE_COLUMNS = ("doc_id", "corpus", "start", "end", "gold", "predicted", "confidence")


def write_evaluation(evaluation: Evaluation, directory: Path) -> list[Path]:
    """Write evaluation.json, mistakes.csv, confusion.csv, confusion.png and calibration.png; return where.

    Everything is made in a folder of its own inside ``directory`` first, so that a failure leaves no half
    file.  Raises UsageError when matplotlib is not installed, InputError when the folder cannot be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=directory, prefix=".evaluation-") as scratch:
            _write_all(evaluation, Path(scratch))
            made = sorted(Path(scratch).iterdir())
            return [file.replace(directory / file.name) for file in made]
    except OSError as error:
        raise InputError(f"Cannot write to {directory}: {error.strerror or error}.") from error


def _write_all(evaluation: Evaluation, folder: Path) -> None:
    plain = json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2)
    (folder / "evaluation.json").write_text(plain + "\n", encoding="utf-8")
    counts = evaluation.confusion.tolist()
    rows = [[name, *row] for name, row in zip(CLASSES, counts, strict=True)]
    _write_csv(folder / "confusion.csv", ["gold", *LABELS], rows)
    listed = [asdict(j) | {"confidence": round(j.confidence, 4)} for j in evaluation.mistakes[:MISTAKES]]
    _write_csv(folder / "mistakes.csv", MISTAKE_COLUMNS, [[m[c] for c in MISTAKE_COLUMNS] for m in listed])
    save_confusion(evaluation, folder / "confusion.png")
    save_calibration(evaluation, folder / "calibration.png")


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)
