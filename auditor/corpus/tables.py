"""Audits as rows of the corpus tables, and those as Parquet."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditor import summary
from auditor.article import Audit
from auditor.corpus.schema import TABLES, VERSION, arrow_schema
from auditor.grading import grade_note

Row = tuple[Any, ...]

_ROW_GROUP = 65_536


class TableBuilder:
    """Gathers the rows of audits, table by table, in the order in which they come."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}

    def add(self, record: int, audit: Audit) -> None:
        """Add the rows of ``audit``, which comes from the record of that number."""
        self._rows["articles"].append(_article(record, audit))
        self._rows["sentences"].extend(_sentences(audit))
        self._rows["sources"].extend(_sources(audit))
        self._rows["findings"].extend(_findings(audit))

    def tables(self) -> dict[str, Any]:
        """Return a ``pyarrow.Table`` for each of ``TABLES``, by its name."""
        import pyarrow as pa

        made = {}
        for name, rows in self._rows.items():
            schema = arrow_schema(name)
            columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
            arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
            made[name] = pa.Table.from_arrays(arrays, schema=schema)
        return made


def as_parquet(table: Any, about: Mapping[str, str]) -> bytes:
    """Return ``table`` (a ``pyarrow.Table``) as a Parquet file; the same table gives the same bytes.

    The schema's version and ``about`` go into its metadata, their names under ``auditor.``.
    """
    import pyarrow.parquet as pq

    notes = {"schema": VERSION, **about}
    metadata = {f"auditor.{key}": value for key, value in notes.items()}
    stream = io.BytesIO()
    with pq.ParquetWriter(stream, table.schema.with_metadata(metadata), compression="zstd") as writer:
        if table.num_rows:  # a row group without rows is more than some readers can take
            writer.write_table(table.replace_schema_metadata(metadata), _ROW_GROUP)
    return stream.getvalue()


def _article(record: int, audit: Audit) -> Row:
    article, grade = audit.article, audit.grade
    parts = dict(grade.parts) if grade else {}
    counted = len(audit.counted)
    return (
        article.id, record, article.path, article.title, article.outlet, article.author, article.date, article.url,
        len(article.text), audit.words, counted, len(audit.sentences) - counted, *audit.counts.values(),
        *(audit.shares.values() if counted else [None] * len(audit.counts)), len(summary.cited(audit)),
        len(audit.findings), summary.described_share(audit), summary.reason_share(audit),
        summary.longest_unattributed_run(audit), summary.mean_confidence(audit),
        *((grade.letter, grade.score, grade.low, grade.high) if grade else [None] * 4),
        *(parts.get(name) for name in ("transparency", "diversity", "independence")), grade_note(grade), audit.summary,
    )  # fmt: skip


def _sentences(audit: Audit) -> Iterator[Row]:
    id = audit.article.id
    names = {source.id: source.name for source in audit.sources}
    for s in audit.sentences:
        called = [names[number] for number in s.source_ids if number in names]
        yield (
            id, s.index, s.paragraph, s.start, s.end, s.label, s.code, s.confidence, s.role, s.source, s.source_start,
            s.source_end, s.cue, s.cue_start, s.cue_end, s.source_ids, called, s.text, s.probabilities,
        )  # fmt: skip


def _sources(audit: Audit) -> Iterator[Row]:
    id = audit.article.id
    for s in audit.sources:
        yield (
            id, s.id, s.name, s.kind, s.label, s.role, s.government, s.government_evidence, s.explained, s.share,
            s.words, len(s.sentences), s.sentences, _distinct(m.text for m in s.mentions),
            _distinct(r.outlet for r in s.relays),
        )  # fmt: skip


def _findings(audit: Audit) -> Iterator[Row]:
    id = audit.article.id
    by_index = {s.index: s for s in audit.sentences}
    for f in audit.findings:
        first = by_index.get(f.sentences[0]) if f.sentences else None
        place = (first.start, first.end, first.text) if first else (None, None, None)
        yield id, f.code, f.rule, f.level, f.message, f.sentences, *place, f.advice, f.authority


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
