"""Stand-off labels: everything that we know of an article except its text.

Texts of the public corpora are not ours to pass on, the labels are.  A stand-off row holds a document's id,
the SHA-256 of its text in UTF-8, and offsets, codes and source names; with the very text in hand, ``restore``
gives back the labelled article.

One JSON object a line, in compact arrays::

    {"doc_id": …, "corpus": …, "split": …, "sha256": …,
     "sentences": [[start, end, code], [start, end, code, source], …],
     "attributions": [[[source spans], [cue spans], [content spans]], …]}

A source of more than ``LONGEST_NAME`` words is a phrase of the article rather than a name, so the row does
not spell it: it is a list of places in the text and of the letters between them.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.data.files import write_lines
from auditor.data.places import SHIPPED, find_data
from auditor.data.records import (
    Attribution,
    LabelledArticle,
    LabelledSentence,
    Span,
    article_row,
    parse_article,
    read_labelled,
    read_rows,
)
from auditor.errors import InputError
from auditor.labels import CODES

STANDOFF = SHIPPED / "standoff"
"""Where the stand-off labels ship."""

PUBLIC: tuple[str, ...] = ("train", "dev", "polnear_spans")
"""The sets whose text does not ship."""

LONGEST_NAME = 6
_SHORTEST_PLACE = 12  # characters; a shorter stretch is written out, as its place would take more room
_WORD = re.compile(r"[^\W_]+")

Name = str | tuple[str | Span, ...]


@dataclass(frozen=True, slots=True)
class StandoffSentence:
    """A labelled sentence whose source may be spelled as places in the text."""

    start: int
    end: int
    code: str
    source: Name | None


@dataclass(frozen=True, slots=True)
class StandoffArticle:
    """A labelled article with the hash of its text in place of the text."""

    doc_id: str
    corpus: str
    split: str
    sha256: str
    sentences: tuple[StandoffSentence, ...]
    attributions: tuple[Attribution, ...] = ()
    style: str | None = None
    topic: str | None = None


def text_hash(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def strip(article: LabelledArticle) -> StandoffArticle:
    """Return an article's labels without its text."""
    sentences = tuple(
        StandoffSentence(s.start, s.end, s.code, _place_name(s.source, article.text)) for s in article.sentences
    )
    return StandoffArticle(
        article.doc_id,
        article.corpus,
        article.split,
        text_hash(article.text),
        sentences,
        article.attributions,
        article.style,
        article.topic,
    )


def restore(labels: StandoffArticle, text: str) -> LabelledArticle:
    """Put labels and text together; the inverse of ``strip``.

    Raises ValueError when the text is not the one that was labelled, or the labels do not fit it.
    """
    if text_hash(text) != labels.sha256:
        raise ValueError(f"the text of {labels.doc_id} is not the text that was labelled")
    article = LabelledArticle(
        labels.doc_id,
        labels.corpus,
        labels.split,
        text,
        tuple(LabelledSentence(s.start, s.end, s.code, _spell_name(s.source, text)) for s in labels.sentences),
        labels.attributions,
        labels.style,
        labels.topic,
    )
    return parse_article(article_row(article), labels.split)


def read_standoff(path: Path) -> list[StandoffArticle]:
    """Return the rows of a stand-off file; raises InputError naming the file and the line."""
    articles = []
    for number, row in read_rows(path):
        try:
            articles.append(_parse(row))
        except (IndexError, KeyError, TypeError, ValueError) as error:
            raise InputError(f"{path}, line {number}: not a row of stand-off labels.") from error
    return articles


def write_standoff(articles: Iterable[LabelledArticle], path: Path) -> None:
    """Write the labels of articles, without text, one article a line; raises InputError."""
    rows = (_row(strip(article)) for article in articles)
    write_lines((json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows), path)


def make_standoff(data: Path | None, output: Path = STANDOFF) -> list[Path]:
    """Write the stand-off files of the sets whose text does not ship; return their paths.

    ``data`` is the folder that holds those sets with text, as ``find_data`` takes it.
    """
    paths = []
    for name in PUBLIC:
        articles = read_labelled(find_data(name, data))
        path = output / f"{name}.jsonl"
        write_standoff(articles, path)
        paths.append(path)
    return paths


def _row(labels: StandoffArticle) -> dict[str, Any]:
    row: dict[str, Any] = {"doc_id": labels.doc_id, "corpus": labels.corpus, "split": labels.split}
    if labels.style is not None:
        row["style"] = labels.style
    if labels.topic is not None:
        row["topic"] = labels.topic
    row["sha256"] = labels.sha256
    if labels.sentences:
        row["sentences"] = [
            (s.start, s.end, s.code) if s.source is None else (s.start, s.end, s.code, s.source)
            for s in labels.sentences
        ]
    if labels.attributions:
        row["attributions"] = [(a.source, a.cue, a.content) for a in labels.attributions]
    return row


def _parse(row: Mapping[str, Any]) -> StandoffArticle:
    strings = {key: row[key] for key in ("doc_id", "corpus", "split", "sha256")}
    if not all(isinstance(value, str) for value in strings.values()):
        raise ValueError("an id, a corpus, a split or a hash that is not a text")
    return StandoffArticle(
        **strings,
        sentences=tuple(_parse_sentence(item) for item in row.get("sentences", [])),
        attributions=tuple(
            Attribution(_spans(source), _spans(cue), _spans(content))
            for source, cue, content in row.get("attributions", [])
        ),
        style=row.get("style"),
        topic=row.get("topic"),
    )


def _parse_sentence(item: list[Any]) -> StandoffSentence:
    start, end, code, *rest = item
    ((start, end),) = _spans([(start, end)])
    if code not in CODES:
        raise ValueError(f"no code of the guide: {code!r}")
    if not rest:
        return StandoffSentence(start, end, code, None)
    (source,) = rest
    if isinstance(source, list):
        source = tuple(piece if isinstance(piece, str) else _spans([piece])[0] for piece in source)
    elif not isinstance(source, str):
        raise ValueError(f"no name: {source!r}")
    return StandoffSentence(start, end, code, source)


def _spans(items: Iterable[Any]) -> tuple[Span, ...]:
    spans = []
    for start, end in items:
        if type(start) is not int or type(end) is not int:
            raise ValueError(f"no offsets: {start!r}, {end!r}")
        spans.append((start, end))
    return tuple(spans)


def _place_name(name: str | None, text: str) -> Name | None:
    """Return a short name as it is, a long one as places in the text and the letters between them."""
    if name is None or len(_WORD.findall(name)) <= LONGEST_NAME:
        return name
    pieces: list[str | Span] = []
    at = 0
    while at < len(name):
        place = _longest_place(name[at:], text)
        if place is not None:
            pieces.append(place)
            at += place[1] - place[0]
            continue
        if pieces and isinstance(pieces[-1], str):
            pieces[-1] += name[at]
        else:
            pieces.append(name[at])
        at += 1
    return tuple(pieces)


def _longest_place(phrase: str, text: str) -> Span | None:
    """Return where the longest beginning of ``phrase`` stands in the text first, or None."""
    place = None
    for length in range(_SHORTEST_PLACE, len(phrase) + 1):
        start = text.find(phrase[:length])
        if start < 0:
            break
        place = (start, start + length)
    return place


def _spell_name(name: Name | None, text: str) -> str | None:
    if name is None or isinstance(name, str):
        return name
    return "".join(piece if isinstance(piece, str) else text[piece[0] : piece[1]] for piece in name)
