"""Where the labelled data with text is found, and which articles are set aside for calibration."""

import hashlib
from pathlib import Path

from auditor.errors import InputError, UsageError

AUTHORED = ("authored/train", "authored/more", "authored/dev")
SETS: tuple[str, ...] = ("train", "dev", *AUTHORED, "polnear_spans")
"""The sets of articles by name, each a file ``<name>.jsonl`` under a data folder."""

SHIPPED = Path(__file__).resolve().parents[2] / "data"
"""The checkout's ``data/``: authored articles, stand-off labels, the data card."""

LOCAL = SHIPPED / "local"
"""Where ``auditor data build`` writes articles with text; git ignores it."""


def find_data(name: str, data: Path | None = None) -> Path:
    """Return the JSONL file of one of ``SETS``.

    Looked for under ``data`` when that is given, otherwise under the checkout's ``data/local/``; an authored set
    that is not there is the one that ships.  Raises UsageError for a
    name that is no set, InputError, telling what to do, for a set that is not there.
    """
    if name not in SETS:
        raise UsageError(f"There is no set of articles called “{name}”; choose one of {', '.join(SETS)}.")
    folders = [LOCAL if data is None else data, *([SHIPPED] if name in AUTHORED else [])]
    for folder in folders:
        path = folder / f"{name}.jsonl"
        if path.is_file():
            return path
    if name in AUTHORED:
        raise InputError(
            f"The articles of {name}.jsonl stand in the project's checkout, not in an installed package; "
            "run this from a checkout, or name their folder with --data DIR."
        )
    if data is not None:
        raise InputError(f"There is no {name}.jsonl in {data}; --data names the folder that holds it.")
    raise InputError(
        f"The articles of {name}.jsonl do not ship, because their text is not ours: "
        "build them with “auditor data build --text DIR” (data/README.md says from what), "
        "or name the folder that holds them with --data DIR."
    )


def find_training(data: Path | None = None, *, spans: bool = False) -> list[Path]:
    """Return the files of all train articles that can be found, the shipped authored ones among them.

    ``spans`` adds the articles of which only sources and cues were marked.  Raises InputError when ``data`` is given
    and has no train articles.
    """
    wanted = ["train", *(["polnear_spans"] if spans else [])]
    found = []
    for name in wanted:
        try:
            found.append(find_data(name, data))
        except InputError:
            if data is not None and name == "train":
                raise
    return [*found, *(find_data(name, data) for name in AUTHORED if name != "authored/dev")]


def is_calibration(doc_id: str) -> bool:
    """Tell whether a train article is set aside for temperature, thresholds and early stopping.

    A fixed tenth of all ids, by hash, so that it never depends on the order or the number of articles.
    """
    return int(hashlib.sha256(doc_id.encode("utf-8")).hexdigest(), 16) % 10 == 0
