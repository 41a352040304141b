"""The four classes and the eight codes of the annotation guide: the only place where they are spelled.

A sentence gets one *code*; the code belongs to one *class*.  ``X`` (not a sentence of the article) belongs
to none of the four and is shown as ``furniture``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

NAMED = "named"
ANONYMOUS = "anonymous"
OFFICIAL = "official"
UNATTRIBUTED = "unattributed"
FURNITURE = "furniture"

CLASSES: tuple[str, ...] = (NAMED, ANONYMOUS, OFFICIAL, UNATTRIBUTED)
"""The classes that are counted, in the order in which every table shows them."""

LABELS: tuple[str, ...] = (*CLASSES, FURNITURE)

CODES: tuple[str, ...] = ("NP", "NO", "A0", "A1", "A2", "O", "U", "X")
"""The codes, in the order of every probability vector in this project."""

CLASS_OF: dict[str, str] = {
    "NP": NAMED,
    "NO": NAMED,
    "A0": ANONYMOUS,
    "A1": ANONYMOUS,
    "A2": ANONYMOUS,
    "O": OFFICIAL,
    "U": UNATTRIBUTED,
    "X": FURNITURE,
}

CODES_OF: dict[str, tuple[str, ...]] = {
    label: tuple(code for code in CODES if CLASS_OF[code] == label) for label in LABELS
}

MARGIN: dict[str, str] = {NAMED: "N", ANONYMOUS: "A", OFFICIAL: "O", UNATTRIBUTED: "·", FURNITURE: " "}
"""One character a class for the margin of a report, so that it reads without colour."""

COLOUR: dict[str, str] = {
    NAMED: "#2e7d32",
    ANONYMOUS: "#c62828",
    OFFICIAL: "#1565c0",
    UNATTRIBUTED: "#6d6d6d",
    FURNITURE: "#a0a0a0",
}

MEANING: dict[str, str] = {
    NAMED: "a person or a non-government organisation that the article names",
    ANONYMOUS: "people or documents that the article does not name",
    OFFICIAL: "a government or intergovernmental body speaking as an institution",
    UNATTRIBUTED: "nobody: the reporter's own voice or background",
    FURNITURE: "not a sentence of the article: headline, byline, share button",
}

CODE_MEANING: dict[str, str] = {
    "NP": "a person identified by name",
    "NO": "a named organisation, outlet or document outside government",
    "A0": "unnamed, with no useful description",
    "A1": "unnamed, but described",
    "A2": "unnamed, and the sentence says why or on what terms",
    "O": "a government or intergovernmental body, or its unnamed spokesperson",
    "U": "nobody: the reporter's own voice",
    "X": "not a sentence of the article",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a vector of code probabilities comes down to."""

    label: str
    code: str
    confidence: float


def decide(probabilities: Sequence[float]) -> Decision:
    """Return the label, the code and the confidence that eight code probabilities come down to.

    ``probabilities`` follows the order of ``CODES``.  The label is the class with the largest sum of
    its codes' probabilities (so three anonymous codes can outvote one unattributed code), the code is the
    best one inside that class, and the confidence is the sum, rounded to three decimals.  A tie goes to the
    class or code named first.
    """
    if len(probabilities) != len(CODES):
        raise ValueError(f"expected {len(CODES)} probabilities, got {len(probabilities)}")
    of = dict(zip(CODES, probabilities, strict=True))
    sums = {label: sum(of[code] for code in CODES_OF[label]) for label in LABELS}
    label = max(LABELS, key=sums.__getitem__)
    code = max(CODES_OF[label], key=of.__getitem__)
    return Decision(label, code, round(min(1.0, sums[label]), 3))
