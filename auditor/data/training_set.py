"""All articles that there are to learn from."""

from collections.abc import Callable
from pathlib import Path

from auditor.data.places import find_training
from auditor.data.records import LabelledArticle, read_labelled


def read_training(
    data: Path | None = None, *, spans: bool = False, say: Callable[[str], None] | None = None
) -> list[LabelledArticle]:
    """Return the articles of ``find_training``'s files.

    ``say`` is told when the authored articles are all that was found.  Raises InputError as ``find_training`` and
    ``read_labelled`` do.
    """
    paths = find_training(data, spans=spans)
    if say and all(path.parent.name == "authored" for path in paths):
        say("Training on the authored articles alone; --data DIR names a folder with more.")
    return [article for path in paths for article in read_labelled(path)]
