import json

import pytest

from auditor.data import Attribution, LabelledArticle, LabelledSentence, read_labelled
from auditor.data.places import SHIPPED

LONG_SOURCE = (
    "a retired harbour pilot who has guided tankers through the Brill narrows for twenty years "
    "and asked to stay out of the papers"
)


@pytest.fixture
def article():
    """An article with every kind of label, a long source, and line ends that are easy to lose."""
    text = (
        f"Ferry talks stall\r\n\r\nThe ferry is full, said {LONG_SOURCE}.\u2028"
        "“It’s late,” Ana Brill said. 😀 It sailed."
    )
    second = text.index("The ferry")
    third = text.index("“It’s late")
    fourth = text.index("It sailed")
    return LabelledArticle(
        doc_id="sample/day-1/ferry",
        corpus="sample",
        split="train",
        text=text,
        sentences=(
            LabelledSentence(0, 17, "X", None),
            LabelledSentence(second, third - 1, "A2", LONG_SOURCE.capitalize()),
            LabelledSentence(third, third + 27, "NP", "Ana Brill"),
            LabelledSentence(fourth, fourth + 10, "U", None),
        ),
        attributions=(
            Attribution(((third + 13, third + 22),), ((third + 23, third + 27),), ((third, third + 12),)),
            Attribution((), (), ((second, second + 17),)),
        ),
        topic="transport",
    )


@pytest.fixture(scope="session")
def authored():
    return read_labelled(SHIPPED / "authored" / "dev.jsonl")


@pytest.fixture
def write_rows(tmp_path):
    """Write plain objects as a JSONL file and return its path."""

    def write(*rows):
        path = tmp_path / "rows.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write
