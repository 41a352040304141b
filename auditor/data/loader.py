"""Labelled articles as a Hugging Face ``datasets.Dataset``."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from auditor.data.records import LabelledArticle
from auditor.errors import UsageError
from auditor.labels import CLASS_OF

if TYPE_CHECKING:
    from datasets import Dataset

_COLUMNS = {
    "article_id": "string",
    "corpus": "string",
    "split": "string",
    "index": "int32",
    "start": "int32",
    "end": "int32",
    "text": "string",
    "code": "string",
    "label": "string",
    "source": "string",
    "before": "string",
    "after": "string",
}


def load_dataset(articles: Iterable[LabelledArticle], before: int = 3, after: int = 1) -> "Dataset":
    """Return a dataset with one row a sentence.

    Columns: ``article_id``, ``corpus``, ``split``, ``index`` (of the sentence in its article), ``start`` and
    ``end`` (code points into the article's text), ``text``, ``code``, ``label`` (the code's class),
    ``source`` (canonical name or None), and as context ``before`` and ``after``: the article's text from the
    beginning of the sentence ``before`` places ahead, and to the end of the one ``after`` places on; empty
    where the article begins or ends.  Raises UsageError when the ``datasets`` library is not installed.
    """
    try:
        from datasets import Dataset, Features, Value
    except ImportError as error:
        raise UsageError(
            "Loading labelled articles as a dataset needs the “datasets” library: "
            "install it with pip install -e '.[evaluate]' in the project's folder."
        ) from error
    columns: dict[str, list[Any]] = {column: [] for column in _COLUMNS}
    for article in articles:
        for row in _rows(article, before, after):
            for column, value in row.items():
                columns[column].append(value)
    features = Features({column: Value(kind) for column, kind in _COLUMNS.items()})
    return Dataset.from_dict(columns, features=features)


def _rows(article: LabelledArticle, before: int, after: int) -> Iterator[dict[str, Any]]:
    sentences = article.sentences
    for index, sentence in enumerate(sentences):
        ahead = sentences[max(0, index - before) : index]
        behind = sentences[index + 1 : index + 1 + after]
        yield {
            "article_id": article.doc_id,
            "corpus": article.corpus,
            "split": article.split,
            "index": index,
            "start": sentence.start,
            "end": sentence.end,
            "text": article.text[sentence.start : sentence.end],
            "code": sentence.code,
            "label": CLASS_OF[sentence.code],
            "source": sentence.source,
            "before": article.text[ahead[0].start : ahead[-1].end] if ahead else "",
            "after": article.text[behind[0].start : behind[-1].end] if behind else "",
        }
