"""The unit of work: a chunk of records in, tables out.  Nothing here knows processes, files or clusters."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from auditor.article import Article, Audit
from auditor.classifier.interface import SentenceClassifier
from auditor.corpus.chunks import Chunk
from auditor.corpus.tables import TableBuilder
from auditor.errors import AuditorError, InputError, ModelError
from auditor.pipeline import audit_article, audit_articles
from auditor.reading.records import articles_of_record
from auditor.reporting.text_safety import well_formed
from auditor.rules.profile import Profile

MAX_ARTICLE_CHARACTERS = 1_000_000
"""A longer article is rejected: it is a book, or a table read as one, and would hold the others up for minutes."""


@dataclass(frozen=True, slots=True)
class Task:
    """How the articles of a corpus are audited; it can be sent to another process.

    ``load`` makes the classifier.  ``about`` says what the tables were made with: it stands in their metadata.
    """

    load: Callable[[], SentenceClassifier]
    profile: Profile | None = None
    graded: bool = True
    force: bool = False
    about: Mapping[str, str] = field(default_factory=dict)


def load_same(model: Path | None, fingerprint: str) -> SentenceClassifier:
    """Load the model in the folder (None: the shipped one) for one core; ``ModelError`` where it is another.

    ``fingerprint`` is ``plan.model_fingerprint`` where the run was begun: another machine may have another model there.
    """
    from auditor.classifier.choose import load_classifier
    from auditor.corpus.plan import model_fingerprint

    found = model_fingerprint(model)
    if found != fingerprint:
        raise ModelError(f"A worker has another model, {found}, than the run was begun with, {fingerprint}.")
    return load_classifier(model, threads=1)


@dataclass(frozen=True, slots=True)
class Rejection:
    """An article that was not audited: its id, its file, its place in the input (from 0), and why."""

    id: str
    path: str
    record: int
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Return the line of ``rejected.jsonl``."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Result:
    """What a chunk comes down to: ``tables`` are ``pyarrow.Table``s by name, ``articles`` how many went in.

    ``sentences`` are the articles' own, without furniture.
    """

    tables: Mapping[str, Any]
    rejected: tuple[Rejection, ...]
    articles: int
    audited: int
    sentences: int


Announce = Callable[[int], None]
"""Takes the number, in the chunk, of the record on which work begins."""
Through = Callable[[int, int], None]
"""Takes how many records of the chunk are finished, and how many of these were rejected."""


def audit_chunk(
    chunk: Chunk,
    classifier: SentenceClassifier,
    task: Task,
    announce: Announce = lambda number: None,
    through: Through = lambda finished, rejected: None,
) -> Result:
    """Audit the articles of ``chunk`` and return their tables.

    The result depends on the chunk, the classifier and the task alone; what it says of an article, on that article
    alone.  Whatever goes wrong with an article makes it a ``Rejection`` and leaves the others as they are.  Before work
    on a record begins, ``announce`` is told: should the process die, that record is the first to be suspected.  Work
    runs ahead of what is finished, so that is told to ``through``.
    """
    builder = TableBuilder()
    rejected: list[Rejection] = []
    count = audited = sentences = 0

    def articles() -> Iterator[tuple[int, Article]]:
        nonlocal count
        for number, record in enumerate(chunk.records):
            announce(number)
            try:
                found = articles_of_record(record, force=task.force)
            except AuditorError as error:
                found, reason = [], str(error)
            except Exception as error:  # a reader's mistake must not cost the other articles
                found, reason = [], f"It cannot be read ({_kind(error)})."
            count += max(1, len(found))
            if not found:
                rejected.append(Rejection(well_formed(record.id), record.path, chunk.start + number, reason))
            for article in found:
                if len(article.text) > MAX_ARTICLE_CHARACTERS:
                    reason = (
                        f"It has {len(article.text):,} characters; "
                        f"an article of a corpus may have {MAX_ARTICLE_CHARACTERS:,}."
                    )
                    rejected.append(Rejection(well_formed(article.id), record.path, chunk.start + number, reason))
                else:
                    yield number, _writable(article)

    for number, article, audit in _audits(articles(), classifier, task, announce):
        if isinstance(audit, Audit):
            builder.add(chunk.start + number, audit)
            audited += 1
            sentences += len(audit.counted)
        else:
            reason = f"It cannot be audited ({_kind(audit)})."
            rejected.append(Rejection(article.id, article.path or "", chunk.start + number, reason))
        through(number + 1, sum(one.record <= chunk.start + number for one in rejected))
    rejected.sort(key=lambda one: one.record)
    return Result(builder.tables(), tuple(rejected), count, audited, sentences)


def _audits(
    articles: Iterator[tuple[int, Article]], classifier: SentenceClassifier, task: Task, announce: Announce
) -> Iterator[tuple[int, Article, Audit | Exception]]:
    """Audit the articles in their order, many at once; one by one where that fails, to find out on which."""
    begun: deque[tuple[int, Article]] = deque()

    def taken() -> Iterator[Article]:
        for number, article in articles:
            begun.append((number, article))
            yield article
        if begun:
            announce(begun[0][0])

    while True:
        try:
            for audit in audit_articles(taken(), classifier, task.profile, graded=task.graded):
                number, article = begun.popleft()
                yield number, article, audit
                if begun:
                    announce(begun[0][0])
            return
        except Exception:
            while begun:
                number, article = begun.popleft()
                announce(number)
                yield number, article, _audit(article, classifier, task)


def _audit(article: Article, classifier: SentenceClassifier, task: Task) -> Audit | Exception:
    try:
        return audit_article(article, classifier, task.profile, graded=task.graded)
    except Exception as error:
        return error


def _writable(article: Article) -> Article:
    """Return ``article`` without lone surrogates, which no table can hold."""
    changed: dict[str, Any] = {}
    for name in ("id", "path", "title", "outlet", "author", "date", "url"):
        value = getattr(article, name)
        if value is not None and not value.isascii():
            changed[name] = well_formed(value)
    return replace(article, **changed) if changed else article


def _kind(error: Exception) -> str:
    return type(error).__name__


def without_record(chunk: Chunk, number: int, reason: str) -> Chunk:
    """Return ``chunk`` with the record of that number given up for ``reason``."""
    from auditor.reading.records import Broken

    record = chunk.records[number]
    records = (*chunk.records[:number], Broken(record.id, record.path, reason), *chunk.records[number + 1 :])
    return replace(chunk, records=records)


def out_of_room(error: OSError, what: str) -> InputError:
    """Return the sentence for an output that cannot be written."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return InputError(
            f"There is no room left on the disk of {what}; make room, and the same command goes on from there."
        )
    return InputError(f"Cannot write {what}: {(error.strerror or str(error)).lower()}.")
