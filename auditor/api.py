"""The auditor from Python: ``auditor.audit`` and ``auditor.audit_all``."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.article import Article, Audit

if TYPE_CHECKING:
    from auditor.classifier.interface import SentenceClassifier
    from auditor.rules.profile import Profile

Input = str | os.PathLike[str] | Article

_ENDINGS = (
    ".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf",
    ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".warc", ".gz", ".zst",
)  # fmt: skip


def audit(
    source: Input,
    *,
    classifier: "SentenceClassifier | None" = None,
    model: str | os.PathLike[str] | None = None,
    backend: str = "onnx",
    profile: "Profile | str | os.PathLike[str]" = "default",
    force: bool = False,
) -> Audit:
    """Audit one article; of an input that holds several stories, the first (``audit_all`` gives all).

    The result holds the labelled sentences, the register of sources, the summary, the grade and the findings of the
    rules; ``Audit.to_dict`` gives all of it as plain data.

    ``source`` is the article's text, or where it stands: a path or an http(s) address; an ``Article`` is taken
    as it is.  A string counts as text when it holds a line break, or a space and neither names a file nor ends
    like a file's name ("my story.txt").  ``classifier`` is used as it is; else the one in the folder ``model``
    (None: the shipped one) is loaded, once a process.  ``profile`` chooses the rules that ``findings`` come from: a
    built-in profile's name, a file, or a ``Profile``; a ``pyproject.toml`` is only read where it is named.  ``force``
    audits what would be refused (another language, a paywall notice).

    Raises InputError for what cannot be read, RefusedError for what is no article, ModelError when the model is
    missing or damaged, UsageError for a mistake in the profile.
    """
    from auditor.pipeline import audit_article

    rules = _rules(profile)
    articles = _articles(source, force)
    chosen = classifier or _classifier(None if model is None else Path(model), backend)
    return audit_article(articles[0], chosen, rules)


def audit_all(
    source: Input,
    *,
    classifier: "SentenceClassifier | None" = None,
    model: str | os.PathLike[str] | None = None,
    backend: str = "onnx",
    profile: "Profile | str | os.PathLike[str]" = "default",
    force: bool = False,
) -> Iterator[Audit]:
    """Audit every story that ``source`` holds, at least one, in order; arguments and errors as for ``audit``.

    A folder's files are audited one after another; the first that cannot be read raises InputError.
    """
    from auditor.pipeline import audit_articles

    rules = _rules(profile)
    articles = _articles(source, force)
    chosen = classifier or _classifier(None if model is None else Path(model), backend)
    return audit_articles(articles, chosen, rules)


def _rules(profile: "Profile | str | os.PathLike[str]") -> "Profile":
    from auditor.rules.profile import Profile, load_profile

    return profile if isinstance(profile, Profile) else load_profile(profile)


def _articles(source: Input, force: bool) -> list[Article]:
    from auditor.reading import read, read_text

    if isinstance(source, Article):
        return [source]
    if isinstance(source, str) and _is_text(source):
        return read_text(source, force=force)
    return read(source, force=force)


def _is_text(source: str) -> bool:
    if source.lower().startswith(("http://", "https://")) and not any(c.isspace() for c in source):
        return False
    if "\n" in source:
        return True
    if not any(c.isspace() for c in source) or source.lower().endswith(_ENDINGS):
        return False
    try:
        return not Path(source).exists()
    except OSError:  # too long for a file's name
        return True


@lru_cache(maxsize=2)
def _classifier(model: Path | None, backend: str) -> "SentenceClassifier":
    from auditor.classifier.choose import load_classifier

    return load_classifier(model, backend)
