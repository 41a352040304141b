"""What a labelled article is, and the JSONL it is kept in.

All offsets are Unicode code points into the article's text, end exclusive.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.data.files import write_lines
from auditor.errors import InputError
from auditor.labels import CODES

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """One sentence with its gold code; ``source`` is the canonical name of who it rests on, or None."""

    start: int
    end: int
    code: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution as the corpus itself marked it; each part can stand in several pieces, or in none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with its gold labels.

    ``sentences`` is empty where only the corpus's own spans are known; ``attributions`` is empty outside
    PolNeAR; ``style`` and ``topic`` are known of the authored articles only.
    """

    doc_id: str
    corpus: str
    split: str
    text: str
    sentences: tuple[LabelledSentence, ...]
    attributions: tuple[Attribution, ...] = ()
    style: str | None = None
    topic: str | None = None


def read_labelled(path: Path) -> list[LabelledArticle]:
    """Return the articles of a JSONL file, one article a line.

    A line without ``split`` takes the file's name as its split.  Raises InputError, naming the file and the
    line, for what is not JSON, lacks a key, has offsets outside the text, out of order or overlapping, or a
    code that is not in the guide.
    """
    articles = []
    for number, data in read_rows(path):
        try:
            articles.append(parse_article(data, default_split=path.stem))
        except ValueError as error:
            raise InputError(f"{path}, line {number}: {error}.") from error
    if not articles:
        raise InputError(f"{path} holds no articles.")
    return articles


def read_rows(path: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    """Yield (line number, object) for every line of a JSONL file that is not blank; raises InputError."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text.") from error
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror}.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}, line {number}: not JSON.") from error
        if not isinstance(data, dict):
            raise InputError(f"{path}, line {number}: expected a JSON object.")
        yield number, data


def write_labelled(articles: Iterable[LabelledArticle], path: Path) -> None:
    """Write articles as JSONL; ``path`` is complete afterwards or untouched.  Raises InputError."""
    write_lines((json.dumps(article_row(a), ensure_ascii=False) for a in articles), path)


def article_row(article: LabelledArticle) -> dict[str, Any]:
    """Return the article as the plain object that one line of JSONL holds; parts it lacks are left out."""
    row: dict[str, Any] = {"doc_id": article.doc_id, "corpus": article.corpus, "split": article.split}
    if article.style is not None:
        row["style"] = article.style
    if article.topic is not None:
        row["topic"] = article.topic
    row["text"] = article.text
    if article.sentences:
        row["sentences"] = [
            {"start": s.start, "end": s.end, "code": s.code, "source": s.source} for s in article.sentences
        ]
    if article.attributions:
        row["attributions"] = [{"source": a.source, "cue": a.cue, "content": a.content} for a in article.attributions]
    return row


def parse_article(data: Mapping[str, Any], default_split: str) -> LabelledArticle:
    """Build an article from one JSON object; raises ValueError saying what is wrong with it."""
    text = _string(data, "text")
    return LabelledArticle(
        doc_id=_string(data, "doc_id"),
        corpus=_string(data, "corpus"),
        split=_string(data, "split") if "split" in data else default_split,
        text=text,
        sentences=_sentences(_list(data, "sentences"), len(text)),
        attributions=tuple(_attribution(item, len(text)) for item in _list(data, "attributions")),
        style=data.get("style"),
        topic=data.get("topic"),
    )


def _string(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"“{key}” is missing or not a text")
    return value


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list | tuple):
        raise ValueError(f"“{key}” is not a list")
    return list(value)


def _sentences(items: list[Any], length: int) -> tuple[LabelledSentence, ...]:
    sentences: list[LabelledSentence] = []
    after = 0
    for index, item in enumerate(items):
        where = f"sentence {index}"
        if not isinstance(item, dict):
            raise ValueError(f"{where} is not an object")
        start, end = _span((item.get("start"), item.get("end")), length, where)
        if start < after:
            raise ValueError(f"{where} begins at {start}, before the sentence before it ends ({after})")
        code, source = item.get("code"), item.get("source")
        if code not in CODES:
            raise ValueError(f"{where} has the code {code!r}, which is none of {' '.join(CODES)}")
        if source is not None and not isinstance(source, str):
            raise ValueError(f"{where} has a source that is not a text")
        sentences.append(LabelledSentence(start, end, code, source))
        after = end
    return tuple(sentences)


def _attribution(item: Any, length: int) -> Attribution:
    if not isinstance(item, dict):
        raise ValueError("an attribution is not an object")
    parts = {
        part: tuple(_span(span, length, f"an attribution's {part}") for span in _list(item, part))
        for part in ("source", "cue", "content")
    }
    return Attribution(**parts)


def _span(span: Any, length: int, where: str) -> Span:
    if not (isinstance(span, list | tuple) and len(span) == 2 and all(type(n) is int for n in span)):
        raise ValueError(f"{where} lacks a start and an end")
    start, end = span
    if not 0 <= start < end <= length:
        raise ValueError(f"{where} has the offsets {start} to {end}, outside a text of {length} characters")
    return start, end
