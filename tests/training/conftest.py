import pytest

from auditor.data import Attribution, LabelledArticle, LabelledSentence, read_labelled
from auditor.data.places import SHIPPED


@pytest.fixture(scope="session")
def authored():
    return read_labelled(SHIPPED / "authored" / "train.jsonl")


@pytest.fixture
def tagged():
    """An article of four sentences with furniture, quotation marks and marked source and cue words."""
    text = 'Ferry late again.\n\n"It is the engine," said Mara Quill. She sighed.\n\nThe port agreed.'
    starts = [text.index(words) for words in ("Ferry", '"It', "She", "The port")]
    ends = [17, text.index(" She"), text.index("\n\nThe"), len(text)]
    sentences = [LabelledSentence(a, b, c, None) for a, b, c in zip(starts, ends, ("X", "NP", "U", "O"), strict=True)]
    said, name = text.index("said"), text.index("Mara")
    return LabelledArticle(
        "sample/1",
        "sample",
        "train",
        text,
        tuple(sentences),
        (Attribution(((name, name + 10),), ((said, said + 4),), ((starts[1], said - 1),)),),
    )
